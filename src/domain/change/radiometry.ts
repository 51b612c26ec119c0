/** Laying one date's brightness on the other's, by what has not changed between them. */
import { Scratch } from './scratch';
import { orderOf, valueAtPlace } from './sorting';
import type { GridPart } from './tiling';
import type { ChangeFrame } from './types';

/** How the second date's values become the first's. */
export type BandMatch = {
  /** The straight line that fits best: after · gain + offset. */
  readonly gain: number;
  readonly offset: number;
  /** The same as a curve through knots, both rising: a value `from` of after is `to` of before. */
  readonly from: Float32Array;
  readonly to: Float32Array;
};

export type BrightnessMatch = {
  /** One for each band that both frames have. */
  readonly bands: readonly BandMatch[];
  /** Share of the common cells that were taken as unchanged. */
  readonly unchanged: number;
};

/** Cells that the fit looks at, at most. */
const SAMPLES = 16_000;
const FEWEST = 64;
const ROUNDS = 4;
/** Residuals beyond this many robust standard deviations are taken as changes. */
const CUT = 3;
/** Ranks at which the curves have their knots: closer at the ends, where few cells are. */
const RANKS = [
  0, 0.002, 0.01, 0.03, 0.08, 0.16, 0.27, 0.4, 0.5, 0.6, 0.73, 0.84, 0.92, 0.97, 0.99, 0.998, 1,
];

/**
 * Curve per band that lays the second frame's brightness on the first's over the common unchanged
 * cells: their histograms are matched, which is monotone and follows a gamma too, then again without
 * the cells whose residual in any band stands out (pseudo-invariant features; after Canty & Nielsen
 * 2008, Remote Sensing of Environment 112). The line beside it is the reduced major axis of the same
 * cells: both frames err alike, and a gain on either only scales the result. For frames of other band
 * counts, the bands that both have, in order. A brightness that rises evenly across one of the frames
 * (haze) is left out where the rest fits better so, and is no part of the curves. null where they share too few valid cells or one is flat.
 * @param part the cells that tell; all if left out
 */
export function matchBrightness(
  before: ChangeFrame,
  after: ChangeFrame,
  part: GridPart = { left: 0, top: 0, width: before.width, height: before.height },
): BrightnessMatch | null {
  const cells = commonCells(before, after, part);
  if (cells.length < FEWEST) return null;
  const count = Math.min(before.bands.length, after.bands.length);
  const pairs = Array.from({ length: count }, (_, band) =>
    pairOf(
      gather(after.bands[band] as Float32Array, cells),
      gather(before.bands[band] as Float32Array, cells),
    ),
  );
  const [x, y] = [new Float32Array(cells.length), new Float32Array(cells.length)];
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as number;
    x[i] = cell % before.width;
    y[i] = Math.floor(cell / before.width);
  }
  const level = pairs.map((pair) => withoutRamp(pair, x, y));
  const scratch = new Scratch();
  const kept = [pairs, level].map((all) => unchangedPairs(all, scratch));
  const [plain, flat] = kept.map((some) => misfitOf(some, scratch)) as [number, number];
  const best = (flat < plain ? kept[1] : kept[0]) as readonly Pair[];
  const bands = best.map(matchOf);
  if (bands.some(({ gain }) => !(gain > 0 && Number.isFinite(gain)))) return null;
  return { bands, unchanged: (best[0]?.x.length ?? 0) / cells.length };
}

/** The pairs of values that fit together, after some rounds of leaving out those that do not. */
function unchangedPairs(pairs: readonly Pair[], scratch: Scratch): readonly Pair[] {
  const all = pairs[0]?.x.length ?? 0;
  let kept = pairs;
  for (let round = 0; round < ROUNDS; round += 1) {
    const keep = unchangedOf(kept, scratch);
    if (keep.length < Math.max(FEWEST, all / 4)) break;
    kept = kept.map((pair) => thinned(pair, keep));
  }
  return kept;
}

/** Median misfit of the curves, in spreads of the values, summed over the bands. */
function misfitOf(pairs: readonly Pair[], scratch: Scratch): number {
  return pairs.reduce((sum, pair) => {
    const off = residualsOf(pair, scratch);
    for (let i = 0; i < off.length; i += 1) off[i] = Math.abs(off[i] as number);
    return (
      sum + medianOf(off, scratch) / Math.sqrt(squaresOf(pair.y, meanOf(pair.y)) / pair.y.length)
    );
  }, 0);
}

/** The first date's values less the even rise across the frame that only one of the dates has. */
function withoutRamp(pair: Pair, x: Float32Array, y: Float32Array): Pair {
  const [later, earlier] = [riseOf(pair.x, x, y), riseOf(pair.y, x, y)];
  const gain = Math.sqrt(earlier.left / later.left);
  if (!Number.isFinite(gain)) return pair;
  const [right, down] = [earlier.right - gain * later.right, earlier.down - gain * later.down];
  const level = pair.y.map(
    (value, i) => value - right * (x[i] as number) - down * (y[i] as number),
  );
  return { ...pair, y: level, byY: orderOf(level) };
}

/** Least-squares rise per cell to the right and down, and the sum of squares that is left. */
function riseOf(values: Float32Array, x: Float32Array, y: Float32Array) {
  const [mv, mx, my] = [meanOf(values), meanOf(x), meanOf(y)];
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const v = (values[i] as number) - mv;
    const [dx, dy] = [(x[i] as number) - mx, (y[i] as number) - my];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xv += dx * v;
    yv += dy * v;
  }
  const determinant = xx * yy - xy * xy;
  const right = (xv * yy - yv * xy) / determinant;
  const down = (yv * xx - xv * xy) / determinant;
  return { right, down, left: squaresOf(values, mv) - right * xv - down * yv };
}

/** Steps of the table that stands for a curve. */
const STEPS = 2048;

/** One value of the second date on the scale of the first. */
export function matcherOf(match: BandMatch): (value: number) => number {
  const one = new Float32Array(1);
  return (value) => {
    one[0] = value;
    laidOnScale(one, match);
    return one[0] as number;
  };
}

/**
 * Lays values of the second date on the first's scale by the curve, in place; beyond its ends it goes on
 * along the line's slope. null leaves them as they are.
 */
export function laidOnScale(values: Float32Array, match: BandMatch | null): void {
  if (!match) return;
  const { from, to, gain } = match;
  const last = from.length - 1;
  const [low, high] = [from[0] as number, from[last] as number];
  const [bottom, top] = [to[0] as number, to[last] as number];
  const table = tableOf(match);
  const scale = high > low ? STEPS / (high - low) : 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value <= low) values[i] = bottom + (value - low) * gain;
    else if (value >= high) values[i] = top + (value - high) * gain;
    else {
      const at = (value - low) * scale;
      const step = Math.floor(at);
      const here = table[step] as number;
      values[i] = here + (at - step) * ((table[step + 1] as number) - here);
    }
  }
}

const tables = new WeakMap<BandMatch, Float64Array>();

/** The curve at equal steps between its ends. */
function tableOf(match: BandMatch): Float64Array {
  const known = tables.get(match);
  if (known) return known;
  const { from, to } = match;
  const last = from.length - 1;
  const [low, high] = [from[0] as number, from[last] as number];
  let knot = 0;
  const table = new Float64Array(STEPS + 2);
  for (let i = 0; i < table.length; i += 1) {
    const value = low + (Math.min(i, STEPS) / STEPS) * (high - low);
    while (knot < last - 1 && (from[knot + 1] as number) < value) knot += 1;
    const [x0, x1] = [from[knot] as number, from[knot + 1] as number];
    const [y0, y1] = [to[knot] as number, to[knot + 1] as number];
    table[i] = x1 > x0 ? y0 + ((value - x0) / (x1 - x0)) * (y1 - y0) : y0;
  }
  tables.set(match, table);
  return table;
}

/** Values of the second and the first date at the same cells, and their indices in order of each. */
type Pair = {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly byX: Int32Array;
  readonly byY: Int32Array;
};

const pairOf = (x: Float32Array, y: Float32Array): Pair => ({
  x,
  y,
  byX: orderOf(x),
  byY: orderOf(y),
});

/** The pairs at some indices; what is in order stays so. */
function thinned({ x, y, byX, byY }: Pair, keep: Int32Array): Pair {
  const place = new Int32Array(x.length).fill(-1);
  for (let i = 0; i < keep.length; i += 1) place[keep[i] as number] = i;
  const kept = (order: Int32Array) => {
    const out = new Int32Array(keep.length);
    let count = 0;
    for (let i = 0; i < order.length; i += 1) {
      const to = place[order[i] as number] as number;
      if (to < 0) continue;
      out[count] = to;
      count += 1;
    }
    return out;
  };
  return { x: gather(x, keep), y: gather(y, keep), byX: kept(byX), byY: kept(byY) };
}

function commonCells(before: ChangeFrame, after: ChangeFrame, part: GridPart): Int32Array {
  const { left, top, width, height } = part;
  const stride = Math.max(1, Math.ceil((width * height) / SAMPLES));
  const cells: number[] = [];
  // An odd jump within each stride keeps the samples from lining up in columns.
  for (let start = 0, i = 0; start < width * height; start += stride, i += 1) {
    const place = start + ((i * 7919) % stride);
    const at = (top + Math.floor(place / width)) * before.width + left + (place % width);
    if (before.valid[at] === 1 && after.valid[at] === 1) cells.push(at);
  }
  return Int32Array.from(cells);
}

function gather(plane: Float32Array, cells: Int32Array): Float32Array {
  const out = new Float32Array(cells.length);
  for (let i = 0; i < cells.length; i += 1) out[i] = plane[cells[i] as number] as number;
  return out;
}

function matchOf(pair: Pair): BandMatch {
  const { x, y } = pair;
  const [mx, my] = [meanOf(x), meanOf(y)];
  const gain = Math.sqrt(squaresOf(y, my) / squaresOf(x, mx));
  return { gain, offset: my - gain * mx, ...curveOf(pair) };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum / values.length;
}

function squaresOf(values: Float32Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += ((values[i] as number) - mean) ** 2;
  return sum;
}

/** Equal ranks of the two, without knots at which the second date does not rise. */
function curveOf({ x, y, byX, byY }: Pair): Pick<BandMatch, 'from' | 'to'> {
  const from: number[] = [];
  const to: number[] = [];
  for (const rank of RANKS) {
    const at = Math.round(rank * (x.length - 1));
    // The outermost values are single cells; a few beside them make a steadier knot.
    const [u, v] = [meanAround(x, byX, at), meanAround(y, byY, at)];
    if (from.length > 0 && u <= (from.at(-1) as number) + 1e-6 * Math.abs(u)) continue;
    from.push(u);
    to.push(v);
  }
  return { from: Float32Array.from(from), to: Float32Array.from(to) };
}

/** Mean of the values whose places in order are about one. */
function meanAround(values: Float32Array, order: Int32Array, at: number): number {
  const reach = Math.ceil(order.length / 1000);
  const [from, to] = [Math.max(0, at - reach), Math.min(order.length, at + reach + 1)];
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[order[i] as number] as number;
  return sum / (to - from);
}

/** Indices of the cells whose residuals are ordinary in every band. */
function unchangedOf(pairs: readonly Pair[], scratch: Scratch): Int32Array {
  const kept = new Uint8Array(pairs[0]?.x.length ?? 0).fill(1);
  const out = new Int32Array(kept.length);
  if (kept.length < FEWEST) return out.subarray(0, 0);
  for (const pair of pairs) {
    const off = residualsOf(pair, scratch);
    const middle = medianOf(off, scratch);
    for (let i = 0; i < off.length; i += 1) off[i] = Math.abs((off[i] as number) - middle);
    const limit = (CUT * medianOf(off, scratch)) / 0.6745;
    for (let i = 0; i < kept.length; i += 1) if ((off[i] as number) > limit) kept[i] = 0;
  }
  let count = 0;
  for (let i = 0; i < kept.length; i += 1) {
    if (kept[i] === 0) continue;
    out[count] = i;
    count += 1;
  }
  return out.subarray(0, count);
}

/** What the curve leaves of the first date's values, good until it is asked for again. */
function residualsOf(pair: Pair, scratch: Scratch): Float32Array {
  const out = scratch.floats('residuals', pair.x.length);
  out.set(pair.x);
  laidOnScale(out, matchOf(pair));
  for (let i = 0; i < out.length; i += 1) out[i] = (pair.y[i] as number) - (out[i] as number);
  return out;
}

function medianOf(values: Float32Array, scratch: Scratch): number {
  return valueAtPlace(values, values.length >> 1, scratch) ?? 0;
}
