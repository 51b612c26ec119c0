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

/** Plain TIFF, the one format that has all types: a strip a band, samples as wide as their type. */
const AS_SAMPLES =
  '-q -of GTiff -mask none -co INTERLEAVE=BAND -co ENDIANNESS=LITTLE -co BIGTIFF=NO'.split(' ');
const STRIP_OFFSETS = 273;

/** Bytes of a sample of GDAL's types. */
const SIZES = /** @type {Record<string, number>} */ ({
  ...{ Byte: 1, UInt16: 2, Int16: 2, UInt32: 4, Int32: 4, UInt64: 8, Int64: 8 },
  ...{ Float32: 4, Float64: 8, CInt16: 4, CInt32: 8, CFloat32: 8, CFloat64: 16 },
});

/**
 * @typedef {object} BandTruth
 * @property {string} sha256 of the little-endian samples, row by row
 * @property {number | null} min over all samples, without NaN; null of complex ones, and where it is infinite
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
  /** @param {number} value */
  const finite = (value) => (count > 0 && Number.isFinite(value) ? value : null);
  return { sha256, min: finite(min), max: finite(max), mean: finite(sum / count) };
}

/** GDAL is asked where it is not installed. */
export class GdalMissing extends Error {}

/**
 * One program of GDAL's.
 * @param {string} program
 * @param {readonly string[]} args
 * @throws GdalMissing with a sentence where it is not installed; else Error with its own words.
 */
async function gdal(program, args) {
  try {
    return (await promisify(execFile)(program, args, { maxBuffer: MOST_OUTPUT })).stdout;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new GdalMissing(
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

/** Where each band begins in a plain TIFF of ours. @param {Buffer} bytes */
function bandOffsets(bytes) {
  const directory = bytes.readUInt32LE(4);
  const entries = bytes.readUInt16LE(directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (bytes.readUInt16LE(entry) !== STRIP_OFFSETS) continue;
    const size = bytes.readUInt16LE(entry + 2) === 3 ? 2 : 4;
    const count = bytes.readUInt32LE(entry + 4);
    const first = count * size <= 4 ? entry + 8 : bytes.readUInt32LE(entry + 8);
    return Array.from({ length: count }, (_, band) => bytes.readUIntLE(first + band * size, size));
  }
  throw new Error('gdal_translate wrote a TIFF without strips.');
}

/**
 * A picture's samples as GDAL reads them, little-endian, row by row.
 * @param {string} path
 * @param {string} scratch an empty folder
 * @param {string} [as] GDAL's type that they are turned into; their own where nothing is said
 * @returns {Promise<{type: string, compression: string, bands: Buffer[]}>}
 * @throws Error with GDAL's words where it does not read the file
 */
export async function gdalSamples(path, scratch, as) {
  const plain = join(scratch, 'samples.tif');
  const { size, bands, metadata } = JSON.parse(await gdal('gdalinfo', ['-json', path]));
  const type = as ?? bands[0].type;
  const bytes = SIZES[type] ?? 0;
  const shape = ['-ot', type, '-co', `BLOCKYSIZE=${size[1]}`, '-co', `NBITS=${8 * bytes}`];
  await gdal('gdal_translate', [...AS_SAMPLES, ...shape, path, plain]);
  const samples = await readFile(plain);
  const length = size[0] * size[1] * bytes;
  return {
    type,
    compression: metadata?.IMAGE_STRUCTURE?.COMPRESSION ?? 'NONE',
    bands: bandOffsets(samples).map((offset) => samples.subarray(offset, offset + length)),
  };
}

/** @param {string} path @param {string} file @param {string} scratch @returns {Promise<FileTruth>} */
async function fileTruth(path, file, scratch) {
  try {
    const { type, compression, bands } = await gdalSamples(path, scratch);
    const bandValues = bands.map((band) => bandTruth(type, band));
    return { file, bands: bands.length, dtype: type, compression, band_values: bandValues };
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
