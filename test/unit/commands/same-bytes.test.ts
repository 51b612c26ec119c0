/** A file that is read where it lies is shown as what its frame was made of, or not at all. */
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { sourceOf } from '../../../src/commands/frames/frame-imagery';
import { reopen } from '../../../src/commands/frames/relink';
import { closeProject } from '../../../src/commands/project/projects';
import type { Imagery } from '../../../src/raster/types';
import { openWithFrame, testServices } from './support';

const MADE = Date.parse('2024-03-01T00:00:00Z');
const LATER = MADE + 60_000;
const BYTES = 'original';
const OTHERS = 'tampered';

/** @param text the file's bytes, of which a hash is made that the frame has for BYTES alone */
const fileOf = (text: string, lastModified: number) =>
  new File([text], 'sample.tif', { lastModified });

type Hash = Imagery['hash'];

/**
 * A frame of a file of BYTES that a handle leads to.
 * @param modified the time of writing that was noted; undefined: by a version that noted none
 */
async function handled(modified: number | undefined, hash?: Hash) {
  const made = vi.fn<Hash>(
    hash ??
      (async (source) =>
        source.kind === 'blob' && (await source.blob.text()) === BYTES
          ? 'ab'.repeat(32)
          : 'cd'.repeat(32)),
  );
  const services = testServices({ hash: made, kept: async () => null });
  const { frame: plain } = await openWithFrame(services);
  const file = { ...plain.file, size: BYTES.length, kept: 'handle' as const };
  const frame = { ...plain, file, createdAt: new Date(MADE).toISOString() };
  const now = { file: fileOf(BYTES, MADE), modified };
  const handle = { getFile: async () => now.file, isSameEntry: async () => true };
  // A handle with functions of its own is none that the database here can store.
  const { sha256 } = file;
  vi.spyOn(services.db.handles, 'get').mockImplementation((async () => ({
    ...{ sha256, handle, modified: now.modified },
  })) as never);
  const update = vi.spyOn(services.db.handles, 'update').mockImplementation((async (
    _: string,
    changes: { readonly modified: number },
  ) => {
    now.modified = changes.modified;
    return 1;
  }) as never);
  return { services, now, hash: made, update, frame, show: () => sourceOf(services, frame) };
}

afterEach(() => vi.restoreAllMocks());

it('other bytes of another size are refused unread, though the time of writing is the same', async () => {
  const { now, hash, show } = await handled(MADE);
  now.file = fileOf('longer than it was', MADE);
  await expect(show()).rejects.toThrow(/was changed since .* it has 18 bytes instead of 8/);
  expect(hash).not.toHaveBeenCalled();
  // What was refused says nothing of the original, put back with the same time.
  now.file = fileOf(BYTES, MADE);
  expect(await show()).toMatchObject({ blob: now.file });
});

it('a project of a version that noted no time: neither another size nor what was written since is shown', async () => {
  const { now, hash, show } = await handled(undefined);
  now.file = fileOf('longer than it was', MADE);
  await expect(show()).rejects.toThrow('18 bytes instead of 8');
  now.file = fileOf(OTHERS, LATER);
  await expect(show()).rejects.toThrow('its bytes are others');
  expect(now.modified).toBeUndefined();
  now.file = fileOf(BYTES, LATER + 1);
  expect(await show()).toMatchObject({ blob: now.file });
  expect(hash).toHaveBeenCalledTimes(2);
});

it('a file that is older than such a frame is taken for what it was, and watched from then on', async () => {
  const { now, hash, show } = await handled(undefined);
  expect(await show()).toMatchObject({ blob: now.file });
  expect(hash).not.toHaveBeenCalled();
  now.file = fileOf(OTHERS, LATER);
  await expect(show()).rejects.toThrow('its bytes are others');
});

it('is shown where the database takes no note of it, and not read again for that', async () => {
  const { now, hash, update, show } = await handled(MADE);
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  const full = new DOMException('No room', 'QuotaExceededError');
  update.mockRejectedValue(full);
  now.file = fileOf(BYTES, LATER);
  expect(await show()).toMatchObject({ blob: now.file });
  expect(await show()).toMatchObject({ blob: now.file });
  expect(hash).toHaveBeenCalledTimes(1);
  expect(warned).toHaveBeenCalledWith(full);
});

/** A hash that is taken until it is told the answer, or cancelled. */
function slowHash() {
  let tell: (sha256: string) => void = () => undefined;
  const hash: Hash = (_, progress, signal) =>
    new Promise((resolve, reject) => {
      progress?.(2, BYTES.length);
      tell = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return { hash, tell: (sha256: string) => tell(sha256) };
}

it('is read once for all who ask for it meanwhile, as a task; written once more, it is read once more', async () => {
  const slow = slowHash();
  const { services, now, hash, show } = await handled(MADE, slow.hash);
  const tasks = () => services.session.getState().tasks;
  now.file = fileOf(OTHERS, LATER);
  const asked = Promise.allSettled([show(), show(), show()]);
  const task = { label: 'Checking sample.tif', fraction: 0.25 };
  await vi.waitFor(() => expect(tasks()).toMatchObject([task]));
  slow.tell('cd'.repeat(32));
  const refused = { reason: { message: expect.stringContaining('its bytes are others') } };
  expect(await asked).toMatchObject([refused, refused, refused]);
  await expect(show()).rejects.toThrow('its bytes are others');
  expect(hash).toHaveBeenCalledTimes(1);
  now.file = fileOf(BYTES, LATER + 1);
  const shown = show();
  await vi.waitFor(() => expect(tasks()).toHaveLength(1));
  slow.tell('ab'.repeat(32));
  expect(await shown).toMatchObject({ blob: now.file });
  expect(tasks()).toEqual([]);
});

it('where the reading is cancelled that is said, and it is read anew for who chooses to re-link it alone', async () => {
  const slow = slowHash();
  const { services, now, hash, show, frame } = await handled(MADE, slow.hash);
  const tasks = () => services.session.getState().tasks;
  now.file = fileOf(BYTES, LATER);
  const said = /checking it was cancelled: .* is not known\. Choose "Re-link"/;
  const stopped = expect(show()).rejects.toThrow(said);
  await vi.waitFor(() => expect(tasks()).toHaveLength(1));
  tasks()[0]?.cancel?.();
  await stopped;
  // The film strip and the list of what is missing ask too.
  await expect(show()).rejects.toThrow(said);
  expect(hash).toHaveBeenCalledTimes(1);
  reopen(services, [frame]);
  const shown = show();
  await vi.waitFor(() => expect(hash).toHaveBeenCalledTimes(2));
  slow.tell('ab'.repeat(32));
  expect(await shown).toMatchObject({ blob: now.file });
});

it('is read anew where reading it failed', async () => {
  const hash = vi.fn<Hash>().mockRejectedValueOnce(new Error('The worker ended.'));
  const { now, show } = await handled(MADE, hash.mockResolvedValue('ab'.repeat(32)));
  now.file = fileOf(BYTES, LATER);
  await expect(show()).rejects.toThrow('The worker ended.');
  expect(await show()).toMatchObject({ blob: now.file });
});

it('leaving the project ends the reading, and says nothing', async () => {
  const { services, now, show } = await handled(MADE, slowHash().hash);
  now.file = fileOf(BYTES, LATER);
  const left = expect(show()).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(services.session.getState().tasks).toHaveLength(1));
  closeProject(services);
  await left;
});
