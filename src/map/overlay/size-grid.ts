/**
 * Finds rectangles by place, for many that are put in at once: each goes into one cell of a grid of squares, of
 * which there is one for each power of 2 of size. Putting one in takes no comparison with others, as building a
 * tree does, which for a hundred thousand held up the page for a third of a second.
 */

export type Bounds = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

/** Sides of the longest rectangles of a grid that a cell is wide. */
const CELL = 8;
/** Cells either side of the origin; what lies beyond is in the outermost. */
const REACH = 2 ** 20;

type Cells<T> = Map<number, T[]>;

export class SizeGrid<T extends Bounds> {
  /** By the power of 2 that the longer side of its rectangles does not exceed. */
  private readonly grids = new Map<number, Cells<T>>();

  insert(item: T): void {
    const power = powerOf(item);
    let cells = this.grids.get(power);
    if (!cells) {
      cells = new Map();
      this.grids.set(power, cells);
    }
    const key = keyOf(item, power);
    const list = cells.get(key);
    if (list) list.push(item);
    else cells.set(key, [item]);
  }

  /** Takes out what was put in: the same object. */
  remove(item: T): void {
    const power = powerOf(item);
    const key = keyOf(item, power);
    const cells = this.grids.get(power);
    const list = cells?.get(key);
    const at = list?.indexOf(item) ?? -1;
    if (!cells || !list || at < 0) return;
    list.splice(at, 1);
    if (list.length === 0) cells.delete(key);
    if (cells.size === 0) this.grids.delete(power);
  }

  /** All that touch a rectangle, in no order. */
  search(rect: Bounds): T[] {
    const found: T[] = [];
    for (const [power, cells] of this.grids) {
      for (const list of candidates(cells, rect, power)) {
        for (const item of list) if (touch(item, rect)) found.push(item);
      }
    }
    return found;
  }
}

/** The cells that can hold something of a rectangle: all, where that is fewer than those in its reach. */
function* candidates<T>(cells: Cells<T>, rect: Bounds, power: number): Iterable<readonly T[]> {
  // A rectangle lies in the cell of its middle, and reaches half its side beyond.
  const reach = 2 ** power / 2;
  const [left, right] = [cellOf(rect.minX - reach, power), cellOf(rect.maxX + reach, power)];
  const [top, bottom] = [cellOf(rect.minY - reach, power), cellOf(rect.maxY + reach, power)];
  if ((right - left + 1) * (bottom - top + 1) > cells.size) {
    yield* cells.values();
    return;
  }
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) {
      const list = cells.get(column * 2 * REACH + row);
      if (list) yield list;
    }
  }
}

function powerOf({ minX, minY, maxX, maxY }: Bounds): number {
  const longer = Math.max(maxX - minX, maxY - minY);
  return longer > 1 ? Math.ceil(Math.log2(longer)) : 0;
}

function cellOf(at: number, power: number): number {
  const cell = Math.floor(at / (CELL * 2 ** power));
  return Math.min(REACH - 1, Math.max(-REACH, cell)) + REACH;
}

function keyOf({ minX, minY, maxX, maxY }: Bounds, power: number): number {
  return cellOf((minX + maxX) / 2, power) * 2 * REACH + cellOf((minY + maxY) / 2, power);
}

function touch(a: Bounds, b: Bounds): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}
