/** What the analyst has drawn and linked without a name. */
import type { BoxId } from '../domain/model/ids';
import type { DocumentChange } from './document-store';

/**
 * Boxes that an edit made here draws or links and that name nobody for it. What comes from a file, or is drawn by the
 * program, is nobody's here.
 */
export function unsignedIn({ patches, origin, kind, foreign }: DocumentChange): readonly BoxId[] {
  if (origin !== 'local' || kind !== 'edit' || foreign) return [];
  return patches.flatMap((patch) => {
    if (patch.table !== 'boxes' || !patch.after) return [];
    const { before, after } = patch;
    const drawn = !before && after.author === '';
    const linked = after.link?.author === '' && before?.link?.at !== after.link.at;
    return drawn || linked ? [after.id] : [];
  });
}
