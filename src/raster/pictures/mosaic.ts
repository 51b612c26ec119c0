/**
 * A picture whose tiles lie in files of their own: one pixel grid over all of them, the later file on top
 * where two hold data, no data between them, as gdalbuildvrt lays them.
 */
import type { Georef, Raster, Transform } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';
import type { PixelArray, Window } from '../blocks/assemble';
import { type Area, shrunk } from '../blocks/coarse-reader';
import type { Picture } from './picture';
import { type RasterCaches, TiledImage } from './tiled-image';

export type MosaicPart = {
  readonly picture: Picture;
  readonly georef: Georef;
  /** Where its first pixel lies on the lattice of the first part, whole pixels. */
  readonly offset: readonly [number, number];
};

/** A part, and where it lies in the whole. */
type Laid = {
  readonly picture: Picture;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const TILE = 256;
const TWO_BY_TWO = { across: 2, down: 2 };
/** Parts that are read at once. */
const AT_ONCE = 4;

export class MosaicPicture extends TiledImage {
  /** GDAL's geotransform of the whole. */
  readonly transform: Transform;
  private readonly laid: readonly Laid[];

  /** @param parts of the same bands and sample type, in the order in which they are laid */
  constructor(
    readonly name: string,
    readonly parts: readonly [MosaicPart, ...MosaicPart[]],
    readonly sampleType: Raster['sampleType'],
    caches: RasterCaches,
  ) {
    const [{ picture: first, georef }] = parts;
    const left = Math.min(...parts.map(({ offset: [x] }) => x));
    const top = Math.min(...parts.map(({ offset: [, y] }) => y));
    const laid = parts.map(({ picture, offset: [x, y] }) => {
      const { width, height } = picture.layout;
      return { picture, x: x - left, y: y - top, width, height };
    });
    const level = {
      width: Math.max(...laid.map(({ x, width }) => x + width)),
      height: Math.max(...laid.map(({ y, height }) => y + height)),
      tileSize: TILE,
    };
    super(
      {
        bands: first.bands,
        bandNames: first.bandNames,
        natural: first.natural,
        floating: first.floating,
        stored: [{ level, layout: first.layout }],
        layouts: parts.map(({ picture }) => picture.layout),
      },
      caches,
    );
    this.laid = laid;
    const [x0, xCol, xRow, y0, yCol, yRow] = georef.transform;
    const corner = [x0 + left * xCol + top * xRow, y0 + left * yCol + top * yRow] as const;
    this.transform = [corner[0], xCol, xRow, corner[1], yCol, yRow];
  }

  /** Parts with overviews of their own are looked at as a whole by those. */
  override get wantsOverviews(): boolean {
    return super.wantsOverviews && this.storedOverviews === 0;
  }

  /** How many overviews each of the files has at least. */
  get storedOverviews(): number {
    return Math.min(...this.parts.map(({ picture }) => picture.storedLayouts.length - 1));
  }

  get validity(): string {
    return this.parts.map(({ picture }) => picture.validity).join('; ');
  }

  readWindow(_level: number, window: Window, signal?: AbortSignal): Promise<PixelArray> {
    return this.laidTogether(1, window, signal);
  }

  readCoarse(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray> {
    if (factor > 2 || this.storedOverviews > 0) return this.laidTogether(factor, area, signal);
    // Only of the whole's own pixels are means exact where parts meet.
    const read = (window: Window) => this.laidTogether(1, window, signal);
    return shrunk(read, area, TWO_BY_TWO, this, signal);
  }

  /** See FrameRaster.samplesAt. */
  async samplesAt([px, py]: PixelXY, signal?: AbortSignal): Promise<readonly number[] | null> {
    const [column, row] = [Math.floor(px), Math.floor(py)];
    for (const { picture, x, y } of [...this.laid].reverse()) {
      const samples = await picture.samplesAt([column - x, row - y], signal);
      if (samples) return samples;
    }
    return null;
  }

  override close(): void {
    super.close();
    for (const { picture } of this.parts) picture.close();
  }

  private async laidTogether(
    factor: number,
    area: Area,
    signal: AbortSignal | undefined,
  ): Promise<PixelArray> {
    const length = area.width * area.height * this.channels;
    const out = this.floating ? new Float32Array(length) : new Uint8Array(length);
    const under = this.laid.flatMap((part) => {
      const own = partOf(area, part, factor);
      return own ? [{ part, own }] : [];
    });
    for (let first = 0; first < under.length; first += AT_ONCE) {
      signal?.throwIfAborted();
      const some = under.slice(first, first + AT_ONCE);
      const read = await Promise.all(
        some.map(({ part: { picture, x, y }, own }) =>
          picture.readReduced(
            factor,
            { ...own, x: area.x + own.x * factor - x, y: area.y + own.y * factor - y },
            signal,
          ),
        ),
      );
      for (const [i, { own }] of some.entries()) {
        layOver(out, area.width, read[i] as PixelArray, own, this.channels);
      }
    }
    return out;
  }
}

/** The pixels of an area, counted from its corner, that a part may fill; null where it fills none. */
function partOf(area: Area, part: Laid, factor: number): Window | null {
  const x = Math.max(0, Math.floor((part.x - area.x) / factor));
  const y = Math.max(0, Math.floor((part.y - area.y) / factor));
  const right = Math.min(area.width, Math.ceil((part.x + part.width - area.x) / factor));
  const bottom = Math.min(area.height, Math.ceil((part.y + part.height - area.y) / factor));
  return x < right && y < bottom ? { x, y, width: right - x, height: bottom - y } : null;
}

/** Puts the pixels that hold data into a window of a picture of some width. */
function layOver(
  out: PixelArray,
  outWidth: number,
  pixels: PixelArray,
  { x, y, width, height }: Window,
  channels: number,
): void {
  for (let row = 0, from = 0; row < height; row++) {
    let to = ((y + row) * outWidth + x) * channels;
    for (let column = 0; column < width; column++, from += channels, to += channels) {
      if (pixels[from + channels - 1] === 0) continue;
      for (let c = 0; c < channels; c++) out[to + c] = pixels[from + c] as number;
    }
  }
}
