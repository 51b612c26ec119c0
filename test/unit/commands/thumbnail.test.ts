/** A small picture that is made while its file is being stored is kept for that file, and for none else. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import {
  frameStored,
  NOT_HASHED,
  setProvisionalSource,
  storedThumbnail,
  thumbnailOf,
} from '../../../src/commands/frames/frame-imagery';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { sampleFrame } from '../store/sample-frame';
import { openWithFrame, testServices } from './support';

type TestServices = ReturnType<typeof testServices>;

/** A frame whose file is being stored, and as it is once that is done. */
async function arrivingFrame(services: TestServices) {
  const { document, frame } = await openWithFrame(services);
  const parts = { id: newId(FrameId, 'frm'), projectId: document.projectId, siteId: frame.siteId };
  const sample = sampleFrame(parts);
  const arriving = { ...sample, file: { ...sample.file, sha256: NOT_HASHED } };
  setProvisionalSource(arriving.id, { kind: 'blob', blob: new Blob(), name: 'sample.tif' });
  return { sample, arriving };
}

it('is kept under the hash that the file turns out to have, though it is ready after that is known', async () => {
  let ready: ((blob: Blob) => void) | null = null;
  const services = testServices({
    settled: async () => undefined,
    thumbnail: () => new Promise((resolve) => (ready = resolve)),
  });
  const { sample, arriving } = await arrivingFrame(services);
  const made = thumbnailOf(services, arriving);
  await expect.poll(() => ready).not.toBeNull();
  setProvisionalSource(arriving.id, null);
  await frameStored(services, sample);
  const blob = new Blob(['small']);
  (ready as ((blob: Blob) => void) | null)?.(blob);
  expect(await made).toBe(blob);
  await expect.poll(() => storedThumbnail(services.db, sample.file.sha256)).not.toBeNull();
  expect(await services.db.thumbnails.toCollection().primaryKeys()).toEqual([sample.file.sha256]);
});

it('is made of a file that was stored before it was begun', async () => {
  const blob = new Blob(['small']);
  const services = testServices({ settled: async () => undefined, thumbnail: async () => blob });
  const { sample, arriving } = await arrivingFrame(services);
  const made = thumbnailOf(services, arriving);
  setProvisionalSource(arriving.id, null);
  await frameStored(services, sample);
  expect(await made).toBe(blob);
  expect(await thumbnailOf(services, sample)).toBe(blob);
});

it('is made of the stored file where making it failed while that was stored', async () => {
  const blob = new Blob(['small']);
  let times = 0;
  const services = testServices({
    settled: async () => undefined,
    kept: async () => new File([], 'sample.tif'),
    thumbnail: () =>
      times++ === 0 ? Promise.reject(new Error('The worker ended.')) : Promise.resolve(blob),
  });
  const { sample, arriving } = await arrivingFrame(services);
  const made = thumbnailOf(services, arriving);
  const failed = expect(made).rejects.toThrow('The worker ended.');
  setProvisionalSource(arriving.id, null);
  await frameStored(services, sample);
  expect(await thumbnailOf(services, sample)).toBe(blob);
  await failed;
});
