/** A picture whose bands lie in files of their own, on the grid of the finest of them. */
import { bandRoles } from '../../domain/imaging/band-roles';
import { tileBands } from '../../domain/imaging/tile-bands';
import type { Georef, Raster, Transform } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';
import type { PixelArray, Window } from '../blocks/assemble';
import type { Box } from '../blocks/box-mean';
import type { Area } from '../blocks/coarse-reader';
import type { Picture } from './picture';
import { applied, inside, isBeyond, type PlacedPicture, readPlaced } from './placed-picture';
import { type RasterCaches, TiledImage } from './tiled-image';
import type { Size } from './virtual-levels';

export type StackPart = {
  readonly picture: Picture;
  readonly label: string;
  readonly georef: Georef | null;
};

/** A file's picture; `same`: of the same grid as the stack, at all levels. */
type StackedPicture = PlacedPicture & { readonly same: boolean };

/** One band of the stack: which file, and which channel of that file's tiles. */
type StackBand = { readonly part: StackedPicture; readonly channel: number; readonly name: string };

export class StackPicture extends TiledImage {
  readonly sampleType: Raster['sampleType'];
  /** The part whose grid is the stack's. */
  readonly finest: StackPart;
  private readonly all: readonly StackBand[];

  constructor(
    readonly name: string,
    readonly parts: readonly [StackPart, ...StackPart[]],
    sampleTypes: readonly Raster['sampleType'][],
    caches: RasterCaches,
    /** Bands that tiles are to carry before others, where there are more than they can. */
    wanted?: readonly number[],
  ) {
    const finest = parts.reduce((best, part) =>
      part.picture.layout.width > best.picture.layout.width ? part : best,
    );
    const all = parts.flatMap((part) => bandsOf(part, finest));
    const names = all.map(({ name }) => name);
    const [first = 'float32', ...others] = sampleTypes;
    const sampleType = others.every((type) => type === first) ? first : 'float32';
    const shape = { bandNames: names, sampleType, alphaBand: null };
    const { red, green, blue } = bandRoles(shape);
    super(
      {
        bands: tileBands(shape, wanted),
        bandNames: names,
        natural: red === null || green === null || blue === null ? [0] : [red, green, blue],
        floating: parts.some(({ picture }) => picture.floating),
        stored: finest.picture.stored,
        layouts: parts.flatMap(({ picture }) => picture.base.layouts),
      },
      caches,
    );
    this.sampleType = sampleType;
    this.finest = finest;
    this.all = all;
  }

  /** Names of the parts whose pixels are larger than the stack's. */
  get coarser(): string[] {
    const { width, height } = this.finest.picture.layout;
    return this.parts
      .filter(({ picture: { layout } }) => layout.width < width || layout.height < height)
      .map(({ label }) => label);
  }

  get validity(): string {
    return this.parts.map(({ picture }) => picture.validity).join('; ');
  }

  /** A pixel holds data where all bands that the tiles carry do. */
  readWindow(level: number, window: Window, signal?: AbortSignal): Promise<PixelArray> {
    const step = this.stepTo(this.levels[level] ?? this.base);
    return this.together(window, (part) =>
      part.same
        ? part.picture.readWindow(level, window, signal)
        : readPlaced(part, step, window, signal),
    );
  }

  readCoarse(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray> {
    const window = { ...area, x: area.x / factor, y: area.y / factor };
    const step = this.stepTo(this.base, factor);
    return this.together(area, (part) =>
      part.same
        ? part.picture.readCoarse(factor, area, signal)
        : readPlaced(part, step, window, signal),
    );
  }

  /** Pixels of the full resolution in one that is some times coarser than a level's. */
  private stepTo({ width, height }: Size, factor = 1): Box {
    const { layout } = this.finest.picture;
    return { across: (layout.width / width) * factor, down: (layout.height / height) * factor };
  }

  /** The bands that tiles carry, each out of the pixels of its part. */
  private async together(
    { width, height }: Pick<Window, 'width' | 'height'>,
    read: (part: StackedPicture) => Promise<PixelArray>,
  ): Promise<PixelArray> {
    const used = this.bands.flatMap((index) => this.all[index] ?? []);
    const reads = new Map<StackedPicture, Promise<PixelArray>>();
    for (const { part } of used) if (!reads.has(part)) reads.set(part, read(part));
    // All at once: of those that fail together none may be left without who hears of it.
    await Promise.all(reads.values());
    const { channels } = this;
    const count = width * height;
    const length = count * channels;
    const data = this.floating ? new Float32Array(length) : new Uint8Array(length);
    const opaque = this.floating ? 1 : 255;
    for (let at = channels - 1; at < length; at += channels) data[at] = opaque;
    for (const [channel, { part, channel: own }] of used.entries()) {
      const pixels = await (reads.get(part) as Promise<PixelArray>);
      const stride = part.picture.channels;
      for (let i = 0, from = 0, to = 0; i < count; i++, from += stride, to += channels) {
        data[to + channel] = pixels[from + own] as number;
        if (pixels[from + stride - 1] === 0) data[to + channels - 1] = 0;
      }
    }
    return data;
  }

  /** See FrameRaster.samplesAt; NaN for bands that hold no data there. */
  async samplesAt([x, y]: PixelXY, signal?: AbortSignal): Promise<readonly number[] | null> {
    const { width, height } = this.levels[0] ?? { width: 0, height: 0 };
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (!(column >= 0 && row >= 0 && column < width && row < height)) return null;
    const values = await Promise.all(
      this.all.map(async ({ part, channel }) => {
        const { picture, toOwn } = part;
        const { layout } = picture;
        const [u, v] = applied(toOwn, column + 0.5, row + 0.5);
        if (isBeyond(u, v, layout)) return Number.NaN;
        const place = [inside(u, layout.width), inside(v, layout.height)] as const;
        const own = await picture.samplesAt(place, signal);
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

  override close(): void {
    super.close();
    for (const { picture } of this.parts) picture.close();
  }
}

function bandsOf({ picture, label, georef }: StackPart, finest: StackPart): StackBand[] {
  const toOwn = toOwnOf({ picture, georef }, finest);
  const whole = finest.picture.layout;
  const part = {
    picture,
    toOwn,
    whole,
    same: isIdentity(toOwn) && sameLevels(picture, finest.picture),
  };
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

function sameLevels({ stored: a }: Picture, { stored: b }: Picture): boolean {
  const sizes = (grids: Picture['stored']) =>
    grids.map(({ level: { width, height } }) => [width, height]);
  return String(sizes(a)) === String(sizes(b));
}

function isIdentity(transform: Transform): boolean {
  return [0, 1, 0, 0, 0, 1].every((value, i) => Math.abs((transform[i] ?? 0) - value) < 1e-6);
}
