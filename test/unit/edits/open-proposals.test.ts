/** Which proposals of change are still to be judged, whatever search found them, and what accepting one makes. */
import { describe, expect, it } from 'vitest';
import { acceptProposal, rejectProposal, removeEvent } from '../../../src/domain/edits/event-edits';
import { openProposals, type PlacedProposal } from '../../../src/domain/edits/open-proposals';
import { invertPatches } from '../../../src/domain/model/commit';
import { ClassId, FrameId } from '../../../src/domain/model/ids';
import { Project } from '../../../src/domain/model/project';
import { area } from '../tracks/three-dates';
import { makeFrame, smallProject } from '../ui/support';

const CONTEXT = { now: '2023-12-24T08:00:00Z', author: 'A. Nalyst' };
const [AUTUMN, WINTER] = [FrameId.parse('frm_1'), FrameId.parse('frm_2')];
const GEOMETRY = { x: 500, y: 3000, length: 200, width: 30, angle: 0.4 };
const GONE: PlacedProposal = {
  kind: 'gone',
  ...{ beforeId: AUTUMN, afterId: WINTER, frameId: AUTUMN },
  geometry: GEOMETRY,
  otherGeometry: { ...GEOMETRY, x: 510 },
  score: 3,
};
const { otherGeometry: _, ...FOUND } = GONE;

function project() {
  const doc = smallProject();
  const stamps = { author: '', createdAt: CONTEXT.now, updatedAt: CONTEXT.now };
  const numbers = { nextBoxNumber: 1, nextClassNumber: 4, synthetic: true };
  doc.put('projects', Project.parse({ id: doc.projectId, name: 'P', ...numbers, ...stamps }));
  return doc;
}

/** As another search may find it: a little off, and with the two dates the other way round. */
const near = { ...GONE, geometry: { ...GEOMETRY, x: 540, y: 3020, angle: 0.5 } };
const backwards: PlacedProposal = {
  ...GONE,
  kind: 'appeared',
  beforeId: WINTER,
  afterId: AUTUMN,
};
const elsewhere = { ...GONE, geometry: { ...GEOMETRY, x: 900 } };

describe('a proposal that was rejected', () => {
  it('is proposed by no other search between the two dates, until that is taken back', () => {
    const doc = project();
    doc.apply(rejectProposal(doc, CONTEXT, FOUND).patches);
    expect(openProposals(doc, [GONE, near, backwards, elsewhere])).toEqual([elsewhere]);
    expect([...doc.all('boxes')]).toEqual([]);
    const [event] = doc.all('events');
    expect(event).toMatchObject({ verdict: 'rejected', source: 'proposal', author: 'A. Nalyst' });
    if (!event) throw new Error('no event');
    doc.apply(removeEvent(doc, CONTEXT, { id: event.id }).patches);
    expect(openProposals(doc, [GONE])).toEqual([GONE]);
  });

  it('says nothing of other dates', () => {
    const doc = project();
    doc.put('frames', makeFrame('frm_3', 'Pier at New Year', '2024-01-02T02:00:00Z'));
    doc.apply(rejectProposal(doc, CONTEXT, FOUND).patches);
    const later = { ...GONE, afterId: FrameId.parse('frm_3') };
    expect(openProposals(doc, [later])).toEqual([later]);
  });
});

it('what cannot be seen on either of the dates is not proposed', () => {
  for (const frame of ['frm_1', 'frm_2']) {
    const doc = project();
    // The upper half is hidden; the proposal lies in the lower one.
    area(doc, frame, 'obscured', null, 2048);
    const above = {
      ...GONE,
      geometry: { ...GEOMETRY, y: 900 },
      otherGeometry: { ...GEOMETRY, y: 900 },
    };
    expect(openProposals(doc, [GONE, above])).toEqual([GONE]);
  }
});

it('a proposal that is accepted is one box on its own date and an event that names it, in one step', () => {
  const doc = project();
  const classId = ClassId.parse('cls_2');
  const { edit } = acceptProposal(doc, CONTEXT, { ...FOUND, classId });
  doc.apply(edit.patches);
  const [box, ...others] = doc.all('boxes');
  expect(others).toEqual([]);
  expect(box).toMatchObject({ frameId: AUTUMN, classId, geometry: GEOMETRY, bowKnown: false });
  expect([...doc.all('events')]).toMatchObject([
    { verdict: 'accepted', kind: 'gone', beforeBoxId: box?.id, afterBoxId: null, score: 3 },
  ]);
  expect(openProposals(doc, [near])).toEqual([]);
  doc.apply(invertPatches(edit.patches));
  expect([...doc.all('boxes'), ...doc.all('events')]).toEqual([]);
});
