/** Makes coarser levels of a picture out of the rows of the finest, which come once, from top to bottom. */
import type { PixelArray } from '../blocks/assemble';
import { type Combine, type Pixels, shrinkInto } from '../blocks/box-mean';
import type { RasterLevel } from '../types';

/** Called for every row of tiles with its pixels, which stand only until it returns. */
export type EmitRow = (level: number, row: number, pixels: Pixels) => void;

const TWO_BY_TWO = { across: 2, down: 2 };

type Buffer = {
  readonly level: RasterLevel;
  readonly pixels: PixelArray;
  /** Rows that are filled of the row of tiles under work. */
  filled: number;
  /** Rows of tiles that are done. */
  done: number;
};

export type StackOptions = {
  /** Finest first; each half of the one before, rounded up. */
  readonly levels: readonly RasterLevel[];
  readonly channels: number;
  readonly floating: boolean;
  readonly combine: Combine;
  readonly emit: EmitRow;
};

/** Rows of tiles that are done, and rows begun beyond them, of each level. */
export type Standing = { readonly done: number; readonly begun: number };

/**
 * How the levels stand after so many rows of tiles of the first one: each level is given the rows of
 * the level before whenever a row of tiles of that one is complete.
 */
export function standingAfter(levels: readonly RasterLevel[], rows: number): Standing[] {
  const standing: Standing[] = [];
  let received = Math.min(rows * (levels[0]?.tileSize ?? 0), levels[0]?.height ?? 0);
  for (const { tileSize, height } of levels) {
    const done =
      received === height ? Math.ceil(height / tileSize) : Math.floor(received / tileSize);
    const complete = Math.min(done * tileSize, height);
    standing.push({ done, begun: received - complete });
    received = Math.ceil(complete / 2);
  }
  return standing;
}

export class LevelStack {
  private readonly buffers: readonly Buffer[];

  constructor(private readonly options: StackOptions) {
    const { levels, channels, floating } = options;
    this.buffers = levels.map((level) => {
      const length = level.width * level.tileSize * channels;
      const pixels = floating ? new Float32Array(length) : new Uint8Array(length);
      return { level, pixels, filled: 0, done: 0 };
    });
  }

  /** Rows of tiles of the finest level that are done. */
  get rows(): number {
    return this.buffers[0]?.done ?? 0;
  }

  /**
   * Pixels of the finest level from column `left` on, not across a row of tiles. The pieces of the same
   * rows come from left to right.
   */
  push({ data, width: across, height: high }: Pixels, left = 0): void {
    const [buffer] = this.buffers;
    if (!buffer) return;
    const { channels } = this.options;
    const { width } = buffer.level;
    for (let y = 0; y < high; y++) {
      const row = data.subarray(y * across * channels, (y + 1) * across * channels);
      buffer.pixels.set(row, ((buffer.filled + y) * width + left) * channels);
    }
    if (left + across < width) return;
    buffer.filled += high;
    this.completeIfFull(0, buffer);
  }

  /** Puts the stack where it was after `rows` rows of tiles, out of tiles that were made before. */
  restore(rows: number, read: (level: number, column: number, row: number) => PixelArray): void {
    const { channels } = this.options;
    for (const [index, { done, begun }] of standingAfter(this.options.levels, rows).entries()) {
      const buffer = this.buffers[index] as Buffer;
      buffer.done = done;
      const finer = this.options.levels[index - 1];
      if (begun === 0 || !finer) continue;
      const first = (done * buffer.level.tileSize * 2) / finer.tileSize;
      const last = Math.ceil(((done * buffer.level.tileSize + begun) * 2) / finer.tileSize);
      for (let row = first; row < last; row++) {
        const height = Math.min(finer.tileSize, finer.height - row * finer.tileSize);
        this.shrink(
          buffer,
          joinTiles(finer, height, channels, (column) => read(index - 1, column, row)),
        );
      }
    }
  }

  private feed(index: number, source: Pixels): void {
    const buffer = this.buffers[index];
    if (!buffer) return;
    this.shrink(buffer, source);
    this.completeIfFull(index, buffer);
  }

  private completeIfFull(index: number, buffer: Buffer): void {
    const { level } = buffer;
    const height = Math.min(level.tileSize, level.height - buffer.done * level.tileSize);
    if (buffer.filled >= height) this.complete(index, buffer, height);
  }

  private shrink(buffer: Buffer, source: Pixels): void {
    const { channels, combine } = this.options;
    const { width, tileSize } = buffer.level;
    const out = { data: buffer.pixels, width, height: tileSize, channels };
    shrinkInto(source, TWO_BY_TWO, combine, out, { left: 0, top: buffer.filled });
    buffer.filled += Math.ceil(source.height / 2);
  }

  private complete(index: number, buffer: Buffer, height: number): void {
    const { channels, emit } = this.options;
    const { width } = buffer.level;
    const data = buffer.pixels.subarray(0, width * height * channels);
    const pixels = { data, width, height, channels };
    emit(index, buffer.done, pixels);
    buffer.done++;
    buffer.filled = 0;
    this.feed(index + 1, pixels);
    // What is shrunk into a buffer leaves out pixels without data; what is pushed covers it.
    if (index > 0) buffer.pixels.fill(0);
  }
}

function joinTiles(
  { width, tileSize }: RasterLevel,
  height: number,
  channels: number,
  read: (column: number) => PixelArray,
): Pixels {
  const columns = Array.from({ length: Math.ceil(width / tileSize) }, (_, column) => read(column));
  const length = width * height * channels;
  const data = columns[0] instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (const [column, tile] of columns.entries()) {
    const left = column * tileSize;
    const across = Math.min(tileSize, width - left) * channels;
    for (let y = 0; y < height; y++) {
      const from = y * tileSize * channels;
      data.set(tile.subarray(from, from + across), (y * width + left) * channels);
    }
  }
  return { data, width, height, channels };
}
