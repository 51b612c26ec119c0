/**
 * What is known of the overviews of a file: a journal that grows with every row of tiles, so that an
 * interrupted making can go on, and that is their index once it says that it is complete. One JSON value
 * a line: the header, then a line for each step, then `{"complete":true}`. A line that was cut short
 * when the browser ended is not counted.
 */
import type { RasterLevel } from '../types';

/** Stored samples: as in the file where that is 8 or 16 bits wide, else 32-bit floating point. */
export type StoredKind = 'uint8' | 'uint16' | 'int16' | 'float32';

export type OverviewHeader = {
  readonly format: 1;
  /** Size of the level that the overviews are made of. */
  readonly width: number;
  readonly height: number;
  /** The file's bands that the tiles hold. */
  readonly bands: readonly number[];
  readonly kind: StoredKind;
  readonly levels: readonly RasterLevel[];
  /** See TiledImage.validity: a mask, or a value for no data, may be laid beside a file later. */
  readonly validity: string;
};

/** [level, column, row, offset, bytes, 1 where all pixels hold data]; a tile without any has no bytes. */
export type TileEntry = readonly [
  level: number,
  column: number,
  row: number,
  offset: number,
  bytes: number,
  opaque: 0 | 1,
];

/** One row of tiles of the finest overview and what of the coarser ones became complete with it. */
export type Step = {
  /** Rows of tiles of the finest overview that are done. */
  readonly rows: number;
  readonly tiles: readonly TileEntry[];
  /** Length of the tiles' file after this step. */
  readonly end: number;
};

export type Journal = {
  readonly header: OverviewHeader;
  readonly rows: number;
  readonly end: number;
  readonly complete: boolean;
  /** Entries by tileKey. */
  readonly tiles: ReadonlyMap<string, TileEntry>;
  /** Length of the lines that count, in bytes. */
  readonly bytes: number;
};

export function tileKey(level: number, column: number, row: number): string {
  return `${level}/${column}/${row}`;
}

export function headerLine(header: OverviewHeader): string {
  return `${JSON.stringify(header)}\n`;
}

export function stepLine(step: Step): string {
  return `${JSON.stringify(step)}\n`;
}

export const COMPLETE_LINE = '{"complete":true}\n';

/** Null where there is no header that can be read. */
export function readJournal(text: string): Journal | null {
  const lines = text.split('\n');
  // What follows the last line break is a line that was never finished.
  lines.pop();
  const [first, ...steps] = lines.map(parseLine);
  if (!isHeader(first)) return null;
  const tiles = new Map<string, TileEntry>();
  let [rows, end, complete] = [0, 0, false];
  let bytes = (lines[0]?.length ?? 0) + 1;
  for (const [i, step] of steps.entries()) {
    if (isStep(step)) {
      for (const tile of step.tiles) tiles.set(tileKey(tile[0], tile[1], tile[2]), tile);
      ({ rows, end } = step);
    } else if (isComplete(step)) complete = true;
    else break;
    // The journal is plain ASCII.
    bytes += (lines[i + 1]?.length ?? 0) + 1;
  }
  return { header: first, rows, end, complete, tiles, bytes };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isHeader = (value: unknown): value is OverviewHeader =>
  value !== null && (value as OverviewHeader | undefined)?.format === 1;

const isStep = (value: unknown): value is Step =>
  value !== null && Array.isArray((value as Step | undefined)?.tiles);

const isComplete = (value: unknown): boolean =>
  value !== null && (value as { complete?: unknown }).complete === true;

/** Whether overviews were made of the same picture in the same way. */
export function sameMaking(a: OverviewHeader, b: OverviewHeader): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
