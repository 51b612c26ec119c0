/** What is dropped comes in, also where the browser refuses the handle of one item. */
import { expect, test, vi } from 'vitest';
import { droppedFiles } from '../../../src/app/files';

const itemOf = (name: string, getAsFileSystemHandle: () => Promise<unknown>) => ({
  kind: 'file',
  getAsFile: () => new File([], name),
  webkitGetAsEntry: () => null,
  getAsFileSystemHandle,
});

test('an item whose handle is refused comes in as its file, and keeps no other out', async () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const handle = { kind: 'file' };
  const items = [
    itemOf('a.tif', async () => handle),
    itemOf('b.tif', async () => {
      throw new DOMException('A system folder', 'SecurityError');
    }),
  ];
  const files = await droppedFiles({ items } as unknown as DataTransfer);
  expect(files.map(({ file }) => file.name)).toEqual(['a.tif', 'b.tif']);
  expect(files.map((one) => one.handle)).toEqual([handle, null]);
  expect(told).toHaveBeenCalledOnce();
});
