/**
 * Decoded tiles, kept outside OpenLayers so that several maps can share them, and a picture that is
 * shown again is there at once.
 */
import { ByteLru } from '../../raster/bytes/byte-lru';
import { SharedTask } from '../../raster/bytes/shared-task';
import type { FrameRaster, RasterTile } from '../../raster/types';

/** Tiles of all pictures together. */
const ALL_BYTES = 384 * 2 ** 20;

const allTiles = new ByteLru<RasterTile>(ALL_BYTES);
const caches = new WeakMap<FrameRaster, TileCache>();
let made = 0;

/** The cache of an open picture; all share one bound. */
export function tileCacheOf(raster: FrameRaster): TileCache {
  const known = caches.get(raster);
  if (known) return known;
  made++;
  const cache = new TileCache(raster, allTiles, `${made}/`);
  caches.set(raster, cache);
  raster.onClosed(() => cache.forgetAll());
  return cache;
}

/**
 * Tiles by (level, column, row). A tile that several ask for is read once, and its
 * reading is stopped only when all of them have lost interest.
 */
export class TileCache {
  private readonly underWay = new Map<string, SharedTask<RasterTile>>();

  constructor(
    private readonly raster: FrameRaster,
    private readonly tiles: ByteLru<RasterTile>,
    /** Tells this picture's tiles from those of others. */
    private readonly prefix = '',
  ) {}

  /** A tile that is here already, else null. */
  peek(level: number, column: number, row: number): RasterTile | null {
    return this.tiles.get(this.keyOf(level, column, row)) ?? null;
  }

  /** Forgets all tiles but those of the finest level, since better ones can be had. */
  forgetCoarse(): void {
    const finest = `${this.prefix}0/`;
    const isCoarse = (key: string) => key.startsWith(this.prefix) && !key.startsWith(finest);
    this.tiles.deleteWhere(isCoarse);
    for (const key of this.underWay.keys()) if (isCoarse(key)) this.underWay.delete(key);
  }

  /** Forgets all tiles, also those that are still to come: the picture was closed. */
  forgetAll(): void {
    this.tiles.deleteWhere((key) => key.startsWith(this.prefix));
    this.underWay.clear();
  }

  private keyOf(level: number, column: number, row: number): string {
    return `${this.prefix}${level}/${column}/${row}`;
  }

  /** Rejects with an AbortError when the signal is aborted, with a UserError when reading fails. */
  async read(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const key = this.keyOf(level, column, row);
    const known = this.tiles.get(key);
    if (known) return known;
    const running = this.underWay.get(key);
    if (running && !running.abandoned) return running.join(signal);
    const task = new SharedTask(async (stop) => {
      try {
        const tile = await this.raster.readTile(level, column, row, stop);
        if (this.underWay.get(key) === task) this.tiles.set(key, tile, tile.data.byteLength);
        return tile;
      } finally {
        if (this.underWay.get(key) === task) this.underWay.delete(key);
      }
    });
    this.underWay.set(key, task);
    return task.join(signal);
  }
}
