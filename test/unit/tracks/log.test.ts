/** Vessel logs and tables by date: never "gone" for what was not observed. */
import { describe, expect, test } from 'vitest';
import { framesOfSite } from '../../../src/commands/frame-order';
import type { Tables } from '../../../src/domain/edits/apply';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import { Alignment } from '../../../src/domain/model/alignment';
import { FrameId } from '../../../src/domain/model/ids';
import { Site } from '../../../src/domain/model/project';
import { CargoGroup } from '../../../src/domain/model/vessel';
import { countText } from '../../../src/domain/tracks/count-text';
import { csvOf } from '../../../src/domain/tracks/csv';
import { flowText } from '../../../src/domain/tracks/group-log';
import { logRows } from '../../../src/domain/tracks/log-table';
import { flowsOf, framesByTime, occupancy, sumOf } from '../../../src/domain/tracks/occupancy';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { makeBox, makeFrame, smallProject } from '../ui/support';
import { area, quay, shipOn, siteOf, threeDates, vesselIn } from './three-dates';

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
    expect(rows.get('Containers counted')).toEqual([blank, blank, '0']);
  });

  test('of a frame without boxes nothing is counted until it was examined, and then none', () => {
    const { doc } = threeDates();
    area(doc, 'frm_3', 'examined');
    const counts = occupancy(doc, siteOf(doc)).counts.map(({ vessels, unlinked }) => [
      vessels,
      unlinked,
    ]);
    expect(counts).toEqual([
      [1, 0],
      [null, null],
      [0, 0],
    ]);
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
    const [head = [], line = []] = logRows(doc, [vessel]);
    const cell = (name: string) => line[head.indexOf(name)];
    expect(cell('left_after')).toBe('2023-10-12T01:47:09Z');
    expect(cell('left_by')).toBe('2024-01-02T02:00:00Z');
    expect(cell('arrived_after')).toBe('');
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

  test('both tables say how the frames are laid', () => {
    const { doc, vessel } = threeDates();
    const frame = doc.get('frames', FrameId.parse('frm_1'));
    if (!frame) throw new Error('no frame');
    const alignment = Alignment.parse({
      referenceId: 'frm_2',
      method: 'automatic',
      kind: 'shift',
      shift: [-8.4, 5.25],
      rotation: 0,
      scale: 1,
      shiftM: { east: -4.2, north: -2.625 },
      residualPx: 0.123,
      detail: '43 of 49 windows agree',
      checks: [],
      tiePoints: [],
      author: 'Ada',
      at: '2023-12-01T08:00:00Z',
    });
    doc.put('frames', { ...frame, alignment });
    const [head = [], line = []] = logRows(doc, [vessel]);
    const cells = head.flatMap((name, i) => (/align/.test(name) ? [[name, line[i]]] : []));
    expect(Object.fromEntries(cells)).toMatchObject({
      alignment_method: 'automatic',
      alignment_reference: doc.get('frames', FrameId.parse('frm_2'))?.title,
      alignment_shift_right_px: '-8.4',
      alignment_shift_east_m: '-4.2',
      alignment_residual_px: '0.123',
      aligned_by: 'Ada',
    });
    expect(line).toHaveLength(head.length);
    const [, first, second] =
      occupancyRows(doc, siteOf(doc)).find(([n]) => n === 'Alignment') ?? [];
    expect(first).toMatch(
      /^Automatic, on ".+": 8\.40 px left, 5\.25 px down .*, ±0\.12 px, laid by .+$/,
    );
    expect(second).toBe('as its file says');
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
    const { doc, stack, cells } = quay();
    stack(1, 'frm_1', range(48, 50, 52));
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

describe('counts that overlap are told as what may have left and what may have come', () => {
  const between = 'between 12 Oct 2023 and 2 Jan 2024';
  test.each([
    [[57, 62, 67], [42, null, 82], null, null],
    [[81, null, 91], [42, null, 82], 'at most 49 left', 'or up to 1 appeared'],
    [[408, 435, 462], [394, 421, 448], 'at most 68, best 14 left', 'or up to 40 appeared'],
    [[10, 10, 10], [10, 11, 12], 'at most 2, best 1 appeared', 'or none'],
  ] as const)('%j, then %j', (before, after, most, least) => {
    const { stack, cells } = quay();
    const range = ([min, best, max]: typeof before | typeof after) => ({ min, best, max });
    stack(1, 'frm_1', range(before));
    stack(2, 'frm_3', range(after));
    const told = most && `${most} ${between}, ${least}: the counts overlap`;
    expect(flowsOf(cells()).map((flow) => flowText(flow))).toEqual([told]);
  });
});

describe('what must not be told', () => {
  const range = (best: number | null) => ({ min: best, best, max: best });
  /** What the third date's column says in a line of the table. */
  const third = (doc: Tables, line: string) =>
    occupancyRows(doc, siteOf(doc)).find(([name]) => name === line)?.[3];
  /** The third date with pixels of another size, metres. */
  const withPixels = (doc: Tables, resolutionM: number) => {
    const frame = doc.get('frames', FrameId.parse('frm_3'));
    if (frame) doc.put('frames', { ...frame, resolutionM });
  };

  test('that there are no containers where pixels are too large to show any', () => {
    const { doc } = quay();
    area(doc, 'frm_3', 'examined');
    expect(third(doc, 'Containers counted')).toBe('0');
    // 20 feet are 6.06 m: five pixels of 1.2 m, not of 1.3.
    withPixels(doc, 1.2);
    expect(third(doc, 'Containers counted')).toBe('0');
    withPixels(doc, 1.3);
    expect(third(doc, 'Containers counted')).toBe('not observed: pixels too large');
  });

  test('that a group is gone where the smallest of its stacks might be missed', () => {
    const { doc, stack } = quay();
    stack(1, 'frm_1', range(30));
    area(doc, 'frm_3', 'examined');
    expect(third(doc, 'Quay 1')).toBe('not there');
    const [only] = doc.boxesOfGroup(CargoGroup.shape.id.parse('grp_1'));
    // Four and a half pixels along it, where it has as many of half a metre as its box is long.
    withPixels(doc, ((only?.geometry.length ?? 0) * 0.5) / 4.5);
    expect(third(doc, 'Quay 1')).toBe('not observed: pixels too large');
  });

  test('how many there were in all where a part of the frame cannot be seen', () => {
    const { doc } = quay();
    shipOn(doc, 1, 'frm_3', null);
    area(doc, 'frm_3', 'examined');
    expect(third(doc, 'Ships not linked to a vessel')).toBe('1');
    expect(third(doc, 'Vessels identified')).toBe('0');
    area(doc, 'frm_3', 'obscured', null, 20);
    expect(third(doc, 'Ships not linked to a vessel')).toBe('1 or more');
    expect(third(doc, 'Vessels identified')).toBe('not observed: obscured in part');
    expect(third(doc, 'Containers counted')).toBe('not observed: obscured in part');
  });

  test('that the rest was looked at where a part cannot be seen and none was examined', () => {
    const { doc } = quay();
    area(doc, 'frm_3', 'obscured', null, 20);
    expect(third(doc, 'Vessels identified')).toBe('not observed: not examined');
  });

  test('that a group is gone where only one of its stacks was looked for', () => {
    const { doc, stack, cells } = quay();
    stack(1, 'frm_1', range(30));
    stack(2, 'frm_1', range(20), 1500);
    area(doc, 'frm_3', 'nothing_seen', null, 2500);
    expect(cells().map(({ look }) => look)).toEqual(['seen', 'unexamined', 'unexamined']);
    area(doc, 'frm_3', 'examined');
    expect(flowsOf(cells()).map(({ change }) => change)).toEqual([range(-50)]);
  });

  test('that a ship has left where only one of its berths was looked at', () => {
    const { doc, vessel } = threeDates();
    const box = makeBox({ number: 2, frame: 'frm_3' });
    const geometry = { ...box.geometry, y: box.geometry.y - 1500 };
    shipOn(doc, 2, 'frm_3', 'ves_1');
    const [, second] = doc.boxesOfVessel(vessel.id);
    if (second) doc.put('boxes', { ...second, geometry });
    area(doc, 'frm_2', 'nothing_seen', null, 1000);
    expect(looksAt(doc)).toEqual(['seen', 'unexamined', 'seen']);
    expect(vesselLog(doc, vessel.id).stays).toHaveLength(1);
    area(doc, 'frm_2', 'examined');
    expect(looksAt(doc)).toEqual(['seen', 'absent', 'seen']);
    expect(vesselLog(doc, vessel.id).stays).toHaveLength(2);
  });

  test('how many are missing, where one of the stacks was not counted', () => {
    const { stack, cells } = quay();
    stack(1, 'frm_1', range(30));
    stack(2, 'frm_1', range(20), 200);
    stack(3, 'frm_3', range(30));
    stack(4, 'frm_3', range(null), 200);
    expect(cells().map(({ count }) => countText(count))).toEqual(['50', '', 'at least 30']);
    expect(flowsOf(cells()).flatMap((flow) => flowText(flow) ?? [])).toEqual([]);
  });

  test('that all are counted where a stack is not, or not all was examined; that there are none', () => {
    const { doc, stack } = quay();
    stack(1, 'frm_3', range(0));
    expect(third(doc, 'Containers counted')).toBe('not observed: not examined');
    area(doc, 'frm_3', 'examined');
    expect(third(doc, 'Containers counted')).toBe('0');
    stack(2, 'frm_3', range(30), 200);
    expect(third(doc, 'Containers counted')).toBe('30');
    stack(3, 'frm_3', range(null), 400);
    expect(third(doc, 'Containers counted')).toBe('30 or more');
    stack(2, 'frm_3', range(0), 200);
    expect(third(doc, 'Containers counted')).toBe('not counted');
  });

  test('that anything came or left between a date and a picture without one, or of the same day', () => {
    const { doc, stack, cells } = quay();
    const third = doc.get('frames', FrameId.parse('frm_3'));
    if (!third) throw new Error('no frame');
    stack(1, 'frm_1', range(30));
    area(doc, 'frm_3', 'examined');
    expect(flowsOf(cells())).toHaveLength(1);
    doc.put('frames', { ...third, acquired: null });
    expect(flowsOf(cells())).toEqual([]);
    doc.put('frames', makeFrame('frm_3', 'The same day', '2023-10-12'));
    expect(flowsOf(cells())).toEqual([]);
  });

  test('of a way between two sites, that the ship was not at a third', () => {
    const { doc, vessel } = threeDates();
    const [site] = doc.all('sites');
    const third = doc.get('frames', FrameId.parse('frm_3'));
    if (!site || !third) throw new Error('no site or frame');
    const [dunai, nakhodka] = ['sit_2', 'sit_3'].map((id) => Site.parse({ ...site, id, name: id }));
    if (!dunai || !nakhodka) throw new Error('no sites');
    doc.put('sites', dunai);
    doc.put('sites', nakhodka);
    doc.put('frames', { ...third, siteId: dunai.id });
    for (const [id, at] of [
      ['frm_4', '2023-11-01T02:00:00Z'],
      ['frm_5', '2024-03-01T02:00:00Z'],
    ] as const) {
      doc.put('frames', { ...makeFrame(id, id, at), siteId: nakhodka.id });
    }
    shipOn(doc, 2, 'frm_3', 'ves_1');
    shipOn(doc, 3, 'frm_5', 'ves_1');
    area(doc, 'frm_4', 'examined');
    area(doc, 'frm_2', 'examined');
    const [first] = vesselLog(doc, vessel.id).legs;
    expect(first?.between.map(({ frame }) => frame.id)).toEqual(['frm_2']);
  });
});

test('a heading of nearly a whole turn is written as nought', () => {
  const { doc, vessel } = threeDates();
  const [box] = doc.boxesOfVessel(vessel.id);
  const frame = doc.get('frames', FrameId.parse('frm_1'));
  const geo = frame && makeFrameGeo(frame);
  if (!box || !geo) throw new Error('no box');
  const north = geo.northAngle([box.geometry.x, box.geometry.y]) ?? 0;
  const geometry = { ...box.geometry, angle: north - 0.0005 };
  doc.put('boxes', { ...box, bowKnown: true, geometry });
  const [head, line] = logRows(doc, [vessel]);
  const cell = (name: string) => line?.[head?.indexOf(name) ?? -1];
  expect([cell('heading_deg'), cell('axis_deg')]).toEqual(['0.0', '0.0']);
});

test('frames of one site are in the same order everywhere: by time, a day in its middle, then by title', () => {
  const doc = smallProject();
  for (const [id, at] of [
    ['frm_b', '2023-10-12'],
    ['frm_a', '2023-10-12'],
    ['frm_half', '2023-10-12T01:47:09.5Z'],
    ['frm_noon', '2023-10-12T18:00:00Z'],
  ] as const) {
    doc.put('frames', makeFrame(id, id, at));
  }
  const ids = framesByTime(doc, siteOf(doc).id).map(({ id }) => id);
  expect(ids).toEqual(['frm_1', 'frm_half', 'frm_a', 'frm_b', 'frm_noon', 'frm_2']);
  expect(framesOfSite).toBe(framesByTime);
});

test('a cell of a table is never a formula, and quotes and lines stay inside their cell', () => {
  expect(csvOf([['=1+1', '-7.5', 'a "b", c', 'two\nlines', '@x']])).toBe(
    '\uFEFF\'=1+1,-7.5,"a ""b"", c","two\nlines",\'@x\r\n',
  );
  expect(csvOf([[' =1+1', '\n=1+1', '\uFF1D1+1', ' 12 Oct']])).toBe(
    "\uFEFF' =1+1,\"'\n=1+1\",'\uFF1D1+1, 12 Oct\r\n",
  );
});
