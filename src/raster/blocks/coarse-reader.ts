/** Reads a stored level at a power of 2 coarser than it is. */
import {
  type ChannelSpec,
  type PixelArray,
  readWindow,
  type StoredLevel,
  type Window,
} from './assemble';
import type { BlockCache } from './blocks';
import { type Box, type Combine, shrinkInto } from './box-mean';
import { halvedBlocks } from './halving';
import { type ThinLevel, thinLevel } from './thinning';

/**
 * Pixels of a coarser level: the corner of the first in pixels of the level that it is made of, which it
 * need not be a multiple of, and how many. They may reach beyond the picture.
 */
export type Area = Window;

/** What pixels are like, and how several become one. */
export type PixelKind = {
  /** Alpha included. */
  readonly channels: number;
  readonly floating: boolean;
  readonly combine: Combine;
};

/** Bound of the pixels of the finer level that are held at once. */
const CHUNK_BYTES = 16 * 2 ** 20;

const TWO_BY_TWO = { across: 2, down: 2 };

export type CoarseReaderOptions = {
  readonly base: StoredLevel;
  readonly spec: ChannelSpec;
  readonly combine: Combine;
  readonly blocks: BlockCache;
  /** Tells this level's entries in the cache from those of others. */
  readonly key: string;
};

export class CoarseReader {
  private readonly thinned = new Map<number, ThinLevel>();

  constructor(private readonly options: CoarseReaderOptions) {}

  /**
   * Twice as coarse it is exact, 2 × 2 box means; coarser it is made of some of the pixels, so that it
   * comes soon, and lies where it should to an eighth of its pixels.
   */
  read(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray> {
    const { spec, combine } = this.options;
    const { level, across, down } = this.thin(factor);
    const kind = { channels: spec.bands.length + 1, floating: spec.floating, combine };
    const corner = {
      x: Math.round((area.x * across) / factor),
      y: Math.round((area.y * down) / factor),
    };
    const read = (window: Window, reuse?: PixelArray) =>
      readWindow(level, window, spec, signal, reuse);
    return shrunk(read, { ...area, ...corner }, { across, down }, kind, signal);
  }

  /** As read() twice as coarse, of pixels inside of the picture that are not needed again: their blocks are not cached. */
  async readOnce(area: Area, signal?: AbortSignal): Promise<PixelArray> {
    const { base, spec, combine } = this.options;
    const { width, height } = base.blocks.layout;
    const window = {
      ...area,
      width: Math.min(area.width * 2, width - area.x),
      height: Math.min(area.height * 2, height - area.y),
    };
    const halved = await halvedBlocks(base, window, spec, combine, signal);
    return halved ?? this.read(2, area, signal);
  }

  private thin(factor: number): ThinLevel {
    const known = this.thinned.get(factor);
    if (known) return known;
    const { base, blocks, key } = this.options;
    const made =
      factor === 2
        ? { level: base, ...TWO_BY_TWO }
        : thinLevel(base, factor, blocks, `${key}/thin`);
    this.thinned.set(factor, made);
    return made;
  }
}

/**
 * Pixels that are each made of a box of those that are read, some rows at a time.
 * @param read may put pixels into an array that it gave before: new memory costs more than filling it
 */
export async function shrunk(
  read: (window: Window, reuse?: PixelArray) => Promise<PixelArray>,
  { x, y, width, height }: Area,
  box: Box,
  { channels, floating, combine }: PixelKind,
  signal?: AbortSignal,
): Promise<PixelArray> {
  const length = width * height * channels;
  const data = floating ? new Float32Array(length) : new Uint8Array(length);
  const out = { data, width, height, channels };
  const finerWidth = width * box.across;
  const rowBytes = finerWidth * channels * data.BYTES_PER_ELEMENT * box.down;
  const step = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes));
  let before: PixelArray | undefined;
  for (let top = 0; top < height; top += step) {
    signal?.throwIfAborted();
    const window = {
      x,
      y: y + top * box.down,
      width: finerWidth,
      height: Math.min(step, height - top) * box.down,
    };
    before = await read(window, before);
    const source = { ...window, data: before, channels };
    shrinkInto(source, box, combine, out, { left: 0, top });
  }
  return data;
}
