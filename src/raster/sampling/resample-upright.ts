/** Grids whose rows and columns run along the picture's: columns and rows are weighted one after the other. */
import type { Transform } from '../../domain/model/frame';
import type { Band, Neighbourhood, Output, Rect } from '../blocks/neighbourhood';
import { catmullRom, samplesPerPixel } from './kernels';

/** Pixels that a grid's place may be off by when its turn is left out. */
const STRAIGHT_PX = 1e-4;

/** Weights of neighbouring pixels along one side of the picture, for each pixel along a side of the block. */
type Taps = {
  /** Pixels of the block, from its first, for which all that they are made of lies in the neighbourhood. */
  readonly from: number;
  readonly to: number;
  /** Of each pixel of the block, the first pixel of the neighbourhood that it is made of. */
  readonly first: Int32Array;
  /** `count` for each pixel of the block. */
  readonly weights: Float64Array;
  readonly count: number;
};

/**
 * Fills what of the block lies well inside of the neighbourhood. The rest of the block, or null where the grid
 * is turned or something is missing: then nothing was filled.
 */
export function resampleUpright(
  source: Neighbourhood,
  transform: Transform,
  block: Rect,
  out: Output,
): readonly Rect[] | null {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const { left, top, width, height } = block;
  if (Math.max(Math.abs(xRow) * height, Math.abs(yCol) * width) > STRAIGHT_PX) return null;
  if (source.valid.includes(0)) return null;
  const { across, down } = samplesPerPixel(transform);
  const cubic = across * down === 1;
  const startX = x0 + left * xCol + (top + height / 2) * xRow - source.left;
  const startY = y0 + top * yRow + (left + width / 2) * yCol - source.top;
  const columns = tapsOf(
    { start: startX, step: xCol, length: width, samples: across, cubic },
    source.width,
  );
  const rows = tapsOf(
    { start: startY, step: yRow, length: height, samples: down, cubic },
    source.height,
  );
  const inside = {
    left: left + columns.from,
    top: top + rows.from,
    width: columns.to - columns.from,
    height: rows.to - rows.from,
  };
  if (inside.width <= 0 || inside.height <= 0) return [block];
  for (let y = inside.top; y < inside.top + inside.height; y++) {
    const at = y * out.width + inside.left;
    out.valid.fill(1, at, at + inside.width);
  }
  for (const [p, band] of source.bands.entries()) {
    const narrow = alongRows(band, source, columns, rows);
    const to = { plane: out.planes[p] as Float32Array, width: out.width };
    alongColumns(narrow, rows, inside, to);
  }
  return around(block, inside);
}

type Side = {
  /** Place of the block's first edge, pixels of the neighbourhood. */
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly samples: number;
  readonly cubic: boolean;
};

function tapsOf({ start, step, length, samples, cubic }: Side, size: number): Taps {
  const place = (i: number, k: number) => start + (i + (k + 0.5) / samples) * step - 0.5;
  const reach = Math.abs(step) * (1 - 1 / samples);
  const count = cubic ? 4 : Math.floor(reach) + 3;
  const first = new Int32Array(length);
  const weights = new Float64Array(length * count);
  let [from, to] = [length, 0];
  for (let i = 0; i < length; i++) {
    const lowest = Math.floor(Math.min(place(i, 0), place(i, samples - 1)));
    const own = weights.subarray(i * count, (i + 1) * count);
    if (cubic) catmullRom(place(i, 0) - lowest, own);
    else
      addMeans(
        own,
        lowest,
        Array.from({ length: samples }, (_, k) => place(i, k)),
      );
    const begin = cubic ? lowest - 1 : lowest;
    first[i] = begin;
    if (begin < 0 || begin + count > size) continue;
    from = Math.min(from, i);
    to = i + 1;
  }
  return { from: Math.min(from, to), to, first, weights, count };
}

/** Adds the weights of bilinear samples at `places`, of which the lowest lies after pixel `lowest`. */
function addMeans(weights: Float64Array, lowest: number, places: readonly number[]): void {
  for (const place of places) {
    const pixel = Math.floor(place);
    const at = pixel - lowest;
    const share = (place - pixel) / places.length;
    weights[at] = (weights[at] as number) + 1 / places.length - share;
    weights[at + 1] = (weights[at + 1] as number) + share;
  }
}

/** The rows of the picture that `rows` needs, each with as many values as `columns` has pixels inside. */
function alongRows(
  { samples, offset }: Band,
  { width, stride }: Neighbourhood,
  columns: Taps,
  rows: Taps,
) {
  const { from, to, first, weights, count } = columns;
  const ends = [rows.first[rows.from] as number, rows.first[rows.to - 1] as number];
  const firstRow = Math.min(...ends);
  const high = Math.max(...ends) + rows.count - firstRow;
  const wide = to - from;
  const narrow = new Float32Array(wide * high);
  for (let row = 0; row < high; row++) {
    const start = (firstRow + row) * width;
    const to = row * wide;
    for (let i = 0, w = from * count; i < wide; i++) {
      let at = (start + (first[from + i] as number)) * stride + offset;
      let sum = 0;
      for (let t = 0; t < count; t++, at += stride, w++) {
        sum += (weights[w] as number) * (samples[at] as number);
      }
      narrow[to + i] = sum;
    }
  }
  return { values: narrow, firstRow, wide };
}

/** Weights the rows that alongRows() made, into the rows of the grid. */
function alongColumns(
  { values, firstRow, wide }: ReturnType<typeof alongRows>,
  { from, to, first, weights, count }: Taps,
  { left, top }: Rect,
  { plane, width }: { readonly plane: Float32Array; readonly width: number },
): void {
  const sums = new Float64Array(wide);
  for (let i = from; i < to; i++) {
    sums.fill(0);
    let at = ((first[i] as number) - firstRow) * wide;
    for (let t = 0; t < count; t++, at += wide) {
      const weight = weights[i * count + t] as number;
      for (let x = 0; x < wide; x++) {
        sums[x] = (sums[x] as number) + weight * (values[at + x] as number);
      }
    }
    plane.set(sums, (top + i - from) * width + left);
  }
}

/** What of a block lies above, below, left and right of an inner rectangle. */
function around(block: Rect, inner: Rect): Rect[] {
  const [right, bottom] = [inner.left + inner.width, inner.top + inner.height];
  const { left, top, width, height } = block;
  return [
    { left, top, width, height: inner.top - top },
    { left, top: bottom, width, height: top + height - bottom },
    { ...inner, left, width: inner.left - left },
    { ...inner, left: right, width: left + width - right },
  ].filter((part) => part.width > 0 && part.height > 0);
}
