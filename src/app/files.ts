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

export const pickFiles: Services['pickFiles'] = async ({ accept, multiple, folder }) => {
  const pickers = window as Pickers;
  try {
    if (folder && pickers.showDirectoryPicker) {
      return await filesOf(await pickers.showDirectoryPicker({ id: 'frames' }));
    }
    if (!folder && pickers.showOpenFilePicker) {
      const handles = await pickers.showOpenFilePicker({ multiple, id: 'frames' });
      return await Promise.all(
        handles.map(async (handle) => ({ file: await handle.getFile(), handle })),
      );
    }
  } catch (error) {
    if (cancelled(error)) return [];
    throw error;
  }
  return pickByInput(accept, multiple, folder === true);
};

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

async function filesOf(folder: FileSystemDirectoryHandle): Promise<PickedFile[]> {
  const found: PickedFile[] = [];
  for await (const entry of folder.values()) {
    if (isFolder(entry)) found.push(...(await filesOf(entry)));
    else if (isFile(entry)) found.push({ file: await entry.getFile(), handle: entry });
  }
  return found.sort((a, b) => a.file.name.localeCompare(b.file.name));
}

/** The files of a drop, folders walked through, with handles where the browser gives them. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  // The list empties as soon as the event handler returns, so all is asked for before waiting.
  const items = [...transfer.items].filter((item) => item.kind === 'file').map(readItem);
  return (await Promise.all(items)).flat();
}

type HandleItem = DataTransferItem & {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
};

function refused(error: unknown): null {
  if (!(error instanceof DOMException)) throw error;
  console.warn(error);
  return null;
}

function readItem(item: HandleItem): Promise<PickedFile[]> {
  const file = item.getAsFile();
  const entry = item.webkitGetAsEntry();
  // A browser that refuses the handle of one item, such as of a system folder, still gives its file.
  const handle = item.getAsFileSystemHandle?.().catch(refused) ?? Promise.resolve(null);
  return handle.then((found) => {
    if (found && isFolder(found)) return filesOf(found);
    if (found && isFile(found) && file) return [{ file, handle: found }];
    if (entry?.isDirectory) return filesOfEntry(entry as FileSystemDirectoryEntry);
    return file ? [{ file, handle: null }] : [];
  });
}

async function filesOfEntry(folder: FileSystemDirectoryEntry): Promise<PickedFile[]> {
  const reader = folder.createReader();
  const found: PickedFile[] = [];
  // A reader gives its entries in parts, and an empty part at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return found;
    for (const entry of part) {
      if (entry.isDirectory) found.push(...(await filesOfEntry(entry as FileSystemDirectoryEntry)));
      else {
        const file = await new Promise<File>((resolve, reject) =>
          (entry as FileSystemFileEntry).file(resolve, reject),
        );
        found.push({ file, handle: null });
      }
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
