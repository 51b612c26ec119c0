/** A frame's file is chosen again while other things happen to the frame. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { relink } from '../../../src/commands/frames/relink';
import { updateFrame } from '../../../src/domain/edits/frame-edits';
import { Sha256 } from '../../../src/domain/model/ids';
import { CONTEXT, openWithFrame, testServices } from './support';

test('what came to lie beside the image while its bytes were checked is not forgotten', async () => {
  let hashed: (sha256: string) => void = () => undefined;
  const bytes = new Promise<string>((resolve) => (hashed = resolve));
  const services = testServices({ hash: () => bytes, kept: async () => null });
  const { document, frame } = await openWithFrame(services);
  const file = new File(['image'], 'sample.tif');
  const handle = {} as FileSystemFileHandle;
  // The handle itself stays outside the database, which here cannot store one.
  vi.spyOn(services.db.handles, 'put').mockResolvedValue('');
  const found = relink({ ...services, pickFiles: async () => [{ file, handle }] }, frame);
  await vi.waitFor(() => expect(services.session.getState().tasks).toHaveLength(1));
  const world = { name: 'sample.tfw', size: 1, sha256: Sha256.parse('cd'.repeat(32)) };
  const parts = [{ ...world, role: 'world_file' as const }];
  const changes = { file: { ...frame.file, parts } };
  document.commit(updateFrame(document, CONTEXT, { id: frame.id, changes }));
  hashed(frame.file.sha256);
  await found;
  expect(document.get('frames', frame.id)?.file).toMatchObject({ kept: 'handle', parts });
});

test('a browser that asks for one file a click is asked again, and no picker opens meanwhile', async () => {
  const services = testServices({ kept: async () => null });
  const { frame } = await openWithFrame(services);
  const tired = () => Promise.reject(new DOMException('No activation', 'SecurityError'));
  const handle = { requestPermission: tired, queryPermission: async () => 'prompt' };
  vi.spyOn(services.db.handles, 'get').mockResolvedValue({
    sha256: frame.file.sha256,
    handle: handle as unknown as FileSystemFileHandle,
  });
  const pickFiles = vi.fn(async () => []);
  const kept = { ...frame, file: { ...frame.file, kept: 'handle' as const } };
  await relink({ ...services, pickFiles }, kept);
  expect(services.session.getState().notices.map(({ text }) => text)).toEqual([
    expect.stringContaining('Choose "Re-link" again'),
  ]);
  expect(pickFiles).not.toHaveBeenCalled();
});

test('a tab that only reads shows the picture that was chosen again', async () => {
  const sha256 = 'ab'.repeat(32);
  const services = testServices({
    hash: async () => sha256,
    keep: async () => sha256,
    kept: async () => null,
  });
  const { document, frame } = await openWithFrame(services);
  document.commit(
    updateFrame(document, CONTEXT, {
      id: frame.id,
      changes: { file: { ...frame.file, kept: 'none' } },
    }),
  );
  document.setWritable(false);
  const file = new File(['image'], 'sample.tif');
  const kept = document.get('frames', frame.id) ?? frame;
  await relink({ ...services, pickFiles: async () => [{ file, handle: null }] }, kept);
  expect(services.session.getState()).toMatchObject({ linked: 1 });
  expect(document.get('frames', frame.id)).toBe(kept);
});

test('of a picture of two files one may be chosen again; what is none of them is left out, and said', async () => {
  const [red, blue, other] = ['ab', 'cd', 'ef'].map((pair) => Sha256.parse(pair.repeat(32)));
  if (!red || !blue || !other) throw new Error('There are no hashes.');
  const hashes = new Map([
    ['red.tif', red],
    ['other.tif', other],
  ]);
  const services = testServices({
    hash: async ({ name }: { name: string }) => hashes.get(name) ?? other,
    keep: async () => red,
    kept: async () => null,
  } as Parameters<typeof testServices>[0]);
  const { document, frame } = await openWithFrame(services);
  const band = (name: string, sha256: typeof red) => ({
    ...{ name, size: 1, sha256 },
    role: 'band' as const,
  });
  const parts = [band('red.tif', red), band('blue.tif', blue)];
  const file = { ...frame.file, kept: 'handle' as const, parts };
  document.commit(updateFrame(document, CONTEXT, { id: frame.id, changes: { file } }));
  // The second is still where its handle leads.
  vi.spyOn(services.db.handles, 'get').mockImplementation((async (sha256: string) =>
    sha256 === blue
      ? {
          sha256,
          handle: {
            getFile: async () => new File(['b'], 'blue.tif', { lastModified: 0 }),
            isSameEntry: async () => true,
          },
        }
      : undefined) as never);
  const pickFiles = async () =>
    ['other.tif', 'red.tif'].map((name) => ({ file: new File([name], name), handle: null }));
  const before = document.get('frames', frame.id) ?? frame;
  await relink({ ...services, pickFiles }, before);
  expect(services.session.getState().notices.at(-1)).toMatchObject({
    text: expect.stringContaining('is linked again'),
    details: ['other.tif is none of its files, and was left out.'],
  });
  // As long as one of them is read by its handle, leave for it has to be asked for after a restart.
  expect(document.get('frames', frame.id)?.file.kept).toBe('handle');
});
