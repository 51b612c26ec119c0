/** Handles of the analyst's own files, by the hash of their bytes: read where they lie, not copied. */
import type { QuaymarkDb } from './db';

/**
 * The handles that this page was given or has read. A browser may take back its leave to read a file as
 * soon as the page holds no handle of it any more, and a stored one does not count (in Chromium a grant
 * lives as long as the handles that share it): these are held as long as the page lives.
 */
const held = new WeakMap<QuaymarkDb, Map<string, FileSystemFileHandle>>();

function heldOf(db: QuaymarkDb): Map<string, FileSystemFileHandle> {
  const known = held.get(db);
  if (known) return known;
  const made = new Map<string, FileSystemFileHandle>();
  held.set(db, made);
  return made;
}

/**
 * Keeps a handle, in place of one that led to the same bytes before.
 * @param modified File.lastModified of the file that was hashed
 */
export async function keepHandle(
  db: QuaymarkDb,
  sha256: string,
  handle: FileSystemFileHandle,
  modified: number,
): Promise<void> {
  heldOf(db).set(sha256, handle);
  await db.handles.put({ sha256, handle, modified });
}

/** When the file of a handle was written that held these bytes; undefined where nobody has looked. */
export async function modifiedOf(db: QuaymarkDb, sha256: string): Promise<number | undefined> {
  return (await db.handles.get(sha256))?.modified;
}

/** Takes note that the file held these bytes when it was last written. */
export async function noteModified(
  db: QuaymarkDb,
  sha256: string,
  modified: number,
): Promise<void> {
  await db.handles.update(sha256, { modified });
}

/** The handle of a file with these bytes, or null; always the same object, so that leave once given holds. */
export async function handleOf(
  db: QuaymarkDb,
  sha256: string,
): Promise<FileSystemFileHandle | null> {
  const stored = (await db.handles.get(sha256))?.handle;
  if (!stored) return null;
  const known = heldOf(db).get(sha256);
  // Another tab may have found the file at another place meanwhile.
  if (known && (await known.isSameEntry(stored))) return known;
  heldOf(db).set(sha256, stored);
  return stored;
}

/** Forgets the handles of files that no project has any more. */
export async function forgetHandles(db: QuaymarkDb, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) heldOf(db).delete(hash);
  await db.handles.bulkDelete([...hashes]);
}
