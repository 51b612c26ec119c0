/** Files that lie beside an image, given one after the other faster than each is read. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openSideFiles } from '../../../src/commands/frames/side-files';
import type { ImageSource } from '../../../src/raster/types';
import { inspectionOf } from '../store/sample-frame';
import { openWithFrame, testServices } from './support';

const picked = (name: string) => ({ file: new File([name], name), handle: null });

function besideNames(source: ImageSource): string[] {
  return 'parts' in source ? [] : (source.beside ?? []).map(({ file }) => file.name);
}

test('all become parts of the frame, and what comes later is read with what came before', async () => {
  const seen: string[][] = [];
  const services = testServices({
    kept: async () => new File(['image'], 'sample.tif'),
    keep: async ({ name }) => (name.endsWith('.tfw') ? 'c' : 'd').repeat(64),
    inspect: async (source) => {
      seen.push(besideNames(source));
      // The first takes longer.
      await new Promise((resolve) => setTimeout(resolve, seen.length === 1 ? 60 : 5));
      return inspectionOf();
    },
    coverage: async () => null,
  });
  const { document, frame } = await openWithFrame(services);
  await Promise.all([
    openSideFiles(services, [picked('sample.tfw')]),
    openSideFiles(services, [picked('sample.prj')]),
  ]);
  const parts = document.get('frames', frame.id)?.file.parts?.map(({ name }) => name);
  expect(parts).toEqual(['sample.tfw', 'sample.prj']);
  expect(seen).toEqual([['sample.tfw'], ['sample.tfw', 'sample.prj']]);
});
