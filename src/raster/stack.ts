/** A picture whose bands lie in files of their own, on the grid of the finest of them. */
import { bandRoles } from '../domain/imaging/band-roles';
import { tileBands } from '../domain/imaging/tile-bands';
import type { Georef, Raster, Transform } from '../domain/model/frame';
import type { PixelXY } from '../domain/model/units';
import type { PixelArray } from './assemble';
import type { Picture, TileUnit } from './picture';
import { applied, inside, isBeyond, type PlacedPicture, readPlaced } from './placed-picture';
import type { RasterLevel, RasterTile } from './types';

export type StackPart = {
  readonly picture: Picture;
  readonly label: string;
  readonly georef: Georef | null;
};

/** One band of the stack: which file, and which channel of that file's tiles. */
type StackBand = { readonly part: PlacedPicture; readonly channel: number; readonly name: string };

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
    const tiles = new Map<PlacedPicture, Promise<RasterTile>>();
    for (const { part } of used) {
      if (!tiles.has(part)) tiles.set(part, this.partTile(part, level, column, row, signal));
    }
    const channels = used.length + 1;
    const count = size.tileSize * size.tileSize;
    const data: PixelArray = this.floating
      ? new Float32Array(count * channels)
      : new Uint8Array(count * channels);
    const opaque = this.floating ? 1 : 255;
    // All at once: of those that fail together none may be left without who hears of it.
    await Promise.all(tiles.values());
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
        if (isBeyond(u, v, layout, EDGE)) return Number.NaN;
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
    part: PlacedPicture,
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
      : readPlaced(part, this.levels, { level, column, row }, { edge: EDGE, signal });
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

function isIdentity(transform: Transform): boolean {
  return [0, 1, 0, 0, 0, 1].every((value, i) => Math.abs((transform[i] ?? 0) - value) < 1e-6);
}
