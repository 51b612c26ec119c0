/** One click asks the browser for the files of all frames. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { framesWaiting, relinkAll } from '../../../src/commands/frames/relink-all';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { FrameId, newId, Sha256 } from '../../../src/domain/model/ids';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openEmpty, testServices } from './support';

type Answer = 'granted' | 'denied' | 'tired';

/** A project of frames kept by handles that are answered as given, once all have been asked for. */
async function project(answers: readonly Answer[]) {
  const services = testServices();
  const document = await openEmpty(services);
  const asked: string[] = [];
  const handles = new Map<string, object>();
  let allAsked: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (allAsked = resolve));
  const frames = answers.map((answer, i) => {
    const sha256 = Sha256.parse(`${i}`.repeat(64));
    let state = 'prompt';
    handles.set(sha256, {
      isSameEntry: async () => true,
      queryPermission: async () => state,
      requestPermission: async () => {
        asked.push(sha256);
        if (answer === 'tired') throw new DOMException('No activation', 'SecurityError');
        if (asked.length === answers.length) allAsked();
        await all;
        state = answer;
        return answer;
      },
    });
    const place = siteFor(document, null);
    const parts = { projectId: document.projectId, siteId: place.site.id };
    const sample = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
    const frame = { ...sample, file: { ...sample.file, sha256, kept: 'handle' as const } };
    document.commit(addFrame(document, CONTEXT, { frame, ...place }));
    return frame;
  });
  vi.spyOn(services.db.handles, 'get').mockImplementation(((sha256: string) =>
    Promise.resolve({ sha256, handle: handles.get(sha256) })) as never);
  const said = () => services.session.getState().notices.map(({ text }) => text);
  return { services, frames, asked, said };
}

test('all are asked for before the first is answered, the current one first', async () => {
  const { services, frames, asked, said } = await project(['granted', 'granted', 'granted']);
  const [, , last] = frames;
  if (!last) throw new Error('There are not three frames.');
  services.session.setState({ frameId: last.id });
  expect(await framesWaiting(services)).toHaveLength(3);
  const { linked } = services.session.getState();
  await relinkAll(services);
  expect(asked[0]).toBe(last.file.sha256);
  expect(asked).toHaveLength(3);
  expect(await framesWaiting(services)).toEqual([]);
  // The map and the film strip read the pictures again.
  expect(services.session.getState()).toMatchObject({ linked: linked + 1, frameId: last.id });
  expect(said()).toEqual([]);
});

test('which are still closed is said', async () => {
  const refused = await project(['granted', 'denied', 'granted']);
  await relinkAll(refused.services);
  expect(refused.said()).toEqual(['The browser has no leave to read the files of 1 of 3 frames.']);
  const tired = await project(['tired', 'tired']);
  await relinkAll(tired.services);
  expect(tired.said()).toEqual([expect.stringMatching(/2 of 2 frames only after another click/)]);
});
