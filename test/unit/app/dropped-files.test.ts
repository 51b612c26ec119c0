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
  const unread = vi.fn();
  const files = await droppedFiles({ items } as unknown as DataTransfer, unread, () => undefined);
  expect(files.map(({ file }) => file.name)).toEqual(['a.tif', 'b.tif']);
  expect(files.map((one) => one.handle)).toEqual([handle, null]);
  expect(told).toHaveBeenCalledOnce();
  expect(unread).not.toHaveBeenCalled();
});

const refused = () => Promise.reject(new DOMException('No leave', 'NotReadableError'));
const fileHandle = (name: string, getFile = async () => new File([], name)) => ({
  kind: 'file',
  name,
  getFile,
});

function folderHandle(name: string, entries: readonly unknown[], most = entries.length) {
  async function* values() {
    yield* entries.slice(0, most);
    if (most < entries.length) await refused();
  }
  return { kind: 'directory', name, values };
}

test('what is dropped by itself is told of before the browser has answered for it', async () => {
  let answer: (handle: unknown) => void = () => undefined;
  const handle = new Promise((resolve) => (answer = resolve));
  const one = itemOf('a.tif', () => handle);
  const foreseen: File[] = [];
  const drop = (items: readonly unknown[]) =>
    droppedFiles({ items } as unknown as DataTransfer, vi.fn(), (file) => foreseen.push(file));
  const files = drop([one]);
  expect(foreseen.map(({ name }) => name)).toEqual(['a.tif']);
  answer({ kind: 'file' });
  // The very same: what is read of it already is found again by that.
  expect((await files)[0]?.file).toBe(foreseen[0]);
  await drop([one, itemOf('b.tif', async () => null)]);
  expect(foreseen).toHaveLength(1);
});

test('of a dropped folder all comes in that can be read, and what cannot is named', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const inner = folderHandle('closed', [fileHandle('d.tif'), fileHandle('e.tif')], 1);
  const entries = [fileHandle('c.tif'), fileHandle('b.tif', refused), inner, fileHandle('a.tif')];
  const unread = vi.fn();
  const items = [itemOf('folder', async () => folderHandle('folder', entries))];
  const files = await droppedFiles({ items } as unknown as DataTransfer, unread, () => undefined);
  expect(files.map(({ file }) => file.name)).toEqual(['a.tif', 'c.tif', 'd.tif']);
  expect(unread.mock.calls).toEqual([[['b.tif', 'closed']]]);
});

test('a browser without handles walks folders as well past what it cannot read', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const entry = (name: string, fails = false) => ({
    isDirectory: false,
    name,
    file: (done: (file: File) => void, fail: (error: unknown) => void) =>
      fails ? fail(new DOMException('No leave', 'NotReadableError')) : done(new File([], name)),
  });
  const parts = [[entry('a.tif'), entry('b.tif', true), entry('c.tif')], []];
  const folder = {
    isDirectory: true,
    name: 'folder',
    createReader: () => ({ readEntries: (done: (part: unknown) => void) => done(parts.shift()) }),
  };
  const item = { kind: 'file', getAsFile: () => null, webkitGetAsEntry: () => folder };
  const unread = vi.fn();
  const files = await droppedFiles(
    { items: [item] } as unknown as DataTransfer,
    unread,
    () => undefined,
  );
  expect(files.map(({ file }) => file.name)).toEqual(['a.tif', 'c.tif']);
  expect(unread.mock.calls).toEqual([[['b.tif']]]);
});
