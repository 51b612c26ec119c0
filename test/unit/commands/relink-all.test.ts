/** One click asks the browser for the files of all frames. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { framesAway, framesWaiting, relinkAll } from '../../../src/commands/frames/relink-all';
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

test('one that waits is asked for as several are', async () => {
  const { services, frames, asked, said } = await project(['granted']);
  await relinkAll(services);
  expect(asked).toEqual(frames.map(({ file }) => file.sha256));
  expect(await framesWaiting(services)).toEqual([]);
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

/** Frames whose bytes are "0", "1" … and of which nothing is kept until it is chosen again. */
async function lostProject(count: number) {
  const kept = new Set<string>();
  const hashOf = async ({ blob }: { readonly blob: Blob }) => (await blob.text()).repeat(64);
  const services = testServices({
    hash: hashOf as never,
    keep: (async (source: { readonly blob: Blob }) => {
      const sha256 = await hashOf(source);
      kept.add(sha256);
      return sha256;
    }) as never,
    kept: async (sha256) => (kept.has(sha256) ? new File([], sha256) : null),
  });
  const document = await openEmpty(services);
  const frames = Array.from({ length: count }, (_, i) => {
    const place = siteFor(document, null);
    const parts = { projectId: document.projectId, siteId: place.site.id };
    const sample = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
    const sha256 = Sha256.parse(`${i}`.repeat(64));
    const file = { ...sample.file, size: 1, sha256, kept: 'handle' as const };
    const frame = { ...sample, file };
    document.commit(addFrame(document, CONTEXT, { frame, ...place }));
    return frame;
  });
  /** What is dragged out of an archive, say, comes without a handle. */
  const choose = (names: Readonly<Record<string, string>>, byHandle: readonly string[] = []) => ({
    ...services,
    pickFiles: async () =>
      Object.entries(names).map(([name, bytes]) => {
        const file = new File([bytes], name);
        const handle = {
          isSameEntry: async () => true,
          queryPermission: async () => 'granted',
          getFile: async () => file,
        };
        return {
          file,
          handle: byHandle.includes(name) ? (handle as unknown as FileSystemFileHandle) : null,
        };
      }),
  });
  return { services, document, frames, choose };
}

test('files that were moved are chosen together, each known by its bytes whatever it is called', async () => {
  const { services, document, frames, choose } = await lostProject(3);
  expect((await framesAway(services)).lost).toHaveLength(3);
  const { linked } = services.session.getState();
  await relinkAll(choose({ 'b.tif': '1', 'else.tif': '9', 'a.tif': '0' }));
  const away = await framesAway(services);
  expect(away.lost.map(({ id }) => id)).toEqual([frames[2]?.id]);
  // Once, however many were found: everything that shows pictures looks again.
  expect(services.session.getState().linked).toBe(linked + 1);
  expect(frames.map(({ id }) => document.get('frames', id)?.file.kept)).toEqual([
    'opfs',
    'opfs',
    'handle',
  ]);
  const [notice] = services.session.getState().notices;
  expect(notice).toMatchObject({ tone: 'info', details: [expect.stringMatching(/^else\.tif/)] });
  expect(notice?.text).toMatch(/^2 of 3 frames are linked again/);
  await relinkAll(choose({ 'c.tif': '2' }));
  expect((await framesAway(services)).lost).toEqual([]);
});

test('how each is kept is noted of each, not of all that were chosen with it', async () => {
  const { services, document, frames, choose } = await lostProject(2);
  const handles = new Map<string, unknown>();
  vi.spyOn(services.db.handles, 'put').mockImplementation(((row: { sha256: string }) => {
    handles.set(row.sha256, row);
    return Promise.resolve(row.sha256);
  }) as never);
  vi.spyOn(services.db.handles, 'get').mockImplementation(((sha256: string) =>
    Promise.resolve(handles.get(sha256))) as never);
  await relinkAll(choose({ 'a.tif': '0', 'b.tif': '1' }, ['b.tif']));
  expect((await framesAway(services)).lost).toEqual([]);
  expect(frames.map(({ id }) => document.get('frames', id)?.file.kept)).toEqual(['opfs', 'handle']);
});
