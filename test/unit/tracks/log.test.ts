/** Vessel logs and tables by date: never "gone" for what was not observed. */
import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { FrameId } from '../../../src/domain/model/ids';
import { Observation } from '../../../src/domain/model/observation';
import type { Site } from '../../../src/domain/model/project';
import { CargoGroup, EMPTY_FINGERPRINT, Vessel } from '../../../src/domain/model/vessel';
import { csvOf } from '../../../src/domain/tracks/csv';
import { logRows } from '../../../src/domain/tracks/log-table';
import { flowsOf, occupancy, sumOf } from '../../../src/domain/tracks/occupancy';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { makeBox, makeFrame, smallProject } from '../ui/support';

const STAMPS = { author: '', createdAt: '2023-12-01T08:00:00Z', updatedAt: '2023-12-01T08:00:00Z' };

function vesselIn(doc: Tables, id: string, name: string): Vessel {
  const vessel = Vessel.parse({
    id,
    projectId: doc.projectId,
    name,
    color: '#336699',
    claims: [],
    fingerprint: EMPTY_FINGERPRINT,
    sanctions: [],
    notes: '',
    ...STAMPS,
  });
  doc.put('vessels', vessel);
  return vessel;
}

function shipOn(doc: Tables, number: number, frame: string, vesselId: string | null): void {
  const box = makeBox({ number, frame });
  const link = vesselId && {
    vesselId,
    likelihood: 'likely',
    rationale: 'same hatches',
    author: '',
    at: STAMPS.createdAt,
  };
  doc.put('boxes', { ...box, ...(link ? { link } : {}) } as typeof box);
}

/** An area over a whole frame of 4096 × 4096 pixels. */
function area(doc: Tables, frameId: string, kind: string, vesselId: string | null = null): void {
  const id = `obs_${[...doc.all('observations')].length + 1}`;
  const geometry = { x: 2048, y: 2048, length: 4096, width: 4096, angle: 0 };
  const named = { id, projectId: doc.projectId, frameId, kind, geometry, vesselId };
  doc.put('observations', Observation.parse({ ...named, groupId: null, note: '', ...STAMPS }));
}

function siteOf(doc: Tables): Site {
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  return site;
}

/** Three dates at one site; the ship is boxed on the first alone. */
function threeDates(): { doc: Tables; vessel: Vessel } {
  const doc = smallProject();
  doc.put('frames', makeFrame('frm_3', 'Pier at New Year', '2024-01-02T02:00:00Z'));
  const vessel = vesselIn(doc, 'ves_1', 'Angara');
  shipOn(doc, 1, 'frm_1', 'ves_1');
  return { doc, vessel };
}

function looksAt(doc: Tables): string[] {
  return occupancy(doc, siteOf(doc)).vessels.flatMap(({ cells }) => cells.map(({ look }) => look));
}

describe('what a frame without the ship tells', () => {
  test('nothing where nobody has said that it was examined, whatever is boxed there', () => {
    const { doc } = threeDates();
    shipOn(doc, 2, 'frm_2', null);
    expect(looksAt(doc)).toEqual(['seen', 'unexamined', 'unexamined']);
    area(doc, 'frm_2', 'examined');
    expect(looksAt(doc)).toEqual(['seen', 'absent', 'unexamined']);
  });

  test('an area counts for what was looked for in it; an obscured one hides the place', () => {
    const { doc } = threeDates();
    vesselIn(doc, 'ves_2', 'Maia');
    area(doc, 'frm_2', 'nothing_seen', 'ves_2');
    area(doc, 'frm_3', 'examined');
    area(doc, 'frm_3', 'obscured');
    expect(looksAt(doc)).toEqual(['seen', 'unexamined', 'obscured']);
    area(doc, 'frm_2', 'nothing_seen', 'ves_1');
    expect(looksAt(doc)).toEqual(['seen', 'absent', 'obscured']);
  });

  test('none is counted only on a frame that was examined; else it is "or more", or nothing', () => {
    const { doc } = threeDates();
    shipOn(doc, 2, 'frm_2', null);
    area(doc, 'frm_3', 'examined');
    const rows = new Map(occupancyRows(doc, siteOf(doc)).map(([name, ...cells]) => [name, cells]));
    const blank = 'not observed: not examined';
    expect(rows.get('Vessels identified')).toEqual(['1 or more', blank, '0']);
    expect(rows.get('Ships not linked to a vessel')).toEqual([blank, '1 or more', '0']);
    expect(rows.get('Containers counted')).toEqual(['not counted', 'not counted', '0']);
  });

  test('where an examined picture holds no data the ship is not "not there"', () => {
    const { doc } = threeDates();
    area(doc, 'frm_2', 'examined');
    const frame = doc.get('frames', FrameId.parse('frm_2'));
    if (!frame) throw new Error('no frame');
    // The ship lies in the left upper part; two columns by one row: data on the right, then on the left.
    doc.put('frames', { ...frame, coverage: { columns: 2, rows: 1, runs: [0, 1, 1] } });
    expect(looksAt(doc)).toEqual(['seen', 'uncovered', 'unexamined']);
    doc.put('frames', { ...frame, coverage: { columns: 2, rows: 1, runs: [1, 1] } });
    expect(looksAt(doc)).toEqual(['seen', 'absent', 'unexamined']);
  });

  test('a place outside the picture is not covered, pixels as large as the hull do not tell', () => {
    const { doc } = threeDates();
    const second = makeFrame('frm_2', 'Elsewhere', '2023-12-02');
    const georef = second.georef && {
      ...second.georef,
      transform: [700000, 0.5, 0, 4676000, 0, -0.5] as const,
    };
    doc.put('frames', { ...second, georef } as typeof second);
    const third = makeFrame('frm_3', 'Coarse', '2024-01-02T02:00:00Z');
    doc.put('frames', { ...third, resolutionM: 100 });
    area(doc, 'frm_2', 'examined');
    area(doc, 'frm_3', 'examined');
    expect(looksAt(doc)).toEqual(['seen', 'uncovered', 'unresolved']);
  });
});

describe('a vessel’s log', () => {
  test('bounds its leaving by the next frame that was looked at, and not by one that was not', () => {
    const { doc, vessel } = threeDates();
    expect(vesselLog(doc, vessel.id).stays[0]?.stay.leaving.by).toBeNull();
    area(doc, 'frm_3', 'examined');
    const { leaving } = vesselLog(doc, vessel.id).stays[0]?.stay ?? {};
    expect(leaving?.after?.frameId).toBe('frm_1');
    expect(leaving?.by?.frameId).toBe('frm_3');
  });

  test('orders sightings by time and tells the frames between', () => {
    const { doc, vessel } = threeDates();
    shipOn(doc, 3, 'frm_3', 'ves_1');
    area(doc, 'frm_2', 'examined');
    const log = vesselLog(doc, vessel.id);
    expect(log.sightings.map(({ box }) => box.number)).toEqual([1, 3]);
    expect(log.legs[0]?.between.map(({ frame, look }) => [frame.id, look])).toEqual([
      ['frm_2', 'absent'],
    ]);
    // From 2023-10-12T01:47:09Z to 2024-01-02T02:00:00Z: 82 days and 12 min 51 s.
    expect(log.legs[0]?.leg?.hours[0]).toBeCloseTo(82 * 24 + 771 / 3600, 6);
    const [head = [], first = [], second = []] = logRows(doc, [vessel]);
    expect(second[head.indexOf('frames_between_not_there')]).toBe('1');
    expect(first[head.indexOf('rationale')]).toBe('same hatches');
  });
});

describe('counts of containers', () => {
  const range = (min: number | null, best: number | null, max: number | null) => ({
    min,
    best,
    max,
  });

  test('add up part by part, and an unknown part makes the sum unknown', () => {
    expect(sumOf([range(8, 10, 12), range(null, 5, null)])).toEqual(range(13, 15, 17));
    expect(sumOf([range(8, 10, 12), range(3, null, 6)])).toEqual(range(11, null, 18));
    expect(sumOf([range(null, null, null)])).toBeNull();
  });

  test('flow from date to date with their bounds; a date that was not observed is passed over', () => {
    const doc = smallProject();
    doc.put('frames', makeFrame('frm_3', 'Pier at New Year', '2024-01-02T02:00:00Z'));
    doc.put(
      'groups',
      CargoGroup.parse({
        id: 'grp_1',
        projectId: doc.projectId,
        name: 'Quay 1',
        color: '#336699',
        place: 'quay',
        vesselId: null,
        notes: '',
        ...STAMPS,
      }),
    );
    const stack = (number: number, frame: string, containers: ReturnType<typeof range>) => {
      const box = makeBox({ number, frame, classNumber: 3, attributes: { containers } });
      doc.put('boxes', { ...box, groupId: 'grp_1' } as typeof box);
    };
    stack(1, 'frm_1', range(48, 50, 52));
    const cells = () => occupancy(doc, siteOf(doc)).groups[0]?.cells ?? [];
    expect(flowsOf(cells())).toEqual([]);
    area(doc, 'frm_3', 'examined');
    expect(flowsOf(cells()).map(({ change }) => change)).toEqual([range(-52, -50, -48)]);
    const rows = occupancyRows(doc, siteOf(doc));
    expect(rows.find(([name]) => name === 'Quay 1')).toEqual([
      'Quay 1',
      '48–52, best 50',
      'not observed: not examined',
      'not there',
    ]);
  });
});

test('a cell of a table is never a formula, and quotes and lines stay inside their cell', () => {
  expect(csvOf([['=1+1', '-7.5', 'a "b", c', 'two\nlines', '@x']])).toBe(
    '\uFEFF\'=1+1,-7.5,"a ""b"", c","two\nlines",\'@x\r\n',
  );
});
