/** Takes a sample of a picture's values for its statistics, in bounded time and memory. */
import { isAbort, UserError } from '../../domain/errors';
import type { PixelArray } from '../blocks/assemble';
import type { Picture } from '../pictures/picture';
import type { Size } from '../pictures/virtual-levels';
import type { RasterLevel, RasterTile } from '../types';

/** Pixels of a level that show the whole picture well enough. */
const ENOUGH = 512 * 512;
/** Pixels whose values are kept: percentiles of more are no better, and sorting them delays the picture. */
const KEPT = 2 ** 16;
const MAX_WINDOWS = 64;
/** Windows that are read at once, so that the requests for a far file's can be joined. */
const AT_ONCE = 4;
/** Of a file of this machine: one is decoded while the next is read. */
const AT_ONCE_NEAR = 2;

export type PictureSample = {
  /** Values of each tile band at pixels that hold data. */
  readonly values: readonly PixelArray[];
  /** The largest value of 16 bits, also of pixels whose values are not kept; of others of some pixels; at least 0. */
  readonly largest: number;
  /** Windows that could not be read, of how many. */
  readonly failed: number;
  readonly windows: number;
};

/**
 * Reads windows spread evenly over the coarsest stored level that has enough pixels. Throws the file's
 * UserError where none can be read.
 */
export async function samplePicture(
  picture: Picture,
  signal?: AbortSignal,
): Promise<PictureSample> {
  const level = sampledLevel(picture.storedLayouts);
  const windows = windowsOf(picture, level);
  const collected = new Collected(picture.bands.length, stepOver(windows));
  let failed = 0;
  let failure: unknown;
  const atOnce = picture.file.source.head ? AT_ONCE : AT_ONCE_NEAR;
  const arrays: (PixelArray | undefined)[] = [];
  for (let first = 0; first < windows.length; first += atOnce) {
    signal?.throwIfAborted();
    const some = windows.slice(first, first + atOnce);
    const reads = some.map((window, i) => picture.readWindow(level, window, signal, arrays[i]));
    for (const [i, read] of (await Promise.allSettled(reads)).entries()) {
      if (read.status === 'fulfilled') {
        const { width, height } = some[i] ?? { width: 0, height: 0 };
        collected.add(read.value, { width, height, stride: width });
        arrays[i] = read.value;
        continue;
      }
      // Its other bands may still be on their way into it.
      arrays[i] = undefined;
      failure = read.reason;
      if (isAbort(failure) || !(failure instanceof UserError)) throw failure;
      failed++;
    }
  }
  if (failed === windows.length) throw failure;
  const { values, largest } = collected;
  return { values, largest, failed, windows: windows.length };
}

export type SampledTiles = {
  readonly sample: PictureSample;
  /** Of the places, in their order; null for those that could not be read. */
  readonly tiles: readonly (RasterTile | null)[];
};

/** Whether the tiles of the level that is sampled are what samplePicture() would read of it, all together. */
export function isSampledByTiles({ levels, storedLayouts }: Picture): boolean {
  const level = sampledLevel(storedLayouts);
  const layout = storedLayouts[level];
  const tileSize = levels[level]?.tileSize;
  if (!layout?.tiled || layout.blockWidth !== tileSize || layout.blockHeight !== tileSize)
    return false;
  return layout.blocksAcross * layout.blocksDown <= MANY_BLOCKS && tileSize ** 2 <= OF_A_BLOCK;
}

/** Some tiles of the level that is sampled, and what samplePicture() would have taken of them. */
export async function sampleTiles(
  picture: Picture,
  places: readonly (readonly [column: number, row: number])[],
  signal?: AbortSignal,
): Promise<SampledTiles> {
  const level = sampledLevel(picture.storedLayouts);
  const { width, height, tileSize } = picture.levels[level] as RasterLevel;
  const collected = new Collected(picture.bands.length, stepOver(windowsOf(picture, level)));
  const tiles: (RasterTile | null)[] = [];
  for (let first = 0; first < places.length; first += AT_ONCE_NEAR) {
    signal?.throwIfAborted();
    const some = places.slice(first, first + AT_ONCE_NEAR);
    const reads = some.map(([column, row]) => picture.readTile(level, column, row, signal));
    for (const [i, read] of (await Promise.allSettled(reads)).entries()) {
      const tile = read.status === 'fulfilled' ? read.value : null;
      if (read.status === 'rejected' && !(read.reason instanceof UserError)) throw read.reason;
      tiles.push(tile);
      const [column, row] = some[i] ?? [0, 0];
      // Of a tile at the edge the part inside.
      const inside = {
        width: Math.min(tileSize, width - column * tileSize),
        height: Math.min(tileSize, height - row * tileSize),
      };
      if (tile) collected.add(tile.data, { ...inside, stride: tileSize });
    }
  }
  const { values, largest } = collected;
  const failed = tiles.filter((tile) => tile === null).length;
  return { sample: { values, largest, failed, windows: places.length }, tiles };
}

/** One sample of the shares of several. */
export function joinSamples(samples: readonly PictureSample[]): PictureSample {
  const sum = (of: (sample: PictureSample) => number) =>
    samples.reduce((total, sample) => total + of(sample), 0);
  const [first] = samples;
  return {
    values: (first?.values ?? []).map((_, band) =>
      joinValues(samples.flatMap(({ values }) => values[band] ?? [])),
    ),
    largest: Math.max(0, ...samples.map(({ largest }) => largest)),
    failed: sum(({ failed }) => failed),
    windows: sum(({ windows }) => windows),
  };
}

/** Of one type as they are; of several pictures, whose types may differ, as floats, which hold all of them. */
export function joinValues(parts: readonly PixelArray[]): PixelArray {
  const [first] = parts;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const same = parts.every((part) => part.constructor === first?.constructor);
  const all = first && same ? likeOf(first, length) : new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Of the type of another, which takes less memory than floating point mostly: touching it first takes time. */
function likeOf(other: PixelArray, length: number): PixelArray {
  return new (other.constructor as new (length: number) => PixelArray)(length);
}

/** The coarsest stored level that has enough pixels, of levels from the finest on. */
export function sampledLevel(stored: readonly Size[]): number {
  let level = stored.length - 1;
  const pixelsOf = (i: number) => (stored[i]?.width ?? 0) * (stored[i]?.height ?? 0);
  while (level > 0 && pixelsOf(level) < ENOUGH) level--;
  return level;
}

type Rows = { readonly width: number; readonly height: number; readonly stride: number };

/** Values of every so many pixels that hold data, and the largest. */
class Collected {
  largest = 0;
  /** By band, of window after window. */
  private readonly kept: PixelArray[][];

  constructor(
    private readonly bands: number,
    private readonly step: number,
  ) {
    this.kept = Array.from({ length: bands }, () => []);
  }

  get values(): readonly PixelArray[] {
    return this.kept.map(joinValues);
  }

  add(data: PixelArray, rows: Rows): void {
    const { bands, step } = this;
    const channels = bands + 1;
    const room = Math.ceil((rows.width * rows.height) / step);
    const found = Array.from({ length: bands }, () => likeOf(data, room));
    let count = 0;
    for (let pixel = 0; pixel < rows.width * rows.height; pixel += step) {
      const row = Math.floor(pixel / rows.width);
      const at = (row * rows.stride + pixel - row * rows.width) * channels;
      if (data[at + bands] === 0) continue;
      for (let band = 0; band < bands; band++) {
        (found[band] as PixelArray)[count] = data[at + band] as number;
      }
      count++;
    }
    for (const [band, values] of found.entries()) {
      this.kept[band]?.push(values.subarray(0, count));
    }
    this.measure(data, rows, data instanceof Uint16Array ? 1 : step);
  }

  /** All pixels of 16 bits: few that are bright tell how many bits are used. */
  private measure(data: PixelArray, { width, height, stride }: Rows, step: number): void {
    const channels = this.bands + 1;
    let { largest } = this;
    for (let row = 0; row < height; row++) {
      const end = (row * stride + width) * channels;
      for (let at = row * stride * channels; at < end; at += channels * step) {
        if (data[at + this.bands] === 0) continue;
        for (let band = 0; band < this.bands; band++) {
          const value = data[at + band] as number;
          if (value > largest) largest = value;
        }
      }
    }
    this.largest = largest;
  }
}

/** Of how many pixels of these windows one is kept. */
function stepOver(windows: readonly { width: number; height: number }[]): number {
  const pixels = windows.reduce((sum, { width, height }) => sum + width * height, 0);
  // An odd step meets all columns of windows whose widths are powers of two.
  return Math.max(1, Math.ceil(pixels / KEPT)) | 1;
}

/** Blocks that show the whole picture well enough by any part of each. */
const MANY_BLOCKS = 16;
/** Pixels that are looked at of one block. */
const OF_A_BLOCK = 2 ** 20;

/**
 * Whole blocks, so that nothing is decoded for nothing. Of tall ones some rows are looked at: where there
 * are few blocks, rows all over each of them.
 */
function windowsOf(picture: Picture, level: number) {
  const layout = picture.storedLayouts[level] ?? picture.layout;
  const { blockWidth, blockHeight, blocksAcross, blocksDown, width, height } = layout;
  const count = blocksAcross * blocksDown;
  const blockPixels = blockWidth * blockHeight;
  const wanted = Math.max(4, Math.ceil((2 * ENOUGH) / blockPixels));
  const take = Math.min(count, MAX_WINDOWS, Math.max(wanted, Math.min(count, MANY_BLOCKS)));
  const pieces = blockPixels > OF_A_BLOCK ? Math.max(1, Math.floor(MANY_BLOCKS / count)) : 1;
  const rows = Math.max(64, Math.ceil(OF_A_BLOCK / blockWidth)) / pieces;
  return Array.from({ length: take * pieces }, (_, i) => {
    const block = Math.floor(((Math.floor(i / pieces) + 0.5) * count) / take);
    const x = (block % blocksAcross) * blockWidth;
    const top = Math.floor(block / blocksAcross) * blockHeight;
    const down = Math.min(blockHeight, height - top);
    const high = Math.min(down, Math.ceil(rows));
    const y = top + Math.floor(((down - high) * (i % pieces)) / Math.max(1, pieces - 1));
    return { x, y, width: Math.min(blockWidth, width - x), height: high };
  });
}
