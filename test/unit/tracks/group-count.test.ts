/** Containers that are counted on a date without a box for them. */
import { describe, expect, test } from 'vitest';
import { removeGroupCount, setGroupCount } from '../../../src/domain/edits/group-count';
import { removeGroup } from '../../../src/domain/edits/group-edits';
import { flowText, groupLog } from '../../../src/domain/tracks/group-log';
import { flowsOf, occupancy } from '../../../src/domain/tracks/occupancy';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { done, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

/** A group boxed on the third of three dates and counted without a box on the first. */
function counted(best: number) {
  const known = followed();
  const { doc, groupId, a, boxes } = known;
  for (const [i, { id }] of [a, known.b, known.c].entries()) {
    const frame = doc.get('frames', id);
    if (!frame?.acquired) throw new Error('the frame has a date');
    const acquired = { ...frame.acquired, value: `2023-1${i}-12T01:47:09Z` };
    doc.put('frames', { ...frame, acquired });
  }
  const stack = doc.get('boxes', boxes.stack.id);
  if (!stack) throw new Error('the stack is there');
  const containers = { min: 10, best: 12, max: 14 };
  doc.put('boxes', { ...stack, attributes: { ...stack.attributes, containers } });
  const count = best === 0 ? { min: 0, best: 0, max: 0 } : { min: best - 2, best, max: best + 2 };
  const say = (args: Partial<Parameters<typeof setGroupCount>[2]> = {}) =>
    done(doc, setGroupCount(doc, CONTEXT, { groupId, frameId: a.id, count, ...args }));
  say();
  const cells = () => groupLog(doc, groupId)[0]?.cells ?? [];
  return { ...known, cells, say, flows: () => flowsOf(cells()).map((flow) => flowText(flow)) };
}

describe('a count without a box', () => {
  test('is the count of its date, and flows to the next', () => {
    const { cells, flows } = counted(50);
    expect(cells().map(({ look, count }) => [look, count?.best ?? null])).toEqual([
      ['seen', 50],
      // The second date has an area in which this very group cannot be seen; nobody has counted there.
      [cells()[1]?.look, null],
      ['seen', 12],
    ]);
    expect(flows()).toEqual([expect.stringMatching(/^34–42, best 38 left between /)]);
  });

  test('of none is "not there", which is another thing than not counted', () => {
    const { cells, flows } = counted(0);
    expect(cells()[0]).toMatchObject({ look: 'absent', count: { min: 0, best: 0, max: 0 } });
    expect(flows()).toEqual([expect.stringMatching(/^10–14, best 12 appeared between /)]);
  });

  test('lies where the group lies on another date, and stands in the table of its site', () => {
    const { doc, boxes, siteId, a } = counted(50);
    const [area] = [...doc.all('observations')].filter(({ kind }) => kind === 'counted');
    // Frames of one place and grid, the third laid 3.25 rows right and 1.5 up of the first.
    expect(area?.geometry.x).toBeCloseTo(boxes.stack.geometry.x + 3.25, 0);
    expect(area?.geometry.length).toBeCloseTo(boxes.stack.geometry.length, 0);
    const site = doc.get('sites', siteId);
    if (!site) throw new Error('the site is there');
    const [name, ...cells] = occupancyRows(doc, site).find(([head]) => head === 'Group 1') ?? [];
    expect([name, cells[0], cells[2]]).toEqual(['Group 1', '48–52, best 50', '10–14, best 12']);
    expect(occupancy(doc, site).counts.find(({ frame }) => frame.id === a.id)?.containers).toEqual({
      min: 48,
      best: 50,
      max: 52,
    });
  });

  test('of a group of which one box is not counted, is the least there is', () => {
    const { doc, boxes, c, cells, say } = counted(50);
    const stack = doc.get('boxes', boxes.stack.id);
    if (!stack) throw new Error('the stack is there');
    const nobody = { min: null, best: null, max: null };
    doc.put('boxes', { ...stack, attributes: { ...stack.attributes, containers: nobody } });
    say({ frameId: c.id });
    expect(cells()[2]).toMatchObject({ look: 'seen', count: { min: 48, best: null, max: null } });
  });

  test('says nothing of ships, and goes with its group', () => {
    const { doc, angara, groupId } = counted(50);
    const looks = () => JSON.stringify(vesselLog(doc, angara).legs.map(({ between }) => between));
    const before = looks();
    done(doc, removeGroup(doc, CONTEXT, { id: groupId }));
    expect(looks()).toBe(before);
    expect([...doc.all('observations')].filter(({ kind }) => kind === 'counted')).toEqual([]);
  });

  test('is one record for a date, changed and removed; what is no count is refused with a sentence', () => {
    const { doc, groupId, a, say } = counted(50);
    const all = () => [...doc.all('observations')].filter(({ kind }) => kind === 'counted');
    say({ count: { min: null, best: 49, max: null }, note: 'shadow over the row' });
    expect(all()).toHaveLength(1);
    expect(all()[0]).toMatchObject({ count: { best: 49 }, note: 'shadow over the row' });
    expect(() => say({ count: { min: null, best: null, max: null } })).toThrow(
      /at least one number/,
    );
    expect(() => say({ count: { min: 9, best: 5, max: null } })).toThrow(
      /least is not above the best/,
    );
    expect(() => say({ count: { min: null, best: 1.5, max: null } })).toThrow(/whole numbers/);
    expect(all()[0]).toMatchObject({ count: { best: 49 } });
    done(doc, removeGroupCount(doc, CONTEXT, { groupId, frameId: a.id }));
    expect(all()).toEqual([]);
  });
});
