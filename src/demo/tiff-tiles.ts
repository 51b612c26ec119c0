/** Cuts an image into tiles, makes its overviews and compresses them. */
import { deflateSync } from 'node:zlib';
import { encodeJpeg } from './jpeg-encoder';

export type Samples = Uint8Array | Uint16Array;

/** Samples lie row by row, the bands of a pixel together. */
export type Image = {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly data: Samples;
};

export type Compression =
  | { readonly kind: 'none' }
  | { readonly kind: 'deflate'; readonly level: number }
  | { readonly kind: 'jpeg'; readonly quality: number };

const sameKind = (like: Samples, length: number): Samples =>
  like instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);

/** Half the size, each pixel the mean of up to four; samples equal to nodata are left out of it. */
export function halve(image: Image, nodata: number | null): Image {
  const width = Math.ceil(image.width / 2);
  const height = Math.ceil(image.height / 2);
  const { bands, data } = image;
  const out = sameKind(data, width * height * bands);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let b = 0; b < bands; b++) {
        let sum = 0;
        let count = 0;
        for (let k = 0; k < 4; k++) {
          const sx = Math.min(2 * x + (k & 1), image.width - 1);
          const sy = Math.min(2 * y + (k >> 1), image.height - 1);
          const value = data[(sy * image.width + sx) * bands + b] as number;
          if (value === nodata) continue;
          sum += value;
          count++;
        }
        out[(y * width + x) * bands + b] = count === 0 ? (nodata ?? 0) : Math.round(sum / count);
      }
    }
  }
  return { width, height, bands, data: out };
}

/** The image and its overviews, full size first, down to one that fits in a tile. */
export function pyramid(image: Image, tileSize: number, nodata: number | null): readonly Image[] {
  const levels = [image];
  let last = image;
  while (Math.max(last.width, last.height) > tileSize) {
    last = halve(last, nodata);
    levels.push(last);
  }
  return levels;
}

/** One tile; beyond the image's edge the edge pixels are repeated, so that JPEG does not ring. */
function cut(image: Image, tileX: number, tileY: number, size: number): Samples {
  const { bands, data } = image;
  const out = sameKind(data, size * size * bands);
  for (let y = 0; y < size; y++) {
    const sy = Math.min(tileY * size + y, image.height - 1);
    for (let x = 0; x < size; x++) {
      const from = (sy * image.width + Math.min(tileX * size + x, image.width - 1)) * bands;
      const to = (y * size + x) * bands;
      for (let b = 0; b < bands; b++) out[to + b] = data[from + b] as number;
    }
  }
  return out;
}

/** TIFF 6.0, section 14: each sample becomes its difference from the pixel on its left. */
function predict(tile: Samples, size: number, bands: number) {
  const row = size * bands;
  for (let y = 0; y < size; y++)
    for (let i = (y + 1) * row - 1; i >= y * row + bands; i--)
      tile[i] = (tile[i] as number) - (tile[i - bands] as number);
}

const littleEndianBytes = (tile: Samples) =>
  new Uint8Array(tile.buffer, tile.byteOffset, tile.byteLength);

function compress(tile: Samples, size: number, bands: number, how: Compression): Uint8Array {
  if (how.kind === 'none') return littleEndianBytes(tile);
  if (how.kind === 'deflate') {
    predict(tile, size, bands);
    return deflateSync(littleEndianBytes(tile), { level: how.level });
  }
  if (!(tile instanceof Uint8Array)) throw new Error('JPEG tiles must be 8-bit RGB');
  return encodeJpeg(tile, size, size, how.quality);
}

export function tilesOf(image: Image, size: number, how: Compression): readonly Uint8Array[] {
  const tiles: Uint8Array[] = [];
  for (let y = 0; y * size < image.height; y++)
    for (let x = 0; x * size < image.width; x++)
      tiles.push(compress(cut(image, x, y, size), size, image.bands, how));
  return tiles;
}
