/**
 * Large files without overviews for measuring, made once and kept in test/.cache: 8-bit colours in LZW
 * strips of one row each, as older software writes them, and in tiles. Every run gives the same bytes.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { directoryBytes, LONG, PLACE_TAGS, SHORT, writeDirectory } from './big-tiff-header.mjs';
import { encodeLzw } from './lzw-encoder.mjs';

const CACHE = join(ROOT, 'test', '.cache');
const BANDS = 3;

/**
 * @typedef {object} PlainTiff
 * @property {string} name the file's
 * @property {number} width in pixels
 * @property {number} height
 * @property {number | null} tile its tiles' side in pixels; null: strips of one row
 */

/** What there is to open. */
export const PLAIN_TIFFS = {
  /** About 0.3 GB. */
  striped: /** @type {PlainTiff} */ ({
    ...{ name: 'striped-rgb8-1.tif', width: 12_288, height: 12_288 },
    tile: null,
  }),
  tiled: /** @type {PlainTiff} */ ({
    ...{ name: 'tiled-rgb8-1.tif', width: 10_240, height: 8496 },
    tile: 256,
  }),
};

/**
 * A row of smooth ground and fields, with the noise of a sensor.
 * @param {Uint8Array} row
 * @param {number} y
 */
function fillRow(row, y) {
  let noise = (Math.imul(y + 1, 0x9e3779b1) ^ 0x2545f491) | 1;
  for (let x = 0; x * BANDS < row.length; x++) {
    noise ^= noise << 13;
    noise ^= noise >>> 17;
    noise ^= noise << 5;
    const field = ((x >> 7) * 7 + (y >> 7) * 13) & 63;
    const ground = 60 + field + (noise & 7);
    row[x * BANDS] = ground;
    row[x * BANDS + 1] = ground + 9 + ((noise >>> 3) & 3);
    row[x * BANDS + 2] = ground + 20 + ((noise >>> 5) & 3);
  }
}

/**
 * The compressed blocks in the order of the file.
 * @param {PlainTiff} tiff
 */
function* blocksOf({ width, height, tile }) {
  const row = new Uint8Array(width * BANDS);
  for (let top = 0; top < height; top += tile ?? 1) {
    if (!tile) {
      fillRow(row, top);
      yield encodeLzw(row);
      continue;
    }
    const tiles = Array.from({ length: width / tile }, () => new Uint8Array(tile * tile * BANDS));
    for (let y = 0; y < Math.min(tile, height - top); y++) {
      fillRow(row, top + y);
      for (const [i, pixels] of tiles.entries()) {
        const from = i * tile * BANDS;
        pixels.set(row.subarray(from, from + tile * BANDS), y * tile * BANDS);
      }
    }
    for (const pixels of tiles) yield deflateSync(pixels, { level: 1 });
  }
}

/**
 * @param {PlainTiff} tiff
 * @param {readonly number[]} offsets
 * @param {readonly number[]} counts
 * @returns {Buffer} everything before the first block, equally long whatever the numbers are
 */
function encodeHeader({ width, height, tile }, offsets, counts) {
  /** @typedef {import('./big-tiff-header.mjs').Tag} Tag */
  /** @type {Tag[]} */
  const tags = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [8, 8, 8]],
    [259, SHORT, [tile ? 8 : 5]],
    [262, SHORT, [2]],
    ...(tile ? [] : [/** @type {Tag} */ ([273, LONG, [...offsets]])]),
    [277, SHORT, [BANDS]],
  ];
  if (tile) {
    tags.push(
      [322, SHORT, [tile]],
      [323, SHORT, [tile]],
      [324, LONG, [...offsets]],
      [325, LONG, [...counts]],
    );
  } else tags.push([278, LONG, [1]], [279, LONG, [...counts]]);
  tags.push(...PLACE_TAGS);
  const out = Buffer.alloc(8 + directoryBytes(tags));
  out.write('II*\0', 0, 'latin1');
  out.writeUInt32LE(8, 4);
  writeDirectory(out, 8, tags, 0);
  return out;
}

/**
 * Makes one of the files, unless it is there.
 * @param {PlainTiff} tiff
 * @param {string} [folder]
 * @returns {Promise<string>} its path
 */
export async function plainTiff(tiff, folder = CACHE) {
  const path = join(folder, tiff.name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const side = tiff.tile ?? 0;
  const blocks = side ? (tiff.width / side) * Math.ceil(tiff.height / side) : tiff.height;
  const nothing = Array.from({ length: blocks }, () => 0);
  let end = encodeHeader(tiff, nothing, nothing).length;
  /** @type {number[]} */
  const offsets = [];
  /** @type {number[]} */
  const counts = [];
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    for (const block of blocksOf(tiff)) {
      await file.write(block, 0, block.length, end);
      offsets.push(end);
      counts.push(block.length);
      end += block.length;
    }
    const header = encodeHeader(tiff, offsets, counts);
    await file.write(header, 0, header.length, 0);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return path;
}
