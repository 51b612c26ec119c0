/** A frame's file is chosen again while other things happen to the frame. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { relink } from '../../../src/commands/relink';
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
