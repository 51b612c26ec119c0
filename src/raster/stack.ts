/** A picture whose bands lie in files of their own, on the grid of the finest of them. */
import { bandRoles } from '../domain/imaging/band-roles';
import { tileBands } from '../domain/imaging/tile-bands';
import type { Georef, Raster, Transform } from '../domain/model/frame';
import type { PixelXY } from '../domain/model/units';
import type { PixelArray } from './assemble';
import type { Picture, TileUnit } from './picture';
import type { RasterLevel, RasterTile } from './types';

export type StackPart = {
  readonly picture: Picture;
  readonly label: string;
  readonly georef: Georef | null;
};

/** One band of the stack: which file, and which channel of that file's tiles. */
type StackBand = { readonly part: Placed; readonly channel: number; readonly name: string };

/** A part and the affine transform from pixels of the stack to its own, as GDAL orders the numbers. */
type Placed = { readonly picture: Picture; readonly toOwn: Transform };

/** Bands whose edge is cut within this many of their own pixels are continued to the stack's edge. */
const EDGE = 1;

export class StackPicture {
  readonly levels: readonly RasterLevel[];
  readonly units: readonly TileUnit[];
  readonly bands: readonly number[];
  readonly bandNames: readonly string[];
  readonly natural: [number] | [number, number, number];
  readonly floating: boolean;
  readonly sampleType: Raster['sampleType'];
  /** The part whose grid is the stack's. */
  readonly finest: StackPart;
  private readonly all: readonly StackBand[];

  constructor(
    readonly name: string,
    readonly parts: readonly [StackPart, ...StackPart[]],
    sampleTypes: readonly Raster['sampleType'][],
    /** Bands that tiles are to carry before others, where there are more than they can. */
    wanted?: readonly number[],
  ) {
    this.finest = parts.reduce((best, part) =>
      part.picture.layout.width > best.picture.layout.width ? part : best,
    );
    this.levels = this.finest.picture.levels;
    this.units = this.finest.picture.units;
    this.all = parts.flatMap((part) => bandsOf(part, this.finest));
    this.bandNames = this.all.map(({ name }) => name);
    const [first = 'float32', ...others] = sampleTypes;
    this.sampleType = others.every((type) => type === first) ? first : 'float32';
    this.floating = parts.some(({ picture }) => picture.floating);
    const { bandNames, sampleType } = this;
    const shape = { bandNames, sampleType, alphaBand: null };
    const { red, green, blue } = bandRoles(shape);
    this.natural = red === null || green === null || blue === null ? [0] : [red, green, blue];
    this.bands = tileBands(shape, wanted);
  }

  /** Names of the parts whose pixels are larger than the stack's. */
  get coarser(): string[] {
    const { width, height } = this.finest.picture.layout;
    return this.parts
      .filter(({ picture: { layout } }) => layout.width < width || layout.height < height)
      .map(({ label }) => label);
  }

  /** See FrameRaster.readTile. A pixel holds data where all bands that the tile carries do. */
  async readTile(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const size = this.levels[level];
    if (!size) throw new RangeError(`There is no level ${level}.`);
    const used = this.bands.flatMap((index) => this.all[index] ?? []);
    const tiles = new Map<Placed, Promise<RasterTile>>();
    for (const { part } of used) {
      if (!tiles.has(part)) tiles.set(part, this.partTile(part, level, column, row, signal));
    }
    const channels = used.length + 1;
    const count = size.tileSize * size.tileSize;
    const data: PixelArray = this.floating
      ? new Float32Array(count * channels)
      : new Uint8Array(count * channels);
    const opaque = this.floating ? 1 : 255;
    for (let at = channels - 1; at < data.length; at += channels) data[at] = opaque;
    for (const [channel, { part, channel: own }] of used.entries()) {
      const tile = await (tiles.get(part) as Promise<RasterTile>);
      const stride = tile.channels;
      for (let i = 0, from = 0, to = 0; i < count; i++, from += stride, to += channels) {
        data[to + channel] = tile.data[from + own] as number;
        if (tile.data[from + stride - 1] === 0) data[to + channels - 1] = 0;
      }
    }
    return { width: size.tileSize, height: size.tileSize, channels, data };
  }

  /** See FrameRaster.samplesAt; NaN for bands that hold no data there. */
  async samplesAt([x, y]: PixelXY): Promise<readonly number[] | null> {
    const { width, height } = this.levels[0] ?? { width: 0, height: 0 };
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (!(column >= 0 && row >= 0 && column < width && row < height)) return null;
    const values = await Promise.all(
      this.all.map(async ({ part, channel }) => {
        const { picture, toOwn } = part;
        const { layout } = picture;
        const [u, v] = applied(toOwn, column + 0.5, row + 0.5);
        const own = await picture.samplesAt([inside(u, layout.width), inside(v, layout.height)]);
        return own?.[picture.bands[channel] ?? 0] ?? Number.NaN;
      }),
    );
    return values.every(Number.isNaN) ? null : values;
  }

  /** Where a band comes from: the file's picture, and the channel of its tiles. */
  origin(band: number): { readonly picture: Picture; readonly channel: number } {
    const { part, channel } = this.all[band] ?? (this.all[0] as StackBand);
    return { picture: part.picture, channel };
  }

  close(): void {
    for (const { picture } of this.parts) picture.close();
  }

  /** The tile of the stack's grid filled from a part: as it is where the grids are the same. */
  private partTile(
    part: Placed,
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const size = this.levels[level];
    const own = part.picture.levels[level];
    const same =
      isIdentity(part.toOwn) &&
      size?.width === own?.width &&
      size?.height === own?.height &&
      size?.tileSize === own?.tileSize;
    return same
      ? part.picture.readTile(level, column, row, signal)
      : this.resampled(part, level, column, row, signal);
  }

  /** Nearest pixels of the part's level that is as fine as the stack's, or the next finer one. */
  private async resampled(
    { picture, toOwn }: Placed,
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const full = this.levels[0] as RasterLevel;
    const size = this.levels[level] as RasterLevel;
    const step = full.width / size.width;
    const index = ownLevel(picture, Math.hypot(toOwn[1], toOwn[4]) * step);
    const own = picture.levels[index] as RasterLevel;
    const scaleX = own.width / picture.layout.width;
    const scaleY = own.height / picture.layout.height;
    const { tileSize } = size;
    const stepY = full.height / size.height;
    const source = new TileReader(picture, index, signal);
    const across = Math.min(tileSize, size.width - column * tileSize);
    const down = Math.min(tileSize, size.height - row * tileSize);
    const place = (x: number, y: number) =>
      applied(toOwn, (column * tileSize + x + 0.5) * step, (row * tileSize + y + 0.5) * stepY);
    /** The pixel of the part's level that is nearest. */
    const nearest = ([u, v]: readonly [number, number]) =>
      [inside(u * scaleX, own.width), inside(v * scaleY, own.height)] as const;
    await source.load(corners(across, down).map(([x, y]) => nearest(place(x, y))));
    const { width, height } = picture.layout;
    const channels = picture.bands.length + 1;
    const data = picture.floating
      ? new Float32Array(tileSize * tileSize * channels)
      : new Uint8Array(tileSize * tileSize * channels);
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const [u, v] = place(x, y);
        if (u < -EDGE || v < -EDGE || u > width + EDGE || v > height + EDGE) continue;
        const [ownX, ownY] = nearest([u, v]);
        source.copy(ownX, ownY, data, (y * tileSize + x) * channels);
      }
    }
    return { width: tileSize, height: tileSize, channels, data };
  }
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

function bandsOf({ picture, label, georef }: StackPart, finest: StackPart): StackBand[] {
  const part = { picture, toOwn: toOwnOf({ picture, georef }, finest) };
  const names = picture.bands.map((band) => picture.bandNames[band] ?? `${band + 1}`);
  return names.map((name, channel) => ({
    part,
    channel,
    name: names.length === 1 ? label : `${label} ${name}`,
  }));
}

/** By their places on the map where both have one, else both cover the same. */
function toOwnOf({ picture, georef }: Omit<StackPart, 'label'>, finest: StackPart): Transform {
  const { width, height } = finest.picture.layout;
  if (!georef || !finest.georef) {
    return [0, picture.layout.width / width, 0, 0, 0, picture.layout.height / height];
  }
  const [x0, xCol, xRow, y0, yCol, yRow] = georef.transform;
  const determinant = xCol * yRow - xRow * yCol;
  const back = (dX: number, dY: number) =>
    [(dX * yRow - dY * xRow) / determinant, (dY * xCol - dX * yCol) / determinant] as const;
  const [X0, XCol, XRow, Y0, YCol, YRow] = finest.georef.transform;
  const [u0, v0] = back(X0 - x0, Y0 - y0);
  const [uCol, vCol] = back(XCol, YCol);
  const [uRow, vRow] = back(XRow, YRow);
  return [u0, uCol, uRow, v0, vCol, vRow];
}

function applied([x0, xCol, xRow, y0, yCol, yRow]: Transform, x: number, y: number) {
  return [x0 + x * xCol + y * xRow, y0 + x * yCol + y * yRow] as const;
}

function isIdentity(transform: Transform): boolean {
  return [0, 1, 0, 0, 0, 1].every((value, i) => Math.abs((transform[i] ?? 0) - value) < 1e-6);
}

function inside(value: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(value)));
}

const corners = (width: number, height: number) =>
  [
    [0, 0],
    [width - 1, 0],
    [0, height - 1],
    [width - 1, height - 1],
  ] as const;

/** The coarsest level of a picture with at least one pixel in `step` of its full pixels. */
function ownLevel(picture: Picture, step: number): number {
  let index = 0;
  for (const [i, level] of picture.levels.entries()) {
    if (picture.layout.width / level.width <= step * 1.001) index = i;
  }
  return index;
}
