/** Coarser pixels out of finer ones. */
import type { PixelArray } from './assemble';

/** A picture in memory: rows of interleaved channels, the last of them alpha. */
export type Pixels = {
  readonly data: PixelArray;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
};

/** mean: of the pixels that hold data; nearest: one of them, for colours that must not be mixed. */
export type Combine = 'mean' | 'nearest';

/** How many pixels make one, across and down. */
export type Box = { readonly across: number; readonly down: number };

/** Where in a picture others are put. */
export type Corner = { readonly left: number; readonly top: number };

/**
 * Makes one pixel out of each box of pixels, boxes at the right and lower edge being cut, and puts them
 * into `out`, which must hold zeros there. A box without any data gives none. Bytes are rounded.
 */
export function shrinkInto(
  source: Pixels,
  box: Box,
  combine: Combine,
  out: Pixels,
  { left: outLeft, top: outTop }: Corner,
): void {
  const { width, height, channels } = source;
  const [words, outWords] = [wordsOf(source), wordsOf(out)];
  let row = outTop;
  for (let top = 0; top < height; top += box.down, row++) {
    let to = (row * out.width + outLeft) * channels;
    const twos = box.across === 2 && box.down === 2;
    const even = twos && combine === 'mean' && top + 1 < height;
    let left = 0;
    if (twos && combine === 'nearest' && words && outWords) {
      const taken = firstsOfFour(
        words.subarray(top * width, (top + 1) * width),
        outWords,
        to / channels,
      );
      left += 2 * taken;
      to += channels * taken;
    }
    for (; even && left + 1 < width; left += 2, to += channels) {
      if (words && outWords) {
        const whole = meansOfFour(words, width, top, left, outWords, to / channels);
        left += 2 * whole;
        to += channels * whole;
        if (left + 1 >= width) break;
      } else if (meanOfFour(source, (top * width + left) * channels, out.data, to)) continue;
      meanOfBox(source, left, top, box, combine, out, to);
    }
    for (; left < width; left += box.across, to += channels) {
      meanOfBox(source, left, top, box, combine, out, to);
    }
  }
}

/** Pixels of three bands of bytes and alpha as one number each; null of others. */
function wordsOf({ data, channels }: Pixels): Uint32Array | null {
  if (!(data instanceof Uint8Array) || channels !== 4 || data.byteOffset % 4 !== 0) return null;
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}

/** Every other byte of a pixel, with room beside it for the sum of four. */
const HALF = 0x00ff00ff;
/** Two in each of them: half of what the sum is divided by, for rounding. */
const ROUNDING = 0x00020002;
/** Alpha of a pixel that holds data; the last byte of it in memory is the first of the number. */
const OPAQUE = 0xff000000;

/**
 * Such pixels along two rows, from a column on: all bytes of a pixel are added and divided at once, which is
 * ten times faster than one by one.
 * @returns how many were made until one where some pixel holds no data
 */
function meansOfFour(
  words: Uint32Array,
  width: number,
  top: number,
  left: number,
  out: Uint32Array,
  to: number,
): number {
  const most = (width - left) >> 1;
  let at = top * width + left;
  let made = 0;
  for (; made < most; made++, at += 2) {
    const a = words[at] as number;
    const b = words[at + 1] as number;
    const c = words[at + width] as number;
    const d = words[at + width + 1] as number;
    if ((a & b & c & d) >>> 24 !== 255) break;
    const even = (a & HALF) + (b & HALF) + (c & HALF) + (d & HALF) + ROUNDING;
    const odd =
      ((a >>> 8) & HALF) + ((b >>> 8) & HALF) + ((c >>> 8) & HALF) + ((d >>> 8) & HALF) + ROUNDING;
    out[to + made] = ((even >>> 2) & HALF) | (((odd >>> 2) & HALF) << 8) | OPAQUE;
  }
  return made;
}

/**
 * The first of each four pixels, of a row and the one below it.
 * @returns how many were taken until one whose first holds no data
 */
function firstsOfFour(row: Uint32Array, out: Uint32Array, to: number): number {
  let taken = 0;
  for (let at = 0; at < row.length; at += 2, taken++) {
    const first = row[at] as number;
    if (first >>> 24 === 0) break;
    out[to + taken] = first;
  }
  return taken;
}

/** The usual case, written out: four pixels that all hold data. */
function meanOfFour(
  { data, width, channels }: Pixels,
  at: number,
  out: PixelArray,
  to: number,
): boolean {
  const last = channels - 1;
  const right = at + channels;
  const below = at + width * channels;
  const corner = below + channels;
  if (!(data[at + last] && data[right + last] && data[below + last] && data[corner + last])) {
    return false;
  }
  const rounding = out instanceof Uint8Array ? 0.5 : 0;
  for (let c = 0; c < last; c++) {
    const sum =
      (data[at + c] as number) +
      (data[right + c] as number) +
      (data[below + c] as number) +
      (data[corner + c] as number);
    out[to + c] = sum / 4 + rounding;
  }
  out[to + last] = rounding ? 255 : 1;
  return true;
}

function meanOfBox(
  { data, width, height, channels }: Pixels,
  left: number,
  top: number,
  { across, down }: Box,
  combine: Combine,
  { data: out }: Pixels,
  to: number,
): void {
  const bands = channels - 1;
  const right = Math.min(width, left + across);
  const bottom = Math.min(height, top + down);
  const whole = out instanceof Uint8Array;
  let count = 0;
  // Sums need more room than bytes have, so they are kept apart band by band.
  for (let c = 0; c < bands; c++) {
    let sum = 0;
    count = 0;
    for (let y = top; y < bottom; y++) {
      const end = (y * width + right) * channels;
      for (let at = (y * width + left) * channels; at < end; at += channels) {
        if (data[at + bands] === 0 || (count > 0 && combine === 'nearest')) continue;
        count++;
        sum += data[at + c] as number;
      }
    }
    if (count === 0) return;
    out[to + c] = whole ? sum / count + 0.5 : sum / count;
  }
  out[to + bands] = whole ? 255 : 1;
}
