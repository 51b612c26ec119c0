/** How far each cell of one date stands out from its surroundings. */

import { type Lattice, latticeAlong, latticeBetween, mixedAt, STEP } from './lattice';
import {
  gathered,
  type LocalStatistics,
  localStatistics,
  type Sampled,
  sampledCells,
  standardSpread,
} from './local-statistics';
import { type Size, shrunk } from './planes';
import type { Scratch } from './scratch';
import type { ImageKind } from './types';

/** A cell that stands out more than this stands out entirely. */
export const CEILING = 15;

/** Cells of the coarse look, which sees a hull in a rough sea, where each fine cell drowns in waves. */
export const COARSE = 4;
/** How far cells stand out from their surroundings, one by one and in squares of COARSE × COARSE. */
export type Look = {
  readonly fine: Saliency;
  readonly coarse: Saliency;
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

/** Planes of one date, fine and coarse, with their local statistics. */
export type Surroundings = {
  readonly fine: readonly Stated[];
  readonly coarse: readonly Stated[];
  readonly coarseSize: Size;
};
type Stated = { readonly plane: Float32Array; readonly statistics: LocalStatistics };

export function surroundingsOf(
  planes: readonly Float32Array[],
  known: Known,
  size: Size,
  scratch: Scratch,
): Surroundings {
  const coarseSize = coarseSizeOf(size);
  const stated = (plane: Float32Array, { sampled }: Seen): Stated => {
    const values = gathered(plane, sampled, scratch.floats('gathered', sampled.cells.length));
    return { plane, statistics: localStatistics(values, sampled, scratch) };
  };
  return {
    fine: planes.map((plane) => stated(plane, known.fine)),
    coarse: planes.map((plane) => stated(shrunk(plane, size, coarseSize, COARSE), known.coarse)),
    coarseSize,
  };
}

/**
 * Both looks at one date.
 * @param ground as of Evidence
 */
export function lookAt(
  { fine, coarse, coarseSize }: Surroundings,
  known: Known,
  size: Size,
  kind: ImageKind,
  ground: Lattice | null,
): Look {
  const wide = new Saliency(
    coarse,
    known.coarse,
    coarseSize,
    kind,
    ground && thinned(ground, known.coarse.sampled),
  );
  const mixed = wide.parts.map(({ middle, spread }) => mixedAt(middle, spread));
  return {
    fine: new Saliency(fine, known.fine, size, kind, ground),
    coarse: wide,
    coarseSize,
    mixed,
  };
}

/** A lattice of the fine cells as one of the coarse: each of its points lies on one of the former. */
function thinned({ columns, rows, values }: Lattice, sampled: Sampled): Lattice {
  const to = { columns: sampled.columns + 1, rows: sampled.rows + 1 };
  return {
    ...to,
    values: Float32Array.from({ length: to.columns * to.rows }, (_, point) => {
      const column = Math.min(columns - 1, COARSE * (point % to.columns));
      const row = Math.min(rows - 1, COARSE * Math.floor(point / to.columns));
      return values[row * columns + column] as number;
    }),
  };
}

/** Which cells hold data, and those of them that are sampled: of the fine cells and of the coarse. */
export type Known = Readonly<Record<'fine' | 'coarse', Seen>>;
type Seen = { readonly valid: Uint8Array; readonly sampled: Sampled };

export function knownOf(valid: Uint8Array, size: Size): Known {
  const to = coarseSizeOf(size);
  const coarse = new Uint8Array(to.width * to.height).fill(1);
  if (valid.includes(0)) {
    const share = shrunk(valid, size, to, COARSE);
    for (let i = 0; i < coarse.length; i += 1) coarse[i] = (share[i] as number) > 0.99 ? 1 : 0;
  }
  return {
    fine: { valid, sampled: sampledCells(valid, size) },
    coarse: { valid: coarse, sampled: sampledCells(coarse, to) },
  };
}

const coarseSizeOf = ({ width, height }: Size): Size => ({
  width: Math.floor(width / COARSE),
  height: Math.floor(height / COARSE),
});

/** One band with what its values are around each point of the lattice. */
type Part = { readonly plane: Float32Array; readonly middle: Lattice; readonly spread: Lattice };

/** A rectangle of cells. */
export type Rect = Size & { readonly left: number; readonly top: number };

/**
 * How far each cell stands out from its surroundings: the length of (value − middle) / spread of its
 * bands after taking out what they have in common on ordinary cells (Mahalanobis distance, as in Reed &
 * Yu 1990), per band. So a red deck stands out from white crests that are as bright, whatever the gains
 * of the bands. Radar counts only what is brighter. Worked out where it is asked for.
 */
export class Saliency {
  readonly parts: readonly Part[];
  private readonly lower: Lower;
  /** One row for each band that can be told apart; those that there are not stay 0. */
  private readonly one = rowsOf(1);

  constructor(
    planes: readonly Stated[],
    { valid }: Seen,
    private readonly size: Size,
    readonly kind: ImageKind,
    ground: Lattice | null,
  ) {
    if (planes.length === 0) throw new RangeError('A frame has no bands.');
    this.parts = planes.map(({ plane, statistics }): Part => {
      return { plane, middle: statistics.middle, spread: standardSpread(statistics, ground) };
    });
    this.lower = choleskyOf(this.parts, valid, size);
  }

  /**
   * Of the cells of a rectangle of the plane, row by row: 0 to CEILING.
   * @param out where they are put and what is given back
   */
  of(
    { left, top, width, height }: Rect,
    out = new Float32Array(width * height),
  ): Float32Array<ArrayBuffer> {
    const { parts, size } = this;
    const rows = rowsOf(width);
    for (let y = 0; y < height; y += 1) {
      for (let k = 0; k < parts.length; k += 1) {
        standardize(parts[k] as Part, size, left, top + y, rows[k] as Float32Array);
      }
      this.lengths(rows, out, y * width, CEILING);
    }
    return out;
  }

  /** Of one cell. */
  at(cell: number): number {
    return Math.min(CEILING, this.heightAt(cell));
  }

  /** Of one cell, without a ceiling. */
  heightAt(cell: number): number {
    const { one, parts, size } = this;
    const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
    for (let k = 0; k < parts.length; k += 1) {
      (one[k] as Float32Array)[0] = standardizedAt(parts[k] as Part, cell, x, y);
    }
    this.lengths(one, length, 0, Number.POSITIVE_INFINITY);
    return length[0] as number;
  }

  private lengths(rows: Rows, out: Float32Array, from: number, ceiling: number): void {
    const { lower, parts, kind } = this;
    lengthsOf(rows, lower, parts.length, { brightOnly: kind === 'radar', ceiling }, out, from);
  }
}

/** Where the length of one cell is put. */
const length = new Float32Array(1);

type Rows = readonly [Float32Array, Float32Array, Float32Array];

const rowsOf = (width: number): Rows => [
  new Float32Array(width),
  new Float32Array(width),
  new Float32Array(width),
];

/** (value − middle) / spread of a cell. */
function standardizedAt({ plane, middle, spread }: Part, cell: number, x: number, y: number) {
  return ((plane[cell] as number) - latticeBetween(middle, x, y)) / latticeBetween(spread, x, y);
}

/** (value − middle) / spread along a row of cells from a column on, as many as `out` holds. */
function standardize(
  { plane, middle, spread }: Part,
  { width }: Size,
  left: number,
  y: number,
  out: Float32Array,
): void {
  const to = left + out.length;
  for (let start = left; start < to; ) {
    const column = Math.floor(start / STEP);
    const end = Math.min(to, (column + 1) * STEP);
    const [from, rise] = latticeAlong(middle, column, y);
    const [first, grow] = latticeAlong(spread, column, y);
    const at = y * width;
    for (let x = start; x < end; x += 1) {
      const right = x - column * STEP;
      out[x - left] = ((plane[at + x] as number) - (from + rise * right)) / (first + grow * right);
    }
    start = end;
  }
}

/**
 * Root mean square over the bands, up to the ceiling, after taking out of the second and third what they
 * share with those before.
 */
function lengthsOf(
  [a, b, c]: Rows,
  [l00, l10, l11, l20, l21, l22]: Lower,
  bands: number,
  { brightOnly, ceiling }: { readonly brightOnly: boolean; readonly ceiling: number },
  out: Float32Array,
  from: number,
): void {
  const [k00, k11, k22] = [1 / l00, 1 / l11, 1 / l22];
  const most = ceiling ** 2 * bands;
  const least = brightOnly ? 0 : Number.NEGATIVE_INFINITY;
  for (let i = 0; i < a.length; i += 1) {
    const u = (a[i] as number) * k00;
    const v = ((b[i] as number) - l10 * u) * k11;
    const w = ((c[i] as number) - l20 * u - l21 * v) * k22;
    const sum = Math.max(least, u) ** 2 + Math.max(least, v) ** 2 + Math.max(least, w) ** 2;
    out[from + i] = sum >= most ? ceiling : Math.sqrt(sum / bands);
  }
}

type Lower = readonly [number, number, number, number, number, number];

/** Lower triangle of the bands' correlation on ordinary cells, by rows; of two bands, its first half. */
function choleskyOf(parts: readonly Part[], valid: Uint8Array, { width }: Size): Lower {
  const sums = [0, 0, 0, 0, 0, 0];
  const stride = Math.max(1, Math.floor(valid.length / SAMPLES));
  const cell = new Float64Array(parts.length);
  for (let i = 0; i < valid.length; i += stride) {
    if (valid[i] === 0) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    let isOrdinary = true;
    for (let k = 0; k < parts.length; k += 1) {
      const value = standardizedAt(parts[k] as Part, i, x, y);
      if (Math.abs(value) > ORDINARY) isOrdinary = false;
      cell[k] = value;
    }
    if (!isOrdinary) continue;
    let at = 0;
    for (let row = 0; row < cell.length; row += 1) {
      for (let column = 0; column <= row; column += 1) {
        sums[at] = (sums[at] as number) + (cell[row] as number) * (cell[column] as number);
        at += 1;
      }
    }
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
