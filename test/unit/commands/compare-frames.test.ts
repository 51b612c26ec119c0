/** Which two frames are compared when nobody has said. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { ensureCompared, setCompare } from '../../../src/commands/frames/compare-frames';
import { firstPair } from '../../../src/commands/vessels/pair-ships';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openWithFrame, testServices } from './support';

const TAKEN = { precision: 'instant', source: 'tiff_tag', detail: '' } as const;

test.for<[string, 'after' | 'before']>([
  ['2023-10-30T02:00:00Z', 'after'],
  ['2023-09-01T02:00:00Z', 'before'],
])('a frame of %s that is still being stored is compared as the one %s', async ([value, slot]) => {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const { projectId, siteId } = frame;
  const acquired = { ...TAKEN, value };
  const id = newId(FrameId, 'frm');
  const arriving = { ...sampleFrame({ id, projectId, siteId }), acquired };
  document.setProvisional(arriving);
  services.session.setState({ frameId: arriving.id });
  ensureCompared(services);
  const expected = slot === 'after' ? [frame.id, arriving.id] : [arriving.id, frame.id];
  expect(services.session.getState().compare.frames).toEqual(expected);
});

test('the only frame of a site is taken once, however often it is asked for', async () => {
  const services = testServices();
  const { frame } = await openWithFrame(services);
  const { session } = services;
  // As the map of the comparison does: whatever the session tells, what is compared is made to fit.
  session.subscribe(() => ensureCompared(services));
  session.setState({ frameId: frame.id });
  expect(session.getState().compare.frames).toEqual([frame.id]);
});

test('ships of two dates are paired from the earlier to the later, whichever is shown first', async () => {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const { projectId, siteId } = frame;
  const acquired = { ...TAKEN, value: '2023-10-30T02:00:00Z' };
  const later = { ...sampleFrame({ id: newId(FrameId, 'frm'), projectId, siteId }), acquired };
  const place = siteFor(document, null);
  document.commit(addFrame(document, CONTEXT, { frame: later, ...place }));
  services.session.setState({ screen: 'compare' });
  for (const frames of [
    [later.id, frame.id],
    [frame.id, later.id],
  ]) {
    setCompare(services.session, { frames });
    expect(firstPair(services)?.map(({ id }) => id)).toEqual([frame.id, later.id]);
  }
});
