/** Percentiles of samples, exact by sorting. */

/**
 * The values below which the given fractions (0…1) of the samples lie, interpolated linearly between
 * neighbours (Hyndman and Fan's definition 7, as NumPy's default). Non-finite samples are dropped;
 * NaN where none is left.
 */
export function percentiles(samples: ArrayLike<number>, fractions: readonly number[]): number[] {
  const sorted = sortedFinite(samples);
  return fractions.map((fraction) => {
    if (sorted.length === 0) return Number.NaN;
    const place = Math.min(Math.max(fraction, 0), 1) * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? Number.NaN;
    const high = sorted[below + 1] ?? low;
    return low + (high - low) * (place - below);
  });
}

/** The finite ones of the samples, in ascending order. A loop takes a fifth of the time of from and filter. */
export function sortedFinite(samples: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(samples.length);
  let count = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] as number;
    if (Number.isFinite(value)) kept[count++] = value;
  }
  return kept.subarray(0, count).sort();
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
