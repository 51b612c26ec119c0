/**
 * A coarse look at a picture without overviews: only some of its rows or pixels. What is left out is
 * not decoded where the file's structure allows that.
 */

import type { Layout } from '../directory/layout-types';
import type { Blocks, Level, StoredLevel } from './assemble';
import { type Block, type BlockCache, type BlockReader, readShared } from './blocks';
import { shownPlanar, shownSamples } from './colours';

/** A thinned level, and how many of its pixels make one of the wanted level, across and down. */
export type ThinLevel = {
  readonly level: Level;
  readonly across: number;
  readonly down: number;
};

/** Compressions whose decoders stop as soon as they have what was asked for. */
const STREAMED: ReadonlySet<number> = new Set([1, 5, 8, 32946, 32773]);
/** Pixels that are looked at for one of the coarse level, each way. */
const LOOKED_AT = 4;

/** The reading of a level that is `factor` (a power of 2, at least 4) times coarser than a stored one. */
export function thinLevel(
  base: StoredLevel,
  factor: number,
  cache: BlockCache,
  key: string,
): ThinLevel {
  const rows = factor > 4 ? factor : 2;
  const layers = [base.blocks, ...(base.mask ? [base.mask] : [])];
  if (layers.every(({ layout }) => canSkipRows(layout, rows))) {
    const thin = (blocks: BlockReader) =>
      blocks.withLayout(firstRows(blocks.layout, rows), `rows${rows}`);
    const level = { blocks: thin(base.blocks), mask: base.mask && thin(base.mask) };
    return { level, across: factor, down: factor / rows };
  }
  const step = Math.min(...layers.map(({ layout }) => stepOf(layout, factor)));
  if (step === 1) return { level: base, across: factor, down: factor };
  const thin = (blocks: Blocks, part: string) =>
    new ThinBlocks(blocks, step, cache, `${key}/${part}`);
  const level = {
    blocks: thin(base.blocks, `by${step}`),
    mask: base.mask && thin(base.mask, `by${step}m`),
  };
  return { level, across: factor / step, down: factor / step };
}

/** Strips of at most `rows` rows, of which one can be read without the others. */
function canSkipRows(layout: Layout, rows: number): boolean {
  const plain = layout.conversion === null || layout.conversion === 'palette';
  return !layout.tiled && layout.blockHeight <= rows && plain && STREAMED.has(layout.compression);
}

/**
 * The layout of a picture of every rows-th row of another: the first row of the strip that begins
 * nearest to the middle of the rows that it stands for.
 */
export function firstRows(layout: Layout, rows: number): Layout {
  const { blockHeight, blocksDown, planar, samples } = layout;
  const height = Math.ceil(layout.height / rows);
  const planes = planar ? samples : 1;
  const offsets = new Float64Array(height * planes);
  const byteCounts = new Float64Array(height * planes);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const middle = (y + 0.5) * rows - 0.5;
      const strip = Math.min(blocksDown - 1, Math.round(middle / blockHeight));
      offsets[plane * height + y] = layout.offsets[plane * blocksDown + strip] ?? 0;
      byteCounts[plane * height + y] = layout.byteCounts[plane * blocksDown + strip] ?? 0;
    }
  }
  return { ...layout, height, blockHeight: 1, blocksDown: height, offsets, byteCounts };
}

/** The largest step that meets the blocks' edges and leaves enough pixels to look at. */
function stepOf({ tiled, blockWidth, blockHeight, blocksDown }: Layout, factor: number): number {
  let step = Math.max(1, factor / LOOKED_AT);
  const meets = () =>
    (!tiled || blockWidth % step === 0) && (blocksDown === 1 || blockHeight % step === 0);
  while (!meets()) step /= 2;
  return step;
}

/** Every step-th pixel of blocks, both ways; the whole blocks are let go once they are thinned. */
class ThinBlocks implements Blocks {
  readonly layout: Layout;

  constructor(
    private readonly whole: Blocks,
    private readonly step: number,
    private readonly cache: BlockCache,
    private readonly key: string,
  ) {
    const { layout } = whole;
    this.layout = {
      ...layout,
      width: Math.ceil(layout.width / step),
      height: Math.ceil(layout.height / step),
      blockWidth: Math.ceil(layout.blockWidth / step),
      blockHeight: Math.ceil(layout.blockHeight / step),
    };
  }

  read(column: number, row: number, plane: number, signal?: AbortSignal): Promise<Block> {
    const key = `${this.key}/${plane}/${column}/${row}`;
    const read = (stop: AbortSignal) => this.readOnce(column, row, plane, stop);
    return readShared(this.cache, key, read, signal);
  }

  async readOnce(column: number, row: number, plane: number, signal?: AbortSignal): Promise<Block> {
    return this.thin(await this.whole.readOnce(column, row, plane, signal));
  }

  private thin(samples: Block): Block {
    const { layout } = this.whole;
    const stride = shownPlanar(layout) ? 1 : shownSamples(layout);
    const { step } = this;
    const rowLength = layout.blockWidth * stride;
    const rows = Math.ceil(samples.length / rowLength / step);
    const Samples = samples.constructor as new (length: number) => Block;
    const out = new Samples(rows * this.layout.blockWidth * stride);
    let to = 0;
    for (let y = 0; y < rows; y++) {
      const end = (y * step + 1) * rowLength;
      for (let from = y * step * rowLength; from < end; from += step * stride) {
        for (let s = 0; s < stride; s++) out[to++] = samples[from + s] as number;
      }
    }
    return out;
  }
}
