/** Reads and checks what a directory says of its picture. */
import { UserError } from '../../domain/errors';
import type { Raster } from '../../domain/model/frame';
import { codecFor } from '../codecs/codecs';
import { gatherOldJpeg } from '../codecs/old-jpeg';
import type { Directory } from '../directory/directory';
import { parseGdalMetadata } from '../directory/gdal-metadata';
import type { Conversion, Layout, SampleFormat, SpecialTags } from '../directory/layout-types';
import { PHOTOMETRIC, TAG } from '../directory/tags';
import { heldBytes } from './block-room';

const MAX_SIDE = 2 ** 31 - 1;
const MAX_SAMPLES = 4096;
/** A decoded block has to fit into the memory of a worker. */
const MAX_BLOCK_BYTES = 2 ** 30;
/** Pieces of 1 MB that tall strips are cut into: more would be a file of several terabytes. */
const MAX_PIECES = 2 ** 23;

/** Reads and checks a directory's layout. Throws a UserError naming the file for what cannot be read. */
export async function readLayout(dir: Directory, name: string): Promise<Layout> {
  const width = (await dir.number(TAG.ImageWidth)) ?? 0;
  const height = (await dir.number(TAG.ImageLength)) ?? 0;
  const samples = (await dir.number(TAG.SamplesPerPixel)) ?? 1;
  checkSize(name, width, height, samples);
  const { bits, format, complex } = await readSampleType(dir, name, samples);
  const photometric = (await dir.number(TAG.Photometric)) ?? PHOTOMETRIC.MinIsBlack;
  const planar = samples > 1 && (await dir.number(TAG.PlanarConfiguration)) === 2;
  const grid = await readGrid(dir, name, width, height);
  const compression = (await dir.number(TAG.Compression)) ?? 1;
  const codec = codecFor(compression, name);
  const palette = photometric === PHOTOMETRIC.Palette ? await readPalette(dir, name, bits) : null;
  const stored = { samples, bits, photometric, planar, compression, palette };
  const special = await readSpecial(dir);
  const conversion = conversionOf(stored, special, name);
  const layout: Layout = {
    width,
    height,
    samples,
    bits,
    format,
    complex,
    photometric,
    planar,
    ...grid,
    blockSamples: planar ? 1 : samples,
    blocksAcross: Math.ceil(width / grid.blockWidth),
    blocksDown: Math.ceil(height / grid.blockHeight),
    littleEndian: dir.littleEndian,
    bitsReversed: (await dir.number(TAG.FillOrder)) === 2,
    predictor: codec.predicts ? ((await dir.number(TAG.Predictor)) ?? 1) : 1,
    compression,
    codec,
    special,
    conversion,
    alpha: await readAlpha(dir, samples, conversion),
    palette,
  };
  checkPredictor(name, layout);
  checkBlocks(name, layout);
  checkCodec(name, layout);
  if (compression === 6) {
    const gathered = await gatherOldJpeg(dir, layout, name);
    checkBlocks(name, gathered);
    return gathered;
  }
  return canSplit(layout) ? splitRawStrips(layout, name) : layout;
}

/** Uncompressed strips can be read row by row, but for those whose rows share their colours. */
function canSplit({ compression, tiled, conversion }: Layout): boolean {
  return compression === 1 && !tiled && conversion !== 'ycbcr';
}

async function readSpecial(dir: Directory): Promise<SpecialTags> {
  const list = async (tag: number) => {
    const values = await dir.numbers(tag);
    return values && [...values];
  };
  const [across = 2, down = across] = (await list(TAG.YCbCrSubSampling)) ?? [];
  return {
    faxOptions: (await dir.number(TAG.T4Options)) ?? 0,
    subsampling: [across, down],
    lumaCoefficients: await list(TAG.YCbCrCoefficients),
    referenceBlackWhite: await list(TAG.ReferenceBlackWhite),
    lercParameters: await list(TAG.LercParameters),
    jpegTables: await dir.bytes(TAG.JpegTables),
    oldJpeg: null,
  };
}

type Stored = Pick<
  Layout,
  'samples' | 'bits' | 'photometric' | 'planar' | 'compression' | 'palette'
>;

/** What GDAL converts as well; it gives the inks of deeper CMYK as they are stored. */
function conversionOf(l: Stored, special: SpecialTags, name: string): Conversion | null {
  if (l.palette) return 'palette';
  if (l.bits !== 8) return null;
  if (l.photometric === PHOTOMETRIC.Cmyk && l.samples === 4) return 'cmyk';
  if (l.photometric === PHOTOMETRIC.CieLab && l.samples >= 3) return 'lab';
  if (l.photometric !== PHOTOMETRIC.YCbCr || l.samples !== 3) return null;
  if (givesRgb(l.compression)) return null;
  const [across, down] = special.subsampling;
  const good = [1, 2, 4].includes(across) && [1, 2, 4].includes(down);
  if (good && (!l.planar || (across === 1 && down === 1))) return 'ycbcr';
  throw new UserError(
    `“${name}” stores YCbCr colours in planes of different sizes, which cannot be read. Convert it with the program that wrote it, to RGB.`,
  );
}

/** Compressions whose decoders turn YCbCr into red, green and blue by themselves. */
function givesRgb(compression: number): boolean {
  return [6, 7, 33003, 33004, 33005, 34712, 50001, 50002, 52546].includes(compression);
}

function checkPredictor(name: string, { predictor, bits, format, complex }: Layout) {
  const whole = [8, 16, 32, 64].includes(bits) && !(complex && bits > 32);
  const good =
    predictor === 1 ||
    (predictor === 2 && whole) ||
    (predictor === 3 && format === 'float' && !complex);
  if (good) return;
  throw new UserError(
    `“${name}” uses predictor ${predictor} with ${complex ? 'complex ' : ''}${bits}-bit ${format} samples, which cannot be read. Convert it with gdal_translate -co PREDICTOR=1.`,
  );
}

function checkCodec(name: string, layout: Layout): void {
  const { codec } = layout;
  const lack = codec.lacks?.(layout);
  if (!lack) return;
  throw new UserError(
    `“${name}” holds ${lack} compressed with ${codec.name}, which cannot be read here. Convert it with gdal_translate -co COMPRESS=DEFLATE and open the copy.`,
  );
}

function checkSize(name: string, width: number, height: number, samples: number): void {
  const whole = [width, height].every((n) => Number.isInteger(n) && n >= 1 && n <= MAX_SIDE);
  if (!whole) throw impossibleSize(name, width, height);
  if (!Number.isInteger(samples) || samples < 1 || samples > MAX_SAMPLES) {
    throw new UserError(
      `“${name}” claims ${samples} bands, which cannot be shown. The file is damaged; get it again.`,
    );
  }
}

function impossibleSize(name: string, width: number, height: number): UserError {
  return new UserError(
    `“${name}” claims a size of ${width} × ${height} pixels, which cannot be. The file is damaged; get it again.`,
  );
}

/** SampleFormat and BitsPerSample may have fewer values than there are samples; the first counts for the rest. */
async function readSampleType(dir: Directory, name: string, samples: number) {
  const allBits = (await dir.numbers(TAG.BitsPerSample)) ?? new Float64Array([1]);
  const bits = allBits[0] ?? 1;
  if (allBits.subarray(0, samples).some((b) => b !== bits)) {
    throw new UserError(
      `“${name}” has bands of different depths (${[...allBits].join(', ')} bits), which cannot be read. Convert it with gdal_translate to one type for all bands.`,
    );
  }
  const code = (await dir.number(TAG.SampleFormat)) ?? 1;
  const complex = code === 5 || code === 6;
  // The sign of samples of less than a byte is passed over, as GDAL does.
  const signed = code === 5 || (code === 2 && bits >= 8);
  const format: SampleFormat = code === 3 || code === 6 ? 'float' : signed ? 'int' : 'uint';
  const part = complex ? bits / 2 : bits;
  if (isReadable(part, format, complex)) return { bits: part, format, complex };
  const kind = `${complex ? 'complex ' : ''}${format === 'float' ? 'floating-point ' : ''}`;
  throw new UserError(
    `“${name}” holds ${bits}-bit ${kind}samples, which cannot be read. Convert it with gdal_translate, for example with -ot Float32.`,
  );
}

function isReadable(bits: number, format: SampleFormat, complex: boolean): boolean {
  if (!Number.isInteger(bits)) return false;
  if (complex) return format === 'float' ? [32, 64].includes(bits) : [16, 32].includes(bits);
  if (format === 'float') return [16, 24, 32, 64].includes(bits);
  if (format === 'int') return [8, 16, 32, 64].includes(bits);
  return bits >= 1 && (bits <= 32 || bits === 64);
}

async function readGrid(dir: Directory, name: string, width: number, height: number) {
  const tiled = dir.has(TAG.TileWidth) || dir.has(TAG.TileOffsets);
  const blockWidth = tiled ? ((await dir.number(TAG.TileWidth)) ?? 0) : width;
  const rows = tiled ? await dir.number(TAG.TileLength) : await dir.number(TAG.RowsPerStrip);
  const blockHeight = tiled ? (rows ?? 0) : Math.min(rows || height, height);
  // Some writers use the strip tags for the offsets of tiles; libtiff reads either (tif_dirread.c).
  const offsets =
    (await dir.numbers(tiled && dir.has(TAG.TileOffsets) ? TAG.TileOffsets : TAG.StripOffsets)) ??
    new Float64Array(0);
  const byteCounts =
    (await dir.numbers(
      tiled && dir.has(TAG.TileByteCounts) ? TAG.TileByteCounts : TAG.StripByteCounts,
    )) ?? new Float64Array(offsets.length);
  if (!(blockWidth >= 1) || !(blockHeight >= 1) || offsets.length === 0) {
    throw new UserError(
      `“${name}” does not say where its pixels are: the directory is damaged. Get the file again.`,
    );
  }
  return { tiled, blockWidth, blockHeight, offsets, byteCounts };
}

function checkBlocks(name: string, l: Layout): void {
  const rows = canSplit(l) ? 1 : l.blockHeight;
  const pieceBytes = heldBytes(l, rows, blockRowBytes(l) * rows);
  if (pieceBytes > MAX_BLOCK_BYTES) {
    throw new UserError(
      `“${name}” is stored in pieces of ${Math.round(pieceBytes / 2 ** 20)} MB, too large to read in a browser. Convert it with gdal_translate -of COG.`,
    );
  }
  const wanted = l.blocksAcross * l.blocksDown * (l.planar ? l.samples : 1);
  if (l.offsets.length < wanted) {
    throw new UserError(
      `“${name}” is damaged: it lists ${l.offsets.length} of the ${wanted} pieces of its picture. Get the file again.`,
    );
  }
}

/** Bytes of one pixel row of a block, padded to whole bytes as TIFF 6.0 asks. */
export function blockRowBytes(
  l: Pick<Layout, 'blockWidth' | 'blockSamples' | 'bits' | 'complex'>,
): number {
  return Math.ceil((l.blockWidth * l.blockSamples * l.bits * (l.complex ? 2 : 1)) / 8);
}

/** Bytes of a decoded block of so many rows, before colours are converted. */
export function blockBytes(l: Layout, rows: number): number {
  if (l.conversion !== 'ycbcr' || l.planar) return blockRowBytes(l) * rows;
  const [across, down] = l.special.subsampling;
  return Math.ceil(l.blockWidth / across) * Math.ceil(rows / down) * (across * down + 2);
}

/** Tall strips are cut so that no piece is larger than about 1 MB. */
function splitRawStrips(l: Layout, name: string): Layout {
  const rowBytes = blockRowBytes(l);
  const rows = Math.max(1, Math.floor(2 ** 20 / rowBytes));
  if (rows >= l.blockHeight) return l;
  const planes = l.planar ? l.samples : 1;
  const offsets: number[] = [];
  const byteCounts: number[] = [];
  // Every new strip lies inside one old strip, so the new height must divide the old one.
  let height = rows;
  while (l.blockHeight % height !== 0 && l.blocksDown > 1) height--;
  const blocksDown = Math.ceil(l.height / height);
  if (blocksDown * planes > MAX_PIECES) throw impossibleSize(name, l.width, l.height);
  for (let plane = 0; plane < planes; plane++) {
    for (let b = 0; b < blocksDown; b++) {
      const y = b * height;
      const old = plane * l.blocksDown + Math.floor(y / l.blockHeight);
      const start = l.offsets[old] ?? 0;
      offsets.push(start === 0 ? 0 : start + (y % l.blockHeight) * rowBytes);
      byteCounts.push(Math.min(height, l.height - y) * rowBytes);
    }
  }
  return {
    ...l,
    blockHeight: height,
    blocksDown,
    offsets: Float64Array.from(offsets),
    byteCounts: Float64Array.from(byteCounts),
  };
}

/**
 * ExtraSamples 1 and 2 are associated and unassociated alpha; only the last sample is taken for it, and, as
 * in GDAL, not where GDAL's items say that it is something else: some programs mark the near infrared of
 * four bands so. The place is among the samples that are shown.
 */
async function readAlpha(dir: Directory, samples: number, conversion: Conversion | null) {
  const extra = await dir.numbers(TAG.ExtraSamples);
  if (!extra || samples < 2) return null;
  const last = extra[extra.length - 1];
  if (last !== 1 && last !== 2) return null;
  if (conversion) return conversion === 'palette' ? 3 : null;
  const items = parseGdalMetadata((await dir.text(TAG.GdalMetadata)) ?? '');
  const said = items.find(({ sample, role }) => sample === samples - 1 && role === 'colorinterp');
  return said && !/^alpha$/i.test(said.value) ? null : samples - 1;
}

async function readPalette(dir: Directory, name: string, bits: number) {
  const map = await dir.numbers(TAG.ColorMap);
  const size = 2 ** bits;
  if (!map || map.length < 3 * size || bits > 16) {
    throw new UserError(
      `“${name}” is a palette picture without its palette. Get the file again, or convert it to RGB.`,
    );
  }
  // Some writers fill 8-bit values into the 16-bit table.
  const shift = map.some((v) => v > 255) ? 8 : 0;
  const channel = (c: number) =>
    Uint8Array.from(map.subarray(c * size, (c + 1) * size), (v) => v >> shift);
  return [channel(0), channel(1), channel(2)] as const;
}

/** The model's name for the sample type of a layout, as it is shown. */
export function sampleTypeOf(layout: Layout): Raster['sampleType'] {
  const { bits, format, conversion, complex } = layout;
  if (conversion) return 'uint8';
  if (complex) return bits === 64 ? 'float64' : 'float32';
  if (format === 'float') {
    if (bits === 64) return 'float64';
    return bits === 16 ? 'float16' : 'float32';
  }
  const size = bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
  return `${format}${size}`;
}
