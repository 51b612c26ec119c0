/** A picture as it lies on the grid of a larger one, whose tiles are filled with its nearest pixels. */
import type { Transform } from '../../domain/model/frame';
import type { PixelArray, Window } from '../blocks/assemble';
import type { Box } from '../blocks/box-mean';
import type { RasterLevel, RasterTile } from '../types';
import type { Picture } from './picture';
import type { Size } from './virtual-levels';

/** A picture and the affine transform from pixels of the whole to its own, as GDAL orders the numbers. */
export type PlacedPicture = {
  readonly picture: Picture;
  readonly toOwn: Transform;
  /** Size of the whole. */
  readonly whole: Size;
};

/** The outermost pixels are continued over so many of the picture's own pixels beyond its edge. */
const EDGE = 1;

/**
 * A window of the whole with the channels of the picture: of that, the level is read which is as fine, or the
 * next finer one.
 * @param step pixels of the whole in one of the window
 * @param window in pixels of that size
 */
export async function readPlaced(
  { picture, toOwn, whole }: PlacedPicture,
  step: Box,
  window: Window,
  signal?: AbortSignal,
): Promise<PixelArray> {
  const index = ownLevel(picture, Math.hypot(toOwn[1], toOwn[4]) * step.across);
  const own = picture.levels[index] as RasterLevel;
  const { width, height } = picture.layout;
  const source = new TileReader(picture, index, signal);
  const place = (x: number, y: number) =>
    applied(toOwn, (window.x + x + 0.5) * step.across, (window.y + y + 0.5) * step.down);
  /** The pixel of the picture's level that is nearest. */
  const nearest = ([u, v]: readonly [number, number]) =>
    [
      inside((u * own.width) / width, own.width),
      inside((v * own.height) / height, own.height),
    ] as const;
  const right = Math.min(window.width, Math.ceil(whole.width / step.across) - window.x);
  const bottom = Math.min(window.height, Math.ceil(whole.height / step.down) - window.y);
  const corners = [0, right - 1].flatMap((x) => [0, bottom - 1].map((y) => place(x, y)));
  await source.load(corners.map(nearest));
  const { channels } = picture;
  const length = window.width * window.height * channels;
  const data = picture.floating ? new Float32Array(length) : new Uint8Array(length);
  for (let y = 0; y < bottom; y++) {
    let at = y * window.width * channels;
    for (let x = 0; x < right; x++, at += channels) {
      const [u, v] = place(x, y);
      if (isBeyond(u, v, picture.layout)) continue;
      const [ownX, ownY] = nearest([u, v]);
      source.copy(ownX, ownY, data, at);
    }
  }
  return data;
}

/** Tiles of a level, fetched together and then read pixel by pixel. */
class TileReader {
  private readonly tiles = new Map<number, RasterTile>();
  private readonly size: RasterLevel;

  constructor(
    private readonly picture: Picture,
    private readonly level: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.size = picture.levels[level] as RasterLevel;
  }

  /** Fetches all tiles between pixels. */
  async load(pixels: readonly (readonly [number, number])[]): Promise<void> {
    const { tileSize } = this.size;
    const columns = pixels.map(([x]) => Math.floor(x / tileSize));
    const rows = pixels.map(([, y]) => Math.floor(y / tileSize));
    const jobs: Promise<void>[] = [];
    for (let row = Math.min(...rows); row <= Math.max(...rows); row++) {
      for (let column = Math.min(...columns); column <= Math.max(...columns); column++) {
        jobs.push(this.fetch(column, row));
      }
    }
    await Promise.all(jobs);
  }

  /** Copies all channels of a pixel to a place in an array. */
  copy(x: number, y: number, to: PixelArray, at: number): void {
    const { tileSize } = this.size;
    const [column, row] = [Math.floor(x / tileSize), Math.floor(y / tileSize)];
    const tile = this.tiles.get(this.keyOf(column, row));
    if (!tile) return;
    const from = ((y - row * tileSize) * tileSize + x - column * tileSize) * tile.channels;
    for (let c = 0; c < tile.channels; c++) to[at + c] = tile.data[from + c] as number;
  }

  private async fetch(column: number, row: number): Promise<void> {
    const tile = await this.picture.readTile(this.level, column, row, this.signal);
    this.tiles.set(this.keyOf(column, row), tile);
  }

  private keyOf(column: number, row: number): number {
    return row * 2 ** 20 + column;
  }
}

export function applied([x0, xCol, xRow, y0, yCol, yRow]: Transform, x: number, y: number) {
  return [x0 + x * xCol + y * xRow, y0 + x * yCol + y * yRow] as const;
}

/** Whether a place lies farther outside of a picture than its outermost pixels are continued. */
export function isBeyond(x: number, y: number, { width, height }: Size): boolean {
  return x < -EDGE || y < -EDGE || x > width + EDGE || y > height + EDGE;
}

export function inside(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(value)));
}

/** The coarsest level of a picture with at least one pixel in `step` of its full pixels. */
function ownLevel(picture: Picture, step: number): number {
  let index = 0;
  for (const [i, level] of picture.levels.entries()) {
    if (picture.layout.width / level.width <= step * 1.001) index = i;
  }
  return index;
}
