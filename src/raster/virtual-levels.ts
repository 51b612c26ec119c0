/**
 * Coarser levels of pictures that carry none, made when asked for. The first is exact, 2 × 2 box means;
 * the others are made of some of the pixels, so that they come soon. Of strips, which run through the
 * whole width, a row of tiles is made in one go, and kept while memory allows.
 */
import { type ChannelSpec, type PixelArray, readWindow, type StoredLevel } from './assemble';
import type { BlockCache } from './blocks';
import { type Combine, type Pixels, shrinkInto } from './box-mean';
import type { ByteLru } from './byte-lru';
import { SharedTask } from './shared-task';
import { type ThinLevel, thinLevel } from './thinning';
import type { RasterLevel } from './types';

export type Size = { readonly width: number; readonly height: number };
export type RowCache = ByteLru<SharedTask<Pixels>>;

/** Coarsest level: both sides at most this many pixels. */
const COARSEST = 1024;
/** Bound of the pixels of the finer level that are held at once. */
const CHUNK_BYTES = 16 * 2 ** 20;

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
  readonly base: StoredLevel;
  readonly spec: ChannelSpec;
  readonly blocks: BlockCache;
  readonly rows: RowCache;
  /** Tells this picture's entries in the caches from those of others. */
  readonly key: string;
};

export class VirtualLevels {
  readonly levels: readonly RasterLevel[];
  /** Whether tiles of a row are made together. */
  readonly byRows: boolean;
  private readonly thinned = new Map<number, ThinLevel>();
  readonly combine: Combine;

  constructor(private readonly options: VirtualLevelsOptions) {
    const { layout } = options.base.blocks;
    const { bands, floating } = options.spec;
    this.levels = virtualLevels(layout, (bands.length + 1) * (floating ? 4 : 1));
    this.byRows = !layout.tiled;
    this.combine = layout.palette ? 'nearest' : 'mean';
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
    const pixels = this.byRows
      ? await this.row(index, row, signal)
      : await this.region(index, left, across, row, signal);
    const from = this.byRows ? left : 0;
    return cutTile(pixels, from, across, tileSize);
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
    const { spec } = this.options;
    const channels = spec.bands.length + 1;
    const { tileSize = 256, height: all = 0 } = this.levels[index] ?? {};
    const top = row * tileSize;
    const height = Math.min(tileSize, all - top);
    const length = width * height * channels;
    const data = spec.floating ? new Float32Array(length) : new Uint8Array(length);
    const out = { data, width, height, channels };
    const { level, across, down } = this.thin(index);
    const finer = level.blocks.layout;
    const finerWidth = Math.min(width * across, finer.width - left * across);
    const rowBytes = finerWidth * channels * data.BYTES_PER_ELEMENT * down;
    const step = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes));
    for (let y = 0; y < height; y += step) {
      signal?.throwIfAborted();
      const from = (top + y) * down;
      const window = {
        x: left * across,
        y: from,
        width: finerWidth,
        height: Math.min(Math.min(step, height - y) * down, finer.height - from),
      };
      const part = await readWindow(level, window, spec, signal);
      const source = { ...window, data: part, channels };
      shrinkInto(source, { across, down }, this.combine, out, { left: 0, top: y });
    }
    return out;
  }

  private thin(index: number): ThinLevel {
    const known = this.thinned.get(index);
    if (known) return known;
    const { base, blocks, key } = this.options;
    const made =
      index === 0
        ? { level: base, across: 2, down: 2 }
        : thinLevel(base, 2 ** (index + 1), blocks, `${key}/thin`);
    this.thinned.set(index, made);
    return made;
  }
}

/** A square tile out of pixels, from a column on; what they do not reach stays without data. */
export function cutTile(pixels: Pixels, left: number, across: number, size: number): PixelArray {
  const { data, width, height, channels } = pixels;
  const length = size * size * channels;
  const out = data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (let y = 0; y < height; y++) {
    const from = (y * width + left) * channels;
    out.set(data.subarray(from, from + across * channels), y * size * channels);
  }
  return out;
}
