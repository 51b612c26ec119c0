/** Copies of imagery in the origin private file system, as images/<sha256>. */
import { UserError } from '../domain/errors';
import { bytesOf, sha256Of } from '../raster/bytes/hash';
import type { FileSource, Progress } from '../raster/types';
import { unhurried } from './file-hold';
import {
  imagesFolder,
  isNotFound,
  newTemporaryName,
  removeIfThere,
  syncFile,
  whileCopying,
} from './image-folder';

const SHA256 = /^[0-9a-f]{64}$/;
/** Left free for the project's own records. */
const RESERVE_BYTES = 16 * 2 ** 20;

/** Copies a file in one pass with its hash; the copy appears under its name only when it is complete. */
export function keepImage(
  source: FileSource,
  progress?: Progress,
  signal?: AbortSignal,
): Promise<string> {
  return whileCopying(() => copyImage(source, progress, signal));
}

async function copyImage(
  source: FileSource,
  progress?: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const folder = await imagesFolder();
  if (source.kind === 'blob') await checkSpace(source.name, source.blob.size);
  const temporary = newTemporaryName();
  const file = await folder.getFileHandle(temporary, { create: true });
  try {
    const sha256 = await writeCopy(file, source, progress, signal);
    const known = await keptImage(sha256);
    if (known && known.size > 0) await folder.removeEntry(temporary);
    else await rename(folder, file, sha256);
    return sha256;
  } catch (error) {
    await removeIfThere(folder, temporary);
    throw explainQuota(error, source.name);
  }
}

async function writeCopy(
  file: FileSystemFileHandle,
  source: FileSource,
  progress?: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const out = await syncFile(file);
  try {
    let at = 0;
    const sha256 = await sha256Of(
      unhurried(source, bytesOf(source, progress, signal)),
      async (part) => {
        const written = out.write(part, { at });
        if (written < part.length) throw new DOMException('short write', 'QuotaExceededError');
        at += written;
      },
    );
    out.flush();
    return sha256;
  } finally {
    out.close();
  }
}

/** `move` is not in TypeScript's library yet, though browsers have it; without it the bytes are copied. */
type MovableHandle = FileSystemFileHandle & { move?(name: string): Promise<void> };

async function rename(
  folder: FileSystemDirectoryHandle,
  file: MovableHandle,
  name: string,
): Promise<void> {
  if (file.move) return file.move(name);
  const target = await folder.getFileHandle(name, { create: true });
  // A writable's bytes replace the file only when it is closed, so this copy too appears all at once.
  await (await file.getFile()).stream().pipeTo(await target.createWritable());
  await folder.removeEntry(file.name);
}

async function checkSpace(name: string, needed: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined) return;
  // Rounded down and up, so that the sentence never says that as much is free as is needed.
  const free = Math.max(0, quota - (usage ?? 0));
  if (needed + RESERVE_BYTES > free) {
    throw new UserError(
      `There is no room to keep “${name}” in the browser: it needs ${megabytes(needed + RESERVE_BYTES, Math.ceil)} with a reserve for the project, and ${megabytes(free, Math.floor)} are free. Make room on the disk, or delete projects that you no longer need.`,
    );
  }
}

function explainQuota(error: unknown, name: string): unknown {
  if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') return error;
  return new UserError(
    `The browser ran out of room while it copied “${name}”; nothing of it was kept. Make room on the disk, or delete projects that you no longer need, and open the file again.`,
    { cause: error },
  );
}

function megabytes(bytes: number, round: (value: number) => number): string {
  return bytes < 2 ** 30
    ? `${round(bytes / 2 ** 20)} MB`
    : `${(round(bytes / 2 ** 20 / 102.4) / 10).toFixed(1)} GB`;
}

/** The kept copy, or null where there is none. */
export async function keptImage(sha256: string): Promise<File | null> {
  if (!SHA256.test(sha256)) return null;
  const folder = await imagesFolder();
  try {
    return await (await folder.getFileHandle(sha256)).getFile();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export async function forgetImage(sha256: string): Promise<void> {
  if (!SHA256.test(sha256)) return;
  await removeIfThere(await imagesFolder(), sha256);
}
