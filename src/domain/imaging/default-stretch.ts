/** The stretch a picture is first shown with. */
import type { Raster } from '../model/frame';
import { type Stretch, stretchOf } from '../model/stretch';
import { boundsApart, percentiles } from './percentiles';
import { dropFill } from './statistics';

export type StretchInput = {
  readonly sampleType: Raster['sampleType'];
  /** Bands to show, 0-based. */
  readonly bands: Stretch['bands'];
  /** A sample of the values of each shown band, without no-data. */
  readonly values: readonly ArrayLike<number>[];
  /** Full scale of the samples where they use fewer bits than their type, else null. */
  readonly fullScale: number | null;
  /** Low values are bright, as in scanned paper (TIFF's MinIsWhite). */
  readonly inverted: boolean;
  /** The file is known to be radar. */
  readonly radar: boolean;
};

/**
 * Per cent cut off at each end. A port seen from above is mostly dark water: cutting 2 % as is usual
 * burns out the quays and ships, which are what is looked at, so little is cut and gamma lifts the rest.
 */
const OPTICAL = 0.5;
/** Radar's bright targets are few, its dark noise is much. */
const RADAR = 1;

/** Per cent cut off at each end of a picture's values where nobody asks for more or less. */
export function usualCut(radar: boolean): number {
  return radar ? RADAR : OPTICAL;
}

/** Brightness, 0…1, that the middle value of an optical picture is lifted to, by at most this gamma. */
const MIDDLE = 0.3;
const MOST_GAMMA = 2;

/**
 * Colour of 8 bits or fewer as it is; all else between two percentiles per band (0.5 and 99.5, with a gamma that
 * brings up dark scenes; 1 and 99 for radar).
 * Radar in linear amplitude is shown in decibels; radar that has negative values is in decibels
 * already. Zeros are taken for fill and do not count, unless there is nothing else.
 */
export function defaultStretch(input: StretchInput): Stretch {
  const { bands, values, radar, inverted: invert } = input;
  if (input.sampleType === 'uint8' && bands.length === 3 && !invert) {
    return asIs(bands, input.fullScale ?? 255, false);
  }
  if (input.sampleType === 'uint8' && input.fullScale !== null && input.fullScale < 255) {
    return asIs(bands, input.fullScale, invert);
  }
  const decibel = radar && bands.length === 1 && values.every(isLinearAmplitude);
  const parameter = usualCut(radar);
  const fractions = [parameter / 100, 0.5, 1 - parameter / 100, 0, 1];
  const found = values.map((band) => percentiles(kept(band), fractions));
  const limits = found.map(([lo = 0, , hi = 1, min = lo, max = hi]) =>
    decibel ? decibelLimits(lo, hi) : limitsOf([lo, hi], { min, max }),
  );
  const middles = found.map(([, middle = 0], i) => {
    const [lo, hi] = limits[i] ?? [0, 1];
    return (middle - lo) / (hi - lo);
  });
  return stretchOf({
    bands,
    lo: limits.map(([lo]) => lo),
    hi: limits.map(([, hi]) => hi),
    method: 'percentile',
    parameter,
    gamma: radar ? 1 : liftingGamma(middles),
    decibel,
    invert,
  });
}

/**
 * One gamma for all bands, so that it does not tint: by the mean of the bands' middle values.
 * @param middles brightness of these before any gamma
 */
export function liftingGamma(middles: readonly number[]): number {
  const mean = middles.reduce((sum, middle) => sum + middle, 0) / Math.max(1, middles.length);
  if (!(mean > 0 && mean < MIDDLE)) return 1;
  const gamma = Math.log(mean) / Math.log(MIDDLE);
  return Math.round(Math.min(MOST_GAMMA, gamma) * 20) / 20;
}

/** Brightness, 0…1 and beyond, of a band's middle value between its bounds, before any gamma. */
export function middleBetween(values: ArrayLike<number>, lo: number, hi: number): number {
  const [middle = lo] = percentiles(kept(values), [0.5]);
  return (middle - lo) / (hi - lo);
}

function asIs(bands: Stretch['bands'], full: number, invert: boolean): Stretch {
  const [lo, hi] = [bands.map(() => 0), bands.map(() => full)];
  return stretchOf({ bands, lo, hi, method: 'none', invert });
}

/** Linear radar amplitude is never negative and its largest values lie far above the middle ones. */
function isLinearAmplitude(values: ArrayLike<number>): boolean {
  const [low = 0, middle = 0, top = 0] = percentiles(kept(values), [0, 0.5, 0.999]);
  return low >= 0 && middle > 0 && top / middle > 4;
}

function kept(values: ArrayLike<number>): ArrayLike<number> {
  return dropFill([values])[0] ?? [];
}

function limitsOf(
  [lo, hi]: readonly [number, number],
  all: { readonly min: number; readonly max: number },
): readonly [number, number] {
  return Number.isFinite(lo) && Number.isFinite(hi) ? boundsApart(lo, hi, all) : [0, 1];
}

/** Limits that differ and are above zero. */
function decibelLimits(lo: number, hi: number): readonly [number, number] {
  if (!Number.isFinite(lo) || !Number.isFinite(hi)) return [0, 1];
  const low = Math.max(lo, Number.MIN_VALUE);
  return hi > low ? [low, hi] : [low, low * 2];
}
