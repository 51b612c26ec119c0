/**
 * A picture whose tiles lie in files of their own: one pixel grid over all of them, the later file on top
 * where two hold data, no data between them, as gdalbuildvrt lays them.
 */
import type { Georef, Raster, Transform } from '../domain/model/frame';
import type { PixelXY } from '../domain/model/units';
import type { Picture, TileUnit } from './picture';
import { type PlacedPicture, readPlaced, type TilePlace, type TileWindow } from './placed-picture';
import type { RasterLevel, RasterTile } from './types';

export type MosaicPart = {
  readonly picture: Picture;
  readonly georef: Georef;
  /** Where its first pixel lies on the lattice of the first part, whole pixels. */
  readonly offset: readonly [number, number];
};

type Laid = PlacedPicture & {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const TILE = 256;
/** The coarsest level is at most this large. */
const COARSEST = 1024;

export class MosaicPicture {
  readonly levels: readonly RasterLevel[];
  readonly units: readonly TileUnit[];
  readonly bands: readonly number[];
  readonly bandNames: readonly string[];
  readonly natural: [number] | [number, number, number];
  readonly floating: boolean;
  readonly width: number;
  readonly height: number;
  /** GDAL's geotransform of the whole. */
  readonly transform: Transform;
  private readonly laid: readonly Laid[];

  /** @param parts of the same bands and sample type, in the order in which they are laid */
  constructor(
    readonly name: string,
    readonly parts: readonly [MosaicPart, ...MosaicPart[]],
    readonly sampleType: Raster['sampleType'],
  ) {
    const [{ picture: first, georef }] = parts;
    const left = Math.min(...parts.map(({ offset: [x] }) => x));
    const top = Math.min(...parts.map(({ offset: [, y] }) => y));
    this.laid = parts.map(({ picture, offset }) => {
      const [x, y] = [offset[0] - left, offset[1] - top];
      const { width, height } = picture.layout;
      return { picture, toOwn: [-x, 1, 0, -y, 0, 1], x, y, width, height };
    });
    this.width = Math.max(...this.laid.map(({ x, width }) => x + width));
    this.height = Math.max(...this.laid.map(({ y, height }) => y + height));
    const [x0, xCol, xRow, y0, yCol, yRow] = georef.transform;
    const corner = [x0 + left * xCol + top * xRow, y0 + left * yCol + top * yRow] as const;
    this.transform = [corner[0], xCol, xRow, corner[1], yCol, yRow];
    this.levels = levelsOf(this.width, this.height);
    // Tiles of strips are best read by the worker that has decoded the strips.
    this.units = this.levels.map((_, i) => first.units[i] ?? [1, 1]);
    this.bands = first.bands;
    this.bandNames = first.bandNames;
    this.natural = first.natural;
    this.floating = first.floating;
  }

  /** See FrameRaster.readTile. */
  async readTile(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const size = this.levels[level];
    if (!size) throw new RangeError(`There is no level ${level}.`);
    const channels = this.bands.length + 1;
    const count = TILE * TILE;
    const data = this.floating
      ? new Float32Array(count * channels)
      : new Uint8Array(count * channels);
    const place = { level, column, row };
    const reads = this.laid.flatMap((part) => {
      const window = this.windowOf(part, place);
      return window
        ? [{ window, tile: readPlaced(part, this.levels, place, { edge: 0, window, signal }) }]
        : [];
    });
    const tiles = await Promise.all(reads.map(({ tile }) => tile));
    for (const [i, { window }] of reads.entries()) {
      const from = (tiles[i] as RasterTile).data;
      for (let y = window.top; y < window.bottom; y++) {
        let at = (y * TILE + window.left) * channels;
        for (let x = window.left; x < window.right; x++, at += channels) {
          if (from[at + channels - 1] === 0) continue;
          for (let c = 0; c < channels; c++) data[at + c] = from[at + c] as number;
        }
      }
    }
    return { width: TILE, height: TILE, channels, data };
  }

  /** See FrameRaster.samplesAt. */
  async samplesAt([px, py]: PixelXY): Promise<readonly number[] | null> {
    const [column, row] = [Math.floor(px), Math.floor(py)];
    for (const { picture, x, y, width, height } of [...this.laid].reverse()) {
      const [u, v] = [column - x, row - y];
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      const samples = await picture.samplesAt([u, v]);
      if (samples) return samples;
    }
    return null;
  }

  close(): void {
    for (const { picture } of this.parts) picture.close();
  }

  /** Pixels of a tile that a part may fill; null where it fills none. */
  private windowOf(part: Laid, { level, column, row }: TilePlace): TileWindow | null {
    const size = this.levels[level] as RasterLevel;
    const across = size.width / this.width;
    const down = size.height / this.height;
    const [x0, y0] = [column * TILE, row * TILE];
    const window = {
      left: Math.max(0, Math.floor(part.x * across) - x0),
      top: Math.max(0, Math.floor(part.y * down) - y0),
      right: Math.min(TILE, size.width - x0, Math.ceil((part.x + part.width) * across) - x0),
      bottom: Math.min(TILE, size.height - y0, Math.ceil((part.y + part.height) * down) - y0),
    };
    return window.left < window.right && window.top < window.bottom ? window : null;
  }
}

function levelsOf(width: number, height: number): RasterLevel[] {
  const levels: RasterLevel[] = [{ width, height, tileSize: TILE }];
  let size = { width, height };
  while (Math.max(size.width, size.height) > COARSEST) {
    size = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
    levels.push({ ...size, tileSize: TILE });
  }
  return levels;
}
