/** Tiles of overviews as bytes: samples interleaved by pixel, then, unless all hold data, their alpha. */
import type { PixelArray } from '../blocks/assemble';
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

export type EncodedTile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly opaque: boolean;
};

/** Samples are rounded where they are stored as integers. A tile without any data has no bytes. */
export function encodeTile(pixels: PixelArray, channels: number, kind: StoredKind): EncodedTile {
  const bands = channels - 1;
  const count = pixels.length / channels;
  const Samples = ARRAYS[kind];
  const samples = new Samples(count * bands);
  const rounding = kind === 'uint16' || kind === 'int16';
  let valid = 0;
  let to = 0;
  for (let at = 0; at < pixels.length; at += channels) {
    if (pixels[at + bands] !== 0) valid++;
    for (let c = 0; c < bands; c++) {
      const value = pixels[at + c] as number;
      samples[to++] = rounding ? Math.round(value) : value;
    }
  }
  if (valid === 0) return { bytes: new Uint8Array(0), opaque: false };
  const bytes = new Uint8Array(samples.buffer);
  if (valid === count) return { bytes, opaque: true };
  const all = new Uint8Array(bytes.length + count);
  all.set(bytes);
  for (let i = 0; i < count; i++) {
    all[bytes.length + i] = pixels[i * channels + bands] === 0 ? 0 : 255;
  }
  return { bytes: all, opaque: false };
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
