/** Records that name nobody, and the name that they get later. */
import type { Patch, RecordOf } from '../model/commit';
import { changed } from './edit-parts';
import type { DocumentView } from './types';

/** Records that say who made them, or whose link or alignment does. */
type SignedTable = 'boxes' | 'frames' | 'observations' | 'events' | 'vessels' | 'groups';
export type SignedKey = {
  [T in SignedTable]: {
    readonly table: T;
    readonly id: RecordOf<T>['id'];
    /** Of a box: somebody else drew it. */
    readonly linkOnly?: boolean;
  };
}[SignedTable];

type Made = { readonly before: unknown; readonly after: { readonly author: string } | null };

/** A new record without an author. */
const isBare = ({ before, after }: Made) => before === null && after?.author === '';

/** The record that a patch makes, links or aligns without naming anybody for it; null for any other patch. */
export function unsignedBy(patch: Patch): SignedKey | null {
  switch (patch.table) {
    case 'frames': {
      const { table, id, after } = patch;
      const made = after?.alignment;
      return made?.author === '' && patch.before?.alignment?.at !== made.at ? { table, id } : null;
    }
    case 'boxes': {
      const { table, id } = patch;
      const link = patch.after?.link;
      const linked = link?.author === '' && patch.before?.link?.at !== link.at;
      if (isBare(patch)) return { table, id };
      return linked ? { table, id, linkOnly: true } : null;
    }
    case 'observations':
      return isBare(patch) ? { table: patch.table, id: patch.id } : null;
    case 'events':
      return isBare(patch) ? { table: patch.table, id: patch.id } : null;
    case 'vessels':
      return isBare(patch) ? { table: patch.table, id: patch.id } : null;
    case 'groups':
      return isBare(patch) ? { table: patch.table, id: patch.id } : null;
    default:
      return null;
  }
}

/** Names the author of those of these records, and of their links and alignments, that name nobody. */
export function signPatches(
  doc: DocumentView,
  keys: readonly SignedKey[],
  author: string,
  now: string,
): readonly Patch[] {
  if (author === '') return [];
  // A box that is drawn and then linked is asked about twice: it is one's own.
  const ownFirst = [...keys].sort(
    (a, b) => Number(b.linkOnly ?? false) - Number(a.linkOnly ?? false),
  );
  const each = new Map(ownFirst.map((key) => [`${key.table} ${key.id}`, key]));
  return [...each.values()].flatMap((key) => signed(doc, key, author, now) ?? []);
}

function signed(doc: DocumentView, key: SignedKey, author: string, now: string): Patch | null {
  const whole = { author, updatedAt: now };
  switch (key.table) {
    case 'frames': {
      const frame = doc.get(key.table, key.id);
      if (frame?.alignment?.author !== '') return null;
      const alignment = { ...frame.alignment, author };
      return changed('frames', frame, { ...frame, alignment, updatedAt: now });
    }
    case 'boxes': {
      const box = doc.get(key.table, key.id);
      const bareLink = box?.link?.author === '' ? { ...box.link, author } : null;
      const drawn = box?.author === '' && !key.linkOnly ? author : box?.author;
      if (!box || drawn === undefined || (drawn === box.author && !bareLink)) return null;
      const link = bareLink && { link: bareLink };
      return changed('boxes', box, { ...box, author: drawn, updatedAt: now, ...link });
    }
    case 'observations': {
      const area = doc.get(key.table, key.id);
      return area?.author === '' ? changed('observations', area, { ...area, ...whole }) : null;
    }
    case 'events': {
      const event = doc.get(key.table, key.id);
      return event?.author === '' ? changed('events', event, { ...event, ...whole }) : null;
    }
    case 'vessels': {
      const vessel = doc.get(key.table, key.id);
      return vessel?.author === '' ? changed('vessels', vessel, { ...vessel, ...whole }) : null;
    }
    case 'groups': {
      const group = doc.get(key.table, key.id);
      return group?.author === '' ? changed('groups', group, { ...group, ...whole }) : null;
    }
  }
}
