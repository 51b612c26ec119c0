/** What GDAL reads from the TIFFs of a folder, in the form of the truth.json that check:encodings compares with. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { filesBelow } from './ensure-built.mjs';

const TIFF = /\.tiff?$/i;
const MOST_OUTPUT = 2 ** 26;

/** Bytes of a sample of GDAL's types. */
const SIZES = /** @type {Record<string, number>} */ ({
  ...{ Byte: 1, UInt16: 2, Int16: 2, UInt32: 4, Int32: 4, UInt64: 8, Int64: 8 },
  ...{ Float32: 4, Float64: 8, CInt16: 4, CInt32: 8, CFloat32: 8, CFloat64: 16 },
});

/**
 * @typedef {object} BandTruth
 * @property {string} sha256 of the little-endian samples, row by row
 * @property {number | null} min over all samples, without NaN; null of complex ones
 * @property {number | null} max
 * @property {number | null} mean
 */

/**
 * @typedef {object} FileTruth
 * @property {string} file from the folder, with slashes
 * @property {string} [gdal_error] GDAL's own words where it does not read the file
 * @property {number} [bands]
 * @property {string} [dtype]
 * @property {string} [compression]
 * @property {BandTruth[]} [band_values]
 */

/** @param {string} type @param {Buffer} samples @returns {Iterable<number | bigint> | null} */
function valuesOf(type, samples) {
  const { buffer } = Uint8Array.from(samples);
  switch (type) {
    case 'Byte':
      return new Uint8Array(buffer);
    case 'UInt16':
      return new Uint16Array(buffer);
    case 'Int16':
      return new Int16Array(buffer);
    case 'UInt32':
      return new Uint32Array(buffer);
    case 'Int32':
      return new Int32Array(buffer);
    case 'UInt64':
      return new BigUint64Array(buffer);
    case 'Int64':
      return new BigInt64Array(buffer);
    case 'Float32':
      return new Float32Array(buffer);
    case 'Float64':
      return new Float64Array(buffer);
    default:
      return null;
  }
}

/** @param {string} type @param {Buffer} samples @returns {BandTruth} */
function bandTruth(type, samples) {
  const sha256 = createHash('sha256').update(samples).digest('hex');
  const values = valuesOf(type, samples);
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const sample of values ?? []) {
    const value = Number(sample);
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count += 1;
  }
  return count === 0
    ? { sha256, min: null, max: null, mean: null }
    : { sha256, min, max, mean: sum / count };
}

/**
 * One program of GDAL's.
 * @param {string} program
 * @param {readonly string[]} args
 * @throws Error with a sentence where it is not installed, else with its own words.
 */
async function gdal(program, args) {
  try {
    return (await promisify(execFile)(program, args, { maxBuffer: MOST_OUTPUT })).stdout;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Error(
      `The folder holds no truth.json, and GDAL, which would tell what is in its files, is not installed (${program}): install it, or put a truth.json into the folder.`,
      { cause: error },
    );
  }
}

/** GDAL's first word on why it does not read a file. @param {unknown} error */
function wordsOf(error) {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const line = text.split('\n').find((words) => words.startsWith('ERROR'));
  if (line === undefined) throw error;
  return line;
}

/** @param {string} path @param {string} file @param {string} scratch @returns {Promise<FileTruth>} */
async function fileTruth(path, file, scratch) {
  const raw = join(scratch, 'samples.bin');
  try {
    const facts = JSON.parse(await gdal('gdalinfo', ['-json', path]));
    await gdal('gdal_translate', ['-q', '-of', 'ENVI', '-co', 'INTERLEAVE=BSQ', path, raw]);
    const [width, height] = facts.size;
    const dtype = facts.bands[0].type;
    const samples = await readFile(raw);
    const length = width * height * (SIZES[dtype] ?? 0);
    const bandValues = facts.bands.map((/** @type {unknown} */ _, /** @type {number} */ band) =>
      bandTruth(dtype, samples.subarray(band * length, (band + 1) * length)),
    );
    const compression = facts.metadata?.IMAGE_STRUCTURE?.COMPRESSION ?? 'NONE';
    return { file, bands: facts.bands.length, dtype, compression, band_values: bandValues };
  } catch (error) {
    return { file, gdal_error: wordsOf(error) };
  }
}

/**
 * Asks GDAL for every TIFF of a folder and of the folders in it.
 * @param {string} folder
 * @returns {Promise<FileTruth[]>}
 * @throws Error where there are none, or GDAL is not installed.
 */
export async function gdalTruth(folder) {
  const paths = (await filesBelow(folder)).filter((path) => TIFF.test(path));
  if (paths.length === 0) throw new Error(`There is no TIFF in ${folder}.`);
  const scratch = await mkdtemp(join(tmpdir(), 'gdal-truth-'));
  try {
    /** @type {FileTruth[]} */
    const all = [];
    for (const path of paths) {
      all.push(await fileTruth(path, relative(folder, path).replaceAll('\\', '/'), scratch));
    }
    return all;
  } finally {
    await rm(scratch, { recursive: true });
  }
}
