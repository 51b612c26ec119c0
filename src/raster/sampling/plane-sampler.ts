/**
 * Samples a picture onto a grid of the caller's choice, as planes of floats: what the analysis of
 * pictures (alignment, change, chips) works on. Two pictures sampled on the same ground can be compared
 * pixel by pixel whatever their resolutions, coordinate systems and turns are.
 */

import { levelPixels } from '../../domain/imaging/level-pixels';
import type { Transform } from '../../domain/model/frame';
import type { Neighbourhood, Rect } from '../blocks/neighbourhood';
import type { OpenImage } from '../pictures/image';
import { Picture } from '../pictures/picture';
import { type PlaneRaster, windowsOf } from './plane-windows';
import { resampleBlock } from './resample';

/** What is needed of an open picture. */
export type SampledRaster = PlaneRaster & {
  /** Levels that the file stores; the coarser ones have pixels of exactly 2ⁿ × 2ⁿ of the last of them. */
  readonly storedLevels?: number;
  /** Whether a level's pixels come in rows through the whole width (strips). */
  readonly byRows?: (level: number) => boolean;
};

/** Where the pixels of the output lie in the picture. */
export type PlaneGrid = {
  /** Pixels of the output. */
  readonly width: number;
  readonly height: number;
  /**
   * From places of the output to pixels of the picture, [x0, dx/dcolumn, dx/drow, y0, dy/dcolumn,
   * dy/drow]. Both have (0, 0) at the outer corner of the first pixel, so the middle of output pixel
   * (c, r) is at (c + 0.5, r + 0.5).
   */
  readonly transform: Transform;
};

export type Planes = {
  readonly width: number;
  readonly height: number;
  /** The file's band (0-based) of each plane; the first of them for their mean. */
  readonly bands: readonly number[];
  /** Row by row from the top, width × height each; 0 where not valid. Samples keep the file's units. */
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  /** 1 where there is data, else 0 (outside, nodata, transparent). */
  readonly valid: Uint8Array<ArrayBuffer>;
};

export type SampleOptions = {
  /** The file's bands (0-based); all that the tiles carry if left out. */
  readonly bands?: readonly number[] | undefined;
  /**
   * Whether only levels that are clearly finer than the grid will do: interpolating between pixels of about
   * its own size keeps less of the fine detail by which pictures are laid on each other. Reads up to four
   * times as much.
   */
  readonly sharp?: boolean | undefined;
  /** Whether the mean of the bands is wanted alone, as one plane. */
  readonly mean?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called between blocks with the share that is done; may give up the thread, or throw to end it. */
  readonly step?: ((share: number) => Promise<void> | void) | undefined;
};

/** Side of the squares of the output that are made in one go, pixels. */
const BLOCK = 512;
/** Filters reach at most this many pixels of a level beyond the middle of what they look at. */
const REACH = 3;

/** A level's pixels in those of the grid: a hair of room, since steps of map projections are never whole. */
const AS_FINE = 1.01;
const CLEARLY_FINER = 0.75;

/** An open image as the sampler wants it. */
export function sampledRaster(image: OpenImage): SampledRaster {
  const { levels, bands, floating, channels, units } = image;
  return {
    levels,
    bands,
    floating,
    channels,
    storedLevels: image.stored.length,
    byRows: (level) => units[level]?.[0] === Number.MAX_SAFE_INTEGER,
    readTile: (level, column, row, signal) => image.readTile(level, column, row, signal),
    readBands: (level, window, wanted, signal) =>
      image instanceof Picture && level < image.storedLayouts.length
        ? image.readBands(level, window, wanted, signal)
        : null,
  };
}

/**
 * The picture on the grid. Where its pixels are smaller than the grid's, the mean of those that a pixel
 * of the grid covers, out of the coarsest level that is still as fine as the grid; where they are
 * larger, bicubic interpolation (Catmull-Rom; bilinear beside missing data). Rejects with an AbortError
 * when the signal is aborted, with a UserError where the file cannot be read, and with a RangeError for
 * a band that the tiles do not carry or a transform that has no area.
 */
export async function samplePlanes(
  raster: SampledRaster,
  grid: PlaneGrid,
  { bands = raster.bands, sharp = false, mean = false, signal, step }: SampleOptions = {},
): Promise<Planes> {
  const { width, height } = grid;
  const level = levelFor(raster, grid.transform, sharp ? CLEARLY_FINER : AS_FINE);
  const windowOf = windowsOf(raster, level.index, bands);
  const made = mean ? bands.slice(0, 1) : bands;
  const planes = made.map(() => new Float32Array(width * height));
  const valid = new Uint8Array(width * height);
  const out = { width, planes, valid };
  const blocks = blocksOf(grid, raster.byRows?.(level.index) ?? false);
  const read = (block: Rect | undefined) =>
    block ? windowOf(boundsOf(block, level.transform), signal) : null;
  let next = read(blocks[0]);
  for (const [done, block] of blocks.entries()) {
    const around = await next;
    signal?.throwIfAborted();
    // The next block is fetched and unpacked while this one is computed.
    next = read(blocks[done + 1]);
    next?.then(undefined, () => undefined);
    if (around) resampleBlock(mean ? meanOf(around) : around, level.transform, block, out);
    await step?.((done + 1) / blocks.length);
  }
  return { width, height, bands: made, planes, valid };
}

/** All bands made one: weights are the same for all, so that it does not matter whether before or after. */
function meanOf(source: Neighbourhood): Neighbourhood {
  const { bands, stride, valid } = source;
  if (bands.length < 2) return source;
  const sums = new Float32Array(valid.length);
  for (const { samples, offset } of bands) {
    for (let i = 0, at = offset; i < sums.length; i++, at += stride) {
      sums[i] = (sums[i] as number) + (samples[at] as number);
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) / bands.length;
  return { ...source, bands: [{ samples: sums, offset: 0 }], stride: 1 };
}

/** Squares of the grid; of strips, which are unpacked through their whole width, bands of about as many pixels. */
function blocksOf({ width, height }: PlaneGrid, byRows: boolean): readonly Rect[] {
  const wide = byRows ? width : BLOCK;
  const high = byRows ? Math.max(16, Math.ceil(BLOCK ** 2 / width)) : BLOCK;
  const blocks: Rect[] = [];
  for (let top = 0; top < height; top += high) {
    for (let left = 0; left < width; left += wide) {
      const [right, bottom] = [Math.min(width, left + wide), Math.min(height, top + high)];
      blocks.push({ left, top, width: right - left, height: bottom - top });
    }
  }
  return blocks;
}

/**
 * The coarsest level whose pixels are not larger than `most` times the grid's, and the transform to its
 * pixels; the finest where none is.
 */
function levelFor(raster: SampledRaster, transform: Transform, most: number) {
  const [, xCol, xRow, , yCol, yRow] = transform;
  const step = Math.min(Math.hypot(xCol, yCol), Math.hypot(xRow, yRow));
  if (!(Math.abs(xCol * yRow - xRow * yCol) > 0)) {
    throw new RangeError('The grid has no area in the picture.');
  }
  let index = 0;
  for (let i = 1; i < raster.levels.length; i++) {
    if (Math.max(...levelPixels(raster, i)) <= step * most) index = i;
  }
  const [across, down] = levelPixels(raster, index);
  const [x0, , , y0] = transform;
  const scaled: Transform = [
    x0 / across,
    xCol / across,
    xRow / across,
    y0 / down,
    yCol / down,
    yRow / down,
  ];
  return { index, transform: scaled };
}

/** The rectangle of level pixels that a block of the output looks at. */
function boundsOf({ left, top, width, height }: Rect, transform: Transform): Rect {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const corners = [
    [left, top],
    [left + width, top],
    [left, top + height],
    [left + width, top + height],
  ] as const;
  const xs = corners.map(([c, r]) => x0 + c * xCol + r * xRow);
  const ys = corners.map(([c, r]) => y0 + c * yCol + r * yRow);
  const x = Math.floor(Math.min(...xs)) - REACH;
  const y = Math.floor(Math.min(...ys)) - REACH;
  return {
    left: x,
    top: y,
    width: Math.ceil(Math.max(...xs)) + REACH - x,
    height: Math.ceil(Math.max(...ys)) + REACH - y,
  };
}
