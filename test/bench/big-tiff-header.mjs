/** The header of a large GeoTIFF whose tiles follow it: TIFF 6.0, and OGC GeoTIFF 1.1 for its place. */

export const TILE = 512;

/**
 * @typedef {object} BigTiff
 * @property {string} name the file's
 * @property {number} size width and height in pixels, a multiple of TILE
 * @property {8 | 16} bits per sample
 * @property {3 | 4} bands
 * @property {'deflate' | 'jpeg'} compression JPEG is of 8 bits and 3 bands: YCbCr, chroma halved both ways
 * @typedef {{size: number, across: number}} Level width and height in pixels, tiles in a row
 * @typedef {{offset: number, bytes: number}} TilePlace where a tile lies in the file
 */

/**
 * The picture and its overviews, each half as large, until one tile holds all.
 * @param {number} size
 * @returns {Level[]} the picture itself first
 */
export function levelsOf(size) {
  const levels = [];
  for (let side = size; side >= TILE / 2; side = Math.ceil(side / 2)) {
    levels.push({ size: side, across: Math.ceil(side / TILE) });
  }
  return levels;
}

export const ASCII = 2;
export const SHORT = 3;
export const LONG = 4;
const DOUBLE = 12;
/** @type {Record<number, number>} */
const BYTES = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };

/** Half a metre to the pixel in UTM zone 52 north, near 42.2° N, 130.3° E. */
const PLACE = {
  scale: [0.5, 0.5, 0],
  tie: [0, 0, 0, 607_000, 4_677_000, 0],
  keys: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_652],
};

/** @typedef {[tag: number, type: number, values: number[]]} Tag */

/** @type {Tag[]} */
export const PLACE_TAGS = [
  [33_550, DOUBLE, PLACE.scale],
  [33_922, DOUBLE, PLACE.tie],
  [34_735, SHORT, PLACE.keys],
];

/** @param {Tag} tag the bytes that its values take beside the directory */
function bytesBeside([, type, values]) {
  const bytes = (BYTES[type] ?? 0) * values.length;
  return bytes > 4 ? bytes : 0;
}

/** @param {readonly Tag[]} tags the bytes of their directory, with all that lies beside it */
export function directoryBytes(tags) {
  return 6 + 12 * tags.length + tags.reduce((sum, tag) => sum + bytesBeside(tag), 0);
}

/**
 * @param {BigTiff} tiff
 * @param {Level} level
 * @param {boolean} overview
 * @param {readonly TilePlace[]} tiles in rows
 * @returns {Tag[]}
 */
function tagsOf({ bits, bands, compression }, { size }, overview, tiles) {
  /** @type {Tag[]} */
  const tags = [
    [254, LONG, [overview ? 1 : 0]],
    [256, LONG, [size]],
    [257, LONG, [size]],
    [258, SHORT, Array(bands).fill(bits)],
    [259, SHORT, [compression === 'jpeg' ? 7 : 8]],
    [262, SHORT, [compression === 'jpeg' ? 6 : bands === 3 ? 2 : 1]],
    [277, SHORT, [bands]],
    [284, SHORT, [1]],
    [322, SHORT, [TILE]],
    [323, SHORT, [TILE]],
    [324, LONG, tiles.map((tile) => tile.offset)],
    [325, LONG, tiles.map((tile) => tile.bytes)],
  ];
  if (bands === 4) tags.push([338, SHORT, [0, 0, 0]]);
  if (compression === 'jpeg') tags.push([530, SHORT, [2, 2]]);
  if (!overview) tags.push(...PLACE_TAGS);
  return tags;
}

/**
 * Everything before the first tile. Its length does not depend on where the tiles are.
 * @param {BigTiff} tiff
 * @param {(level: number, tile: number) => TilePlace} placeOf
 * @returns {Buffer}
 */
export function encodeHeader(tiff, placeOf) {
  const levels = levelsOf(tiff.size);
  const directories = levels.map((level, index) => {
    const places = Array.from({ length: level.across ** 2 }, (_, tile) => placeOf(index, tile));
    return tagsOf(tiff, level, index > 0, places);
  });
  const sizes = directories.map(directoryBytes);
  const out = Buffer.alloc(8 + sizes.reduce((sum, size) => sum + size, 0));
  out.write('II*\0', 0, 'latin1');
  out.writeUInt32LE(8, 4);
  let start = 8;
  directories.forEach((tags, index) => {
    const next = start + (sizes[index] ?? 0);
    writeDirectory(out, start, tags, index + 1 < directories.length ? next : 0);
    start = next;
  });
  return out;
}

/**
 * @param {Buffer} out
 * @param {number} start
 * @param {readonly Tag[]} tags
 * @param {number} next where the next directory begins, or 0
 */
export function writeDirectory(out, start, tags, next) {
  out.writeUInt16LE(tags.length, start);
  let beside = start + 6 + 12 * tags.length;
  tags.forEach(([tag, type, values], index) => {
    const entry = start + 2 + 12 * index;
    out.writeUInt16LE(tag, entry);
    out.writeUInt16LE(type, entry + 2);
    out.writeUInt32LE(values.length, entry + 4);
    const bytes = (BYTES[type] ?? 0) * values.length;
    const at = bytes > 4 ? beside : entry + 8;
    if (bytes > 4) {
      out.writeUInt32LE(beside, entry + 8);
      beside += bytes;
    }
    values.forEach((value, place) => {
      if (type === ASCII) out.writeUInt8(value, at + place);
      else if (type === SHORT) out.writeUInt16LE(value, at + 2 * place);
      else if (type === LONG) out.writeUInt32LE(value, at + 4 * place);
      else out.writeDoubleLE(value, at + 8 * place);
    });
  });
  out.writeUInt32LE(next, start + 2 + 12 * tags.length);
}
