/** Packs tiles one behind the other into memory that is used again, and writes many at once. */
import type { Pixels } from '../blocks/box-mean';
import type { OverviewHeader } from '../overviews/journal';
import {
  type EncodedTile,
  encodeTile,
  mostTileBytes,
  type TilePlace,
} from '../overviews/tile-codec';

/** What is written at once, unless one tile takes more. */
const BUFFER_BYTES = 4 * 2 ** 20;

export type WrittenTile = EncodedTile & {
  /** In the file of the tiles. */
  readonly at: number;
};

export class TileWriter {
  private readonly buffer: Uint8Array<ArrayBuffer>;
  private filled = 0;

  /** @param begin where the file's part that counts ends */
  constructor(
    private readonly header: Pick<OverviewHeader, 'kind' | 'bands' | 'levels'>,
    private readonly files: { writeTiles(bytes: Uint8Array<ArrayBuffer>, at: number): void },
    private begin: number,
  ) {
    const most = header.levels.map(({ tileSize }) => this.mostBytes(tileSize));
    this.buffer = new Uint8Array(Math.max(BUFFER_BYTES, ...most));
  }

  /** Where the tiles' file ends once all has been written. */
  get end(): number {
    return this.begin + this.filled;
  }

  /** Packs a tile; what was packed before it may be written. */
  add(row: Pixels, place: TilePlace): WrittenTile {
    if (this.filled + this.mostBytes(place.tileSize) > this.buffer.length) this.write();
    const at = this.end;
    const tile = encodeTile(row, place, this.header.kind, this.buffer, this.filled);
    this.filled += tile.length;
    return { ...tile, at };
  }

  /** Writes what has been packed. */
  write(): void {
    if (this.filled > 0) this.files.writeTiles(this.buffer.subarray(0, this.filled), this.begin);
    this.begin = this.end;
    this.filled = 0;
  }

  private mostBytes(tileSize: number): number {
    return mostTileBytes(this.header.kind, this.header.bands.length, tileSize);
  }
}
