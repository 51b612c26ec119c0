/** Tiles that are read before the map asks for them: those that a picture is going to be first shown with. */
import { planThumbnail } from '../raster/inspect/render';
import { sampledLevel } from '../raster/inspect/sample-picture';
import type { RasterTile } from '../raster/types';
import type { OpenedPicture } from './imagery-protocol';

/** Pixels of the screen, across and down. */
export type ScreenSize = readonly [width: number, height: number];

/** Milliseconds that a tile waits to be asked for. */
const KEPT = 10_000;
/** Pictures of which more tiles would have to be read are left to the map, which knows what it shows. */
const MOST = 16;
/** The map shows pixels of a level up to this size, in pixels of the screen: half way between two levels. */
const COARSEST = Math.SQRT2;

export type EarlyPlan = {
  readonly level: number;
  readonly places: readonly (readonly [column: number, row: number])[];
  /** Whether they are what the picture is sampled of for its statistics. */
  readonly sampled: boolean;
};

/** What several workers sample of one picture. */
export type EarlyShares = {
  /**
   * Where the worker that inspects the picture gets them, from those who take them: the page, which may be busy
   * with its window just then, has no part in it.
   */
  readonly ports: readonly MessagePort[];
  /** Aborted where a share never comes. */
  readonly lost: AbortSignal;
};

/** The tiles with which the whole picture would be shown in a space; null where they cost too much. */
export function planEarly(
  {
    levels,
    storedLevels,
    sampledByTiles,
  }: Pick<OpenedPicture, 'levels' | 'storedLevels' | 'sampledByTiles'>,
  [width, height]: ScreenSize,
): EarlyPlan | null {
  const [full] = levels;
  if (!full) return null;
  const scale = Math.min(width / full.width, height / full.height);
  const longer = (Math.max(full.width, full.height) * scale) / COARSEST;
  const { index, tiles } = planThumbnail(levels, longer);
  // Levels that no file stores are made of all pixels.
  if (index >= storedLevels || tiles.length > MOST) return null;
  const sampled = sampledByTiles && index === sampledLevel(levels.slice(0, storedLevels));
  return { level: index, places: tiles, sampled };
}

export class EarlyTiles {
  private readonly tiles = new Map<string, Promise<RasterTile>>();

  keep(level: number, column: number, row: number, reading: Promise<RasterTile>): void {
    const key = `${level}/${column}/${row}`;
    this.tiles.set(key, reading);
    // Who shows the tile asks for it anew where it could not be read.
    reading.catch(() => this.tiles.delete(key));
    setTimeout(() => this.tiles.delete(key), KEPT);
  }

  /** Hands a tile over, once. */
  take(level: number, column: number, row: number): Promise<RasterTile> | null {
    const key = `${level}/${column}/${row}`;
    const reading = this.tiles.get(key) ?? null;
    this.tiles.delete(key);
    return reading;
  }
}
