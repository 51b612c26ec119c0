/** Files from the user: by picker, by dropping; and files for the user. */
import type { PickedFile, Services } from '../commands/types';

/** Chromium's pickers give handles, by which a file is found again after a reload. */
type Pickers = {
  showOpenFilePicker?: (options: {
    multiple: boolean;
    id: string;
  }) => Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?: (options: { id: string }) => Promise<FileSystemDirectoryHandle>;
};

function cancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Takes the names of files and folders that were given and cannot be read. */
export type TellUnread = (names: readonly string[]) => void;

/** Asks the user for files; what of them cannot be read is told, and keeps no other out. */
export const filePicker =
  (tellUnread: TellUnread): Services['pickFiles'] =>
  async ({ accept, multiple, folder }) => {
    const pickers = window as Pickers;
    const unread: string[] = [];
    const found = await pickByHandle(pickers, { multiple, folder: folder === true }, unread);
    if (unread.length > 0) tellUnread(unread);
    return found ?? pickByInput(accept, multiple, folder === true);
  };

/** null where the browser has no such picker. */
async function pickByHandle(
  pickers: Pickers,
  { multiple, folder }: { readonly multiple: boolean; readonly folder: boolean },
  unread: string[],
): Promise<PickedFile[] | null> {
  try {
    if (folder && pickers.showDirectoryPicker) {
      return await filesOf(await pickers.showDirectoryPicker({ id: 'frames' }), unread);
    }
    if (!folder && pickers.showOpenFilePicker) {
      const handles = await pickers.showOpenFilePicker({ multiple, id: 'frames' });
      return (await Promise.all(handles.map((handle) => fileOf(handle, unread)))).flat();
    }
  } catch (error) {
    if (cancelled(error)) return [];
    throw error;
  }
  return null;
}

function pickByInput(accept: string, multiple: boolean, folder: boolean): Promise<PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple || folder;
    input.webkitdirectory = folder;
    input.hidden = true;
    const finish = (files: FileList | null) => {
      input.remove();
      resolve([...(files ?? [])].map((file) => ({ file, handle: null })));
    };
    input.addEventListener('change', () => finish(input.files));
    input.addEventListener('cancel', () => finish(null));
    // Some browsers only open the picker of an input that is in the document.
    document.body.append(input);
    input.click();
  });
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

/** What reading gives; null for what the system or the browser lets nobody read, which is noted by name. */
async function orNote<T>(
  name: string,
  unread: string[],
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    console.warn(error);
    unread.push(name);
    return null;
  }
}

async function fileOf(handle: FileSystemFileHandle, unread: string[]): Promise<PickedFile[]> {
  const file = await orNote(handle.name, unread, () => handle.getFile());
  return file ? [{ file, handle }] : [];
}

async function filesOf(folder: FileSystemDirectoryHandle, unread: string[]): Promise<PickedFile[]> {
  const found: PickedFile[] = [];
  await orNote(folder.name, unread, async () => {
    for await (const entry of folder.values()) {
      if (isFolder(entry)) found.push(...(await filesOf(entry, unread)));
      else if (isFile(entry)) found.push(...(await fileOf(entry, unread)));
    }
  });
  return found.sort((a, b) => a.file.name.localeCompare(b.file.name));
}

/**
 * The files of a drop, folders walked through, with handles where the browser gives them; what cannot be read is
 * told, and keeps no other out.
 * @param foresee takes what is dropped by itself, before the browser has given a handle for it
 */
export async function droppedFiles(
  transfer: DataTransfer,
  tellUnread: TellUnread,
  foresee: (file: File) => void,
): Promise<PickedFile[]> {
  const unread: string[] = [];
  // The list empties as soon as the event handler returns, so all is asked for before waiting.
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const readings = items.map((item) => {
    const file = item.getAsFile();
    if (file && items.length === 1) foresee(file);
    return readItem(item, file, unread);
  });
  const found = (await Promise.all(readings)).flat();
  if (unread.length > 0) tellUnread(unread);
  return found;
}

type HandleItem = DataTransferItem & {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
};

function refused(error: unknown): null {
  if (!(error instanceof DOMException)) throw error;
  console.warn(error);
  return null;
}

function readItem(item: HandleItem, file: File | null, unread: string[]): Promise<PickedFile[]> {
  const entry = item.webkitGetAsEntry();
  // A browser that refuses the handle of one item, such as of a system folder, still gives its file.
  const handle = item.getAsFileSystemHandle?.().catch(refused) ?? Promise.resolve(null);
  return handle.then((found) => {
    if (found && isFolder(found)) return filesOf(found, unread);
    if (found && isFile(found) && file) return [{ file, handle: found }];
    if (entry?.isDirectory) return filesOfEntry(entry as FileSystemDirectoryEntry, unread);
    return file ? [{ file, handle: null }] : [];
  });
}

async function filesOfEntry(
  folder: FileSystemDirectoryEntry,
  unread: string[],
): Promise<PickedFile[]> {
  const reader = folder.createReader();
  const found: PickedFile[] = [];
  // A reader gives its entries in parts, and an empty part at the end.
  for (;;) {
    const part = await orNote(
      folder.name,
      unread,
      () => new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail)),
    );
    if (part === null || part.length === 0) return found;
    for (const entry of part) {
      if (entry.isDirectory) {
        found.push(...(await filesOfEntry(entry as FileSystemDirectoryEntry, unread)));
        continue;
      }
      const one = entry as FileSystemFileEntry;
      const read = () => new Promise<File>((done, fail) => one.file(done, fail));
      const file = await orNote(one.name, unread, read);
      if (file) found.push({ file, handle: null });
    }
  }
}

export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
