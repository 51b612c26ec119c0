/** Reads tiles of overviews that were made. */
import type { PixelArray } from '../blocks/assemble';
import { type Journal, type OverviewHeader, readJournal, tileKey } from './journal';
import { decodeTile } from './tile-codec';

/** Finished overviews: their index and the file of their tiles. */
export class Overviews {
  private constructor(
    private readonly journal: Journal,
    private readonly tiles: Blob,
  ) {}

  /** Null where they are not complete, or not what is wanted: of other sizes or pixels, or without some band. */
  static open(
    journalText: string,
    tiles: Blob,
    wanted: Pick<OverviewHeader, 'width' | 'height' | 'levels' | 'bands' | 'validity'>,
  ): Overviews | null {
    const journal = readJournal(journalText);
    if (!journal?.complete || tiles.size < journal.end) return null;
    const { width, height, levels, bands, validity } = journal.header;
    const same =
      width === wanted.width &&
      height === wanted.height &&
      validity === wanted.validity &&
      JSON.stringify(levels) === JSON.stringify(wanted.levels) &&
      wanted.bands.every((band) => bands.includes(band));
    return same ? new Overviews(journal, tiles) : null;
  }

  /** tileSize × tileSize × (bands + 1). */
  async tile(
    level: number,
    column: number,
    row: number,
    bands: readonly number[],
    floating: boolean,
  ): Promise<PixelArray> {
    const { header, tiles } = this.journal;
    const [, , , offset = 0, length = 0, opaque = 0] = tiles.get(tileKey(level, column, row)) ?? [];
    const bytes = new Uint8Array(await this.tiles.slice(offset, offset + length).arrayBuffer());
    return decodeTile(bytes, opaque === 1, {
      kind: header.kind,
      bands: header.bands.length,
      picks: bands.map((band) => header.bands.indexOf(band)),
      tileSize: header.levels[level]?.tileSize ?? 0,
      floating,
    });
  }
}
