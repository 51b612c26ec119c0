/** What happened between two dates is recorded from the earlier to the later, whichever was compared first. */
import { describe, expect, it } from 'vitest';
import { verdictOnChange } from '../../../src/commands/compare/change-verdicts';
import type { Tables } from '../../../src/domain/edits/apply';
import { acceptProposal, recordEvent, rejectProposal } from '../../../src/domain/edits/event-edits';
import { updateFrame } from '../../../src/domain/edits/frame-edits';
import { verdictOn } from '../../../src/domain/edits/verdict';
import { invertPatches } from '../../../src/domain/model/commit';
import { ClassId, FrameId } from '../../../src/domain/model/ids';
import { Project } from '../../../src/domain/model/project';
import { makeBox, smallProject } from '../ui/support';

const CONTEXT = { now: '2023-12-24T08:00:00Z', author: 'A. Nalyst' };
const [AUTUMN, WINTER] = [FrameId.parse('frm_1'), FrameId.parse('frm_2')];

/** A ship in autumn that is not there in winter. */
function shipGone() {
  const doc = smallProject();
  const stamps = { author: '', createdAt: CONTEXT.now, updatedAt: CONTEXT.now };
  const numbers = { nextBoxNumber: 2, nextClassNumber: 4, synthetic: true };
  doc.put('projects', Project.parse({ id: doc.projectId, name: 'P', ...numbers, ...stamps }));
  const box = makeBox({ number: 1 });
  doc.put('boxes', box);
  const [autumn, winter] = [doc.get('frames', AUTUMN), doc.get('frames', WINTER)];
  if (!autumn || !winter) throw new Error('no frames');
  return { doc, box, autumn, winter };
}

/** As it is told where winter is compared with autumn: what is there second "appeared". */
function recordBackwards({ doc, box }: ReturnType<typeof shipGone>): void {
  const { edit } = recordEvent(doc, CONTEXT, {
    kind: 'appeared',
    source: 'boxes',
    beforeId: WINTER,
    afterId: AUTUMN,
    frameId: AUTUMN,
    geometry: box.geometry,
    afterBoxId: box.id,
  });
  doc.apply(edit.patches);
}

const only = (doc: Tables) => [...doc.all('events')][0];

describe('a change from the later frame to the earlier', () => {
  it('is recorded the right way round, and known again from either end', () => {
    const project = shipGone();
    recordBackwards(project);
    const { doc, box, autumn, winter } = project;
    const event = only(doc);
    expect(event).toMatchObject({ kind: 'gone', beforeId: AUTUMN, afterId: WINTER });
    expect([event?.beforeBoxId, event?.afterBoxId]).toEqual([box.id, null]);
    const blank = { distanceM: null, grounds: 'proposed', doubtful: false } as const;
    const rest = { ...blank, reasons: [], look: null };
    const forth = { state: 'gone', before: box, after: null, ...rest } as const;
    const back = { state: 'appeared', before: null, after: box, ...rest } as const;
    expect(verdictOnChange(doc, forth, autumn, winter)).toBe(event);
    expect(verdictOnChange(doc, back, winter, autumn)).toBe(event);
    expect(verdictOnChange(doc, back, autumn, winter)).toBeNull();
  });

  it('that the pixels propose too, accepted or rejected', () => {
    const { doc, box } = shipGone();
    const geometry = { ...box.geometry, x: box.geometry.x + box.geometry.length };
    const between = { beforeId: WINTER, afterId: AUTUMN, frameId: AUTUMN };
    const proposal = { kind: 'appeared', ...between, geometry, score: 1 } as const;
    const classId = ClassId.parse('cls_1');
    const accepted = acceptProposal(doc, CONTEXT, { ...proposal, classId });
    expect(accepted.edit.label).toBe('Accept gone: cargo ship 2');
    doc.apply(rejectProposal(doc, CONTEXT, proposal).patches);
    const event = only(doc);
    expect(event).toMatchObject({ kind: 'gone', beforeId: AUTUMN, verdict: 'rejected' });
    expect(verdictOn(doc, proposal)).toBe(event);
    const turned = { beforeId: AUTUMN, afterId: WINTER } as const;
    expect(verdictOn(doc, { ...proposal, ...turned, kind: 'gone' })).toBe(event);
  });
});

it('that was judged is known again on pixels that are narrower on the ground than high', () => {
  const { doc, autumn } = shipGone();
  doc.put('frames', { ...autumn, pixelAspect: 0.5 });
  const between = { beforeId: AUTUMN, afterId: WINTER, frameId: AUTUMN };
  const geometry = { x: 500, y: 600, length: 100, width: 20, angle: 0 };
  const proposal = { kind: 'gone', ...between, geometry, score: 1 } as const;
  doc.apply(rejectProposal(doc, CONTEXT, proposal).patches);
  // 80 columns are 40 rows on the ground: within half of the length.
  const again = { ...proposal, geometry: { ...geometry, x: 580 } };
  expect(verdictOn(doc, again)).toBe(only(doc));
  expect(verdictOn(doc, { ...again, geometry: { ...geometry, x: 620 } })).toBeNull();
});

it('that the pixels propose where a box lies is of that box: no second one is made', () => {
  const { doc, box } = shipGone();
  const between = { beforeId: AUTUMN, afterId: WINTER, frameId: AUTUMN };
  const at = (x: number, y: number) => ({
    kind: 'gone' as const,
    ...between,
    geometry: { ...box.geometry, x: box.geometry.x + x, y: box.geometry.y + y },
    score: 1,
  });
  const classId = ClassId.parse('cls_1');
  // A quarter of the length along the keel: (1 - 1/4) / (1 + 1/4) = 0.6 of both in common.
  const { length, angle } = box.geometry;
  const along = at((length / 4) * Math.cos(angle), (length / 4) * Math.sin(angle));
  const accepted = acceptProposal(doc, CONTEXT, { ...along, classId });
  expect(accepted).toMatchObject({ boxId: box.id, edit: { label: 'Accept gone: cargo ship 1' } });
  doc.apply(accepted.edit.patches);
  expect([...doc.all('boxes')]).toHaveLength(1);
  expect(only(doc)).toMatchObject({ beforeBoxId: box.id, afterBoxId: null });
  // Two thirds of the length: a fifth in common, which is another object.
  const beyond = at(((2 * length) / 3) * Math.cos(angle), ((2 * length) / 3) * Math.sin(angle));
  expect(acceptProposal(doc, CONTEXT, { ...beyond, classId }).boxId).not.toBe(box.id);
});

it('turns round with a date that is corrected, and back with its undo', () => {
  const project = shipGone();
  recordBackwards(project);
  const { doc, winter } = project;
  if (!winter.acquired) throw new Error('no date');
  const acquired = { ...winter.acquired, value: '2023-09-02' };
  const edit = updateFrame(doc, CONTEXT, { id: WINTER, changes: { acquired } });
  doc.apply(edit.patches);
  expect(only(doc)).toMatchObject({ kind: 'appeared', beforeId: WINTER, afterId: AUTUMN });
  doc.apply(invertPatches(edit.patches));
  expect(only(doc)).toMatchObject({ kind: 'gone', beforeId: AUTUMN, afterId: WINTER });
  const title = updateFrame(doc, CONTEXT, { id: WINTER, changes: { title: 'Other' } });
  expect(title.patches).toHaveLength(1);
});
