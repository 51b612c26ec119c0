/** Reads the PNG pictures that decoders of this program hand over: 8 and 16 bits, not interlaced, no palette. */
import { inflate } from './inflate';

/** Interleaved samples, row by row, in the machine's (little-endian) byte order. */
export type PngPicture = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly samples: Uint8Array<ArrayBuffer>;
};

/** By the colour type of the header (ISO/IEC 15948, 11.2.2); 0 for what is not read. */
const CHANNELS = [1, 0, 3, 0, 2, 0, 4];

/** Rejects with a RangeError where it is another kind of PNG, or none. */
export async function readPng(png: Uint8Array): Promise<PngPicture> {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const bits = view.getUint8(24);
  const channels = CHANNELS[view.getUint8(25)] ?? 0;
  if (view.getUint32(12) !== 0x49484452 || channels === 0 || bits < 8 || view.getUint8(28) !== 0) {
    throw new RangeError('This is not a PNG picture of the kind that is read.');
  }
  const pixelBytes = (channels * bits) / 8;
  const rowBytes = width * pixelBytes;
  const filtered = await inflate(dataOf(png, view), (rowBytes + 1) * height);
  if (filtered.length < (rowBytes + 1) * height) throw new RangeError('The picture is cut short.');
  const samples = unfilter(filtered, height, rowBytes, pixelBytes);
  if (bits === 16) swapPairs(samples);
  return { width, height, channels, bits, samples };
}

/** The compressed pixels: what all IDAT chunks hold, in order. */
function dataOf(png: Uint8Array, view: DataView): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) !== 0x49444154) continue;
    parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const data = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of parts) {
    data.set(part, to);
    to += part.length;
  }
  return data;
}

/** Undoes the filters of the rows (ISO/IEC 15948, 9.2). */
function unfilter(filtered: Uint8Array, height: number, rowBytes: number, pixelBytes: number) {
  const out = new Uint8Array(rowBytes * height);
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const from = y * (rowBytes + 1);
    const row = out.subarray(y * rowBytes, (y + 1) * rowBytes);
    row.set(filtered.subarray(from + 1, from + 1 + rowBytes));
    const filter = filtered[from];
    for (let i = 0; i < rowBytes && filter !== 0; i++) {
      const left = i < pixelBytes ? 0 : (row[i - pixelBytes] as number);
      const up = above[i] as number;
      const corner = i < pixelBytes ? 0 : (above[i - pixelBytes] as number);
      row[i] = (row[i] as number) + predicted(filter, left, up, corner);
    }
    above = row;
  }
  return out;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return paeth(left, up, corner);
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function swapPairs(bytes: Uint8Array): void {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const first = bytes[i] as number;
    bytes[i] = bytes[i + 1] as number;
    bytes[i + 1] = first;
  }
}
