/** Which boxes may be signed by the name that is given later: those of one's own hand alone. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { DemoTruth, workDone } from '../../../src/commands/project/demo-work';
import { setAlignment } from '../../../src/domain/edits/alignment-edits';
import { createBox } from '../../../src/domain/edits/box-edits';
import { added } from '../../../src/domain/edits/edit-parts';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { setExamined } from '../../../src/domain/edits/observation-edits';
import { setAuthor } from '../../../src/domain/edits/project-edits';
import type { SignedKey } from '../../../src/domain/edits/sign';
import { linkToNewVessel } from '../../../src/domain/edits/vessel-edits';
import type { AlignmentDraft } from '../../../src/domain/model/alignment';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { unsignedIn } from '../../../src/store/unsigned';
import { openWithFrame, testServices } from '../commands/support';

const NOBODY = { now: '2023-10-12T01:47:09.000Z', author: '' };
const geometry = { x: 30, y: 20, length: 16, width: 6, angle: 0.3 };
const shape = { geometry, attributes: EMPTY_ATTRIBUTES, bowKnown: false };

async function watched() {
  const { document, frame } = await openWithFrame(testServices());
  document.commit(setAuthor(document, NOBODY, { author: '' }));
  const asked: SignedKey[] = [];
  document.subscribe((change) => asked.push(...unsignedIn(change)));
  return { document, frame, asked };
}

test('a box that is drawn, and one that is linked', async () => {
  const { document, frame, asked } = await watched();
  const [boxClass] = document.all('classes');
  if (!boxClass) throw new Error('a project has classes');
  const drawn = { frameId: frame.id, classId: boxClass.id, geometry };
  document.commit(createBox(document, NOBODY, drawn));
  const [boxId] = [...document.all('boxes')].map(({ id }) => id);
  if (!boxId) throw new Error('the box is there');
  const box = { table: 'boxes', id: boxId };
  expect(asked).toEqual([box]);
  document.commit(setAuthor(document, NOBODY, { author: 'C. Other', unsigned: asked }));
  expect(document.get('boxes', boxId)?.author).toBe('C. Other');
  await document.undo();
  expect(document.get('boxes', boxId)?.author).toBe('');
  const { edit, vesselId } = linkToNewVessel(document, NOBODY, { boxIds: [boxId], name: 'Angara' });
  document.commit(edit);
  const vessel = { table: 'vessels', id: vesselId };
  expect(asked.slice(1)).toEqual(expect.arrayContaining([{ ...box, linkOnly: true }, vessel]));
  await document.undo();
  await document.redo();
  expect(asked).toHaveLength(3);
  document.commit(setAuthor(document, NOBODY, { author: 'B. Colleague', unsigned: asked }));
  expect(document.get('vessels', vesselId)?.author).toBe('B. Colleague');
  const signed = { author: 'B. Colleague', link: { author: 'B. Colleague' } };
  expect(document.get('boxes', boxId)).toMatchObject(signed);
});

test('an alignment, and a frame that was examined', async () => {
  const { document, frame, asked } = await watched();
  const reference = { ...frame, id: newId(FrameId, 'frm') };
  document.commit({ label: 'Add', patches: [added('frames', reference)] });
  const alignment: AlignmentDraft = {
    ...{ referenceId: reference.id, method: 'manual', kind: 'shift', shift: [2, 0] },
    ...{ rotation: 0, scale: 1, shiftM: null, residualPx: null },
    ...{ checks: [], tiePoints: [], detail: '' },
  };
  document.commit(setAlignment(document, NOBODY, { frameId: frame.id, alignment }));
  document.commit(setExamined(document, NOBODY, { frameId: frame.id, examined: true }));
  document.commit(setAuthor(document, NOBODY, { author: 'B. Colleague', unsigned: asked }));
  expect(document.get('frames', frame.id)?.alignment?.author).toBe('B. Colleague');
  expect([...document.all('observations')].map(({ author }) => author)).toEqual(['B. Colleague']);
  await document.undo();
  expect(document.get('frames', frame.id)?.alignment?.author).toBe('');
});

test('not the one box of somebody else’s file', async () => {
  const { document, frame, asked } = await watched();
  const boxes = [{ frameId: frame.id, className: 'theirs', ...shape }];
  const theirs = { fileName: 'theirs.geojson', boxes, newClasses: [{ name: 'theirs' }] };
  document.commit(importBoxes(document, NOBODY, theirs));
  const [box, ...more] = document.all('boxes');
  if (!box || more.length > 0) throw new Error('one box comes in');
  expect(asked).toEqual([]);
  // Who links it has not drawn it.
  const grounds = { boxIds: [box.id], name: 'Angara' };
  document.commit(linkToNewVessel(document, NOBODY, grounds).edit);
  document.commit(setAuthor(document, NOBODY, { author: 'B. Colleague', unsigned: asked }));
  const after = document.get('boxes', box.id);
  expect([after?.author, after?.link?.author]).toEqual(['', 'B. Colleague']);
});

test('nor what the demo shows as done', async () => {
  const { document, frame, asked } = await watched();
  const object = {
    id: 'ship-1',
    class: 'cargo ship',
    name: 'Angara',
    bow_known: true,
    corners: [
      [10, 10],
      [40, 10],
      [40, 16],
      [10, 16],
    ],
  };
  workDone(document, DemoTruth.parse({ frames: [{ file: frame.file.name, objects: [object] }] }));
  expect([...document.all('boxes')].map(({ link }) => link?.author)).toEqual(['']);
  expect(asked).toEqual([]);
});
