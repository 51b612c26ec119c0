/** Percentiles of samples, exact by sorting. */

/**
 * The values below which the given fractions (0…1) of the samples lie, interpolated linearly between
 * neighbours (Hyndman and Fan's definition 7, as NumPy's default). Non-finite samples are dropped;
 * NaN where none is left.
 */
export function percentiles(samples: ArrayLike<number>, fractions: readonly number[]): number[] {
  const sorted = Float64Array.from(samples).filter(Number.isFinite).sort();
  return fractions.map((fraction) => {
    if (sorted.length === 0) return Number.NaN;
    const place = Math.min(Math.max(fraction, 0), 1) * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? Number.NaN;
    const high = sorted[below + 1] ?? low;
    return low + (high - low) * (place - below);
  });
}
