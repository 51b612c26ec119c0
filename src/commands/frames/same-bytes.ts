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

function isSame(services: Services, file: File, { name, sha256 }: RecordedFile): Promise<boolean> {
  const known = checks.get(services.db) ?? new Map<string, Promise<boolean>>();
  checks.set(services.db, known);
  const key = `${sha256}/${file.lastModified}`;
  const before = known.get(key);
  if (before) return before;
  const check = hashOf(services, file, name).then((found) => found === sha256);
  known.set(key, check);
  check.catch(() => known.delete(key));
  return check;
}

async function hashOf(services: Services, blob: File, name: string): Promise<string> {
  const document = openDocument(services);
  try {
    return await runTask(services.session, `Checking ${name}`, ({ progress, signal }) => {
      const report = (read: number) => progress(read / Math.max(1, blob.size));
      return services.imagery.hash({ kind: 'blob', blob, name }, report, signal);
    });
  } catch (error) {
    // Who left the project asks for no picture any more; who cancelled has to be told why there is none.
    if (!isAbort(error) || openDocument(services) !== document) throw error;
    throw new UserError(
      `The file ${name} was written since its frame was made, and reading it was cancelled: whether its bytes are still the same is not known. Show the frame again to have it read.`,
      { cause: error },
    );
  }
}

const writtenOver = (name: string, how: string) =>
  new UserError(
    `The file ${name} was changed since its frame was made: ${how} not shown in its place. Re-link the frame by choosing the original, or open the changed file under another name as a frame of its own.`,
  );
