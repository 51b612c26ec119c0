/** What the analyst has made without a name. */
import { type SignedKey, unsignedBy } from '../domain/edits/sign';
import type { DocumentChange } from './document-store';

/**
 * Records that an edit made here draws, links, aligns or judges and that name nobody for it. What comes from a file, or
 * is made by the program for the demo, is nobody's here.
 */
export function unsignedIn({
  patches,
  origin,
  kind,
  foreign,
}: DocumentChange): readonly SignedKey[] {
  if (origin !== 'local' || kind !== 'edit' || foreign) return [];
  return patches.flatMap((patch) => unsignedBy(patch) ?? []);
}
