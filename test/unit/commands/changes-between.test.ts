/** What happened to boxed objects between two dates: never "gone" for what was not observed. */
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../src/commands/compare/changes-between';
import type { Tables } from '../../../src/domain/edits/apply';
import { Alignment } from '../../../src/domain/model/alignment';
import type { Box } from '../../../src/domain/model/box';
import { FrameId, GroupId, VesselId } from '../../../src/domain/model/ids';
import { Observation } from '../../../src/domain/model/observation';
import type { Meters } from '../../../src/domain/model/units';
import { makeBox, smallProject } from '../ui/support';

const AT = '2023-12-01T08:00:00Z';

function put(doc: Tables, number: number, frame: string, changes: Partial<Box['geometry']>): Box {
  const box = makeBox({ number, frame });
  const geometry = { x: 1000, y: 1000, length: 240, width: 40, angle: 0, ...changes };
  const made = { ...box, geometry };
  doc.put('boxes', made);
  return made;
}

function linked(doc: Tables, box: Box, vessel: string): void {
  const vesselId = VesselId.parse(vessel);
  doc.put('boxes', {
    ...box,
    link: { vesselId, likelihood: null, rationale: '', author: '', at: AT },
  });
}

function changes(doc: Tables) {
  const [before, after] = ['frm_1', 'frm_2'].map((id) => doc.get('frames', FrameId.parse(id)));
  if (!before || !after) throw new Error('no frames');
  return (changesBetween(doc, before, after) ?? []).map(({ state, before: a, after: b }) => [
    state,
    a?.number ?? null,
    b?.number ?? null,
  ]);
}

/** Says of a part of a frame that it was looked at, or could not be seen; the whole frame by default. */
function area(doc: Tables, frameId: string, kind: string, part: Partial<Observation> = {}): void {
  const count = [...doc.all('observations')].length;
  const whole = { x: 2048, y: 2048, length: 4096, width: 4096, angle: 0 };
  doc.put(
    'observations',
    Observation.parse({
      ...{ id: `obs_${count + 1}`, projectId: doc.projectId, frameId, kind, geometry: whole },
      ...{ vesselId: null, groupId: null, note: '', author: '', createdAt: AT, updatedAt: AT },
      ...part,
    }),
  );
}

/** Lays a frame of half-metre pixels on a reference, with what is left between them. */
function lay(doc: Tables, id: string, referenceId: string, residualPx: number | null): void {
  const frame = doc.get('frames', FrameId.parse(id));
  if (!frame) throw new Error('no frame');
  const alignment = Alignment.parse({
    ...{ referenceId, method: 'automatic', kind: 'shift', shift: [0, 0], rotation: 0 },
    ...{ scale: 1, shiftM: null, residualPx, checks: [], tiePoints: [], detail: '', author: '' },
    at: AT,
  });
  doc.put('frames', { ...frame, resolutionM: 0.5 as Meters, alignment });
}

describe('boxes of two dates', () => {
  // 26 pixels of half a metre are 13 m; a hull has moved beyond 10 m or three times the error.
  test.each([
    ['both frames leave something', { frm_1: 8, frm_2: 6 }, 'stayed'],
    ['the earlier one does', { frm_1: 10, frm_2: 0 }, 'stayed'],
    ['the later one does', { frm_1: 0, frm_2: 10 }, 'stayed'],
    ['neither does', { frm_1: 0, frm_2: 0 }, 'moved'],
    ['little is left on either', { frm_1: 6, frm_2: 6 }, 'moved'],
  ] as const)('how far a hull may lie off and have stayed, where %s', (_, residuals, state) => {
    const doc = smallProject();
    for (const [id, residualPx] of Object.entries(residuals)) lay(doc, id, 'frm_9', residualPx);
    put(doc, 1, 'frm_1', {});
    put(doc, 2, 'frm_2', { x: 1026 });
    expect(changes(doc)).toEqual([[state, 1, 2]]);
  });

  test('the earlier frame may be laid on the later one', () => {
    const doc = smallProject();
    lay(doc, 'frm_1', 'frm_2', 2);
    put(doc, 1, 'frm_1', {});
    put(doc, 2, 'frm_2', { x: 1022 });
    expect(changes(doc)).toEqual([['moved', 1, 2]]);
  });

  test('stayed within metres, gone and appeared where nothing matches', () => {
    const doc = smallProject();
    put(doc, 1, 'frm_1', {});
    put(doc, 2, 'frm_2', { x: 1004 });
    put(doc, 3, 'frm_1', { y: 2000, length: 400, width: 64 });
    put(doc, 4, 'frm_2', { y: 3000, length: 60, width: 16 });
    area(doc, 'frm_1', 'examined');
    area(doc, 'frm_2', 'examined');
    expect(changes(doc).sort()).toEqual([
      ['appeared', null, 4],
      ['gone', 3, null],
      ['stayed', 1, 2],
    ]);
  });

  test('under an area that cannot be seen, not observed and never gone', () => {
    const doc = smallProject();
    put(doc, 1, 'frm_1', {});
    area(doc, 'frm_2', 'examined');
    expect(changes(doc)).toContainEqual(['gone', 1, null]);
    const geometry = { x: 1000, y: 1000, length: 500, width: 500, angle: 0 };
    area(doc, 'frm_2', 'obscured', { geometry });
    expect(changes(doc)).toContainEqual(['not_observed', 1, null]);
  });

  test('boxes elsewhere on a frame do not make the lack of a box "gone": somebody must say so', () => {
    const doc = smallProject();
    put(doc, 1, 'frm_1', {});
    put(doc, 2, 'frm_2', { y: 3500, length: 60, width: 16 });
    const unknown = [
      ['not_observed', 1, null],
      ['not_observed', null, 2],
    ];
    expect(changes(doc)).toEqual(unknown);
    const elsewhere = { x: 3000, y: 3000, length: 500, width: 500, angle: 0 };
    area(doc, 'frm_2', 'nothing_seen', { geometry: elsewhere });
    expect(changes(doc)).toEqual(unknown);
    const here = { x: 1000, y: 1000, length: 500, width: 500, angle: 0 };
    area(doc, 'frm_2', 'nothing_seen', { geometry: here, vesselId: VesselId.parse('ves_7') });
    expect(changes(doc)).toEqual(unknown);
    area(doc, 'frm_2', 'nothing_seen', { geometry: here });
    expect(changes(doc)).toEqual([
      ['gone', 1, null],
      ['not_observed', null, 2],
    ]);
  });

  test('two boxes that the analyst gave to two vessels are gone and new only where it was looked', () => {
    const doc = smallProject();
    linked(doc, put(doc, 1, 'frm_1', {}), 'ves_1');
    linked(doc, put(doc, 2, 'frm_2', {}), 'ves_2');
    expect(changes(doc)).toEqual([
      ['not_observed', 1, null],
      ['not_observed', null, 2],
    ]);
    area(doc, 'frm_2', 'examined');
    expect(changes(doc)).toEqual([
      ['gone', 1, null],
      ['not_observed', null, 2],
    ]);
  });

  test('the analyst’s links decide, also against size and place', () => {
    const doc = smallProject();
    linked(doc, put(doc, 1, 'frm_1', {}), 'ves_1');
    linked(doc, put(doc, 2, 'frm_2', {}), 'ves_2');
    linked(doc, put(doc, 3, 'frm_2', { y: 2500 }), 'ves_1');
    area(doc, 'frm_1', 'examined');
    expect(changes(doc).sort()).toEqual([
      ['appeared', null, 2],
      ['moved', 1, 3],
    ]);
  });

  test('each box of a group has one partner: the nearest of the group', () => {
    const doc = smallProject();
    const stacked = (box: Box) => doc.put('boxes', { ...box, groupId: GroupId.parse('grp_1') });
    stacked(put(doc, 1, 'frm_1', { x: 1000 }));
    stacked(put(doc, 2, 'frm_1', { x: 1300 }));
    stacked(put(doc, 3, 'frm_2', { x: 1304 }));
    stacked(put(doc, 4, 'frm_2', { x: 1003 }));
    stacked(put(doc, 5, 'frm_2', { x: 3000 }));
    area(doc, 'frm_1', 'examined');
    expect(changes(doc).sort()).toEqual([
      ['appeared', null, 5],
      ['stayed', 1, 4],
      ['stayed', 2, 3],
    ]);
  });

  test('a pair that the analyst rejected is not said to have stayed', () => {
    const doc = smallProject();
    const before = put(doc, 1, 'frm_1', {});
    const after = put(doc, 2, 'frm_2', {});
    expect(changes(doc)).toEqual([['stayed', 1, 2]]);
    doc.put('boxes', { ...after, notSame: [before.id] });
    expect(changes(doc)).toEqual([
      ['not_observed', 1, null],
      ['not_observed', null, 2],
    ]);
  });

  test('boxes of two vessels at one place leave each other free for a better partner', () => {
    const doc = smallProject();
    linked(doc, put(doc, 1, 'frm_1', {}), 'ves_1');
    linked(doc, put(doc, 2, 'frm_2', {}), 'ves_2');
    put(doc, 3, 'frm_2', { y: 1200 });
    area(doc, 'frm_1', 'examined');
    expect(changes(doc).sort()).toEqual([
      ['appeared', null, 2],
      ['moved', 1, 3],
    ]);
  });
});
