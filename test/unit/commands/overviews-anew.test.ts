/** Which pictures are given overviews: each once, and anew where a mask beside it has changed what is seen. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { provideOverviews } from '../../../src/commands/frames/overviews';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, newId, ProjectId, Sha256, SiteId } from '../../../src/domain/model/ids';
import type { FrameRaster, ImageSource } from '../../../src/raster/types';
import { sampleFrame } from '../store/sample-frame';
import { testServices } from './support';

it('are made again when a mask comes beside the picture, and when it is taken back', async () => {
  let made = 0;
  const services = testServices({
    makeOverviews: async () => {
      made += 1;
      return 'unneeded';
    },
  });
  const ids = { projectId: newId(ProjectId, 'prj'), siteId: newId(SiteId, 'sit') };
  const sample = sampleFrame({ id: newId(FrameId, 'frm'), ...ids });
  const plain: Frame = { ...sample, raster: { ...sample.raster, width: 4096, overviews: 0 } };
  const mask = {
    role: 'mask',
    name: 'x.tif.msk',
    size: 1,
    sha256: Sha256.parse('d'.repeat(64)),
  } as const;
  const masked: Frame = { ...plain, file: { ...plain.file, parts: [mask] } };
  const raster = { readOverviews: async () => 'missing' } as unknown as FrameRaster;
  const source: ImageSource = { kind: 'blob', blob: new Blob(), name: 'x.tif' };
  const look = (frame: Frame) => provideOverviews(services, frame, raster, source);
  look(plain);
  look(plain);
  await expect.poll(() => made).toBe(1);
  look(masked);
  look(masked);
  await expect.poll(() => made).toBe(2);
  look(plain);
  await expect.poll(() => made).toBe(3);
});
