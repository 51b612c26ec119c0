/** Reads, decodes and caches the blocks (tiles or strips) of a picture. */
import { UserError } from '../../domain/errors';
import type { ByteLru } from '../bytes/byte-lru';
import type { ByteSource } from '../bytes/byte-source';
import type { Scratch } from '../bytes/scratch';
import { SharedTask } from '../bytes/shared-task';
import { UnreadVariant, unreadSentence } from '../codecs/unread-variant';
import type { Layout } from '../directory/layout-types';
import { checkClaim, decodingRoom, heldBytes } from './block-room';
import { applyPalette, convertColours, shownPlanar } from './colours';
import { blockBytes } from './layout';
import { type SampleArray, type StoredArray, toShown, toStored } from './samples';

export type Block = SampleArray;
export type BlockCache = ByteLru<SharedTask<Block>>;

/** The blocks of one layout. Shape of a block: blockWidth × rows × blockSamples, interleaved. */
export class BlockReader {
  constructor(
    private readonly source: ByteSource,
    readonly layout: Layout,
    private readonly cache: BlockCache,
    /** Distinguishes this layout's blocks from all others in the cache. */
    private readonly key: string,
    /** What blocks that the file leaves out are filled with. */
    private readonly fill: number,
  ) {}

  /** Reads the same bytes as blocks of another layout; `part` tells them from all others. */
  withLayout(layout: Layout, part: string): BlockReader {
    return new BlockReader(this.source, layout, this.cache, `${this.key}/${part}`, this.fill);
  }

  /** Rows of the picture in a block; the last strip may be shorter, tiles are always whole. */
  rowsOf(blockRow: number): number {
    const { tiled, blockHeight, height } = this.layout;
    return tiled ? blockHeight : Math.min(blockHeight, height - blockRow * blockHeight);
  }

  /**
   * The samples of block (column, row) of a plane as they are shown; of converted colours all planes.
   * Rejects with a UserError where it is damaged.
   */
  read(column: number, row: number, plane: number, signal?: AbortSignal): Promise<Block> {
    const read = (stop: AbortSignal) => this.readAnew(column, row, plane, stop);
    return readShared(this.cache, this.keyOf(column, row, plane), read, signal);
  }

  /**
   * As read(), for a block that is not needed again: if it is not in the cache it does not come there.
   * @param scratch the block may lie in it, until it is handed in again
   */
  readOnce(
    column: number,
    row: number,
    plane: number,
    signal?: AbortSignal,
    scratch?: Scratch,
  ): Promise<Block> {
    const known = this.cache.get(this.keyOf(column, row, plane));
    if (known && !known.abandoned) return known.join(signal);
    return this.readAnew(column, row, plane, signal, scratch);
  }

  private keyOf(column: number, row: number, plane: number): string {
    const { blocksAcross, blocksDown } = this.layout;
    return `${this.key}/${plane * blocksAcross * blocksDown + row * blocksAcross + column}`;
  }

  private async readAnew(
    column: number,
    row: number,
    plane: number,
    signal?: AbortSignal,
    scratch?: Scratch,
  ): Promise<Block> {
    const { layout } = this;
    const rows = this.rowsOf(row);
    const planes = layout.planar && !shownPlanar(layout) ? layout.samples : 1;
    const bytes = heldBytes(layout, rows, blockBytes(layout, rows)) * planes;
    return decodingRoom.within(bytes, async () => {
      signal?.throwIfAborted();
      const stored = await this.readStored(column, row, plane, signal, scratch);
      return applyPalette(toShown(stored, layout.complex), layout);
    });
  }

  /** As readOnce(), with the indices of a palette for its colours: for who needs those of few pixels. */
  readIndices(
    column: number,
    row: number,
    signal?: AbortSignal,
    scratch?: Scratch,
  ): Promise<Block> {
    const rows = this.rowsOf(row);
    return decodingRoom.within(blockBytes(this.layout, rows), async () => {
      signal?.throwIfAborted();
      return toShown(await this.readStored(column, row, 0, signal, scratch), false);
    });
  }

  /**
   * As read(), with the values that GDAL gives: indices of palettes, both parts of complex samples, whole
   * 64-bit integers. Not cached.
   */
  async readStored(
    column: number,
    row: number,
    plane: number,
    signal?: AbortSignal,
    scratch?: Scratch,
  ): Promise<StoredArray> {
    const { layout } = this;
    const { blocksAcross, blocksDown, planar, samples } = layout;
    const perPlane = blocksAcross * blocksDown;
    const index = row * blocksAcross + column;
    const rows = this.rowsOf(row);
    if (!planar || shownPlanar(layout)) {
      const stored = await this.decode(plane * perPlane + index, rows, signal, scratch);
      return convertColours(stored, rows, layout);
    }
    const planes = await Promise.all(
      Array.from({ length: samples }, (_, p) => this.decode(p * perPlane + index, rows, signal)),
    );
    return convertColours(interleave(planes as Uint8Array[]), rows, layout);
  }

  private async decode(
    index: number,
    rows: number,
    signal?: AbortSignal,
    scratch?: Scratch,
  ): Promise<StoredArray> {
    const { layout } = this;
    const { codec } = layout;
    const expected = blockBytes(layout, rows);
    const data = await this.readRaw(index, expected, signal);
    signal?.throwIfAborted();
    const size = { rows, decodedBytes: expected, storedBytes: data?.length ?? 0 };
    checkClaim(this.source.name, this.nameOf(index), layout, size);
    if (!data) return this.emptyBlock(rows);
    if (layout.bitsReversed && !codec.native) reverseBits(data);
    let decoded: Uint8Array<ArrayBuffer>;
    try {
      decoded = await codec.decode(data, expected, layout, rows, scratch);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      if (cause instanceof UnreadVariant) {
        throw new UserError(unreadSentence(this.source.name, cause.message), { cause });
      }
      throw this.damaged(index, cause);
    }
    if (decoded.length < expected) {
      if (!codec.lenient || decoded.length === 0) throw this.damaged(index, undefined);
      const whole = new Uint8Array(expected);
      whole.set(decoded);
      decoded = whole;
    }
    return toStored(decoded, rows, layout);
  }

  private async readRaw(index: number, expected: number, signal?: AbortSignal) {
    const { layout, source } = this;
    const offset = layout.offsets[index] ?? 0;
    let length = layout.byteCounts[index] ?? 0;
    // GDAL writes 0 for blocks that hold nothing ("sparse" files).
    if (offset === 0) return null;
    if (length === 0) {
      if (layout.byteCounts.some((n) => n > 0)) return null;
      length = layout.compression === 1 ? expected : expected * 2 + 1024;
    }
    const data = await source.read(offset, Math.min(length, expected * 4 + 65_536), signal);
    if (data.length === 0 || (layout.compression === 1 && data.length < expected)) {
      throw this.damaged(index, undefined);
    }
    // What is not decoded, and bits that are to be reversed, are changed where they are.
    const changed = layout.compression === 1 || layout.bitsReversed;
    return source.lends && changed ? data.slice() : data;
  }

  /** In the type of the other blocks, where that can hold what is filled in: it takes the least memory. */
  private emptyBlock(rows: number): StoredArray {
    const { layout } = this;
    const zeros = toStored(new Uint8Array(blockBytes(layout, rows)), rows, layout);
    const fill = layout.conversion && layout.conversion !== 'palette' ? 0 : this.fill;
    if (fill === 0) return zeros;
    if (!(zeros instanceof BigUint64Array || zeros instanceof BigInt64Array)) {
      // Of complex samples the real part has the value; the imaginary one stays 0.
      const step = layout.complex ? 2 : 1;
      for (let i = 0; i < zeros.length; i += step) zeros[i] = fill;
      if (Object.is(zeros[0], fill)) return zeros;
    }
    return new Float64Array(zeros.length).fill(fill);
  }

  private nameOf(index: number): string {
    const { tiled, offsets } = this.layout;
    return `${tiled ? 'tile' : 'strip'} ${index + 1} of ${offsets.length}`;
  }

  private damaged(index: number, cause: unknown): UserError {
    const { codec } = this.layout;
    const how = codec.name === 'none' ? '' : ` (${codec.name})`;
    return new UserError(
      `Part of “${this.source.name}” cannot be read: ${this.nameOf(index)}${how} is damaged or cut short. Get the file again.`,
      { cause },
    );
  }
}

/** A block out of the cache, or read for all who wait for it; it is given up when nobody does any more. */
export function readShared(
  cache: BlockCache,
  key: string,
  read: (signal: AbortSignal) => Promise<Block>,
  signal: AbortSignal | undefined,
): Promise<Block> {
  const known = cache.get(key);
  if (known && !known.abandoned) return known.join(signal);
  const task: SharedTask<Block> = new SharedTask(async (stop) => {
    try {
      const samples = await read(stop);
      cache.resize(key, task, samples.byteLength);
      return samples;
    } catch (error) {
      if (cache.get(key) === task) cache.delete(key);
      throw error;
    }
  });
  cache.set(key, task, 0);
  return task.join(signal);
}

function interleave(planes: readonly Uint8Array[]): Uint8Array {
  const pixels = planes[0]?.length ?? 0;
  const out = new Uint8Array(pixels * planes.length);
  for (const [p, plane] of planes.entries()) {
    for (let i = 0, to = p; i < pixels; i++, to += planes.length) out[to] = plane[i] as number;
  }
  return out;
}

function reverseBits(data: Uint8Array): void {
  for (let i = 0; i < data.length; i++) {
    let b = data[i] as number;
    b = ((b & 0xf0) >> 4) | ((b & 0x0f) << 4);
    b = ((b & 0xcc) >> 2) | ((b & 0x33) << 2);
    data[i] = ((b & 0xaa) >> 1) | ((b & 0x55) << 1);
  }
}
