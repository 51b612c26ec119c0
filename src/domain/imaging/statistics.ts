/** Statistics of what a channel shows, and the bounds of a stretch that follow from them. */
import type { Raster } from '../model/frame';
import type { ChannelChoice, Stretch } from '../model/stretch';
import { amplitudeOf, channelCount, channelValue } from './display';
import { boundsApart, percentiles, sortedFinite } from './percentiles';

/** Of one displayed channel, in the units shown (decibels where these are shown). Plain values. */
export type ChannelStatistics = {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation of the sample (divided by its count). */
  readonly sigma: number;
  /** Values at 0, 0.1, … 100 %. */
  readonly quantiles: readonly number[];
  readonly histogram: Histogram;
};

/** Counts of values between lo and hi in bins of equal width; what lies beyond is not counted. */
export type Histogram = {
  readonly lo: number;
  readonly hi: number;
  readonly counts: readonly number[];
};

const QUANTILES = 1000;
const BINS = 256;
/** The histogram shows all but these parts of the values, and some room beside them. */
const SHOWN = [0.001, 0.999] as const;
const ROOM = 0.12;

/**
 * Drops pixels that are exactly zero in all bands, which nearly always are the empty border of a picture,
 * unless there is nothing else. Values of one band per array, same length each.
 */
export function dropFill(values: readonly ArrayLike<number>[]): readonly ArrayLike<number>[] {
  const length = values[0]?.length ?? 0;
  const isFill = (i: number) => values.every((band) => band[i] === 0);
  let first = 0;
  while (first < length && !isFill(first)) first += 1;
  if (first === length) return values;
  const kept = new Uint32Array(length);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    for (const band of values) {
      if (band[i] === 0) continue;
      kept[count++] = i;
      break;
    }
  }
  if (count === length || count === 0) return values;
  return values.map((band) => {
    const out = new Float64Array(count);
    for (let k = 0; k < count; k += 1) out[k] = band[kept[k] as number] ?? 0;
    return out;
  });
}

/** @param values of each band of the choice, in its order, at the same pixels */
export function channelStatistics(
  choice: ChannelChoice,
  values: readonly ArrayLike<number>[],
): readonly ChannelStatistics[] {
  // Bands of other files may be sampled at other pixels: then each is looked at by itself.
  const together = values.every(({ length }) => length === values[0]?.length);
  const kept = together ? dropFill(values) : values.map((band) => dropFill([band])[0] ?? []);
  return Array.from({ length: channelCount(choice) }, (_, channel) => {
    const shown = new Float64Array(kept[channel]?.length ?? 0);
    for (let i = 0; i < shown.length; i += 1) {
      shown[i] = channelValue(choice, channel, (slot) => kept[slot]?.[i] ?? 0);
    }
    return statisticsOf(sortedFinite(shown));
  });
}

function statisticsOf(sorted: Float64Array): ChannelStatistics {
  const count = sorted.length;
  const min = sorted[0] ?? 0;
  const max = sorted[count - 1] ?? 1;
  const mean = count === 0 ? 0 : sorted.reduce((sum, v) => sum + v, 0) / count;
  const variance = sorted.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, count);
  const parts = Array.from({ length: QUANTILES + 1 }, (_, i) => i / QUANTILES);
  const quantiles = count === 0 ? parts : percentiles(sorted, parts);
  return {
    count,
    min,
    max,
    mean,
    sigma: Math.sqrt(variance),
    quantiles,
    histogram: histogramOf(sorted),
  };
}

function histogramOf(sorted: Float64Array): Histogram {
  const [low = 0, high = 1] = percentiles(sorted, SHOWN);
  const room = ROOM * (high - low) || Math.max(1, Math.abs(low) * 0.01);
  const lo = Number.isFinite(low) ? low - room : 0;
  const hi = Number.isFinite(high) ? high + room : 1;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of sorted) {
    const bin = Math.floor(((value - lo) / (hi - lo)) * BINS);
    if (bin >= 0 && bin < BINS) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { lo, hi, counts };
}

/** The value below which `percent` of the sample lies. */
export function quantile({ quantiles }: ChannelStatistics, percent: number): number {
  const place = (Math.min(100, Math.max(0, percent)) / 100) * QUANTILES;
  const below = Math.floor(place);
  const low = quantiles[below] ?? 0;
  return low + ((quantiles[below + 1] ?? low) - low) * (place - below);
}

export type Bounds = Pick<Stretch, 'lo' | 'hi' | 'method' | 'parameter' | 'extent'>;

/** How the bounds are found: what 'percentile' cuts off at each end, how many sigmas. */
export type BoundsMethod =
  | { readonly method: 'percentile'; readonly parameter: number }
  | { readonly method: 'sigma'; readonly parameter: number }
  | { readonly method: 'min_max' };

/** Bounds per displayed channel as a stretch stores them. */
export function boundsFrom(
  statistics: readonly ChannelStatistics[],
  choice: ChannelChoice,
  how: BoundsMethod,
  extent: Stretch['extent'],
): Bounds {
  const amplitude = choice.decibel && choice.bands.length !== 2;
  const pairs = statistics.map((channel) => {
    const [lo, hi] = boundsApart(...pairOf(channel, how), channel);
    return amplitude ? ([amplitudeOf(lo), amplitudeOf(hi)] as const) : ([lo, hi] as const);
  });
  return {
    lo: pairs.map(([lo]) => lo),
    hi: pairs.map(([, hi]) => hi),
    method: how.method,
    parameter: how.method === 'min_max' ? null : how.parameter,
    extent,
  };
}

function pairOf(channel: ChannelStatistics, how: BoundsMethod): readonly [number, number] {
  if (how.method === 'min_max') return [channel.min, channel.max];
  const { parameter } = how;
  if (how.method === 'sigma') {
    return [channel.mean - parameter * channel.sigma, channel.mean + parameter * channel.sigma];
  }
  return [quantile(channel, parameter), quantile(channel, 100 - parameter)];
}

/** The largest value of whole numbers, with signs or without, of the bits in use; 1 for all others. */
export function fullScale({ sampleType, bitsUsed }: Pick<Raster, 'sampleType' | 'bitsUsed'>) {
  const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(sampleType) ?? [];
  if (bits === undefined) return 1;
  return 2 ** ((bitsUsed ?? Number(bits)) - (unsigned ? 0 : 1)) - 1;
}

/** Bounds that show samples as they are: from 0 to full scale. */
export function asIsBounds(choice: ChannelChoice, raster: Parameters<typeof fullScale>[0]): Bounds {
  const channels = Array.from({ length: channelCount(choice) });
  const index = choice.bands.length === 2;
  return {
    lo: channels.map(() => (index ? -1 : 0)),
    hi: channels.map(() => (index ? 1 : fullScale(raster))),
    method: 'none',
    parameter: null,
    extent: 'frame',
  };
}
