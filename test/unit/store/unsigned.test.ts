/** Which boxes may be signed by the name that is given later: those of one's own hand alone. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { DemoTruth, workDone } from '../../../src/commands/project/demo-work';
import { createBox } from '../../../src/domain/edits/box-edits';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { setAuthor } from '../../../src/domain/edits/project-edits';
import { linkToNewVessel } from '../../../src/domain/edits/vessel-edits';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import type { BoxId } from '../../../src/domain/model/ids';
import { unsignedIn } from '../../../src/store/unsigned';
import { openWithFrame, testServices } from '../commands/support';

const NOBODY = { now: '2023-10-12T01:47:09.000Z', author: '' };
const geometry = { x: 30, y: 20, length: 16, width: 6, angle: 0.3 };
const shape = { geometry, attributes: EMPTY_ATTRIBUTES, bowKnown: false };

async function watched() {
  const { document, frame } = await openWithFrame(testServices());
  document.commit(setAuthor(document, NOBODY, { author: '' }));
  const asked: BoxId[] = [];
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
  expect(asked).toEqual([boxId]);
  document.commit(linkToNewVessel(document, NOBODY, { boxIds: [boxId], name: 'Angara' }).edit);
  expect(asked).toEqual([boxId, boxId]);
  await document.undo();
  await document.redo();
  expect(asked).toHaveLength(2);
});

test('not the one box of somebody else’s file', async () => {
  const { document, frame, asked } = await watched();
  const boxes = [{ frameId: frame.id, className: 'theirs', ...shape }];
  const theirs = { fileName: 'theirs.geojson', boxes, newClasses: [{ name: 'theirs' }] };
  document.commit(importBoxes(document, NOBODY, theirs));
  expect([...document.all('boxes')]).toHaveLength(1);
  expect(asked).toEqual([]);
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
