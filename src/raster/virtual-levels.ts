/**
 * Coarser levels of pictures that carry none, made when asked for: each is half of the level before it,
 * 2 × 2 box means of the pixels that hold data. A row of tiles is made in one go, so that strips, which
 * run through the whole width, are decoded once for it, and kept while memory allows.
 */
import { type ChannelSpec, type PixelArray, readWindow, type StoredLevel } from './assemble';
import type { ByteLru } from './byte-lru';
import { SharedTask } from './shared-task';

export type Size = { readonly width: number; readonly height: number };
export type RowCache = ByteLru<SharedTask<PixelArray>>;

/**
 * Coarsest level: both sides at most this many pixels. Smaller would be one row of tiles, whose making
 * could not be shared among workers.
 */
const COARSEST = 1024;
/** Bound of the pixels of the stored level that are held at once. */
const CHUNK_BYTES = 16 * 2 ** 20;

/** Sizes of the virtual levels under a stored one, finest first. */
export function virtualSizes({ width, height }: Size): Size[] {
  const sizes: Size[] = [];
  let size = { width, height };
  while (Math.max(size.width, size.height) > COARSEST) {
    size = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
    sizes.push(size);
  }
  return sizes;
}

export class VirtualLevels {
  readonly sizes: readonly Size[];

  constructor(
    private readonly base: StoredLevel,
    private readonly spec: ChannelSpec,
    private readonly tileSize: number,
    private readonly cache: RowCache,
    private readonly key: string,
  ) {
    this.sizes = virtualSizes(base.blocks.layout);
  }

  /** One tile, cut out of its row; tileSize × tileSize with alpha 0 beyond the picture. */
  async tile(
    index: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<PixelArray> {
    const { width, height } = this.size(index);
    const pixels = await this.row(index, row, signal);
    const { tileSize } = this;
    const channels = this.spec.bands.length + 1;
    const out = this.array(tileSize * tileSize * channels);
    const across = Math.min(tileSize, width - column * tileSize);
    const down = Math.min(tileSize, height - row * tileSize);
    for (let y = 0; y < down; y++) {
      const from = (y * width + column * tileSize) * channels;
      out.set(pixels.subarray(from, from + across * channels), y * tileSize * channels);
    }
    return out;
  }

  private size(index: number): Size {
    return this.sizes[index] ?? this.base.blocks.layout;
  }

  private array(length: number): PixelArray {
    return this.spec.floating ? new Float32Array(length) : new Uint8Array(length);
  }

  /** All pixels of a row of tiles of a virtual level: width × (at most tileSize) × channels. */
  private row(index: number, row: number, signal?: AbortSignal): Promise<PixelArray> {
    const key = `${this.key}/${index}/${row}`;
    const known = this.cache.get(key);
    if (known && !known.abandoned) return known.join(signal);
    const task: SharedTask<PixelArray> = new SharedTask(async (shared) => {
      try {
        const pixels = await this.makeRow(index, row, shared);
        this.cache.resize(key, task, pixels.byteLength);
        return pixels;
      } catch (error) {
        if (this.cache.get(key) === task) this.cache.delete(key);
        throw error;
      }
    });
    this.cache.set(key, task, 0);
    return task.join(signal);
  }

  private async makeRow(index: number, row: number, signal: AbortSignal): Promise<PixelArray> {
    const size = this.size(index);
    const finer = this.size(index - 1);
    const channels = this.spec.bands.length + 1;
    const rows = Math.min(this.tileSize, size.height - row * this.tileSize);
    const out = this.array(size.width * rows * channels);
    const finerTop = row * this.tileSize * 2;
    const finerRows = Math.min(rows * 2, finer.height - finerTop);
    if (index > 0) {
      for (let half = 0; half * this.tileSize < finerRows; half++) {
        const part = await this.row(index - 1, row * 2 + half, signal);
        const partRows = Math.min(this.tileSize, finerRows - half * this.tileSize);
        halve(part, finer.width, partRows, channels, out, (half * this.tileSize) / 2, size.width);
      }
      return out;
    }
    const rowBytes = finer.width * channels * out.BYTES_PER_ELEMENT;
    const step = Math.max(2, Math.floor(CHUNK_BYTES / rowBytes / 2) * 2);
    for (let y = 0; y < finerRows; y += step) {
      signal.throwIfAborted();
      const height = Math.min(step, finerRows - y);
      const window = { x: 0, y: finerTop + y, width: finer.width, height };
      const part = await readWindow(this.base, window, this.spec, signal);
      halve(part, finer.width, height, channels, out, y / 2, size.width);
    }
    return out;
  }
}

/**
 * Box-averages source rows 2 × 2 into `out` from row `outRow` on. The last channel is alpha: pixels
 * without data do not count, and the mean of none is without data.
 */
function halve(
  source: PixelArray,
  width: number,
  rows: number,
  channels: number,
  out: PixelArray,
  outRow: number,
  outWidth: number,
): void {
  const last = channels - 1;
  const bytes = out instanceof Uint8Array;
  const opaque = bytes ? 255 : 1;
  const corners = [0, 0, 0, 0];
  for (let y = 0; y * 2 < rows; y++) {
    let to = (outRow + y) * outWidth * channels;
    for (let x = 0; x < outWidth; x++, to += channels) {
      const first = (y * 2 * width + x * 2) * channels;
      const right = x * 2 + 1 < width ? channels : -1;
      const below = y * 2 + 1 < rows ? width * channels : -1;
      let count = 0;
      if (source[first + last] !== 0) corners[count++] = first;
      if (right > 0 && source[first + right + last] !== 0) corners[count++] = first + right;
      if (below > 0 && source[first + below + last] !== 0) corners[count++] = first + below;
      if (right > 0 && below > 0 && source[first + right + below + last] !== 0) {
        corners[count++] = first + right + below;
      }
      if (count === 0) continue;
      for (let c = 0; c < last; c++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += source[(corners[k] as number) + c] as number;
        out[to + c] = bytes ? sum / count + 0.5 : sum / count;
      }
      out[to + last] = opaque;
    }
  }
}
