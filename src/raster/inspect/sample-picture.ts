/** Takes a sample of a picture's values for its statistics, in bounded time and memory. */
import { isAbort, UserError } from '../../domain/errors';
import type { PixelArray } from '../blocks/assemble';
import type { Picture } from '../pictures/picture';
import type { Size } from '../pictures/virtual-levels';

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
  readonly values: readonly Float64Array[];
  /** The largest value of all pixels that were read, also of those whose values are not kept; at least 0. */
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
  const collected = new Collected(picture.bands.length, totalPixels(windows));
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
        collected.add(read.value);
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

/** The coarsest stored level that has enough pixels, of levels from the finest on. */
export function sampledLevel(stored: readonly Size[]): number {
  let level = stored.length - 1;
  const pixelsOf = (i: number) => (stored[i]?.width ?? 0) * (stored[i]?.height ?? 0);
  while (level > 0 && pixelsOf(level) < ENOUGH) level--;
  return level;
}

/** Values of every so many pixels that hold data, and the largest of all. */
class Collected {
  largest = 0;
  private readonly kept: readonly Float64Array[];
  private readonly step: number;
  private count = 0;

  /** @param pixels that will be added at most */
  constructor(
    private readonly bands: number,
    pixels: number,
  ) {
    // An odd step meets all columns of windows whose widths are powers of two.
    this.step = Math.max(1, Math.ceil(pixels / KEPT)) | 1;
    this.kept = Array.from({ length: bands }, () => new Float64Array(Math.min(pixels, KEPT)));
  }

  get values(): readonly Float64Array[] {
    return this.kept.map((band) => band.slice(0, this.count));
  }

  add(data: PixelArray): void {
    const channels = this.bands + 1;
    const { step, kept } = this;
    for (let at = 0, pixel = 0; at < data.length; at += channels, pixel++) {
      if (data[at + channels - 1] === 0) continue;
      const keep = pixel % step === 0 && this.count < KEPT;
      for (let band = 0; band < channels - 1; band++) {
        const value = data[at + band] as number;
        if (value > this.largest) this.largest = value;
        if (keep) (kept[band] as Float64Array)[this.count] = value;
      }
      if (keep) this.count++;
    }
  }
}

const totalPixels = (windows: readonly { width: number; height: number }[]) =>
  windows.reduce((sum, { width, height }) => sum + width * height, 0);

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
