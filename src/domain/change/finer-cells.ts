/**
 * Coarse pictures cut into finer cells. The search looks a few cells around, closes gaps of two and cuts off
 * threads as narrow: at 3 m a cell, these are the gap between two berths and half a hull. Nothing is known
 * between pixels that was not known before; only outlines get room.
 */
import type { Size } from './planes';
import type { ChangeFrame } from './types';

/** Cells up to this size tell hulls of 8 m from a quay and from each other, metres. */
const FINE_M = 1.5;
/** What coarser ones are cut into, metres. */
const WANTED_M = 1;
/** In larger pixels a hull is hardly wider than one, and has no outline to give room to, metres. */
const COARSE_M = 5;
/** The time it takes grows with the square. */
const MOST_TIMES = 3;
/** Bilinear weights come out this close to the whole where all cells are valid. */
const ALL = 0.999;

/** How many times finer cells of a size are cut, each way: 1 where they are fine enough, too coarse or of no size. */
export function timesFiner(metresPerPixel: number | null): number {
  if (metresPerPixel === null || metresPerPixel <= FINE_M || metresPerPixel > COARSE_M) return 1;
  return Math.min(MOST_TIMES, Math.ceil(metresPerPixel / WANTED_M));
}

/**
 * The frame with `times` × `times` cells in the place of each, bilinear between the old cells' middles; beyond
 * the outermost ones their values go on. A cell whose value is partly of one without data is not valid.
 */
export function cutFiner(frame: ChangeFrame, times: number): ChangeFrame {
  if (times === 1) return frame;
  const { width, height, bands, valid, metresPerPixel } = frame;
  const share = stretched(Float32Array.from(valid), frame, times);
  return {
    ...frame,
    width: width * times,
    height: height * times,
    bands: bands.map((band) => stretched(band, frame, times)),
    valid: Uint8Array.from(share, (value) => (value > ALL ? 1 : 0)),
    metresPerPixel: metresPerPixel === null ? null : metresPerPixel / times,
  };
}

/** Two cells beside each other, and how far from the first to the second. */
type Between = { readonly first: number; readonly second: number; readonly part: number };

/** Where the middle of each finer cell of a side lies between the old ones'. */
function betweenOf(length: number, times: number): Between[] {
  return Array.from({ length: length * times }, (_, i) => {
    const at = Math.min(length - 1, Math.max(0, (i + 0.5) / times - 0.5));
    const first = Math.floor(at);
    return { first, second: Math.min(length - 1, first + 1), part: at - first };
  });
}

function stretched(plane: Float32Array, { width, height }: Size, times: number): Float32Array {
  const columns = betweenOf(width, times);
  const out = new Float32Array(plane.length * times ** 2);
  const row = new Float32Array(width);
  for (const [y, { first: up, second: down, part }] of betweenOf(height, times).entries()) {
    for (let x = 0; x < width; x += 1) {
      const above = plane[up * width + x] as number;
      row[x] = above + part * ((plane[down * width + x] as number) - above);
    }
    for (const [x, { first, second, part: across }] of columns.entries()) {
      const left = row[first] as number;
      out[y * columns.length + x] = left + across * ((row[second] as number) - left);
    }
  }
  return out;
}
