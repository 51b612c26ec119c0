/** Reads and checks what a directory says of its picture. */
import { UserError } from '../domain/errors';
import type { Raster } from '../domain/model/frame';
import { codecFor } from './codecs';
import type { Directory } from './directory';
import type { Layout, SampleFormat } from './layout-types';
import { PHOTOMETRIC, TAG } from './tags';

const MAX_SIDE = 2 ** 31 - 1;
const MAX_SAMPLES = 4096;
/** A decoded block has to fit into the memory of a worker. */
const MAX_BLOCK_BYTES = 2 ** 30;

/** Reads and checks a directory's layout. Throws a UserError naming the file for what cannot be read. */
export async function readLayout(dir: Directory, name: string): Promise<Layout> {
  const width = (await dir.number(TAG.ImageWidth)) ?? 0;
  const height = (await dir.number(TAG.ImageLength)) ?? 0;
  const samples = (await dir.number(TAG.SamplesPerPixel)) ?? 1;
  checkSize(name, width, height, samples);
  const { bits, format, complex } = await readSampleType(dir, name, samples);
  const photometric = (await dir.number(TAG.Photometric)) ?? PHOTOMETRIC.MinIsBlack;
  const planar = samples > 1 && (await dir.number(TAG.PlanarConfiguration)) === 2;
  const blockSamples = planar ? 1 : samples;
  const grid = await readGrid(dir, name, width, height);
  const compression = (await dir.number(TAG.Compression)) ?? 1;
  const codec = codecFor(compression, name);
  const lerc = await dir.numbers(TAG.LercParameters);
  const blocksAcross = Math.ceil(width / grid.blockWidth);
  const blocksDown = Math.ceil(height / grid.blockHeight);
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
    blockSamples,
    blocksAcross,
    blocksDown,
    littleEndian: dir.littleEndian,
    bitsReversed: (await dir.number(TAG.FillOrder)) === 2,
    predictor: (await dir.number(TAG.Predictor)) ?? 1,
    compression,
    codec,
    jpegTables: await dir.bytes(TAG.JpegTables),
    lercParameters: lerc && [...lerc],
    alpha: await readAlpha(dir, samples, photometric),
    palette: photometric === PHOTOMETRIC.Palette ? await readPalette(dir, name, bits) : null,
  };
  checkBlocks(name, layout);
  return compression === 1 && !grid.tiled ? splitRawStrips(layout) : layout;
}

function checkSize(name: string, width: number, height: number, samples: number): void {
  const whole = [width, height].every((n) => Number.isInteger(n) && n >= 1 && n <= MAX_SIDE);
  if (!whole) {
    throw new UserError(
      `“${name}” claims a size of ${width} × ${height} pixels, which cannot be. The file is damaged; get it again.`,
    );
  }
  if (!Number.isInteger(samples) || samples < 1 || samples > MAX_SAMPLES) {
    throw new UserError(
      `“${name}” claims ${samples} bands, which cannot be shown. The file is damaged; get it again.`,
    );
  }
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
  const format: SampleFormat =
    code === 3 || code === 6 ? 'float' : code === 2 || code === 5 ? 'int' : 'uint';
  if (complex) {
    throw new UserError(
      `“${name}” holds complex radar samples, which have no brightness of their own. Convert it to amplitude or decibels and open that.`,
    );
  }
  const good =
    format === 'float' ? [16, 32, 64].includes(bits) : bits >= 1 && (bits <= 32 || bits === 64);
  if (!good || !Number.isInteger(bits) || (format === 'int' && ![8, 16, 32, 64].includes(bits))) {
    throw new UserError(
      `“${name}” holds ${bits}-bit ${format === 'float' ? 'floating-point ' : ''}samples, which cannot be read. Convert it with gdal_translate, for example with -ot Float32.`,
    );
  }
  return { bits, format, complex };
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
  const blockBytes = blockRowBytes(l) * l.blockHeight;
  if (blockBytes > MAX_BLOCK_BYTES && (l.compression !== 1 || l.tiled)) {
    throw new UserError(
      `“${name}” is stored in pieces of ${Math.round(blockBytes / 2 ** 20)} MB, too large to read in a browser. Convert it with gdal_translate -of COG.`,
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
export function blockRowBytes(l: Pick<Layout, 'blockWidth' | 'blockSamples' | 'bits'>): number {
  return Math.ceil((l.blockWidth * l.blockSamples * l.bits) / 8);
}

/** Uncompressed strips can be read in any pieces: tall ones are cut so that none is larger than about 1 MB. */
function splitRawStrips(l: Layout): Layout {
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

/** ExtraSamples 1 and 2 are associated and unassociated alpha; only the last sample is taken for it. */
async function readAlpha(dir: Directory, samples: number, photometric: number) {
  const extra = await dir.numbers(TAG.ExtraSamples);
  if (!extra || samples < 2 || photometric === PHOTOMETRIC.Palette) return null;
  const last = extra[extra.length - 1];
  return last === 1 || last === 2 ? samples - 1 : null;
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

/** The model's name for the sample type of a layout. */
export function sampleTypeOf({ bits, format, palette }: Layout): Raster['sampleType'] {
  if (palette) return 'uint8';
  if (format === 'float') return bits === 16 ? 'float16' : bits === 32 ? 'float32' : 'float64';
  const size = bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
  return `${format}${size}`;
}
