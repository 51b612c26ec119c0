/**
 * Large files without overviews for measuring, made once and kept in test/.cache: 8-bit colours in LZW
 * strips of one row each, as older software writes them, in tiles, and in strips of other kinds. Every run
 * gives the same bytes.
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
 * @property {number | null} tile its tiles' side in pixels; null: strips
 * @property {Strips} [strips] left out: of one row each, 8-bit colours by LZW
 */

/**
 * @typedef {object} Strips by Deflate
 * @property {number} rows
 * @property {8 | 16} bits
 * @property {3 | 4} bands
 * @property {boolean} planar
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
  /** 0.3 GB of samples. */
  strips16: /** @type {PlainTiff} */ ({
    ...{ name: 'strips-multi16-1.tif', width: 6144, height: 6144, tile: null },
    strips: { rows: 16, bits: 16, bands: 4, planar: false },
  }),
  /** 0.2 GB of samples. */
  wide: /** @type {PlainTiff} */ ({
    ...{ name: 'wide-rgb8-1.tif', width: 40_000, height: 2048, tile: null },
    strips: { rows: 1, bits: 8, bands: 3, planar: false },
  }),
  /** 0.2 GB of samples. */
  planar: /** @type {PlainTiff} */ ({
    ...{ name: 'planar-rgb8-1.tif', width: 8192, height: 8192, tile: null },
    strips: { rows: 32, bits: 8, bands: 3, planar: true },
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
 * The bytes of a strip: the colours of `fillRow`, the fourth band as the first.
 * @param {PlainTiff & {readonly strips: Strips}} tiff
 * @param {number} top
 * @param {number | null} plane null: all bands, by pixel
 */
function stripBytes({ width, height, strips }, top, plane) {
  const { bits, bands, rows } = strips;
  const row = new Uint8Array(width * BANDS);
  const high = Math.min(rows, height - top);
  const kept = plane === null ? Array.from({ length: bands }, (_, band) => band) : [plane];
  const length = width * high * kept.length;
  const out = bits === 16 ? new Uint16Array(length) : new Uint8Array(length);
  let to = 0;
  for (let y = 0; y < high; y++) {
    fillRow(row, top + y);
    for (let x = 0; x < width; x++) {
      for (const band of kept)
        out[to++] = (row[x * BANDS + (band % BANDS)] ?? 0) << ((bits - 8) / 2);
    }
  }
  return new Uint8Array(out.buffer);
}

/** @param {PlainTiff & {readonly strips: Strips}} tiff */
function* stripsOf(tiff) {
  const { bands, planar, rows } = tiff.strips;
  const planes = planar ? Array.from({ length: bands }, (_, band) => band) : [null];
  for (const plane of planes) {
    for (let top = 0; top < tiff.height; top += rows) {
      yield deflateSync(stripBytes(tiff, top, plane), { level: 1 });
    }
  }
}

/**
 * The compressed blocks in the order of the file.
 * @param {PlainTiff} tiff
 */
function* blocksOf({ strips, ...tiff }) {
  if (strips) yield* stripsOf({ ...tiff, strips });
  else yield* colourBlocksOf(tiff);
}

/** @param {PlainTiff} tiff */
function* colourBlocksOf({ width, height, tile }) {
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

/** @typedef {import('./big-tiff-header.mjs').Tag} Tag */

/**
 * @param {PlainTiff} tiff
 * @param {readonly number[]} offsets
 * @param {readonly number[]} counts
 */
function tagsOf({ width, height, tile, strips }, offsets, counts) {
  const { bits, bands, rows, planar } = strips ?? { bits: 8, bands: BANDS, rows: 1, planar: false };
  /** @type {Tag[]} */
  const tags = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array.from({ length: bands }, () => bits)],
    [259, SHORT, [tile || strips ? 8 : 5]],
    [262, SHORT, [2]],
    ...(tile ? [] : [/** @type {Tag} */ ([273, LONG, [...offsets]])]),
    [277, SHORT, [bands]],
  ];
  if (tile) {
    tags.push(
      [322, SHORT, [tile]],
      [323, SHORT, [tile]],
      [324, LONG, [...offsets]],
      [325, LONG, [...counts]],
    );
  } else tags.push([278, LONG, [rows]], [279, LONG, [...counts]]);
  if (planar) tags.push([284, SHORT, [2]]);
  if (bands > BANDS) tags.push([338, SHORT, [0]]);
  tags.push(...PLACE_TAGS);
  return tags;
}

/**
 * @param {readonly Tag[]} tags
 * @returns {Buffer} everything before the first block, equally long whatever the numbers are
 */
function encodeHeader(tags) {
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
export function plainTiff(tiff, folder = CACHE) {
  const side = tiff.tile ?? 0;
  const { rows = 1, bands = 1, planar = false } = tiff.strips ?? {};
  const across = side ? tiff.width / side : planar ? bands : 1;
  const count = across * Math.ceil(tiff.height / (side || rows));
  const tags = (/** @type {number[]} */ offsets, /** @type {number[]} */ counts) =>
    tagsOf(tiff, offsets, counts);
  return writeBlocks(tiff.name, count, () => blocksOf(tiff), tags, folder);
}

/**
 * Writes a TIFF of one directory, unless it is there.
 * @param {string} name the file's
 * @param {number} count of blocks
 * @param {() => Iterable<Uint8Array>} blocks compressed, in the order of the file
 * @param {(offsets: number[], counts: number[]) => readonly Tag[]} tagsOf by where the blocks lie, and their bytes
 * @param {string} [folder]
 * @returns {Promise<string>} its path
 */
export async function writeBlocks(name, count, blocks, tagsOf, folder = CACHE) {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const nothing = Array.from({ length: count }, () => 0);
  let end = encodeHeader(tagsOf(nothing, nothing)).length;
  /** @type {number[]} */
  const offsets = [];
  /** @type {number[]} */
  const counts = [];
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    for (const block of blocks()) {
      await file.write(block, 0, block.length, end);
      offsets.push(end);
      counts.push(block.length);
      end += block.length;
    }
    const header = encodeHeader(tagsOf(offsets, counts));
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
