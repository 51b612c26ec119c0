/** A vessel's sightings as a table, and as text for other programs. */
import { describe, expect, test } from 'vitest';
import { linkToNewVessel } from '../../../src/domain/edits/vessel-edits';
import { alignmentDraft } from '../../../src/domain/geo/aligning';
import { type Measured, pooled } from '../../../src/domain/identity/evidence';
import { csvText, tsvText } from '../../../src/domain/tracks/csv';
import { sightingLines, sortSightings } from '../../../src/domain/tracks/sighting-table';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { done, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

function seen() {
  const { doc, boxes, a, b } = followed();
  const all = [boxes.first, boxes.second, boxes.third];
  const counts = [12, null, 3];
  for (const [i, box] of all.entries()) {
    const known = doc.get('boxes', box.id);
    if (!known) throw new Error('the box is there');
    const containers = { min: null, best: counts[i] ?? null, max: null };
    const berth = ['Pier 10', 'Pier 2', ''][i] ?? '';
    doc.put('boxes', { ...known, attributes: { ...known.attributes, containers, berth } });
  }
  const { vesselId } = done(
    doc,
    linkToNewVessel(doc, CONTEXT, { boxIds: all.map(({ id }) => id), name: 'Hull' }),
  );
  return { doc, a, b, sightings: vesselLog(doc, vesselId).sightings };
}

const sightings = () => seen().sightings;

describe('the order of sightings', () => {
  const counted = (descending: boolean) =>
    sortSightings(sightings(), { by: 'containers', descending }).map(
      ({ box }) => box.attributes.containers.best,
    );

  test('what is not known comes last, whichever way', () => {
    expect(counted(false)).toEqual([3, 12, null]);
    expect(counted(true)).toEqual([12, 3, null]);
  });

  test('berths sort by the number in their name', () => {
    const berths = sortSightings(sightings(), { by: 'berth', descending: false });
    expect(berths.map(({ box }) => box.attributes.berth)).toEqual(['Pier 2', 'Pier 10', '']);
  });
});

describe('figures for other programs', () => {
  test('each measure has its σ beside it, and a heading only where the bow is known', () => {
    const known = seen();
    const [head = [], first = []] = sightingLines(known.doc, known.sightings);
    const cell = (name: string) => first[head.indexOf(name)];
    expect(Number(cell('length_m'))).toBeGreaterThan(0);
    // √2 · 0.5 · resolution of the frame, see measureSigma.
    const [sighting] = sightings();
    const resolution = sighting?.frame.resolutionM ?? Number.NaN;
    expect(Number(cell('length_sigma_m'))).toBeCloseTo(Math.SQRT1_2 * resolution, 1);
    expect(cell('containers_best')).toBe('12');
    expect(cell('heading_deg') === '').toBe(!sighting?.box.bowKnown);
  });

  test('each line names its picture, its hash, and how that is laid on which other', () => {
    const { doc, a, b } = seen();
    const frame = doc.get('frames', b.id);
    if (!frame) throw new Error('the frame is there');
    const by = { shift: [3, -4.25] as [number, number], rotation: 0, scale: 1 };
    const draft = alignmentDraft(frame, by, {
      referenceId: a.id,
      method: 'tie_points',
      kind: 'shift',
      residualPx: 0.47,
      detail: '3 tie points',
    });
    doc.put('frames', { ...frame, alignment: { ...draft, author: '', at: CONTEXT.now } });
    const vessel = [...doc.all('vessels')].at(-1);
    if (!vessel) throw new Error('the vessel is there');
    const [head = [], ...lines] = sightingLines(doc, vesselLog(doc, vessel.id).sightings);
    const column = (name: string) => lines.map((line) => line[head.indexOf(name)]);
    const laid = lines.findIndex((line) => line[head.indexOf('frame')] === frame.title);
    expect(column('image_sha256')[laid]).toBe(frame.file.sha256);
    expect(column('alignment_method')[laid]).toBe('tie_points');
    expect(column('alignment_reference')[laid]).toBe(doc.get('frames', a.id)?.title);
    expect(column('alignment_shift_right_px')[laid]).toBe('3');
    expect(column('alignment_shift_down_px')[laid]).toBe('-4.25');
    expect(column('alignment_residual_px')[laid]).toBe('0.47');
    // The first picture is not laid on any.
    expect(column('alignment_method')).toContain('');
  });

  test('a heading that rounds to a full circle is 0', () => {
    const { doc, sightings: all } = seen();
    const [sighting] = all;
    if (!sighting?.measures) throw new Error('the box has a place');
    const measures = { ...sighting.measures, headingDeg: 359.97, axisDeg: 179.97 };
    const box = { ...sighting.box, bowKnown: true };
    const [head = [], line = []] = sightingLines(doc, [{ ...sighting, box, measures }]);
    expect(line[head.indexOf('heading_deg')]).toBe('0.0');
    expect(line[head.indexOf('axis_deg')]).toBe('0.0');
  });

  test('a tab or a line in a note stays in its cell; a formula is text', () => {
    expect(tsvText([['a\tb\nc', '=1+1', '-3.5']])).toBe("a b c\t'=1+1\t-3.5\n");
    expect(csvText([['a,b', '=1+1', '-3.5']])).toBe(`"a,b",'=1+1,-3.5\r\n`);
  });
});

describe('several measures of one hull', () => {
  const of = (...values: readonly (readonly [number, number])[]) =>
    pooled(values.map(([value, sigma]): Measured => ({ value, sigma })));

  test('the sharper picture weighs more', () => {
    // (122 / 0.25 + 124 / 1) / (1 / 0.25 + 1) = 122.4, σ = 1 / √5; χ² = 0.64 + 2.56 = 3.2 over 1.
    const size = of([122, 0.5], [124, 1]);
    expect(size?.value).toBeCloseTo(122.4, 10);
    expect(size?.sigma).toBeCloseTo(Math.sqrt(3.2) / Math.sqrt(5), 10);
  });

  test('boxes that agree narrow it, boxes that disagree do not', () => {
    expect(of([100, 1], [100, 1], [100, 1], [100, 1])?.sigma).toBeCloseTo(0.5, 10);
    expect(of([90, 1], [110, 1])?.sigma).toBeCloseTo(10, 10);
    expect(of([100, 1])?.sigma).toBe(1);
  });
});
