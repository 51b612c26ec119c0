/** Renders tiles to 8-bit RGBA in memory, for thumbnails. */
import { colourer, neighboursOf, type PlacedPixel } from '../../domain/imaging/display';
import type { Stretch } from '../../domain/model/frame';
import type { RasterLevel, RasterTile } from '../types';

export type Rgba = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
};

export type ThumbnailPlan = {
  /** Index of the level to read, all of it. */
  readonly index: number;
  readonly level: RasterLevel;
  /** Size of the thumbnail. */
  readonly width: number;
  readonly height: number;
  /** Columns and rows of the tiles to read. */
  readonly tiles: readonly (readonly [column: number, row: number])[];
};

/** What to read for a picture of the whole with its longer side at most `size` pixels. */
export function planThumbnail(levels: readonly RasterLevel[], size: number): ThumbnailPlan {
  const full = levels[0] ?? { width: 1, height: 1, tileSize: 1 };
  const scale = Math.min(1, size / Math.max(full.width, full.height));
  const width = Math.max(1, Math.round(full.width * scale));
  const height = Math.max(1, Math.round(full.height * scale));
  let index = levels.length - 1;
  while (index > 0 && (levels[index]?.width ?? 0) < width) index--;
  const level = levels[index] ?? full;
  const tiles: [number, number][] = [];
  for (let row = 0; row * level.tileSize < level.height; row++) {
    for (let column = 0; column * level.tileSize < level.width; column++) tiles.push([column, row]);
  }
  return { index, level, width, height, tiles };
}

/** How tiles become brightness: the file's band of each channel, and the stretch. */
export type Paint = {
  readonly bands: readonly number[];
  readonly floating: boolean;
  readonly stretch: Stretch;
};

/** Box-averages the tiles of a plan, in its order, into the thumbnail; no data is transparent. */
export function renderTiles(
  { level, width, height, tiles: places }: ThumbnailPlan,
  tiles: readonly RasterTile[],
  paint: Paint,
): Rgba {
  const sums = new Float64Array(width * height * 4);
  const colourAt = painter(level, tiles, paint);
  for (const [i, tile] of tiles.entries()) {
    const [column = 0, row = 0] = places[i] ?? [];
    const left = column * level.tileSize;
    const top = row * level.tileSize;
    for (let y = 0; y < Math.min(tile.height, level.height - top); y++) {
      const outY = Math.floor(((top + y) * height) / level.height);
      for (let x = 0; x < Math.min(tile.width, level.width - left); x++) {
        const colour = colourAt(tile, left + x, top + y, (y * tile.width + x) * tile.channels);
        if (!colour) continue;
        const outX = Math.floor(((left + x) * width) / level.width);
        addColour(sums, (outY * width + outX) * 4, colour);
      }
    }
  }
  return { width, height, data: average(sums) };
}

type Colour = readonly [red: number, green: number, blue: number];

/** Adds a colour to sums of red, green, blue and weight. */
function addColour(sums: Float64Array, to: number, [red, green, blue]: Colour): void {
  sums[to] = (sums[to] as number) + red;
  sums[to + 1] = (sums[to + 1] as number) + green;
  sums[to + 2] = (sums[to + 2] as number) + blue;
  sums[to + 3] = (sums[to + 3] as number) + 1;
}

/** A function from a pixel of the level, and where it is in its tile, to its colour; null: no data. */
function painter(
  { width, height, tileSize }: RasterLevel,
  tiles: readonly RasterTile[],
  { bands, floating, stretch }: Paint,
) {
  const colourOf = colourer(stretch, bands);
  const alpha = bands.length;
  const opaque = floating ? 1 : 255;
  const across = Math.ceil(width / tileSize);
  const find = (x: number, y: number): PlacedPixel | null => {
    if (x < 0 || y < 0 || x >= width || y >= height) return null;
    const tile = tiles[Math.floor(y / tileSize) * across + Math.floor(x / tileSize)];
    if (!tile) return null;
    const at = ((y % tileSize) * tile.width + (x % tileSize)) * tile.channels;
    return tile.data[at + alpha] === opaque ? { data: tile.data, at } : null;
  };
  return ({ data }: RasterTile, x: number, y: number, at: number): Colour | null => {
    if (data[at + alpha] !== opaque) return null;
    return colourOf({ data, at }, stretch.sharpen > 0 ? neighboursOf(find, x, y) : []);
  };
}

function average(sums: Float64Array): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(sums.length);
  for (let at = 0; at < sums.length; at += 4) {
    const weight = sums[at + 3] as number;
    if (weight === 0) continue;
    for (let c = 0; c < 3; c++) data[at + c] = (sums[at + c] as number) / weight;
    data[at + 3] = 255;
  }
  return data;
}
