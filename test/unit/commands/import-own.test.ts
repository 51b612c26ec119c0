/** A Quaymark file is brought into the project as it is when that is done. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { importOwn } from '../../../src/commands/project/import';
import { createBox } from '../../../src/domain/edits/box-edits';
import { removeFrame } from '../../../src/domain/edits/frame-edits';
import { UserError } from '../../../src/domain/errors';
import { collectExport } from '../../../src/formats/collect';
import { CONTEXT, openWithFrame, testServices } from './support';

/** A file with one box, on the picture that the open project has too. */
async function fileAndProject() {
  const { document: other, frame: theirs } = await openWithFrame(testServices());
  const [boxClass] = other.all('classes');
  if (!boxClass) throw new Error('There are no classes.');
  const geometry = { x: 500, y: 400, length: 120, width: 20, angle: 0 };
  const args = { frameId: theirs.id, classId: boxClass.id, geometry };
  other.commit(createBox(other, CONTEXT, args));
  const { scope: _, ...records } = collectExport(other, { kind: 'project' });
  const services = testServices();
  const file = { name: 'theirs.geojson', records, apart: new Set<string>() };
  return { services, file, ...(await openWithFrame(services)) };
}

test('brings the boxes of a picture that is here', async () => {
  const { services, file, document, frame } = await fileAndProject();
  await importOwn(services, document, file);
  expect(document.boxesOf(frame.id).map(({ id }) => id)).toEqual(
    file.records.boxes.map(({ id }) => id),
  );
});

test('brings no box onto a picture that is taken out while ids are looked up', async () => {
  const { services, file, document, frame } = await fileAndProject();
  const importing = importOwn(services, document, file);
  document.commit(removeFrame(document, CONTEXT, { id: frame.id }));
  await expect(importing).rejects.toThrow(UserError);
  expect([...document.all('boxes')]).toEqual([]);
});
