/** A frame that is opened anew while an earlier attempt still fails. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import {
  closeFrameRaster,
  openFrameRaster,
  setProvisionalSource,
} from '../../../src/commands/frames/frame-imagery';
import { FrameId, newId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import type { FrameRaster } from '../../../src/raster/types';
import { sampleFrame } from '../store/sample-frame';
import { testServices } from './support';

it('a failure of the earlier attempt leaves the picture of the later one open', async () => {
  const fails: ((why: Error) => void)[] = [];
  const services = testServices({
    open: () => new Promise<FrameRaster>((_, fail) => fails.push(fail)),
  });
  const ids = { projectId: newId(ProjectId, 'prj'), siteId: newId(SiteId, 'sit') };
  const frame = sampleFrame({ id: newId(FrameId, 'frm'), ...ids });
  setProvisionalSource(frame.id, { kind: 'blob', blob: new Blob(), name: 'x.tif' });
  const first = openFrameRaster(services, frame);
  const failure = expect(first).rejects.toThrow('cut off');
  await Promise.resolve();
  closeFrameRaster(services, frame.id);
  const second = openFrameRaster(services, frame);
  await expect.poll(() => fails.length).toBe(2);
  fails[0]?.(new Error('cut off'));
  await failure;
  await Promise.resolve();
  expect(openFrameRaster(services, frame)).toBe(second);
});
