/** Windows of a picture's levels: of stored levels as their blocks hold them, of others put together from tiles. */
import type { Window } from '../blocks/assemble';
import type { Neighbourhood, Rect } from '../blocks/neighbourhood';
import type { FrameRaster, RasterLevel, RasterTile } from '../types';

/** What windows are read of. */
export type PlaneRaster = Pick<
  FrameRaster,
  'levels' | 'channels' | 'bands' | 'floating' | 'readTile'
> & {
  /** The bands of a window inside of a level without the way over tiles; null where there is no such way. */
  readonly readBands?: (
    level: number,
    window: Window,
    bands: readonly number[],
    signal: AbortSignal | undefined,
  ) => Promise<Neighbourhood> | null;
};

/** Tiles that are kept while neighbouring windows are read, bytes. */
const TILES_BYTES = 96 * 2 ** 20;

/** The part of a rectangle that lies in the picture; null where none does. */
export type ReadWindow = (
  wanted: Rect,
  signal: AbortSignal | undefined,
) => Promise<Neighbourhood> | null;

/** @throws RangeError for a level that there is not, or a band that the tiles do not carry. */
export function windowsOf(
  raster: PlaneRaster,
  index: number,
  bands: readonly number[],
): ReadWindow {
  const level = raster.levels[index];
  if (!level) throw new RangeError(`There is no level ${index}.`);
  const channels = bands.map((band) => {
    const channel = raster.bands.indexOf(band);
    if (channel < 0) throw new RangeError(`The tiles do not carry band ${band}.`);
    return channel;
  });
  const tiles = new TileWindows(raster, { ...level, index }, channels);
  return (wanted, signal) => {
    const left = Math.max(0, wanted.left);
    const top = Math.max(0, wanted.top);
    const width = Math.min(level.width, wanted.left + wanted.width) - left;
    const height = Math.min(level.height, wanted.top + wanted.height) - top;
    if (width <= 0 || height <= 0) return null;
    const window = { x: left, y: top, width, height };
    const direct = raster.readBands?.(index, window, bands, signal);
    return direct ?? tiles.read({ left, top, width, height }, signal);
  };
}

/** Reads windows of a level, keeping tiles for the next ones. */
class TileWindows {
  private readonly tiles = new Map<number, Promise<RasterTile>>();
  private readonly most: number;

  constructor(
    private readonly raster: PlaneRaster,
    private readonly level: RasterLevel & { readonly index: number },
    private readonly channels: readonly number[],
  ) {
    const bytes = level.tileSize ** 2 * raster.channels * (raster.floating ? 4 : 1);
    this.most = Math.max(4, Math.floor(TILES_BYTES / bytes));
  }

  /** A rectangle inside of the level. */
  async read(
    { left, top, width, height }: Rect,
    signal: AbortSignal | undefined,
  ): Promise<Neighbourhood> {
    const { tileSize } = this.level;
    const planes = this.channels.map(() => new Float32Array(width * height));
    const valid = new Uint8Array(width * height);
    const out = { left, top, width, height, planes, valid };
    const reads: Promise<void>[] = [];
    for (let row = Math.floor(top / tileSize); row * tileSize < top + height; row++) {
      for (let col = Math.floor(left / tileSize); col * tileSize < left + width; col++) {
        const corner = { left: col * tileSize, top: row * tileSize };
        const tile = this.tile(col, row, signal);
        reads.push(tile.then((read) => this.copy(read, corner, out)));
      }
    }
    await Promise.all(reads);
    this.trim();
    const bands = planes.map((samples) => ({ samples, offset: 0 }));
    return { left, top, width, height, bands, stride: 1, valid };
  }

  private tile(column: number, row: number, signal: AbortSignal | undefined): Promise<RasterTile> {
    const key = row * Math.ceil(this.level.width / this.level.tileSize) + column;
    const known = this.tiles.get(key);
    // Used again: becomes the youngest.
    this.tiles.delete(key);
    const tile = known ?? this.raster.readTile(this.level.index, column, row, signal);
    this.tiles.set(key, tile);
    return tile;
  }

  private trim(): void {
    for (const key of this.tiles.keys()) {
      if (this.tiles.size <= this.most) return;
      this.tiles.delete(key);
    }
  }

  private copy(
    { width: stride, height, channels, data }: RasterTile,
    corner: { readonly left: number; readonly top: number },
    out: Rect & { readonly planes: readonly Float32Array[]; readonly valid: Uint8Array },
  ): void {
    const fromX = Math.max(out.left, corner.left);
    const toX = Math.min(out.left + out.width, corner.left + stride);
    const fromY = Math.max(out.top, corner.top);
    const toY = Math.min(out.top + out.height, corner.top + height);
    for (let y = fromY; y < toY; y++) {
      let at = ((y - corner.top) * stride + fromX - corner.left) * channels;
      let to = (y - out.top) * out.width + fromX - out.left;
      for (let x = fromX; x < toX; x++, at += channels, to++) {
        if (data[at + channels - 1] === 0) continue;
        out.valid[to] = 1;
        for (let i = 0; i < this.channels.length; i++) {
          const value = data[at + (this.channels[i] as number)] as number;
          if (Number.isFinite(value)) (out.planes[i] as Float32Array)[to] = value;
          else out.valid[to] = 0;
        }
      }
    }
  }
}
