/**
 * An open image, of one file or of several, as levels of tiles: those that its files store, and coarser
 * ones that come out of overviews, or are made when asked for as long as there are none.
 */
import type { PixelXY } from '../../domain/model/units';
import type { PixelArray, Window } from '../blocks/assemble';
import type { BlockCache } from '../blocks/blocks';
import type { Combine } from '../blocks/box-mean';
import type { Area } from '../blocks/coarse-reader';
import type { Layout } from '../directory/layout-types';
import type { Overviews } from '../overviews/reader';
import type { RasterLevel, RasterTile } from '../types';
import { type RowCache, VirtualLevels } from './virtual-levels';

/** Caches that the images of one worker share. */
export type RasterCaches = { readonly blocks: BlockCache; readonly rows: RowCache };

/** Tiles (columns × rows of them) that share decoding work and are best read by the same worker. */
export type TileUnit = readonly [columns: number, rows: number];

/** The same number for tiles of one unit, and another for those of the units beside it. */
export function shareOf([columns, rows]: TileUnit = [1, 1], column: number, row: number): number {
  return Math.floor(column / columns) + Math.floor(row / rows);
}

/** A level whose pixels files store, and how one of them stores it. */
export type StoredGrid = { readonly level: RasterLevel; readonly layout: Layout };

export type ImageShape = {
  /** Stored bands of the tile channels, alpha left out. */
  readonly bands: readonly number[];
  readonly bandNames: readonly string[];
  /** Bands of the natural-colour display. */
  readonly natural: [number] | [number, number, number];
  readonly floating: boolean;
  /** Finest first. */
  readonly stored: readonly [StoredGrid, ...StoredGrid[]];
  /** How the files store the coarsest of these levels. */
  readonly layouts: readonly Layout[];
};

/** What overviews of an image are made of. */
export type OverviewBase = {
  readonly width: number;
  readonly height: number;
  /** How the files store it. */
  readonly layouts: readonly Layout[];
  /** Levels of the overviews. */
  readonly levels: readonly RasterLevel[];
};

let opened = 0;

export abstract class TiledImage {
  readonly levels: readonly RasterLevel[];
  readonly units: readonly TileUnit[];
  readonly bands: readonly number[];
  readonly bandNames: readonly string[];
  readonly natural: [number] | [number, number, number];
  readonly floating: boolean;
  /** How the pixels of finer levels become those of coarser ones. */
  readonly combine: Combine;
  /** What overviews would be made of. */
  readonly base: OverviewBase;
  /** Tells this image's entries in the caches from those of others. */
  protected readonly key = `${++opened}`;
  /** Levels whose pixels files store, finest first. */
  readonly stored: ImageShape['stored'];
  private readonly virtual: VirtualLevels;
  private overviews: Overviews | null = null;

  constructor(
    { stored, layouts, ...shape }: ImageShape,
    protected readonly caches: RasterCaches,
  ) {
    this.bands = shape.bands;
    this.bandNames = shape.bandNames;
    this.natural = shape.natural;
    this.floating = shape.floating;
    this.combine = layouts.some(({ palette }) => palette) ? 'nearest' : 'mean';
    this.stored = stored;
    const { width, height } = (stored.at(-1) ?? stored[0]).level;
    const byRows = layouts.some(({ tiled }) => !tiled);
    this.virtual = new VirtualLevels({
      size: { width, height },
      channels: this.channels,
      floating: this.floating,
      byRows,
      read: (factor, area, signal) => this.readCoarse(factor, area, signal),
      rows: caches.rows,
      key: this.key,
    });
    const { levels } = this.virtual;
    this.base = { width, height, layouts, levels };
    this.levels = [...stored.map(({ level }) => level), ...levels];
    this.units = [
      ...stored.map(({ level, layout }) => unitOf(layout, level.tileSize)),
      ...levels.map((): TileUnit => [byRows ? Number.MAX_SAFE_INTEGER : 1, 1]),
    ];
  }

  /** Channels of tiles and windows, alpha included. */
  get channels(): number {
    return this.bands.length + 1;
  }

  /** Whether coarse views of it would have to be made of all of its pixels, or of some. */
  get wantsOverviews(): boolean {
    return this.base.levels.length > 0;
  }

  /** What besides the samples decides which pixels hold data; another where other ones do. */
  abstract get validity(): string;

  /** Shown bands and alpha of any window of a level that is stored; alpha is 0 beyond the image. */
  abstract readWindow(level: number, window: Window, signal?: AbortSignal): Promise<PixelArray>;

  /**
   * Pixels of a power of 2 coarser than the coarsest stored level; twice as coarse they are exact, 2 × 2
   * box means. The corner is in pixels of that level.
   */
  abstract readCoarse(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray>;

  /** As readCoarse() of twice as coarse, inside of the image, for who reads all of it once. */
  readHalf(area: Area, signal?: AbortSignal): Promise<PixelArray> {
    return this.readCoarse(2, area, signal);
  }

  /** See FrameRaster.samplesAt. */
  abstract samplesAt(pixel: PixelXY, signal?: AbortSignal): Promise<readonly number[] | null>;

  /** See FrameRaster.readTile. */
  async readTile(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const size = this.levels[level];
    const inside = size && column >= 0 && row >= 0 && column * size.tileSize < size.width;
    if (!size || !inside || row * size.tileSize >= size.height) {
      throw new RangeError(`There is no tile ${column}, ${row} of level ${level}.`);
    }
    const { tileSize } = size;
    const window = { x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize };
    const data =
      level < this.stored.length
        ? await this.readWindow(level, window, signal)
        : await this.coarseTile(level - this.stored.length, column, row, signal);
    return { width: tileSize, height: tileSize, channels: this.channels, data };
  }

  /** From now on coarse tiles come out of overviews that were made of this image. */
  setOverviews(overviews: Overviews): void {
    this.overviews = overviews;
  }

  /** Frees what the caches hold of this image. */
  close(): void {
    const mine = (key: string) => key.startsWith(`${this.key}/`);
    this.caches.blocks.deleteWhere(mine);
    this.caches.rows.deleteWhere(mine);
  }

  private async coarseTile(index: number, column: number, row: number, signal?: AbortSignal) {
    const { overviews, bands, floating } = this;
    try {
      if (overviews) return await overviews.tile(index, column, row, bands, floating);
    } catch (error) {
      // Their file was removed, or is made anew by another tab: they are done without.
      console.debug(error);
      if (this.overviews === overviews) this.overviews = null;
    }
    return this.virtual.tile(index, column, row, signal);
  }
}

function unitOf({ tiled, blockWidth, blockHeight }: Layout, tileSize: number): TileUnit {
  const tiles = (pixels: number) => Math.max(1, Math.floor(pixels / tileSize));
  return [tiled ? tiles(blockWidth) : Number.MAX_SAFE_INTEGER, tiles(blockHeight)];
}
