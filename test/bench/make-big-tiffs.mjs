/**
 * Large cloud-optimised GeoTIFFs for measuring, made once and kept in test/.cache. Tiles are made by
 * all cores and written as they come in order, so that memory stays small and the bytes the same.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { encodeHeader, levelsOf } from './big-tiff-header.mjs';

/** @typedef {import('./big-tiff-header.mjs').BigTiff} BigTiff */
/** @typedef {import('./big-tiff-header.mjs').TilePlace} TilePlace */

const CACHE = join(ROOT, 'test', '.cache');

/** What there is to open. */
export const BIG_TIFFS = {
  /** 8-bit red, green, blue; about 0.4 GB. */
  rgb8: /** @type {BigTiff} */ ({
    ...{ name: 'big-rgb8-1.tif', size: 12_288, bits: 8, bands: 3 },
    compression: 'deflate',
  }),
  /** 16-bit blue, green, red, near infrared with 11 bits used; about 1 GB. */
  multi16: /** @type {BigTiff} */ ({
    ...{ name: 'big-multi16-1.tif', size: 12_288, bits: 16, bands: 4 },
    compression: 'deflate',
  }),
  /** 8-bit colours as JPEG in YCbCr, each tile with its tables. */
  jpeg8: /** @type {BigTiff} */ ({
    ...{ name: 'big-jpeg8-1.tif', size: 12_288, bits: 8, bands: 3 },
    compression: 'jpeg',
  }),
};

/**
 * The tiles in the order in which they lie in the file: the smallest overview first, as
 * cloud-optimised files have them.
 * @param {number} size
 */
function tilesInOrder(size) {
  return levelsOf(size)
    .flatMap(({ across }, level) =>
      Array.from({ length: across * across }, (_, tile) => ({
        level,
        tile,
        column: tile % across,
        row: Math.floor(tile / across),
      })),
    )
    .sort((a, b) => b.level - a.level || a.tile - b.tile);
}

/**
 * Runs jobs on all cores and hands their results over in order, with few of them in memory.
 * @param {readonly object[]} jobs
 * @param {(data: Uint8Array, index: number) => Promise<void>} write
 */
async function runInOrder(jobs, write) {
  const script = join(ROOT, 'test/bench/big-tiff-worker.mjs');
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(script));
  /** @type {Map<number, (data: Uint8Array) => void>} */
  const waiting = new Map();
  const failed = new Promise((_, fail) => {
    for (const worker of workers) worker.once('error', fail);
  });
  for (const worker of workers) {
    worker.on('message', ({ id, data }) => {
      waiting.get(id)?.(data);
      waiting.delete(id);
    });
  }
  const begin = (/** @type {number} */ id) =>
    /** @type {Promise<Uint8Array>} */ (
      new Promise((done) => {
        waiting.set(id, done);
        workers[id % workers.length]?.postMessage({ id, ...jobs[id] });
      })
    );
  try {
    const ahead = Array.from({ length: Math.min(jobs.length, 4 * workers.length) }, (_, id) =>
      begin(id),
    );
    for (let id = 0; id < jobs.length; id++) {
      const data = await Promise.race([ahead.shift(), failed]);
      const next = id + 4 * workers.length;
      if (next < jobs.length) ahead.push(begin(next));
      await write(data, id);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/**
 * Makes one of the files, unless it is there.
 * @param {BigTiff} tiff
 * @param {string} [folder]
 * @returns {Promise<string>} its path
 */
export async function bigTiff(tiff, folder = CACHE) {
  const path = join(folder, tiff.name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const tiles = tilesInOrder(tiff.size);
  const { bits, bands, compression } = tiff;
  const jobs = tiles.map((tile) => ({ ...tile, bits, bands, compression }));
  /** @type {Map<string, TilePlace>} */
  const places = new Map();
  const nowhere = { offset: 0, bytes: 0 };
  let offset = encodeHeader(tiff, () => nowhere).length;
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    await runInOrder(jobs, async (data, index) => {
      const { level, tile } = tiles[index] ?? { level: 0, tile: 0 };
      await file.write(data, 0, data.length, offset);
      places.set(`${level} ${tile}`, { offset, bytes: data.length });
      offset += data.length;
    });
    const header = encodeHeader(tiff, (level, tile) => places.get(`${level} ${tile}`) ?? nowhere);
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
