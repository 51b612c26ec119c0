/** Tiles of overviews as bytes: samples interleaved by pixel, then, unless all hold data, their alpha. */
import type { PixelArray } from '../blocks/assemble';
import type { Pixels } from '../blocks/box-mean';
import { sampleTypeOf } from '../blocks/layout';
import type { Layout } from '../directory/layout-types';
import type { StoredKind } from './journal';

const ARRAYS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  float32: Float32Array,
} as const;

export function storedKind(layout: Layout): StoredKind {
  const type = sampleTypeOf(layout);
  if (layout.complex) return 'float32';
  return type === 'uint8' || type === 'uint16' || type === 'int16' ? type : 'float32';
}

/** Bytes of a tile with its alpha. */
export function mostTileBytes(kind: StoredKind, bands: number, tileSize: number): number {
  return tileSize * tileSize * (bands * ARRAYS[kind].BYTES_PER_ELEMENT + 1);
}

/** Where a tile lies in a row of tiles. */
export type TilePlace = { readonly left: number; readonly tileSize: number };

export type EncodedTile = { readonly length: number; readonly opaque: boolean };

/**
 * Packs a tile of a row of tiles into bytes from a place on, a multiple of four; what the row does not reach holds
 * no data. Samples are rounded where they are stored as integers. A tile without any data has no bytes.
 */
export function encodeTile(
  row: Pixels,
  { left, tileSize }: TilePlace,
  kind: StoredKind,
  into: Uint8Array<ArrayBuffer>,
  at: number,
): EncodedTile {
  const { data, width, height, channels } = row;
  const bands = channels - 1;
  const count = tileSize * tileSize;
  const across = Math.min(tileSize, width - left);
  const samples = new ARRAYS[kind](into.buffer, into.byteOffset + at, count * bands);
  if (across * height < count) samples.fill(0);
  let valid = 0;
  for (let y = 0; y < height; y++) {
    const from = (y * width + left) * channels;
    const pixels = data.subarray(from, from + across * channels);
    valid += packRow(pixels, bands, samples, y * tileSize * bands);
  }
  if (valid === 0) return { length: 0, opaque: false };
  const bytes = samples.byteLength;
  if (valid === count) return { length: bytes, opaque: true };
  const alpha = into.subarray(at + bytes, at + bytes + count).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < across; x++) {
      if (data[(y * width + left + x) * channels + bands] !== 0) alpha[y * tileSize + x] = 255;
    }
  }
  return { length: bytes + count, opaque: false };
}

type Samples = InstanceType<(typeof ARRAYS)[StoredKind]>;

/** @returns how many of the pixels hold data */
function packRow(pixels: PixelArray, bands: number, samples: Samples, at: number): number {
  if (bands === 3 && pixels instanceof Uint8Array) return packColours(pixels, samples, at);
  const rounding = samples instanceof Uint16Array || samples instanceof Int16Array;
  let valid = 0;
  let to = at;
  for (let from = 0; from < pixels.length; from += bands + 1) {
    if (pixels[from + bands] !== 0) valid++;
    for (let c = 0; c < bands; c++) {
      const value = pixels[from + c] as number;
      samples[to++] = rounding ? Math.round(value) : value;
    }
  }
  return valid;
}

/** Three bands of bytes, each pixel read as one number. */
function packColours(pixels: Uint8Array<ArrayBuffer>, samples: Samples, at: number): number {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  let valid = 0;
  for (let i = 0, to = at; i < words.length; i++, to += 3) {
    const word = words[i] as number;
    if (word >>> 24 !== 0) valid++;
    samples[to] = word & 0xff;
    samples[to + 1] = (word >>> 8) & 0xff;
    samples[to + 2] = (word >>> 16) & 0xff;
  }
  return valid;
}

export type TileShape = {
  readonly kind: StoredKind;
  /** Bands that the bytes hold. */
  readonly bands: number;
  /** Places among them of the bands that are wanted. */
  readonly picks: readonly number[];
  readonly tileSize: number;
  readonly floating: boolean;
};

/** The wanted bands and alpha, interleaved: tileSize × tileSize × (picks + 1). */
export function decodeTile(
  bytes: Uint8Array<ArrayBuffer>,
  opaque: boolean,
  { kind, bands, picks, tileSize, floating }: TileShape,
): PixelArray {
  const count = tileSize * tileSize;
  const channels = picks.length + 1;
  const out = floating ? new Float32Array(count * channels) : new Uint8Array(count * channels);
  if (bytes.length === 0) return out;
  const full = floating ? 1 : 255;
  const samples = new ARRAYS[kind](bytes.buffer, bytes.byteOffset, count * bands);
  const alphaFrom = samples.byteLength;
  for (let i = 0, to = 0; i < count; i++) {
    for (const pick of picks) out[to++] = samples[i * bands + pick] as number;
    out[to++] = opaque || bytes[alphaFrom + i] !== 0 ? full : 0;
  }
  return out;
}
