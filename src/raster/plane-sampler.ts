/**
 * Samples a picture onto a grid of the caller's choice, as planes of floats: what the analysis of
 * pictures (alignment, change, chips) works on. Two pictures sampled on the same ground can be compared
 * pixel by pixel whatever their resolutions, coordinate systems and turns are.
 */
import type { Transform } from '../domain/model/frame';
import type { OpenImage } from './image';
import { type Neighbourhood, resampleBlock } from './resample';
import type { FrameRaster, Progress, RasterLevel, RasterTile } from './types';

/** What is needed of an open picture. */
export type SampledRaster = Pick<
  FrameRaster,
  'levels' | 'channels' | 'bands' | 'floating' | 'readTile'
> & {
  /** Levels that the file stores; the coarser ones have pixels of exactly 2ⁿ × 2ⁿ of the last of them. */
  readonly storedLevels?: number;
};

/** Where the pixels of the output lie in the picture. */
export type PlaneGrid = {
  /** Pixels of the output. */
  readonly width: number;
  readonly height: number;
  /**
   * From places of the output to pixels of the picture, [x0, dx/dcolumn, dx/drow, y0, dy/dcolumn,
   * dy/drow]. Both have (0, 0) at the outer corner of the first pixel, so the middle of output pixel
   * (c, r) is at (c + 0.5, r + 0.5).
   */
  readonly transform: Transform;
};

export type Planes = {
  readonly width: number;
  readonly height: number;
  /** The file's band (0-based) of each plane. */
  readonly bands: readonly number[];
  /** Row by row from the top, width × height each; 0 where not valid. Samples keep the file's units. */
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  /** 1 where there is data, else 0 (outside, nodata, transparent). */
  readonly valid: Uint8Array<ArrayBuffer>;
};

export type SampleOptions = {
  /** The file's bands (0-based); all that the tiles carry if left out. */
  readonly bands?: readonly number[] | undefined;
  /**
   * Whether only levels that are clearly finer than the grid will do: interpolating between pixels of about
   * its own size keeps less of the fine detail by which pictures are laid on each other. Reads up to four
   * times as much.
   */
  readonly sharp?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
};

/** Side of the squares of the output that are made in one go, pixels. */
const BLOCK = 256;
/** Tiles that are kept while neighbouring squares are made, bytes. */
const TILES_BYTES = 96 * 2 ** 20;
/** Filters reach at most this many pixels of a level beyond the middle of what they look at. */
const REACH = 3;

/** A level's pixels in those of the grid: a hair of room, since steps of map projections are never whole. */
const AS_FINE = 1.01;
const CLEARLY_FINER = 0.75;

/** An open image as the sampler wants it. */
export function sampledRaster(image: OpenImage): SampledRaster {
  const { levels, bands, floating, channels } = image;
  return {
    levels,
    bands,
    floating,
    channels,
    storedLevels: image.stored.length,
    readTile: (level, column, row, signal) => image.readTile(level, column, row, signal),
  };
}

/**
 * The picture on the grid. Where its pixels are smaller than the grid's, the mean of those that a pixel
 * of the grid covers, out of the coarsest level that is still as fine as the grid; where they are
 * larger, bicubic interpolation (Catmull-Rom; bilinear beside missing data). Rejects with an AbortError
 * when the signal is aborted, with a UserError where the file cannot be read, and with a RangeError for
 * a band that the tiles do not carry or a transform that has no area.
 */
export async function samplePlanes(
  raster: SampledRaster,
  grid: PlaneGrid,
  { bands = raster.bands, sharp = false, signal, progress }: SampleOptions = {},
): Promise<Planes> {
  const channels = bands.map((band) => channelOf(raster, band));
  const { width, height } = grid;
  const level = levelFor(raster, grid.transform, sharp ? CLEARLY_FINER : AS_FINE);
  const source = new LevelReader(raster, level.index, channels);
  const planes = bands.map(() => new Float32Array(width * height));
  const valid = new Uint8Array(width * height);
  const out = { width, planes, valid };
  const columns = Math.ceil(width / BLOCK);
  const total = columns * Math.ceil(height / BLOCK);
  for (let done = 0; done < total; done++) {
    signal?.throwIfAborted();
    const left = (done % columns) * BLOCK;
    const top = Math.floor(done / columns) * BLOCK;
    const block = {
      left,
      top,
      width: Math.min(BLOCK, width - left),
      height: Math.min(BLOCK, height - top),
    };
    const around = await source.window(boundsOf(block, level.transform), signal);
    if (around) resampleBlock(around, level.transform, block, out);
    progress?.(done + 1, total);
  }
  return { width, height, bands, planes, valid };
}

function channelOf({ bands }: SampledRaster, band: number): number {
  const channel = bands.indexOf(band);
  if (channel < 0) throw new RangeError(`The tiles do not carry band ${band}.`);
  return channel;
}

/** Pixels of the full picture across and down one of a level's. */
function pixelSize(
  { levels, storedLevels = levels.length }: SampledRaster,
  index: number,
): readonly [number, number] {
  const [full, level] = [levels[0], levels[index]];
  if (!full || !level) return [1, 1];
  // Overviews in files are stretched over the whole picture, as GDAL has it; those made here are cut.
  const stored = levels[Math.min(index, storedLevels - 1)] ?? full;
  const cut = index < storedLevels ? 1 : 2 ** (index - storedLevels + 1);
  return [(full.width / stored.width) * cut, (full.height / stored.height) * cut];
}

/**
 * The coarsest level whose pixels are not larger than `most` times the grid's, and the transform to its
 * pixels; the finest where none is.
 */
function levelFor(raster: SampledRaster, transform: Transform, most: number) {
  const [, xCol, xRow, , yCol, yRow] = transform;
  const step = Math.min(Math.hypot(xCol, yCol), Math.hypot(xRow, yRow));
  if (!(Math.abs(xCol * yRow - xRow * yCol) > 0)) {
    throw new RangeError('The grid has no area in the picture.');
  }
  let index = 0;
  for (let i = 1; i < raster.levels.length; i++) {
    if (Math.max(...pixelSize(raster, i)) <= step * most) index = i;
  }
  const [across, down] = pixelSize(raster, index);
  const [x0, , , y0] = transform;
  const scaled: Transform = [
    x0 / across,
    xCol / across,
    xRow / across,
    y0 / down,
    yCol / down,
    yRow / down,
  ];
  return { index, transform: scaled };
}

type Rect = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The rectangle of level pixels that a block of the output looks at. */
function boundsOf({ left, top, width, height }: Rect, transform: Transform): Rect {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const corners = [
    [left, top],
    [left + width, top],
    [left, top + height],
    [left + width, top + height],
  ] as const;
  const xs = corners.map(([c, r]) => x0 + c * xCol + r * xRow);
  const ys = corners.map(([c, r]) => y0 + c * yCol + r * yRow);
  const x = Math.floor(Math.min(...xs)) - REACH;
  const y = Math.floor(Math.min(...ys)) - REACH;
  return {
    left: x,
    top: y,
    width: Math.ceil(Math.max(...xs)) + REACH - x,
    height: Math.ceil(Math.max(...ys)) + REACH - y,
  };
}

/** Reads windows of a level, keeping tiles for the next ones. */
class LevelReader {
  private readonly tiles = new Map<number, Promise<RasterTile>>();
  private readonly level: RasterLevel;
  private readonly most: number;

  constructor(
    private readonly raster: SampledRaster,
    private readonly index: number,
    private readonly channels: readonly number[],
  ) {
    const level = raster.levels[index];
    if (!level) throw new RangeError(`There is no level ${index}.`);
    this.level = level;
    const bytes = level.tileSize ** 2 * raster.channels * (raster.floating ? 4 : 1);
    this.most = Math.max(4, Math.floor(TILES_BYTES / bytes));
  }

  /** The part of a rectangle that lies in the picture; null where none does. */
  async window(wanted: Rect, signal: AbortSignal | undefined): Promise<Neighbourhood | null> {
    const { tileSize } = this.level;
    const left = Math.max(0, wanted.left);
    const top = Math.max(0, wanted.top);
    const width = Math.min(this.level.width, wanted.left + wanted.width) - left;
    const height = Math.min(this.level.height, wanted.top + wanted.height) - top;
    if (width <= 0 || height <= 0) return null;
    const out: Neighbourhood = {
      left,
      top,
      width,
      height,
      planes: this.channels.map(() => new Float32Array(width * height)),
      valid: new Uint8Array(width * height),
    };
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
    return out;
  }

  private tile(column: number, row: number, signal: AbortSignal | undefined): Promise<RasterTile> {
    const key = row * Math.ceil(this.level.width / this.level.tileSize) + column;
    const known = this.tiles.get(key);
    // Used again: becomes the youngest.
    this.tiles.delete(key);
    const tile = known ?? this.raster.readTile(this.index, column, row, signal);
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
    out: Neighbourhood,
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
