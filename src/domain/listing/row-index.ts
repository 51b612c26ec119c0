/**
 * The rows that a list of boxes shows: filtered, sorted, in groups, and kept so while boxes change.
 * A change of a few boxes costs a few binary searches, not a new sort of 100,000 rows.
 */
import type { DocumentView } from '../edits/types';
import { isMeasured, measuresOf } from '../geo/measure-cache';
import type { Box } from '../model/box';
import type { Patch } from '../model/commit';
import type { BoxId, ClassId, FrameId } from '../model/ids';
import { type BoxRow, type ClassFacts, classFacts, type FrameFacts, frameFacts } from './box-row';
import { type Filter, parseFilter } from './filter';
import { compareRows, type Sort, type SortedRow, sortNeedsMeasures, withRank } from './sort';

export type RowQuery = {
  /** The frame whose boxes are listed; null for the whole project. */
  readonly frameId: FrameId | null;
  readonly filter: Filter;
  readonly sort: Sort;
  /** One group for each class, in the classes' order; else one group for all. */
  readonly grouped: boolean;
};

export type RowGroup = {
  /** null where rows are not grouped. */
  readonly boxClass: ClassFacts | null;
  readonly rows: readonly SortedRow[];
};

/** Above this many changed boxes, starting anew is cheaper than placing each. */
const FEW = 500;

const START: RowQuery = {
  frameId: null,
  filter: parseFilter(''),
  sort: { key: 'number', descending: false },
  grouped: true,
};

export class RowIndex {
  private query: RowQuery = START;
  private readonly frames = new Map<FrameId, FrameFacts>();
  private readonly classes = new Map<ClassId, ClassFacts>();
  private readonly placed = new Map<BoxId, SortedRow>();
  private readonly buckets = new Map<ClassId | null, SortedRow[]>();
  private groupsCache: readonly RowGroup[] | null = null;
  /** Goes up whenever what is shown may have changed. */
  revision = 0;

  constructor(private readonly view: DocumentView) {}

  configure(query: RowQuery): void {
    this.query = query;
    this.rebuild();
  }

  /** Boxes within the scope, before filtering. */
  get total(): number {
    const { frameId } = this.query;
    if (frameId) return this.view.boxesOf(frameId).length;
    let count = 0;
    for (const frame of this.view.all('frames')) count += this.view.boxesOf(frame.id).length;
    return count;
  }

  /** Boxes that pass the filter. */
  get shown(): number {
    return this.placed.size;
  }

  entryOf(id: BoxId): SortedRow | undefined {
    return this.placed.get(id);
  }

  get groups(): readonly RowGroup[] {
    this.groupsCache ??= [...this.buckets]
      .map(([id, rows]) => ({ boxClass: id === null ? null : this.classOf(id), rows }))
      .sort((a, b) => (a.boxClass?.boxClass.order ?? 0) - (b.boxClass?.boxClass.order ?? 0));
    return this.groupsCache;
  }

  /** Follows a change of the document. */
  apply(patches: readonly Patch[]): void {
    const few = patches.length <= FEW;
    if (!few || patches.some((patch) => patch.table !== 'boxes' && patch.table !== 'projects')) {
      this.rebuild();
      return;
    }
    for (const patch of patches) if (patch.table === 'boxes') this.replace(patch.id, patch.after);
    this.changed();
  }

  /** Whether the query asks for measures that are not computed yet. */
  static needsMeasures({ filter, sort }: Pick<RowQuery, 'filter' | 'sort'>): boolean {
    return filter.measured || sortNeedsMeasures(sort);
  }

  private rebuild(): void {
    this.frames.clear();
    this.classes.clear();
    this.placed.clear();
    this.buckets.clear();
    const { filter, sort } = this.query;
    for (const row of this.candidates()) {
      if (!filter.matches(row)) continue;
      const entry = withRank(row, sort);
      this.placed.set(row.box.id, entry);
      this.bucketOf(entry).push(entry);
    }
    for (const bucket of this.buckets.values()) bucket.sort(compareRows);
    this.changed();
  }

  private *candidates(): Iterable<BoxRow> {
    const { frameId } = this.query;
    const frames = frameId ? [this.view.get('frames', frameId)] : this.view.all('frames');
    for (const frame of frames) {
      if (!frame) continue;
      for (const box of this.view.boxesOf(frame.id)) yield this.rowOf(box);
    }
  }

  private replace(id: BoxId, after: Box | null): void {
    const old = this.placed.get(id);
    if (old) this.take(old);
    if (!after || (this.query.frameId && after.frameId !== this.query.frameId)) return;
    const row = this.rowOf(after);
    if (!this.query.filter.matches(row)) return;
    const entry = withRank(row, this.query.sort);
    const bucket = this.bucketOf(entry);
    bucket.splice(positionOf(bucket, entry), 0, entry);
    this.placed.set(id, entry);
  }

  private take(entry: SortedRow): void {
    this.placed.delete(entry.row.box.id);
    const bucket = this.bucketOf(entry);
    bucket.splice(positionOf(bucket, entry), 1);
    if (bucket.length === 0) this.buckets.delete(this.bucketKey(entry));
  }

  private bucketKey({ row }: SortedRow): ClassId | null {
    return this.query.grouped ? row.box.classId : null;
  }

  private bucketOf(entry: SortedRow): SortedRow[] {
    const key = this.bucketKey(entry);
    const bucket = this.buckets.get(key);
    if (bucket) return bucket;
    const made: SortedRow[] = [];
    this.buckets.set(key, made);
    return made;
  }

  private rowOf(box: Box): BoxRow {
    return { box, frame: this.frameOf(box.frameId), boxClass: this.classOf(box.classId) };
  }

  private frameOf(id: FrameId): FrameFacts {
    const known = this.frames.get(id);
    if (known) return known;
    const frame = this.view.get('frames', id);
    if (!frame) throw new Error(`A box lies on the frame ${id}, which is not in the project.`);
    const made = frameFacts(frame, this.view.get('sites', frame.siteId)?.name ?? '');
    this.frames.set(id, made);
    return made;
  }

  private classOf(id: ClassId): ClassFacts {
    const known = this.classes.get(id);
    if (known) return known;
    const boxClass = this.view.get('classes', id);
    if (!boxClass) throw new Error(`A box has the class ${id}, which is not in the project.`);
    const made = classFacts(boxClass);
    this.classes.set(id, made);
    return made;
  }

  private changed(): void {
    this.groupsCache = null;
    this.revision += 1;
  }
}

/** Index of the first row that does not come before `entry`. */
function positionOf(rows: readonly SortedRow[], entry: SortedRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && compareRows(row, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Measures the boxes of a scope a little at a time, so that sorting by length does not hold up the
 * screen: call `step` until it gives true.
 */
export function measuring(view: DocumentView, frameId: FrameId | null) {
  const frames = frameId ? [view.get('frames', frameId)] : [...view.all('frames')];
  const boxes = frames.flatMap((frame) =>
    frame ? view.boxesOf(frame.id).map((box) => ({ box, frame })) : [],
  );
  let next = 0;
  return {
    /** @param budgetMs time this call may take */
    step(budgetMs: number): boolean {
      const end = performance.now() + budgetMs;
      for (; next < boxes.length; next += 1) {
        const item = boxes[next];
        if (!item || isMeasured(item.box, item.frame)) continue;
        measuresOf(item.box, item.frame);
        if (performance.now() > end) return false;
      }
      return true;
    },
  };
}
