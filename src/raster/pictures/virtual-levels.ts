/**
 * Coarser levels of images that carry none, made when asked for. Of strips, which run through the whole
 * width, a row of tiles is made in one go, and kept while memory allows.
 */
import type { PixelArray } from '../blocks/assemble';
import type { Pixels } from '../blocks/box-mean';
import type { Area } from '../blocks/coarse-reader';
import type { ByteLru } from '../bytes/byte-lru';
import { SharedTask } from '../bytes/shared-task';
import type { RasterLevel } from '../types';

export type Size = { readonly width: number; readonly height: number };
export type RowCache = ByteLru<SharedTask<Pixels>>;

/** Coarsest level: both sides at most this many pixels. */
const COARSEST = 1024;

/** A row of tiles of all levels together takes at most this many bytes, while overviews are made. */
const ROWS_BYTES = 128 * 2 ** 20;

/**
 * The virtual levels under a stored one, finest first. The coarsest has small tiles, so that the work
 * for a whole picture can be shared evenly among workers.
 */
export function virtualLevels({ width, height }: Size, pixelBytes: number): RasterLevel[] {
  const levels: RasterLevel[] = [];
  let size = { width, height };
  let usual = 256;
  while (usual > 64 && width * pixelBytes * usual > ROWS_BYTES) usual /= 2;
  while (Math.max(size.width, size.height) > COARSEST) {
    size = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
    const small = Math.max(size.width, size.height) <= COARSEST;
    levels.push({ ...size, tileSize: small ? Math.min(usual, 128) : usual });
  }
  return levels;
}

export type VirtualLevelsOptions = {
  /** Of the level that they are made of. */
  readonly size: Size;
  /** Alpha included. */
  readonly channels: number;
  readonly floating: boolean;
  /** Whether tiles of a row are made together. */
  readonly byRows: boolean;
  /** Pixels of a level that is a power of 2 coarser. */
  readonly read: (factor: number, area: Area, signal?: AbortSignal) => Promise<PixelArray>;
  readonly rows: RowCache;
  /** Tells this image's rows in the cache from those of others. */
  readonly key: string;
};

export class VirtualLevels {
  readonly levels: readonly RasterLevel[];

  constructor(private readonly options: VirtualLevelsOptions) {
    const { size, channels, floating } = options;
    this.levels = virtualLevels(size, channels * (floating ? 4 : 1));
  }

  /** One tile; tileSize × tileSize with alpha 0 beyond the picture. */
  async tile(
    index: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<PixelArray> {
    const level = this.levels[index];
    if (!level) throw new RangeError(`There is no virtual level ${index}.`);
    const { tileSize } = level;
    const left = column * tileSize;
    const across = Math.min(tileSize, level.width - left);
    const { byRows } = this.options;
    const pixels = byRows
      ? await this.row(index, row, signal)
      : await this.region(index, left, across, row, signal);
    return cutTile(pixels, byRows ? left : 0, across, tileSize);
  }

  private row(index: number, row: number, signal?: AbortSignal): Promise<Pixels> {
    const { rows, key } = this.options;
    const rowKey = `${key}/${index}/${row}`;
    const known = rows.get(rowKey);
    if (known && !known.abandoned) return known.join(signal);
    const task: SharedTask<Pixels> = new SharedTask(async (shared) => {
      try {
        const width = this.levels[index]?.width ?? 0;
        const pixels = await this.region(index, 0, width, row, shared);
        rows.resize(rowKey, task, pixels.data.byteLength);
        return pixels;
      } catch (error) {
        if (rows.get(rowKey) === task) rows.delete(rowKey);
        throw error;
      }
    });
    rows.set(rowKey, task, 0);
    return task.join(signal);
  }

  /** Pixels left … left + width of a row of tiles. */
  private async region(
    index: number,
    left: number,
    width: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<Pixels> {
    const { tileSize = 256, height: all = 0 } = this.levels[index] ?? {};
    const top = row * tileSize;
    const height = Math.min(tileSize, all - top);
    const factor = 2 ** (index + 1);
    const area = { x: left * factor, y: top * factor, width, height };
    const data = await this.options.read(factor, area, signal);
    return { data, width, height, channels: this.options.channels };
  }
}

/** A square tile out of pixels, from a column on; what they do not reach stays without data. */
function cutTile(pixels: Pixels, left: number, across: number, size: number): PixelArray {
  const { data, width, height, channels } = pixels;
  const length = size * size * channels;
  const out = data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (let y = 0; y < height; y++) {
    const from = (y * width + left) * channels;
    out.set(data.subarray(from, from + across * channels), y * size * channels);
  }
  return out;
}
