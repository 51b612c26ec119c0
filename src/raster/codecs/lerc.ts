/**
 * LERC by Esri's decoder, compiled to WebAssembly and loaded with the first block. The geotiff package uses its
 * predecessor in JavaScript, which fails on integers of 32 bits without sign and gives wrong samples where a
 * band is stored as the difference from the one before; and it drops the mask of void pixels. Spec: Esri/lerc, doc/LERC2; how TIFF
 * holds it: libtiff, tif_lerc.c.
 */
import { decode, load } from 'lerc';
import wasmUrl from 'lerc/lerc-wasm.wasm?url';
import type { Decode, Layout } from '../directory/layout-types';
import { inflate } from './inflate';
import { locateBinary } from './locate-binary';
import { decompressZstd } from './zstd';

/** Values of the second number of the tag LercParameters. */
const ADDED = { none: 0, deflate: 1, zstd: 2 };
/** What a blob holds besides its samples and one bit a pixel. */
const HEADERS = 65_536;

/**
 * The samples, as libtiff sees them before it turns their bytes round: in files of the other byte order the
 * turned values were compressed.
 */
export const decodeLerc: Decode = async (data, expected, layout, rows) => {
  const blob = await unwrapped(data, expected, layout);
  const own = blob.subarray(0, checkHead(blob, layout, rows));
  await load({ locateFile: locateBinary(wasmUrl) });
  const { pixels: parts, mask, depthCount } = decode(own, { returnInterleaved: true });
  const [pixels] = parts;
  if (!pixels) throw new Error('The LERC stream holds no pixels.');
  const bands = layout.blockSamples;
  if (bands > 1 && depthCount === bands - 1)
    return withAlpha(pixels, mask, bands).slice(0, expected);
  if (mask && (pixels instanceof Float32Array || pixels instanceof Float64Array)) {
    for (let i = 0; i < pixels.length; i++) {
      if (mask[Math.floor(i / depthCount)] === 0) pixels[i] = Number.NaN;
    }
  }
  const { buffer, byteOffset, byteLength } = pixels;
  return new Uint8Array(buffer, byteOffset, byteLength).slice(0, expected);
};

/**
 * The length of a stream as its head has it. Holds what the head says of the picture against the block
 * before memory is taken for it: surfaces of one value are a few bytes, whatever their size.
 */
function checkHead(
  blob: Uint8Array<ArrayBuffer>,
  { blockWidth, blockHeight, blockSamples }: Layout,
  rows: number,
): number {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length);
  if (![...'Lerc2 '].every((letter, i) => blob[i] === letter.charCodeAt(0))) {
    throw new RangeError('This is no LERC stream.');
  }
  const version = view.getInt32(6, true);
  // A check sum comes with version 3, the number of bands with version 4.
  const size = version < 3 ? 10 : 14;
  const rest = size + (version < 4 ? 8 : 12);
  const [height, width] = [view.getUint32(size, true), view.getUint32(size + 4, true)];
  const bands = version < 4 ? 1 : view.getUint32(size + 8, true);
  const length = view.getInt32(rest + 8, true);
  const fits = width === blockWidth && height >= rows && height <= blockHeight;
  if (!fits || bands > blockSamples || length <= rest) {
    throw new RangeError('The LERC stream is not of the block’s size.');
  }
  return length;
}

/** The LERC blob of a block that may be compressed once more. */
function unwrapped(data: Uint8Array<ArrayBuffer>, expected: number, { special }: Layout) {
  const added = special.lercParameters?.[1] ?? ADDED.none;
  if (added === ADDED.none) return data;
  const room = expected + Math.ceil(expected / 8) + HEADERS;
  if (added === ADDED.deflate) return inflate(data, room);
  if (added === ADDED.zstd) return decompressZstd(data, room);
  throw new Error(`LERC with the further compression ${added} is unknown.`);
}

/** An alpha band that is opaque or empty everywhere is stored as the mask of the bands before it. */
function withAlpha(pixels: ArrayLike<number>, mask: Uint8Array | null | undefined, bands: number) {
  const count = pixels.length / (bands - 1);
  const out = new Uint8Array(count * bands);
  for (let i = 0; i < count; i++) {
    for (let band = 0; band < bands - 1; band++) {
      out[i * bands + band] = pixels[i * (bands - 1) + band] ?? 0;
    }
    out[(i + 1) * bands - 1] = mask && mask[i] === 0 ? 0 : 255;
  }
  return out;
}
