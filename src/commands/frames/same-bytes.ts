/** Files that are read where they lie may be written over: what a frame shows is what its hash says, or nothing. */
import { isAbort, UserError } from '../../domain/errors';
import type { FilePart, Frame } from '../../domain/model/frame';
import { modifiedOf, noteModified } from '../../store/file-handles';
import { runTask } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';

/** A file as a frame's record has it. */
export type RecordedFile = Pick<FilePart, 'name' | 'size' | 'sha256'>;

/** Whether a file holds the bytes of a hash, by hash and time of writing: it is read once, for all who ask. */
const checks = new WeakMap<Services['db'], Map<string, Promise<boolean>>>();
/** Hashes of files of which the reading was cancelled: who asks next does not begin it anew. */
const cancelled = new WeakMap<Services['db'], Set<string>>();

/** Files whose reading was cancelled are read when they are next asked for. */
export function readCancelled(
  { db }: Services,
  files: readonly { readonly sha256: string }[],
): void {
  for (const { sha256 } of files) cancelled.get(db)?.delete(sha256);
}

/**
 * Reads a file that was written since its hash was taken once more, as a task. Rejects with a UserError where it
 * holds other bytes, or where the reading was cancelled.
 */
export async function requireSameBytes(
  services: Services,
  file: File,
  recorded: RecordedFile,
  { createdAt }: Pick<Frame, 'createdAt'>,
): Promise<void> {
  const { name, size, sha256 } = recorded;
  const { lastModified } = file;
  // Some copies and file systems leave other bytes with the same time.
  if (file.size !== size) {
    throw writtenOver(name, `it has ${file.size} bytes instead of ${size}, and is`);
  }
  const modified = await modifiedOf(services.db, sha256);
  if (modified === lastModified) return;
  // Earlier versions kept no time. A file that is older than its frame, and as long, is taken for what it was.
  const untouched = modified === undefined && lastModified <= Date.parse(createdAt);
  if (!untouched && !(await isSame(services, file, recorded))) {
    throw writtenOver(name, 'its bytes are others, and are');
  }
  // The picture needs no note: without one, the next session reads the file once more.
  await noteModified(services.db, sha256, lastModified).catch((error: unknown) =>
    console.warn(error),
  );
}

async function isSame(
  services: Services,
  file: File,
  { name, sha256 }: RecordedFile,
): Promise<boolean> {
  const { db } = services;
  if (cancelled.get(db)?.has(sha256)) throw notRead(name);
  const known = checks.get(db) ?? new Map<string, Promise<boolean>>();
  checks.set(db, known);
  const key = `${sha256}/${file.lastModified}`;
  const check = known.get(key) ?? readAll(services, file, name, sha256);
  known.set(key, check);
  check.catch(() => known.delete(key));
  return check;
}

async function readAll(
  services: Services,
  blob: File,
  name: string,
  sha256: string,
): Promise<boolean> {
  const document = openDocument(services);
  try {
    const found = await runTask(services.session, `Checking ${name}`, ({ progress, signal }) => {
      const report = (read: number) => progress(read / Math.max(1, blob.size));
      return services.imagery.hash({ kind: 'blob', blob, name }, report, signal);
    });
    return found === sha256;
  } catch (error) {
    // Who left the project asks for no picture any more; who cancelled has to be told why there is none.
    if (!isAbort(error) || openDocument(services) !== document) throw error;
    cancelled.set(services.db, (cancelled.get(services.db) ?? new Set()).add(sha256));
    throw notRead(name);
  }
}

const notRead = (name: string) =>
  new UserError(
    `The file ${name} was written since its frame was made, and checking it was cancelled: whether its bytes are still the same is not known. Choose "Re-link" to have it checked.`,
  );

const writtenOver = (name: string, how: string) =>
  new UserError(
    `The file ${name} was changed since its frame was made: ${how} not shown in its place. Re-link the frame by choosing the original, or open the changed file under another name as a frame of its own.`,
  );
