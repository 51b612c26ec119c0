/** The tables that go out say on what picture each thing rests, how that is laid, and who says so. */
import { expect, test } from 'vitest';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { createVessel } from '../../../src/domain/edits/vessel-edits';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import { logRows } from '../../../src/domain/tracks/log-table';
import { occupancy } from '../../../src/domain/tracks/occupancy';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { done, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

/** The lines of a table by what its first line calls their cells. */
function named([head = [], ...lines]: readonly string[][]) {
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])));
}

function logOf(doc: ReturnType<typeof followed>['doc']) {
  return named(logRows(doc, [...doc.all('vessels')]));
}

test('a line of the log names the picture, how it is laid, who linked the box and how sure', () => {
  const { doc, angara } = followed();
  const [first, third] = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
  const said = { likelihood: 'likely', rationale: 'L', linked_by: 'A. Analyst' };
  expect(first).toMatchObject({ vessel: 'Angara', ...said, linked_at: CONTEXT.now });
  expect(first).toMatchObject({ image_place: 'file', alignment_method: '', aligned_by: '' });
  expect(third).toMatchObject({
    alignment_method: 'automatic',
    alignment_via: '"December" of 5 Dec 2023',
    alignment_reference: 'Frame frm_1',
    alignment_shift_right_px: '3.25',
    alignment_shift_down_px: '-1.5',
    alignment_residual_px: '0.12',
    aligned_by: 'A. Analyst',
    aligned_at: CONTEXT.now,
  });
  expect(third?.image_sha256).toMatch(/^[0-9a-f]{64}$/);
  // Ends of a box on pixels of half a metre are told to within the hull's σ, which the screen shows too.
  expect(Number(third?.length_sigma_m)).toBeGreaterThan(0);
});

test('the log has a line for a vessel that was never seen', () => {
  const { doc } = followed();
  const { vesselId } = done(doc, createVessel(doc, CONTEXT, { name: 'Unseen' }));
  const lines = logOf(doc).filter(({ vessel_id }) => vessel_id === vesselId);
  expect(lines).toEqual([expect.objectContaining({ vessel: 'Unseen', seen_at: '' })]);
});

test('the table by date says how each picture is laid', () => {
  const { doc, b } = followed();
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const rows = occupancyRows(doc, site);
  const line = (name: string) => rows.find(([head]) => head === name) ?? [];
  const column = line('Frame').indexOf(b.title);
  expect(line('Alignment')[column]).toMatch(
    /^Automatic, by way of "December" of 5 Dec 2023, on "Frame frm_1": 3\.25 px right, 1\.50 px up \(.*\), ±0\.12 px$/,
  );
  expect(line('Alignment')[line('Frame').indexOf('Frame frm_1')]).toBe('as its file says');
});

test('ships of a class that came from somebody else’s file are counted as ships', () => {
  const { doc, a } = followed();
  const newClasses = [{ name: 'Bulk carrier', directed: true }];
  const geometry = { x: 1500, y: 900, length: 300, width: 40, angle: 0 };
  const containers = { min: 40, best: 40, max: 40 };
  const attributes = { ...EMPTY_ATTRIBUTES, containers };
  const box = { frameId: a.id, className: 'Bulk carrier', geometry, bowKnown: true, attributes };
  done(doc, importBoxes(doc, CONTEXT, { fileName: 'x.geojson', boxes: [box], newClasses }));
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const { counts } = occupancy(doc, site);
  // What lies on its deck is not on the quay.
  expect(counts.find(({ frame }) => frame.id === a.id)).toMatchObject({
    unlinked: 1,
    containers: null,
  });
});
