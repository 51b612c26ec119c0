/** A picture as it lies on the grid of a larger one, whose tiles are filled with its nearest pixels. */
import type { Transform } from '../domain/model/frame';
import type { PixelArray } from './assemble';
import type { Picture } from './picture';
import type { RasterLevel, RasterTile } from './types';

/** A picture and the affine transform from pixels of the whole to its own, as GDAL orders the numbers. */
export type PlacedPicture = { readonly picture: Picture; readonly toOwn: Transform };

export type TilePlace = {
  readonly level: number;
  readonly column: number;
  readonly row: number;
};

/** Pixels of a tile: from `left` and `top` up to, not with, `right` and `bottom`. */
export type TileWindow = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

type PlacedOptions = {
  /** The picture's outermost pixels are continued over so many of its own pixels beyond its edge. */
  readonly edge: number;
  /** Pixels that are to be filled; all of the tile if left out. */
  readonly window?: TileWindow;
  readonly signal?: AbortSignal | undefined;
};

/**
 * A tile of the whole, whose levels all cover the same ground, with the channels of the picture. Of the
 * picture that level is read which is as fine as the whole's, or the next finer one.
 */
export async function readPlaced(
  { picture, toOwn }: PlacedPicture,
  levels: readonly RasterLevel[],
  { level, column, row }: TilePlace,
  { edge, window, signal }: PlacedOptions,
): Promise<RasterTile> {
  const full = levels[0] as RasterLevel;
  const size = levels[level] as RasterLevel;
  const { tileSize } = size;
  const step = full.width / size.width;
  const stepY = full.height / size.height;
  const index = ownLevel(picture, Math.hypot(toOwn[1], toOwn[4]) * step);
  const own = picture.levels[index] as RasterLevel;
  const scaleX = own.width / picture.layout.width;
  const scaleY = own.height / picture.layout.height;
  const source = new TileReader(picture, index, signal);
  const left = window?.left ?? 0;
  const top = window?.top ?? 0;
  const right = Math.min(window?.right ?? tileSize, size.width - column * tileSize);
  const bottom = Math.min(window?.bottom ?? tileSize, size.height - row * tileSize);
  const place = (x: number, y: number) =>
    applied(toOwn, (column * tileSize + x + 0.5) * step, (row * tileSize + y + 0.5) * stepY);
  /** The pixel of the picture's level that is nearest. */
  const nearest = ([u, v]: readonly [number, number]) =>
    [inside(u * scaleX, own.width), inside(v * scaleY, own.height)] as const;
  const corners = [left, right - 1].flatMap((x) => [top, bottom - 1].map((y) => place(x, y)));
  await source.load(corners.map(nearest));
  const channels = picture.bands.length + 1;
  const data = picture.floating
    ? new Float32Array(tileSize * tileSize * channels)
    : new Uint8Array(tileSize * tileSize * channels);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [u, v] = place(x, y);
      if (isBeyond(u, v, picture.layout, edge)) continue;
      const [ownX, ownY] = nearest([u, v]);
      source.copy(ownX, ownY, data, (y * tileSize + x) * channels);
    }
  }
  return { width: tileSize, height: tileSize, channels, data };
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

/** Whether a place lies farther than `edge` pixels outside of a picture. */
export function isBeyond(
  x: number,
  y: number,
  { width, height }: { readonly width: number; readonly height: number },
  edge: number,
): boolean {
  return x < -edge || y < -edge || x > width + edge || y > height + edge;
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
