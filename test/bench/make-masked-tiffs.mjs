/**
 * Large tiled files without overviews of which not all pixels hold data, or whose colours must not be mixed,
 * for measuring: made once and kept in test/.cache. Every run gives the same bytes.
 */
import { deflateSync } from 'node:zlib';
import { ASCII, LONG, PLACE_TAGS, SHORT } from './big-tiff-header.mjs';
import { writeBlocks } from './make-plain-tiffs.mjs';

const SIDE = 12_288;
const TILE = 256;
/** A picture that lies askew in its file: so many columns are without data for each row. */
const LEAN = 0.15;
const NODATA = -9999;

/** @typedef {import('./big-tiff-header.mjs').Tag} Tag */
/** @typedef {(x: number, y: number, noise: number) => number[]} PixelAt */

/**
 * @typedef {object} MaskedTiff
 * @property {string} name the file's
 * @property {8 | 32} bits of a sample; 32: floating point
 * @property {number} bands
 * @property {Tag[]} tags beyond those that all have
 * @property {PixelAt} pixelAt the samples of a pixel
 */

/** @param {number} x @param {number} y */
const isInside = (x, y) => x >= (SIDE - y) * LEAN && x < SIDE - y * LEAN;

/** @param {number} x @param {number} y */
const fieldAt = (x, y) => ((x >> 7) * 7 + (y >> 7) * 13) & 63;

/** Sixteen classes of land as colours, then none. */
const COLOUR_MAP = ['r', 'g', 'b'].flatMap((_, c) =>
  Array.from({ length: 256 }, (_, i) => (i < 16 ? ((i * (37 + 50 * c)) % 256) * 257 : 0)),
);

/** What there is to open: each of 12288 by 12288 pixels. */
export const MASKED_TIFFS = {
  /** Radar in decibels, no data beyond its edges. 0.6 GB of samples. */
  float: /** @type {MaskedTiff} */ ({
    ...{ name: 'masked-float32-1.tif', bits: 32, bands: 1 },
    tags: [
      [262, SHORT, [1]],
      [339, SHORT, [3]],
      [42_113, ASCII, [...Buffer.from(`${NODATA}\0`)]],
    ],
    pixelAt: (x, y, noise) => [
      isInside(x, y) ? fieldAt(x, y) / 4 - 25 + (noise & 255) / 64 : NODATA,
    ],
  }),
  /** Colours with alpha. 0.6 GB of samples. */
  alpha: /** @type {MaskedTiff} */ ({
    ...{ name: 'masked-rgba8-1.tif', bits: 8, bands: 4 },
    tags: [
      [262, SHORT, [2]],
      [338, SHORT, [2]],
    ],
    pixelAt: (x, y, noise) => {
      const ground = 60 + fieldAt(x, y) + (noise & 7);
      if (!isInside(x, y)) return [0, 0, 0, 0];
      return [ground, ground + 9 + ((noise >>> 3) & 3), ground + 20, 255];
    },
  }),
  /** Classes of land by a palette. 0.15 GB of samples. */
  palette: /** @type {MaskedTiff} */ ({
    ...{ name: 'palette8-1.tif', bits: 8, bands: 1 },
    tags: [
      [262, SHORT, [3]],
      [320, SHORT, COLOUR_MAP],
    ],
    pixelAt: (x, y, noise) => [(fieldAt(x, y) + ((noise & 15) === 0 ? 1 : 0)) & 15],
  }),
};

/** @param {MaskedTiff} tiff */
function* tilesOf({ bits, bands, pixelAt }) {
  const length = TILE * TILE * bands;
  const tile = bits === 32 ? new Float32Array(length) : new Uint8Array(length);
  for (let top = 0; top < SIDE; top += TILE) {
    for (let left = 0; left < SIDE; left += TILE) {
      let noise = (Math.imul(top + 1, 0x9e3779b1) ^ Math.imul(left + 1, 0x2545f491)) | 1;
      for (let i = 0; i < TILE * TILE; i++) {
        noise ^= noise << 13;
        noise ^= noise >>> 17;
        noise ^= noise << 5;
        const samples = pixelAt(left + (i % TILE), top + Math.floor(i / TILE), noise);
        for (let band = 0; band < bands; band++) tile[i * bands + band] = samples[band] ?? 0;
      }
      yield deflateSync(new Uint8Array(tile.buffer), { level: 1 });
    }
  }
}

/**
 * Makes one of the files, unless it is there.
 * @param {MaskedTiff} tiff
 * @returns {Promise<string>} its path
 */
export function maskedTiff(tiff) {
  const { name, bits, bands } = tiff;
  const tagsOf = (/** @type {number[]} */ offsets, /** @type {number[]} */ counts) =>
    /** @type {Tag[]} */ ([
      [256, LONG, [SIDE]],
      [257, LONG, [SIDE]],
      [258, SHORT, Array.from({ length: bands }, () => bits)],
      [259, SHORT, [8]],
      [277, SHORT, [bands]],
      [322, SHORT, [TILE]],
      [323, SHORT, [TILE]],
      [324, LONG, offsets],
      [325, LONG, counts],
      ...PLACE_TAGS,
      ...tiff.tags,
    ]).sort(([a], [b]) => a - b);
  return writeBlocks(name, (SIDE / TILE) ** 2, () => tilesOf(tiff), tagsOf);
}
