/** Boxes found by a key of theirs: their frame, their vessel, their group. */
import type { Box } from '../model/box';
import type { BoxId } from '../model/ids';

export class BoxesBy<K extends string> {
  private readonly members = new Map<K, Map<BoxId, Box>>();
  private readonly lists = new Map<K, readonly Box[]>();

  /** @param keyOf undefined for boxes that are not to be found */
  constructor(private readonly keyOf: (box: Box) => K | undefined) {}

  /** Boxes of a key by number; the same array as long as none of them changed. */
  of(key: K): readonly Box[] {
    const known = this.lists.get(key);
    if (known) return known;
    const boxes = [...(this.members.get(key)?.values() ?? [])].sort((a, b) => a.number - b.number);
    this.lists.set(key, boxes);
    return boxes;
  }

  /** A box was added (no `before`), changed, or removed (no `after`). */
  replace(before: Box | undefined, after: Box | undefined): void {
    const [from, to] = [before && this.keyOf(before), after && this.keyOf(after)];
    if (from !== undefined && before) {
      this.lists.delete(from);
      if (from !== to) this.members.get(from)?.delete(before.id);
    }
    if (to === undefined || !after) return;
    this.lists.delete(to);
    const members = this.members.get(to) ?? new Map<BoxId, Box>();
    members.set(after.id, after);
    this.members.set(to, members);
  }
}
