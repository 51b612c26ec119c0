/** Which two frames are compared when nobody has said. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { ensureCompared } from '../../../src/commands/frames/compare-frames';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { sampleFrame } from '../store/sample-frame';
import { openWithFrame, testServices } from './support';

test.for<[string, 'after' | 'before']>([
  ['2023-10-30T02:00:00Z', 'after'],
  ['2023-09-01T02:00:00Z', 'before'],
])('a frame of %s that is still being stored is compared as the one %s', async ([value, slot]) => {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const { projectId, siteId } = frame;
  const acquired = { value, precision: 'instant', source: 'tiff_tag', detail: '' } as const;
  const id = newId(FrameId, 'frm');
  const arriving = { ...sampleFrame({ id, projectId, siteId }), acquired };
  document.setProvisional(arriving);
  services.session.setState({ frameId: arriving.id });
  ensureCompared(services);
  const expected = slot === 'after' ? [frame.id, arriving.id] : [arriving.id, frame.id];
  expect(services.session.getState().compare.frames).toEqual(expected);
});
