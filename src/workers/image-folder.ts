/** The folder of kept imagery in the origin private file system, and the copies on their way into it. */
import { UserError } from '../domain/errors';

const FOLDER = 'images';
const TEMPORARY = 'tmp-';
const COPYING = 'quaymark:copying';

/** Rejects with a UserError where the browser has no such storage. */
export async function imagesFolder(): Promise<FileSystemDirectoryHandle> {
  if (!navigator.storage?.getDirectory) {
    throw new UserError(
      'This browser has no private file storage, so pictures cannot be kept in it. Use a current Chrome, Edge, Firefox or Safari outside private mode.',
    );
  }
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** A name for a copy that is not complete. */
export function newTemporaryName(): string {
  return TEMPORARY + crypto.randomUUID();
}

/** Runs a copy so that no tab takes it for one that was interrupted. */
export async function whileCopying<T>(copy: () => Promise<T>): Promise<T> {
  return await navigator.locks.request(COPYING, { mode: 'shared' }, () => copy());
}

/** Removes what copies left behind that were interrupted, unless some tab is copying just now. */
export async function sweepUnfinishedCopies(): Promise<void> {
  if (!navigator.storage?.getDirectory) return;
  await navigator.locks.request(COPYING, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const folder = await imagesFolder();
    const names: string[] = [];
    for await (const name of folder.keys()) if (name.startsWith(TEMPORARY)) names.push(name);
    for (const name of names) await removeIfThere(folder, name);
  });
}

export async function removeIfThere(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

/** An open file; only workers have such, and TypeScript checks this program against what pages have. */
export type SyncFile = {
  read(data: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(data: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
};

/** Opens a file for reading and writing. Rejects with a NoModificationAllowedError where it is open already. */
export function syncFile(handle: FileSystemFileHandle): Promise<SyncFile> {
  type InWorkers = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };
  return (handle as InWorkers).createSyncAccessHandle();
}
