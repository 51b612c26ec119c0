/**
 * Handles of the user's own files, stored and held. A browser's leave to read a file lasts only as long as
 * an object for it lives: a handle that is fetched from the database later would be asked about again.
 */
import type { QuaymarkDb } from '../store/db';

const held = new WeakMap<QuaymarkDb, Map<string, FileSystemFileHandle>>();

function heldBy(db: QuaymarkDb): Map<string, FileSystemFileHandle> {
  const known = held.get(db) ?? new Map<string, FileSystemFileHandle>();
  held.set(db, known);
  return known;
}

/** @param sha256 of the file's bytes */
export async function keepHandle(
  db: QuaymarkDb,
  sha256: string,
  handle: FileSystemFileHandle,
): Promise<void> {
  heldBy(db).set(sha256, handle);
  await db.handles.put({ sha256, handle });
}

/** null where there is no handle for a file of these bytes. */
export async function handleOf(
  db: QuaymarkDb,
  sha256: string,
): Promise<FileSystemFileHandle | null> {
  const known = heldBy(db).get(sha256);
  if (known) return known;
  const stored = await db.handles.get(sha256);
  if (stored) heldBy(db).set(sha256, stored.handle);
  return stored?.handle ?? null;
}
