/** Percentiles of samples, exact by sorting. */

/**
 * The values below which the given fractions (0…1) of the samples lie, interpolated linearly between
 * neighbours (Hyndman and Fan's definition 7, as NumPy's default). Non-finite samples are dropped;
 * NaN where none is left.
 */
export function percentiles(samples: ArrayLike<number>, fractions: readonly number[]): number[] {
  const { count, at } = ranked(samples);
  return fractions.map((fraction) => {
    if (count === 0) return Number.NaN;
    const place = Math.min(Math.max(fraction, 0), 1) * (count - 1);
    const below = Math.floor(place);
    const low = at(below);
    return below + 1 < count ? low + (at(below + 1) - low) * (place - below) : low;
  });
}

/** Samples from which on counting is worth the room that it takes. */
const MANY = 4096;

/** @returns how many are finite, and the one that so many lie below */
function ranked(samples: ArrayLike<number>): { count: number; at: (rank: number) => number } {
  const upTo = countsUpTo(samples);
  if (upTo) return { count: samples.length, at: (rank) => valueAt(upTo, rank) };
  const sorted = sortedFinite(samples);
  return { count: sorted.length, at: (rank) => sorted[rank] ?? Number.NaN };
}

/** The finite ones of the samples, in ascending order. A loop takes a fifth of the time of from and filter. */
export function sortedFinite(samples: ArrayLike<number>): Float64Array {
  const upTo = countsUpTo(samples);
  if (upTo) return spreadOut(upTo, samples.length);
  const kept = new Float64Array(samples.length);
  let count = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] as number;
    if (Number.isFinite(value)) kept[count++] = value;
  }
  return kept.subarray(0, count).sort();
}

/** Written over by each call: the first touch of new memory takes longer than counting. */
const counts = new Uint32Array(2 ** 16);

/**
 * How many samples there are of each value of 16 bits without sign and of all below it; null of few, and where any
 * other is among them. The first picture waits for the bounds of its bands: sorted by comparing they took 30 ms of its time.
 */
function countsUpTo(samples: ArrayLike<number>): Uint32Array | null {
  if (samples.length < MANY) return null;
  counts.fill(0);
  let most = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] as number;
    const word = value & 0xffff;
    if (word !== value) return null;
    if (word > most) most = word;
    counts[word] = (counts[word] as number) + 1;
  }
  for (let value = 1; value <= most; value += 1) {
    counts[value] = (counts[value] as number) + (counts[value - 1] as number);
  }
  return counts.subarray(0, most + 1);
}

function spreadOut(upTo: Uint32Array, length: number): Float64Array {
  const sorted = new Float64Array(length);
  let at = 0;
  for (const [value, end] of upTo.entries()) {
    if (end > at) sorted.fill(value, at, end);
    at = end;
  }
  return sorted;
}

/** The least value of which, with all below it, there are more than so many. */
function valueAt(upTo: Uint32Array, rank: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Bounds that differ, so that a display never divides by zero: the least and largest value where few are other than
 * most. Where all are one, as in a mask whose zeros count as fill, it is shown as far from zero as it can be: black
 * would hide it.
 */
export function boundsApart(
  lo: number,
  hi: number,
  { min, max }: { readonly min: number; readonly max: number },
): readonly [number, number] {
  if (hi > lo) return [lo, hi];
  if (max > min) return [min, max];
  if (lo > 0) return [0, lo];
  return lo < 0 ? [lo, 0] : [0, 1];
}
