/** Local statistics out of some cells of each block of a plane, in windows that overlap by half. */
import { type Lattice, quantileOf, rankOf3, STEP } from './lattice';
import type { Size } from './planes';
import type { Scratch } from './scratch';
import { distanceAt, keyOf, merge, valuesOfKeys } from './sorting';

/** Cells that are looked at in each block of STEP × STEP, each way. */
const SAMPLES = 8;
const STRIDE = STEP / SAMPLES;
const PER_BLOCK = SAMPLES * SAMPLES;
const PER_PAIR = 2 * PER_BLOCK;
const PER_WINDOW = 2 * PER_PAIR;
/** Fewer valid samples than this say nothing. */
const FEWEST = 24;
/** |x| that 97 % of normal values do not exceed, in standard deviations. */
const NORMAL_97 = 2.17;
const NORMAL_MEDIAN = 0.6745;
/** No spread is less than this share of those of the calmest quarter. */
const LEAST_SHARE = 0.7;

/** The valid sampled cells of a plane, row by row. */
export type Sampled = {
  /** Blocks across and down. */
  readonly columns: number;
  readonly rows: number;
  readonly cells: Int32Array;
  /** The block of each cell. */
  readonly blocks: Int32Array;
};

export function sampledCells(valid: Uint8Array, { width, height }: Size): Sampled {
  const [columns, rows] = [Math.ceil(width / STEP), Math.ceil(height / STEP)];
  const cells = new Int32Array(columns * rows * PER_BLOCK);
  const blocks = new Int32Array(cells.length);
  let count = 0;
  for (let y = 0; y < height; y += STRIDE) {
    // Every other row starts elsewhere, so that regular patterns do not fall between the samples.
    const shift = (y / STRIDE) & 1 ? STRIDE / 2 : 0;
    const block = Math.floor(y / STEP) * columns;
    for (let x = shift; x < width; x += STRIDE) {
      if (valid[y * width + x] === 0) continue;
      cells[count] = y * width + x;
      blocks[count] = block + Math.floor(x / STEP);
      count += 1;
    }
  }
  return { columns, rows, cells: cells.subarray(0, count), blocks: blocks.subarray(0, count) };
}

/**
 * A plane's values at the sampled cells.
 * @param out where they are put, one for each cell
 */
export function gathered(
  plane: Float32Array,
  { cells }: Sampled,
  out = new Float32Array(cells.length),
): Float32Array {
  for (let i = 0; i < out.length; i += 1) out[i] = plane[cells[i] as number] as number;
  return out;
}

/** For each point of the lattice, the sum of the products of two values of the sampled cells around it. */
export function productsAround(
  a: Float32Array,
  b: Float32Array,
  { columns, rows, blocks }: Sampled,
): Float64Array {
  const perBlock = new Float64Array(columns * rows);
  for (let i = 0; i < blocks.length; i += 1) {
    const block = blocks[i] as number;
    perBlock[block] = (perBlock[block] as number) + (a[i] as number) * (b[i] as number);
  }
  const across = columns + 1;
  const out = new Float64Array(across * (rows + 1));
  perBlock.forEach((value, block) => {
    const at = block + Math.floor(block / columns);
    for (const point of [at, at + 1, at + across, at + across + 1]) {
      out[point] = (out[point] as number) + value;
    }
  });
  return out;
}

/** Middle and spread of a plane around every point of the lattice. */
export type LocalStatistics = {
  readonly middle: Lattice;
  readonly spread: Lattice;
  /** How many times farther than normal ones the tails reach; NaN where that is not known. */
  readonly tails: Lattice;
};

/**
 * Median and robust spread (as a standard deviation) of the sampled cells around every lattice point. The
 * middle is the median over 3 × 3 points and the spread a low one of them, so that an object that fills
 * a window does not count.
 * @param values those of the sampled cells, in order
 */
export function localStatistics(
  values: Float32Array,
  sampled: Sampled,
  scratch: Scratch,
): LocalStatistics {
  const [columns, rows] = [sampled.columns + 1, sampled.rows + 1];
  const middles = new Float32Array(columns * rows).fill(Number.NaN);
  const [spreads, tails] = [middles.slice(), middles.slice()];
  eachWindow(values, sampled, scratch, (point, sorted, count) => {
    if (count < FEWEST) return;
    const middle = count >> 1;
    const off = (place: number) => distanceAt(sorted, 0, count, middle, place);
    const half = off(count >> 1);
    middles[point] = sorted[middle] as number;
    spreads[point] = half / NORMAL_MEDIAN;
    if (half > 0) {
      tails[point] = (off(Math.floor(0.97 * count)) / half) * (NORMAL_MEDIAN / NORMAL_97);
    }
  });
  return {
    middle: rankOf3({ columns, rows, values: middles }, 0.5),
    spread: rankOf3({ columns, rows, values: spreads }, 0.3),
    tails: { columns, rows, values: tails },
  };
}

/** Points of a kind that tell how it is, at least; fewer are taken together with all others. */
const FEWEST_POINTS = 12;

/**
 * The spread that makes something of a cell. It is widened by how much farther the tails reach than
 * normal ones, so that crests of waves and gravel are nothing special, and has a floor, since water
 * that is calmer than the rest would make noise stand out: both alike for all water and for all ground.
 * @param ground as of Evidence; null where all is of one kind
 */
export function standardSpread(
  { spread, tails }: LocalStatistics,
  ground: Lattice | null,
): Lattice {
  const out = spread.values.slice();
  for (const wanted of [0, 1]) {
    const isOf = (point: number) =>
      ground === null || Number((ground.values[point] as number) > 0.5) === wanted;
    const own = [...out.keys()].filter(isOf);
    if (own.length === 0) continue;
    const among = own.length < FEWEST_POINTS ? [...out.keys()] : own;
    const valuesOf = (lattice: Lattice) => ({
      ...lattice,
      values: Float32Array.from(among, (point) => lattice.values[point] as number),
    });
    const wider = Math.max(1, quantileOf(valuesOf(tails), 0.25) || 1);
    const floor = Math.max(LEAST_SHARE * quantileOf(valuesOf(spread), 0.25), 1e-9);
    for (const point of own) out[point] = wider * Math.max(spread.values[point] as number, floor);
  }
  return { ...spread, values: out };
}

/**
 * Calls for each point of the lattice with the values of the four blocks around it in order, of which there are
 * `count`; they are good until the next call. Blocks are put in order one by one, then two side by side, then
 * these above each other, all in little memory.
 */
function eachWindow(
  values: Float32Array,
  sampled: Sampled,
  scratch: Scratch,
  visit: (point: number, sorted: Float32Array, count: number) => void,
): void {
  const { columns, rows } = sampled;
  const blocks = sortedBlocks(values, sampled, scratch);
  const across = columns + 1;
  let above = noPairs(across);
  let below = noPairs(across);
  const keys = new Int32Array(PER_WINDOW);
  for (let row = 0; row <= rows; row += 1) {
    [above, below] = [below, above];
    pairBlocks(blocks, sampled, row, below);
    for (let column = 0; column < across; column += 1) {
      const from = column * PER_PAIR;
      const [over, under] = [above.counts[column] as number, below.counts[column] as number];
      merge(above.keys, from, over, below.keys, from, under, keys, 0);
      visit(row * across + column, valuesOfKeys(keys), over + under);
    }
  }
}

/** Runs of keys in order, a fixed number of places each, and how many of each run's places are taken. */
type Runs = { readonly keys: Int32Array; readonly counts: Int32Array };

const noPairs = (count: number): Runs => ({
  keys: new Int32Array(count * PER_PAIR),
  counts: new Int32Array(count),
});

/** The keys of each block's values in order: rows are put in order by themselves, then together. */
function sortedBlocks(
  values: Float32Array,
  { columns, rows, blocks }: Sampled,
  scratch: Scratch,
): Runs {
  const counts = new Int32Array(columns * rows);
  let keys = scratch.integers('keys', counts.length * PER_BLOCK);
  let next = scratch.integers('next keys', keys.length);
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i += 1) {
    const block = blocks[i] as number;
    const count = counts[block] as number;
    insert(keys, block * PER_BLOCK + count, count % SAMPLES, keyOf(bits[i] as number));
    counts[block] = count + 1;
  }
  for (let run = SAMPLES; run < PER_BLOCK; run *= 2) {
    for (let block = 0; block < counts.length; block += 1) {
      const end = block * PER_BLOCK + (counts[block] as number);
      for (let at = block * PER_BLOCK; at < end; at += 2 * run) {
        const firsts = Math.min(run, end - at);
        const seconds = Math.max(0, Math.min(run, end - at - run));
        merge(keys, at, firsts, keys, at + run, seconds, next, at);
      }
    }
    [keys, next] = [next, keys];
  }
  return { keys, counts };
}

/** Puts a key behind `count` others that are in order, so that it is in order too. */
function insert(keys: Int32Array, end: number, count: number, key: number): void {
  let at = end;
  for (; at > end - count && (keys[at - 1] as number) > key; at -= 1) {
    keys[at] = keys[at - 1] as number;
  }
  keys[at] = key;
}

/** Puts each two neighbours of a row of blocks together, beyond whose ends there are none. */
function pairBlocks(
  { keys, counts }: Runs,
  { columns, rows }: Sampled,
  row: number,
  pairs: Runs,
): void {
  const countOf = (column: number) =>
    row < rows && column >= 0 && column < columns ? (counts[row * columns + column] as number) : 0;
  for (let column = 0; column <= columns; column += 1) {
    const right = (row * columns + column) * PER_BLOCK;
    const [lefts, rights] = [countOf(column - 1), countOf(column)];
    merge(keys, right - PER_BLOCK, lefts, keys, right, rights, pairs.keys, column * PER_PAIR);
    pairs.counts[column] = lefts + rights;
  }
}
