/** The list as lines from top to bottom: a heading for each group, and the rows of open groups. */
import type { BoxId, ClassId } from '../model/ids';
import type { ClassFacts } from './box-row';
import type { RowGroup } from './row-index';
import { compareRows, type SortedRow } from './sort';

export type Line =
  | {
      readonly kind: 'group';
      readonly boxClass: ClassFacts;
      readonly count: number;
      readonly open: boolean;
    }
  | {
      readonly kind: 'row';
      readonly entry: SortedRow;
      /** Counted from 1, within its group of `of` rows. */
      readonly position: number;
      readonly of: number;
    };

type Span = {
  readonly group: RowGroup;
  readonly start: number;
  readonly header: 0 | 1;
  readonly rows: number;
};

export class Lines {
  private readonly spans: readonly Span[];
  readonly count: number;

  constructor(groups: readonly RowGroup[], closed: ReadonlySet<ClassId>) {
    let start = 0;
    this.spans = groups.map((group) => {
      const header = group.boxClass ? 1 : 0;
      const isClosed = group.boxClass !== null && closed.has(group.boxClass.boxClass.id);
      const span: Span = { group, start, header, rows: isClosed ? 0 : group.rows.length };
      start += header + span.rows;
      return span;
    });
    this.count = start;
  }

  at(index: number): Line | null {
    const span = this.spans.findLast((candidate) => candidate.start <= index);
    if (!span) return null;
    const { group, header } = span;
    const offset = index - span.start;
    if (group.boxClass && offset === 0) {
      const open = span.rows > 0;
      return { kind: 'group', boxClass: group.boxClass, count: group.rows.length, open };
    }
    const entry = offset - header < span.rows ? group.rows[offset - header] : undefined;
    const position = offset - header + 1;
    return entry ? { kind: 'row', entry, position, of: group.rows.length } : null;
  }

  /** The line of a row, −1 when its group is closed or it is not listed. */
  indexOf(entry: SortedRow | undefined): number {
    if (!entry) return -1;
    for (const { group, start, header, rows } of this.spans) {
      if (group.boxClass && group.boxClass.boxClass.id !== entry.row.box.classId) continue;
      if (rows === 0) return -1;
      let [low, high] = [0, group.rows.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = group.rows[middle];
        if (other && compareRows(other, entry) < 0) low = middle + 1;
        else high = middle;
      }
      return group.rows[low]?.row.box.id === entry.row.box.id ? start + header + low : -1;
    }
    return -1;
  }

  /** The line of a class's heading, −1 where there is none. */
  indexOfGroup(id: ClassId): number {
    return this.spans.find(({ group }) => group.boxClass?.boxClass.id === id)?.start ?? -1;
  }

  /** Boxes on the lines from one to another, both included, in either order. */
  between(from: number, to: number): BoxId[] {
    const ids: BoxId[] = [];
    for (let i = Math.min(from, to); i <= Math.max(from, to); i += 1) {
      const line = this.at(i);
      if (line?.kind === 'row') ids.push(line.entry.row.box.id);
    }
    return ids;
  }
}
