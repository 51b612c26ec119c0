/** Decoded tiles of one picture, kept outside OpenLayers so that several maps can share them. */
import { ByteLru } from '../../raster/byte-lru';
import { SharedTask } from '../../raster/shared-task';
import type { FrameRaster, RasterTile } from '../../raster/types';

/**
 * Tiles by (level, column, row), bounded in bytes. A tile that several ask for is read once, and its
 * reading is stopped only when all of them have lost interest.
 */
export class TileCache {
  private readonly tiles: ByteLru<RasterTile>;
  private readonly underWay = new Map<string, SharedTask<RasterTile>>();

  constructor(
    private readonly raster: FrameRaster,
    maxBytes: number,
  ) {
    this.tiles = new ByteLru(maxBytes);
  }

  /** A tile that is here already, else null. */
  peek(level: number, column: number, row: number): RasterTile | null {
    return this.tiles.get(`${level}/${column}/${row}`) ?? null;
  }

  /** Forgets all tiles but those of the finest level, since better ones can be had. */
  forgetCoarse(): void {
    this.tiles.deleteWhere((key) => !key.startsWith('0/'));
    for (const key of this.underWay.keys()) if (!key.startsWith('0/')) this.underWay.delete(key);
  }

  /** Rejects with an AbortError when the signal is aborted, with a UserError when reading fails. */
  async read(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const key = `${level}/${column}/${row}`;
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
