/** An open picture: levels, tiles and sample values. Runs in a worker, or in Node for tests. */
import { UserError } from '../domain/errors';
import type { PixelXY } from '../domain/model/units';
import {
  type ChannelSpec,
  type PixelArray,
  readWindow,
  type StoredLevel,
  type Window,
} from './assemble';
import { bandNames, carriedBands, naturalColours } from './bands';
import { readBeside } from './beside';
import { type Block, type BlockCache, BlockReader } from './blocks';
import { ByteLru } from './byte-lru';
import type { ByteSource, RemoteHead } from './byte-source';
import { shownPlanar, shownSamples } from './colours';
import { sampleTypeOf } from './layout';
import type { Layout } from './layout-types';
import type { Overviews } from './overviews/reader';
import { openTiff, type TiffFile } from './tiff-file';
import type { BesideFile, RasterLevel, RasterTile } from './types';
import { type RowCache, VirtualLevels } from './virtual-levels';

/** Caches that the pictures of one worker share. */
export type RasterCaches = { readonly blocks: BlockCache; readonly rows: RowCache };

export function makeCaches(blockBytes = 96 * 2 ** 20, rowBytes = 64 * 2 ** 20): RasterCaches {
  return { blocks: new ByteLru(blockBytes), rows: new ByteLru(rowBytes) };
}

/** Tiles (columns × rows of them) that share decoding work and are best read by the same worker. */
export type TileUnit = readonly [columns: number, rows: number];

let opened = 0;

export class Picture {
  readonly levels: readonly RasterLevel[];
  readonly units: readonly TileUnit[];
  /** Stored bands of the tile channels, alpha left out. */
  readonly bands: readonly number[];
  readonly bandNames: readonly string[];
  /** Bands of the natural-colour display. */
  readonly natural: [number] | [number, number, number];
  readonly floating: boolean;
  readonly layout: Layout;
  readonly spec: ChannelSpec;
  private readonly stored: readonly StoredLevel[];
  private readonly virtual: VirtualLevels;
  private readonly key = `${++opened}`;
  private overviews: Overviews | null = null;

  constructor(
    readonly file: TiffFile,
    private readonly caches: RasterCaches,
    /** Bands that tiles are to carry before others, where there are more than they can. */
    wanted?: readonly number[],
  ) {
    const [first] = file.levels;
    if (!first) throw new UserError(`“${file.source.name}” holds no picture.`);
    this.layout = first.layout;
    const shape = { layout: this.layout, items: file.items };
    this.bandNames = bandNames(shape);
    this.natural = naturalColours(shape, this.bandNames);
    this.bands = carriedBands(this.layout, this.bandNames, wanted);
    this.floating = sampleTypeOf(this.layout) !== 'uint8';
    this.spec = this.specOf(this.bands);
    this.stored = file.levels.map(({ layout, source, mask }, i) => ({
      blocks: this.reader(source, layout, `${i}`),
      mask: mask && this.reader(mask.source, mask.layout, `${i}m`),
    }));
    const coarsest = this.stored[this.stored.length - 1] as StoredLevel;
    const tileSize = this.layout.tiled && this.layout.blockWidth % 512 === 0 ? 512 : 256;
    this.virtual = new VirtualLevels({
      base: coarsest,
      spec: this.spec,
      blocks: caches.blocks,
      rows: caches.rows,
      key: this.key,
    });
    this.levels = [
      ...file.levels.map(({ layout: { width, height } }) => ({ width, height, tileSize })),
      ...this.virtual.levels,
    ];
    this.units = [
      ...file.levels.map(({ layout }) => unitOf(layout, tileSize)),
      ...this.virtual.levels.map(
        (): TileUnit => [this.virtual.byRows ? Number.MAX_SAFE_INTEGER : 1, 1],
      ),
    ];
  }

  private reader(source: ByteSource, layout: Layout, level: string): BlockReader {
    const fill = this.file.nodataOf(0) ?? 0;
    return new BlockReader(source, layout, this.caches.blocks, `${this.key}/${level}`, fill);
  }

  /** Channels for a choice of stored bands. Palette colours have no nodata value. */
  private specOf(bands: readonly number[]): ChannelSpec {
    const { conversion, alpha } = this.layout;
    const nodata = bands.map((band) => (conversion ? null : this.file.nodataOf(band)));
    return { bands, alpha, nodata, floating: this.floating };
  }

  /** See FrameRaster.readTile. */
  async readTile(
    level: number,
    column: number,
    row: number,
    signal?: AbortSignal,
  ): Promise<RasterTile> {
    const size = this.levels[level];
    const inside = size && column >= 0 && row >= 0 && column * size.tileSize < size.width;
    if (!size || !inside || row * size.tileSize >= size.height) {
      throw new RangeError(`There is no tile ${column}, ${row} of level ${level}.`);
    }
    const { tileSize } = size;
    const stored = this.stored[level];
    const window = { x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize };
    const data = stored
      ? await readWindow(stored, window, this.spec, signal)
      : await this.coarseTile(level - this.stored.length, column, row, signal);
    return { width: tileSize, height: tileSize, channels: this.bands.length + 1, data };
  }

  private coarseTile(index: number, column: number, row: number, signal?: AbortSignal) {
    const { overviews, bands, floating } = this;
    if (overviews) return overviews.tile(index, column, row, bands, floating);
    return this.virtual.tile(index, column, row, signal);
  }

  /** What was learnt of a far file; null for files of this machine. */
  get head(): RemoteHead | null {
    return this.file.source.head ?? null;
  }

  /** The levels that the file does not store, what they are made of, and how. */
  get coarse() {
    const { levels, combine } = this.virtual;
    const stored = this.stored.length - 1;
    const layout = (this.stored[stored] as StoredLevel).blocks.layout;
    return { levels, combine, stored, layout, width: layout.width, height: layout.height };
  }

  /** From now on coarse tiles come out of overviews that were made of this picture. */
  setOverviews(overviews: Overviews): void {
    this.overviews = overviews;
  }

  /** Shown bands and alpha of any window of a stored level. */
  readWindow(level: number, window: Window, signal?: AbortSignal): Promise<PixelArray> {
    const stored = this.stored[level];
    if (!stored) throw new RangeError(`Level ${level} is not stored in the file.`);
    return readWindow(stored, window, this.spec, signal);
  }

  /** The blocks of the full resolution, for readers of stored samples. */
  get mainReader(): BlockReader {
    return (this.stored[0] as StoredLevel).blocks;
  }

  /** Layouts of the levels that the file stores, finest first. */
  get storedLayouts(): readonly Layout[] {
    return this.stored.map(({ blocks }) => blocks.layout);
  }

  /** Values of all stored bands, alpha included, at a pixel; see FrameRaster.samplesAt. */
  async samplesAt([px, py]: PixelXY): Promise<readonly number[] | null> {
    const [x, y] = [Math.floor(px), Math.floor(py)];
    const { width, height } = this.layout;
    if (!(x >= 0 && y >= 0 && x < width && y < height)) return null;
    const { blocks } = this.stored[0] as StoredLevel;
    const visible = await this.readWindow(0, { x, y, width: 1, height: 1 });
    if (visible[visible.length - 1] === 0) return null;
    return samplesOf(blocks, x, y);
  }

  /** Frees what the caches hold of this picture. */
  close(): void {
    const mine = (key: string) => key.startsWith(`${this.key}/`);
    this.caches.blocks.deleteWhere(mine);
    this.caches.rows.deleteWhere(mine);
  }
}

function unitOf({ tiled, blockWidth, blockHeight }: Layout, tileSize: number): TileUnit {
  const tiles = (pixels: number) => Math.max(1, Math.floor(pixels / tileSize));
  return [tiled ? tiles(blockWidth) : Number.MAX_SAFE_INTEGER, tiles(blockHeight)];
}

async function samplesOf(blocks: BlockReader, x: number, y: number): Promise<number[]> {
  const { layout } = blocks;
  const { blockWidth, blockHeight } = layout;
  const [column, row] = [Math.floor(x / blockWidth), Math.floor(y / blockHeight)];
  const at = (y % blockHeight) * blockWidth + (x % blockWidth);
  const stride = shownSamples(layout);
  if (shownPlanar(layout)) {
    const planes = Array.from({ length: stride }, (_, plane) => blocks.read(column, row, plane));
    return (await Promise.all(planes)).map((block: Block) => block[at] ?? Number.NaN);
  }
  const block = await blocks.read(column, row, 0);
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
