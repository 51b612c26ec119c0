/**
 * Makes single tiles of a large picture off the main thread: hills and valleys with sensor noise, so
 * that Deflate has about as much to do as with real imagery. The same place looks the same on every
 * overview, and every run gives the same bytes.
 */
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { TILE } from './big-tiff-header.mjs';

/**
 * @typedef {Pick<import('./big-tiff-header.mjs').BigTiff, 'bits' | 'bands' | 'compression'>} Stored
 * @typedef {Stored & {id: number, level: number, column: number, row: number}} TileJob
 */

/** Of the brightest value. What is delivered as JPEG is smoother, since most noise is lost on the way. */
const NOISE = { deflate: 0.15, jpeg: 0.08 };
/** As GDAL's JPEG by default. */
const JPEG_QUALITY = 75;

/** Pixels of the full picture between two grid points of the hills. */
const CELL = 512;

/**
 * A fixed number in [0, 1) for a grid point.
 * @param {number} x
 * @param {number} y
 * @param {number} band
 */
function hash(x, y, band) {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(band + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

/**
 * Height of the hills, 0 to 1, between four grid points.
 * @param {number} x in pixels of the full picture
 * @param {number} y
 * @param {number} band
 */
function hills(x, y, band) {
  const column = Math.floor(x / CELL);
  const row = Math.floor(y / CELL);
  const u = x / CELL - column;
  const v = y / CELL - row;
  const top = hash(column, row, band) * (1 - u) + hash(column + 1, row, band) * u;
  const bottom = hash(column, row + 1, band) * (1 - u) + hash(column + 1, row + 1, band) * u;
  return top * (1 - v) + bottom * v;
}

/**
 * A tile's samples, pixel by pixel: 8 bits, or 11 of 16 as satellites deliver.
 * @param {TileJob} job
 * @returns {Uint8Array | Uint16Array}
 */
function tileSamples({ bits, bands, compression, level, column, row }) {
  const samples = new (bits === 8 ? Uint8Array : Uint16Array)(TILE * TILE * bands);
  const full = bits === 8 ? 256 : 2048;
  const scale = 2 ** level;
  let noise = (Math.imul(level * 4099 + row, 65_599) + column + 1) | 1;
  let at = 0;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x += 8) {
      // The hills are so smooth that one height serves eight pixels.
      const heights = Array.from({ length: bands }, (_, band) =>
        hills((column * TILE + x) * scale, (row * TILE + y) * scale, band),
      );
      for (let pixel = 0; pixel < 8; pixel++) {
        for (const height of heights) {
          noise ^= noise << 13;
          noise ^= noise >>> 17;
          noise ^= noise << 5;
          samples[at++] =
            full * (0.15 + 0.55 * height + ((noise & 255) / 255) * NOISE[compression]);
        }
      }
    }
  }
  return samples;
}

/** @type {Promise<typeof import('../../src/demo/jpeg-encoder')> | undefined} */
let jpegEncoder;

/** The demo's own encoder, which is TypeScript. */
async function loadJpegEncoder() {
  const { runnerImport } = await import('vite');
  /** @type {{module: typeof import('../../src/demo/jpeg-encoder')}} */
  const { module } = await runnerImport(join(ROOT, 'src/demo/jpeg-encoder.ts'), {
    configFile: false,
  });
  return module;
}

/**
 * @param {TileJob} job
 * @returns {Promise<Uint8Array>}
 */
async function encodeTile(job) {
  const samples = tileSamples(job);
  if (job.compression === 'deflate') {
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    return deflateSync(bytes, { level: 1 });
  }
  jpegEncoder ??= loadJpegEncoder();
  const { encodeJpeg } = await jpegEncoder;
  return encodeJpeg(Uint8Array.from(samples), TILE, TILE, JPEG_QUALITY);
}

parentPort?.on('message', async (/** @type {TileJob} */ job) => {
  parentPort?.postMessage({ id: job.id, data: await encodeTile(job) });
});
