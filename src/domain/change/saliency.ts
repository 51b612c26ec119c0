/** How far each cell of one date stands out from its surroundings. */
import { type Size, shrunk } from './planes';
import {
  type Lattice,
  latticeRow,
  localStatistics,
  mapLattice,
  mixedAt,
  quantileOf,
} from './tiles';
import type { ImageKind } from './types';

/** A cell that stands out more than this stands out entirely. */
export const CEILING = 15;

/** Spread with a floor, since water that is calmer than the rest would make noise stand out. */
export function floored(spread: Lattice): Lattice {
  const floor = Math.max(0.7 * quantileOf(spread, 0.25), 1e-9);
  return mapLattice(spread, (value) => Math.max(value, floor));
}

/** Cells of the coarse look, which sees a hull in a rough sea, where each fine cell drowns in waves. */
export const COARSE = 4;
/** How far cells stand out from their surroundings, one by one and in squares of COARSE × COARSE. */
export type Look = {
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
  readonly coarseSize: Size;
  /** Per band, 1 where the coarse surroundings are of several kinds (a coast), else 0. */
  readonly mixed: readonly Lattice[];
};

/** Cells beyond this many spreads in any band take no part in how the bands go together. */
const ORDINARY = 3;
/** Added to the correlation of bands with themselves, so that noise in what they share is no signal. */
const RIDGE = 0.02;
/** Cells that tell how the bands go together, at most. */
const SAMPLES = 30_000;

/**
 * How far each cell stands out from its surroundings: the length of (value − middle) / spread of its
 * bands after taking out what they have in common on ordinary cells (Mahalanobis distance, as in Reed &
 * Yu 1990), per band. So a red deck stands out from white crests that are as bright, whatever the gains
 * of the bands. Radar counts only what is brighter.
 */
export function lookAt(
  planes: readonly Float32Array[],
  valid: Uint8Array,
  size: Size,
  kind: ImageKind,
): Look {
  const to = { width: Math.floor(size.width / COARSE), height: Math.floor(size.height / COARSE) };
  const share = shrunk(valid, size, to, COARSE);
  const known = Uint8Array.from(share, (value) => (value > 0.99 ? 1 : 0));
  const wide = planes.map((plane) => shrunk(plane, size, to, COARSE));
  const fine = saliency(planes, valid, size, kind === 'radar');
  const coarse = saliency(wide, known, to, kind === 'radar');
  const mixed = coarse.parts.map(({ middle, spread }) => mixedAt(middle, spread));
  return { fine: fine.strength, coarse: coarse.strength, coarseSize: to, mixed };
}

function saliency(planes: readonly Float32Array[], valid: Uint8Array, size: Size, radar: boolean) {
  const parts = planes.map((plane) => standardized(plane, valid, size));
  const z = parts.map((part) => part.z);
  whiten(z, choleskyOf(z, valid));
  return { strength: lengthOf(z, radar), parts };
}

function lengthOf(parts: readonly Float32Array[], radar: boolean): Float32Array {
  const [first] = parts;
  if (!first) throw new RangeError('A frame has no bands.');
  const out = new Float32Array(first.length);
  for (const part of parts) {
    for (let i = 0; i < out.length; i += 1) {
      const value = part[i] as number;
      if (!radar || value > 0) out[i] = (out[i] as number) + value * value;
    }
  }
  for (let i = 0; i < out.length; i += 1) {
    const value = Math.sqrt((out[i] as number) / parts.length);
    out[i] = Math.min(value, CEILING);
  }
  return out;
}

/** Takes out of the second and third part what they share with those before; in place. */
function whiten(parts: readonly Float32Array[], lower: Lower): void {
  const [a, b, c] = parts;
  if (!a || !b) return;
  const [l00, l10, l11, l20, l21, l22] = lower;
  for (let i = 0; i < a.length; i += 1) {
    const u = (a[i] as number) / l00;
    const v = ((b[i] as number) - l10 * u) / l11;
    a[i] = u;
    b[i] = v;
    if (c) c[i] = ((c[i] as number) - l20 * u - l21 * v) / l22;
  }
}

/** (value − middle) / spread of the surroundings. */
function standardized(plane: Float32Array, valid: Uint8Array, size: Size) {
  const local = localStatistics((cell) => plane[cell] as number, valid, size);
  const scale = floored(local.spread);
  const out = new Float32Array(plane.length);
  const [middle, spread] = [new Float32Array(size.width), new Float32Array(size.width)];
  for (let y = 0; y < size.height; y += 1) {
    latticeRow(local.middle, y, middle);
    latticeRow(scale, y, spread);
    const at = y * size.width;
    for (let x = 0; x < size.width; x += 1) {
      out[at + x] = ((plane[at + x] as number) - (middle[x] as number)) / (spread[x] as number);
    }
  }
  return { z: out, middle: local.middle, spread: scale };
}

type Lower = readonly [number, number, number, number, number, number];

/** Lower triangle of the bands' correlation on ordinary cells, by rows; of two bands, its first half. */
function choleskyOf(z: readonly Float32Array[], valid: Uint8Array): Lower {
  const sums = [0, 0, 0, 0, 0, 0];
  const stride = Math.max(1, Math.floor(valid.length / SAMPLES));
  for (let i = 0; i < valid.length; i += stride) {
    if (valid[i] === 0) continue;
    const cell = z.map((plane) => plane[i] as number);
    if (cell.some((value) => Math.abs(value) > ORDINARY)) continue;
    let at = 0;
    cell.forEach((p, row) => {
      for (const q of cell.slice(0, row + 1)) {
        sums[at] = (sums[at] as number) + p * q;
        at += 1;
      }
    });
  }
  const [s00, s10, s11, s20, s21, s22] = sums as [number, number, number, number, number, number];
  const over = (p: number, q: number) => (p > 0 && q > 0 ? 1 / Math.sqrt(p * q) : 0);
  const [r10, r20, r21] = [s10 * over(s00, s11), s20 * over(s00, s22), s21 * over(s11, s22)];
  const l00 = Math.sqrt(1 + RIDGE);
  const l10 = r10 / l00;
  const l11 = Math.sqrt(1 + RIDGE - l10 * l10);
  const l20 = r20 / l00;
  const l21 = (r21 - l20 * l10) / l11;
  return [l00, l10, l11, l20, l21, Math.sqrt(1 + RIDGE - l20 * l20 - l21 * l21)];
}
