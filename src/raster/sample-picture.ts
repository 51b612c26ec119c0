/** Takes a sample of a picture's values for its statistics, in bounded time and memory. */
import { isAbort, UserError } from '../domain/errors';
import type { Picture } from './picture';

/** Pixels that make a good sample. */
const ENOUGH = 512 * 512;
const MAX_WINDOWS = 64;
/** Windows that are read at once, so that the requests for a far file's can be joined. */
const AT_ONCE = 4;

export type PictureSample = {
  /** Values of each tile band at pixels that hold data. */
  readonly values: readonly Float64Array[];
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
  const layouts = picture.storedLayouts;
  let level = layouts.length - 1;
  const pixelsOf = (i: number) => (layouts[i]?.width ?? 0) * (layouts[i]?.height ?? 0);
  while (level > 0 && pixelsOf(level) < ENOUGH) level--;
  const windows = windowsOf(picture, level);
  const channels = picture.bands.length + 1;
  const parts: number[][] = picture.bands.map(() => []);
  const stride = Math.max(1, Math.floor(totalPixels(windows) / (2 * ENOUGH)));
  let failed = 0;
  let failure: unknown;
  for (let first = 0; first < windows.length; first += AT_ONCE) {
    signal?.throwIfAborted();
    const some = windows.slice(first, first + AT_ONCE);
    const reads = some.map((window) => picture.readWindow(level, window, signal));
    for (const read of await Promise.allSettled(reads)) {
      if (read.status === 'rejected') {
        failure = read.reason;
        if (isAbort(failure) || !(failure instanceof UserError)) throw failure;
        failed++;
        continue;
      }
      const data = read.value;
      for (let at = 0; at < data.length; at += channels * stride) {
        if (data[at + channels - 1] === 0) continue;
        for (const [band, part] of parts.entries()) part.push(data[at + band] as number);
      }
    }
  }
  if (failed === windows.length) throw failure;
  return { values: parts.map((p) => Float64Array.from(p)), failed, windows: windows.length };
}

const totalPixels = (windows: readonly { width: number; height: number }[]) =>
  windows.reduce((sum, { width, height }) => sum + width * height, 0);

/** Whole blocks, so that nothing is decoded for nothing; of strips the rows are at most 64. */
function windowsOf(picture: Picture, level: number) {
  const layout = picture.storedLayouts[level] ?? picture.layout;
  const { blockWidth, blockHeight, blocksAcross, blocksDown, width, height } = layout;
  const count = blocksAcross * blocksDown;
  const blockPixels = blockWidth * blockHeight;
  const wanted = Math.max(4, Math.ceil((2 * ENOUGH) / blockPixels));
  const take = Math.min(count, MAX_WINDOWS, Math.max(wanted, Math.min(count, 16)));
  return Array.from({ length: take }, (_, i) => {
    const block = Math.floor(((i + 0.5) * count) / take);
    const x = (block % blocksAcross) * blockWidth;
    const y = Math.floor(block / blocksAcross) * blockHeight;
    return {
      x,
      y,
      width: Math.min(blockWidth, width - x),
      height: Math.min(blockHeight, height - y, Math.max(64, Math.ceil(2 ** 20 / blockWidth))),
    };
  });
}
