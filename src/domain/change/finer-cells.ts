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
  return {
    ...frame,
    width: width * times,
    height: height * times,
    bands: bands.map((band) => stretched(band, frame, times)),
    valid: stretchedValid(valid, frame, times),
    metresPerPixel: metresPerPixel === null ? null : metresPerPixel / times,
  };
}

/** 1 where all of what a finer cell's value comes from has data, else 0. */
function stretchedValid(valid: Uint8Array, size: Size, times: number): Uint8Array {
  const out = new Uint8Array(valid.length * times ** 2);
  if (!valid.includes(0)) return out.fill(1);
  const share = stretched(new Float32Array(valid), size, times);
  for (let i = 0; i < out.length; i += 1) out[i] = (share[i] as number) > ALL ? 1 : 0;
  return out;
}

/** For each finer cell of a side, the two old ones beside its middle, and how far it is from the first to the second. */
type Between = {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly part: Float64Array;
};

function betweenOf(length: number, times: number): Between {
  const part = Float64Array.from({ length: length * times }, (_, i) => {
    return Math.min(length - 1, Math.max(0, (i + 0.5) / times - 0.5));
  });
  const first = Int32Array.from(part, Math.floor);
  const second = first.map((at) => Math.min(length - 1, at + 1));
  return { first, second, part: part.map((at, i) => at - (first[i] as number)) };
}

function stretched(plane: Float32Array, { width, height }: Size, times: number): Float32Array {
  const [across, down] = [betweenOf(width, times), betweenOf(height, times)];
  const wide = width * times;
  const out = new Float32Array(plane.length * times ** 2);
  const row = new Float32Array(width);
  for (let y = 0; y < height * times; y += 1) {
    const [up, low] = [(down.first[y] as number) * width, (down.second[y] as number) * width];
    const part = down.part[y] as number;
    for (let x = 0; x < width; x += 1) {
      const above = plane[up + x] as number;
      row[x] = above + part * ((plane[low + x] as number) - above);
    }
    for (let x = 0; x < wide; x += 1) {
      const left = row[across.first[x] as number] as number;
      const right = row[across.second[x] as number] as number;
      out[y * wide + x] = left + (across.part[x] as number) * (right - left);
    }
  }
  return out;
}
