/** Local statistics on a coarse lattice of windows that overlap by half, and their values in between. */
import type { Size } from './planes';

/** Distance of the lattice's points in cells; each stands for a window of twice this size. */
export const STEP = 32;
/** Cells that a window's statistics are taken from at most, per side. */
const SAMPLES = 16;
/** Fewer valid samples than this say nothing. */
const FEWEST = 24;
/** |x| that 97 % of normal values do not exceed, in standard deviations. */
const NORMAL_97 = 2.17;
const NORMAL_MEDIAN = 0.6745;

/** A value for each point of the lattice, row by row; point (i, j) is at cell (i · STEP, j · STEP). */
export type Lattice = {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
};

/** Middle and spread of a plane around every point of the lattice. */
export type LocalStatistics = { readonly middle: Lattice; readonly spread: Lattice };

/** Gives the indices of a window's sampled cells to `visit`. */
function visitWindow(
  { width, height }: Size,
  column: number,
  row: number,
  visit: (index: number) => void,
): void {
  const stride = (2 * STEP) / SAMPLES;
  const fromY = Math.max(0, (row - 1) * STEP);
  const toY = Math.min(height, (row + 1) * STEP);
  const fromX = Math.max(0, (column - 1) * STEP);
  const toX = Math.min(width, (column + 1) * STEP);
  for (let y = fromY; y < toY; y += stride) {
    // Every other row starts elsewhere, so that regular patterns do not fall between the samples.
    const shift = (y / stride) & 1 ? stride / 2 : 0;
    for (let x = fromX + shift; x < toX; x += stride) visit(y * width + x);
  }
}

export function latticeOf(
  size: Size,
  value: (visit: (take: (index: number) => void) => void) => number,
): Lattice {
  const columns = Math.ceil(size.width / STEP) + 1;
  const rows = Math.ceil(size.height / STEP) + 1;
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      values[row * columns + column] = value((take) => visitWindow(size, column, row, take));
    }
  }
  return { columns, rows, values };
}

/**
 * Median and robust spread (as a standard deviation) of the valid cells around every lattice point. The
 * middle is the median over 3 × 3 points and the spread a low one of them, so that an object that fills
 * a window does not count. The spread is widened, for the whole plane alike, by how much farther its
 * tails reach than normal ones, so that crests of waves and gravel are nothing special.
 */
export function localStatistics(
  valueAt: (cell: number) => number,
  valid: Uint8Array,
  size: Size,
): LocalStatistics {
  const sample = new Float32Array(SAMPLES * SAMPLES * 2);
  const spreads: number[] = [];
  const tails: number[] = [];
  const middle = latticeOf(size, (visit) => {
    let count = 0;
    visit((index) => {
      if (valid[index] === 0) return;
      sample[count] = valueAt(index);
      count += 1;
    });
    if (count < FEWEST) {
      spreads.push(Number.NaN);
      return Number.NaN;
    }
    const median = ranked(sample, count, count >> 1);
    for (let i = 0; i < count; i += 1) sample[i] = Math.abs((sample[i] as number) - median);
    const half = ranked(sample, count, count >> 1) / NORMAL_MEDIAN;
    spreads.push(half);
    if (half > 0) tails.push(ranked(sample, count, Math.floor(0.97 * count)) / NORMAL_97 / half);
    return median;
  });
  tails.sort((a, b) => a - b);
  const wider = Math.max(1, tails[tails.length >> 2] ?? 1);
  const spread = mapLattice({ ...middle, values: Float32Array.from(spreads) }, (v) => v * wider);
  return { middle: rankOf3(middle, 0.5), spread: rankOf3(spread, 0.3) };
}

/** The value that has this place in order among the first `count`, which are put about (Hoare 1961, FIND). */
function ranked(values: Float32Array, count: number, place: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const held = values[i] as number;
      values[i] = values[j] as number;
      values[j] = held;
      i += 1;
      j -= 1;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place] as number;
}

/** The value of this rank (0 to 1) among each point and its neighbours; the nearest where none has one. */
function rankOf3({ columns, rows, values }: Lattice, rank: number): Lattice {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let found: number[] = [];
      for (let reach = 1; found.length === 0 && reach <= Math.max(columns, rows); reach *= 2) {
        found = around({ columns, rows, values }, column, row, reach);
      }
      found.sort((a, b) => a - b);
      out[row * columns + column] = found[Math.floor(rank * found.length)] ?? Number.NaN;
    }
  }
  return { columns, rows, values: out };
}

function around(lattice: Lattice, column: number, row: number, reach: number): number[] {
  const { columns, rows, values } = lattice;
  const found: number[] = [];
  for (let j = Math.max(0, row - reach); j <= Math.min(rows - 1, row + reach); j += 1) {
    for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i += 1) {
      const value = values[j * columns + i] as number;
      if (!Number.isNaN(value)) found.push(value);
    }
  }
  return found;
}

/** The highest value of each point and its neighbours. */
export function highestAround(lattice: Lattice): Lattice {
  return rankOf3(lattice, 0.999);
}

/** Middles that lie this many spreads apart are of different kinds of ground. */
const APART = 6;

/** 1 where the middles of neighbouring points lie many spreads apart, else 0. */
export function mixedAt(middle: Lattice, spread: Lattice): Lattice {
  const low = rankOf3(middle, 0);
  const high = highestAround(middle);
  return {
    ...middle,
    values: spread.values.map((value, i) =>
      (high.values[i] as number) - (low.values[i] as number) > APART * value ? 1 : 0,
    ),
  };
}

/** The value that this share of the lattice's points does not exceed; NaN where none has a value. */
export function quantileOf({ values }: Lattice, share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[Math.floor(share * Math.max(0, sorted.length - 1))] ?? Number.NaN;
}

/** The level that parts the values best into a low and a high group (Otsu 1979). */
export function otsuLevel({ values }: Lattice): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [below, best, level] = [0, -1, Number.POSITIVE_INFINITY];
  for (let i = 1; i < sorted.length; i += 1) {
    below += sorted[i - 1] as number;
    const apart = below / i - (total - below) / (sorted.length - i);
    const between = i * (sorted.length - i) * apart * apart;
    if (between <= best) continue;
    best = between;
    level = sorted[i] as number;
  }
  return level;
}

/** Every value changed by a function. */
export function mapLattice(lattice: Lattice, change: (value: number) => number): Lattice {
  return { ...lattice, values: lattice.values.map(change) };
}

/** The values at the corners of one of the lattice's quarters: top left, top right, bottom left, right. */
export function quarterOf(
  { columns, values }: Lattice,
  column: number,
  row: number,
): readonly [number, number, number, number] {
  const at = row * columns + column;
  return [values[at], values[at + 1], values[at + columns], values[at + columns + 1]] as [
    number,
    number,
    number,
    number,
  ];
}

/** The lattice's value at the point nearest to a cell. */
export function latticeAt({ columns, rows, values }: Lattice, x: number, y: number): number {
  const column = Math.min(columns - 1, Math.max(0, Math.round(x / STEP)));
  const row = Math.min(rows - 1, Math.max(0, Math.round(y / STEP)));
  return values[row * columns + column] as number;
}

/** The lattice along one row of cells, bilinear, into `out`. */
export function latticeRow(lattice: Lattice, y: number, out: Float32Array): void {
  const { columns, rows, values } = lattice;
  const top = Math.min(Math.floor(y / STEP), rows - 2);
  const down = y / STEP - top;
  const at = top * columns;
  for (let column = 0; column < columns - 1; column += 1) {
    const a = at + column;
    const b = a + columns;
    const left = (values[a] as number) * (1 - down) + (values[b] as number) * down;
    const right = (values[a + 1] as number) * (1 - down) + (values[b + 1] as number) * down;
    const end = Math.min(out.length, (column + 1) * STEP);
    const slope = (right - left) / STEP;
    let value = left;
    for (let x = column * STEP; x < end; x += 1) {
      out[x] = value;
      value += slope;
    }
  }
}
