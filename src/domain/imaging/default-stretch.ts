/** The stretch a picture is first shown with. */
import type { Raster, Stretch } from '../model/frame';
import { percentiles } from './percentiles';

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

/** Fractions that are cut off: radar's bright targets are few, so less is cut there. */
const OPTICAL = [0.02, 0.98] as const;
const RADAR = [0.01, 0.99] as const;

/**
 * 8-bit colour as it is; all else between two percentiles per band (2 and 98; 1 and 99 for radar).
 * Radar in linear amplitude is shown in decibels; radar that has negative values is in decibels
 * already. Zeros are taken for fill and do not count, unless there is nothing else.
 */
export function defaultStretch(input: StretchInput): Stretch {
  const { bands, values, radar } = input;
  if (input.sampleType === 'uint8' && bands.length === 3 && !input.inverted) {
    return asIs(bands, 255);
  }
  if (input.sampleType === 'uint8' && input.fullScale !== null && input.fullScale < 255) {
    return invert({ ...asIs(bands, input.fullScale), method: 'percentile' }, input.inverted);
  }
  const decibel = radar && bands.length === 1 && values.every(isLinearAmplitude);
  const [low, high] = radar ? RADAR : OPTICAL;
  const limits = values.map((band) => {
    const kept = dropFill(band);
    const [lo = 0, hi = 1] = percentiles(kept, [low, high]);
    return widen(lo, hi, decibel);
  });
  const stretch: Stretch = {
    bands,
    lo: limits.map(([lo]) => lo),
    hi: limits.map(([, hi]) => hi),
    gamma: 1,
    method: 'percentile',
    decibel,
  };
  return invert(stretch, input.inverted);
}

function asIs(bands: Stretch['bands'], full: number): Stretch {
  return {
    bands,
    lo: bands.map(() => 0),
    hi: bands.map(() => full),
    gamma: 1,
    method: 'none',
    decibel: false,
  };
}

function invert(stretch: Stretch, inverted: boolean): Stretch {
  return inverted ? { ...stretch, lo: stretch.hi, hi: stretch.lo, method: 'percentile' } : stretch;
}

/** Linear radar amplitude is never negative and its largest values lie far above the middle ones. */
function isLinearAmplitude(values: ArrayLike<number>): boolean {
  const kept = dropFill(values);
  const [low = 0, middle = 0, top = 0] = percentiles(kept, [0, 0.5, 0.999]);
  return low >= 0 && middle > 0 && top / middle > 4;
}

/** Drops exact zeros, which nearly always are the empty border of a picture. */
function dropFill(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const zeros = all.reduce((n, v) => n + (v === 0 ? 1 : 0), 0);
  return zeros > 0 && zeros < all.length ? all.filter((v) => v !== 0) : all;
}

/** Flat bands get limits that differ, so that the display never divides by zero. */
function widen(lo: number, hi: number, decibel: boolean): [number, number] {
  if (!Number.isFinite(lo) || !Number.isFinite(hi)) return [0, 1];
  const low = decibel ? Math.max(lo, Number.MIN_VALUE) : lo;
  if (hi > low) return [low, hi];
  const step = Math.max(Math.abs(low) * 1e-3, low === 0 || Number.isInteger(low) ? 1 : 1e-6);
  return [low, low + step];
}
