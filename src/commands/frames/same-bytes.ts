/** Files that are read where they lie may be written over: what a frame shows is what its hash says, or nothing. */
import { UserError } from '../../domain/errors';
import { modifiedOf, noteModified } from '../../store/file-handles';
import type { Services } from '../types';

/** By hash the time of writing of a file that is known to hold other bytes, so that it is read once. */
const others = new WeakMap<Services['db'], Map<string, number>>();

/**
 * Reads a file that was written since its hash was taken once more. Rejects with a UserError where it holds other
 * bytes.
 */
export async function requireSameBytes(
  { db, imagery }: Pick<Services, 'db' | 'imagery'>,
  file: File,
  name: string,
  sha256: string,
): Promise<void> {
  const { lastModified } = file;
  const modified = await modifiedOf(db, sha256);
  if (modified === lastModified) return;
  // Earlier versions kept no time: such a file is taken for what it was, and watched from now on.
  const known = others.get(db) ?? new Map<string, number>();
  others.set(db, known);
  const same =
    modified === undefined ||
    (known.get(sha256) !== lastModified &&
      (await imagery.hash({ kind: 'blob', blob: file, name })) === sha256);
  if (same) {
    await noteModified(db, sha256, lastModified);
    return;
  }
  known.set(sha256, lastModified);
  throw new UserError(
    `The file ${name} was changed since its frame was made: its bytes are others, and are not shown in its place. Re-link the frame by choosing the original, or open the changed file under another name as a frame of its own.`,
  );
}
