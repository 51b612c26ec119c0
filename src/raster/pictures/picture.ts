/** An open file: levels, tiles and sample values. Runs in a worker, or in Node for tests. */
import { UserError } from '../../domain/errors';
import type { PixelXY } from '../../domain/model/units';
import {
  type ChannelSpec,
  type PixelArray,
  readPassing,
  readWindow,
  type StoredLevel,
  type Window,
} from '../blocks/assemble';
import { bandNames, carriedBands, naturalColours } from '../blocks/bands';
import { type Block, BlockReader } from '../blocks/blocks';
import { type Area, CoarseReader } from '../blocks/coarse-reader';
import { shownPlanar, shownSamples } from '../blocks/colours';
import { sampleTypeOf } from '../blocks/layout';
import type { Neighbourhood } from '../blocks/neighbourhood';
import { readBands } from '../blocks/plane-window';
import { ByteLru } from '../bytes/byte-lru';
import type { ByteSource, RemoteHead } from '../bytes/byte-source';
import type { Layout } from '../directory/layout-types';
import { readBeside } from '../place/beside';
import type { BesideFile } from '../types';
import { type FileLevel, openTiff, type TiffFile } from './tiff-file';
import { type RasterCaches, type StoredGrid, TiledImage } from './tiled-image';

export function makeCaches(blockBytes = 96 * 2 ** 20, rowBytes = 64 * 2 ** 20): RasterCaches {
  return { blocks: new ByteLru(blockBytes), rows: new ByteLru(rowBytes) };
}

/** How far the ratio of two levels' sizes may be off a power of 2: the coarser one's are rounded. */
const ROUNDED = 0.05;

export class Picture extends TiledImage {
  readonly layout: Layout;
  readonly spec: ChannelSpec;
  private readonly storedLevels: readonly StoredLevel[];
  private readonly coarse: readonly CoarseReader[];

  constructor(
    readonly file: TiffFile,
    caches: RasterCaches,
    /** Bands that tiles are to carry before others, where there are more than they can. */
    wanted?: readonly number[],
  ) {
    const [first, ...others] = file.levels;
    if (!first) throw new UserError(`“${file.source.name}” holds no picture.`);
    const { layout } = first;
    const shape = { layout, items: file.items };
    const names = bandNames(shape);
    const tileSize = layout.tiled && layout.blockWidth % 512 === 0 ? 512 : 256;
    const gridOf = ({ layout }: FileLevel): StoredGrid => {
      const { width, height } = layout;
      return { layout, level: { width, height, tileSize } };
    };
    super(
      {
        bands: carriedBands(layout, names, wanted),
        bandNames: names,
        natural: naturalColours(shape, names),
        floating: sampleTypeOf(layout) !== 'uint8',
        stored: [gridOf(first), ...others.map(gridOf)],
        layouts: [(others.at(-1) ?? first).layout],
      },
      caches,
    );
    this.layout = layout;
    this.spec = this.specOf(this.bands);
    this.storedLevels = file.levels.map(({ layout, source, mask }, i) => ({
      blocks: this.reader(source, layout, `${i}`),
      mask: mask && this.reader(mask.source, mask.layout, `${i}m`),
    }));
    const { spec, combine } = this;
    this.coarse = this.storedLevels.map(
      (base, i) =>
        new CoarseReader({ base, spec, combine, blocks: caches.blocks, key: `${this.key}/${i}` }),
    );
  }

  private reader(source: ByteSource, layout: Layout, level: string): BlockReader {
    const fill = this.file.nodataOf(0) ?? 0;
    return new BlockReader(source, layout, this.caches.blocks, `${this.key}/${level}`, fill);
  }

  /** Channels for a choice of stored bands. Palette colours have no nodata value. */
  private specOf(bands: readonly number[]): ChannelSpec {
    const { conversion, alpha } = this.layout;
    const nodata = bands.map((band) => (conversion ? null : this.file.nodataOf(band)));
    // What blocks that the file leaves out are filled with has to be told from samples too.
    const words =
      sampleTypeOf(this.layout) === 'uint16' && [this.file.nodataOf(0), ...nodata].every(isWord);
    return { bands, alpha, nodata, floating: this.floating, words };
  }

  /** What was learnt of a far file; null for files of this machine. */
  get head(): RemoteHead | null {
    return this.file.source.head ?? null;
  }

  get validity(): string {
    const { levels, nodataOf } = this.file;
    const nodata = Array.from({ length: this.layout.samples }, (_, band) => nodataOf(band));
    return [levels[0]?.mask?.source.size ?? 'no mask', ...nodata].join(' ');
  }

  readWindow(
    level: number,
    window: Window,
    signal?: AbortSignal,
    reuse?: PixelArray,
  ): Promise<PixelArray> {
    const stored = this.storedLevels[level];
    if (!stored) throw new RangeError(`Level ${level} is not stored in the file.`);
    // Samples are taken of coarser levels, out of the blocks of their tiles.
    if (level === 0 && this.storedLevels.length > 1 && !reuse) {
      return readPassing(stored, window, this.spec, signal);
    }
    return readWindow(stored, window, this.spec, signal, reuse);
  }

  readCoarse(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray> {
    return this.coarseOf(this.coarse.length - 1).read(factor, area, signal);
  }

  override readHalf(area: Area, signal?: AbortSignal): Promise<PixelArray> {
    return this.coarseOf(this.coarse.length - 1).readOnce(area, signal);
  }

  /**
   * Pixels of the full resolution, or of a power of 2 coarser, out of the stored level that is nearest to
   * that and not coarser. The corner is in pixels of the full resolution.
   */
  readReduced(factor: number, area: Area, signal?: AbortSignal): Promise<PixelArray> {
    const [index, scale] = this.levelFor(factor);
    const { width, height } = this.levels[index] ?? this.layout;
    const own = {
      ...area,
      x: Math.round((area.x * width) / this.layout.width),
      y: Math.round((area.y * height) / this.layout.height),
    };
    if (scale === factor) return this.readWindow(index, own, signal);
    return this.coarseOf(index).read(factor / scale, own, signal);
  }

  /** Of the stored levels that are a power of 2 coarser the one for a factor, and that power. */
  private levelFor(factor: number): readonly [index: number, scale: number] {
    let found: readonly [number, number] = [0, 1];
    for (const [index, { width }] of this.storedLayouts.entries()) {
      const ratio = this.layout.width / width;
      const scale = 2 ** Math.round(Math.log2(ratio));
      if (scale <= factor && Math.abs(ratio / scale - 1) < ROUNDED) found = [index, scale];
    }
    return found;
  }

  private coarseOf(index: number): CoarseReader {
    return this.coarse[index] as CoarseReader;
  }

  /** Bands (of those that tiles carry) of a window inside of a stored level. */
  readBands(
    level: number,
    window: Window,
    bands: readonly number[],
    signal?: AbortSignal,
  ): Promise<Neighbourhood> {
    const stored = this.storedLevels[level];
    if (!stored) throw new RangeError(`Level ${level} is not stored in the file.`);
    return readBands(stored, window, this.spec, bands, signal);
  }

  /** The blocks of the full resolution, for readers of stored samples. */
  get mainReader(): BlockReader {
    return (this.storedLevels[0] as StoredLevel).blocks;
  }

  /** Layouts of the levels that the file stores, finest first. */
  get storedLayouts(): readonly Layout[] {
    return this.storedLevels.map(({ blocks }) => blocks.layout);
  }

  /** Values of all stored bands, alpha included, at a pixel; see FrameRaster.samplesAt. */
  async samplesAt([px, py]: PixelXY, signal?: AbortSignal): Promise<readonly number[] | null> {
    const [x, y] = [Math.floor(px), Math.floor(py)];
    const { width, height } = this.layout;
    if (!(x >= 0 && y >= 0 && x < width && y < height)) return null;
    const visible = await this.readWindow(0, { x, y, width: 1, height: 1 }, signal);
    if (visible[visible.length - 1] === 0) return null;
    return samplesOf(this.mainReader, x, y, signal);
  }
}

/** Whether a nodata value, if there is one, is a whole number of 16 bits. */
function isWord(value: number | null): boolean {
  return value === null || new Uint16Array([value])[0] === value;
}

async function samplesOf(
  blocks: BlockReader,
  x: number,
  y: number,
  signal?: AbortSignal,
): Promise<number[]> {
  const { layout } = blocks;
  const { blockWidth, blockHeight } = layout;
  const [column, row] = [Math.floor(x / blockWidth), Math.floor(y / blockHeight)];
  const at = (y % blockHeight) * blockWidth + (x % blockWidth);
  const stride = shownSamples(layout);
  if (shownPlanar(layout)) {
    const planes = Array.from({ length: stride }, (_, plane) =>
      blocks.read(column, row, plane, signal),
    );
    return (await Promise.all(planes)).map((block: Block) => block[at] ?? Number.NaN);
  }
  const block = await blocks.read(column, row, 0, signal);
  return Array.from({ length: stride }, (_, band) => block[at * stride + band] ?? Number.NaN);
}

/** Opens a picture from its bytes and those of the files beside it. Rejects with a UserError naming the file where it cannot. */
export async function openPicture(
  source: ByteSource,
  caches: RasterCaches,
  beside: readonly BesideFile[] = [],
  wanted?: readonly number[],
): Promise<Picture> {
  return new Picture(await openTiff(source, await readBeside(beside)), caches, wanted);
}
