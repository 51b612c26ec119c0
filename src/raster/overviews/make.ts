/** Makes the overviews of a picture, streamed once through its blocks. */
import type { Window } from '../assemble';
import { type Pixels, shrinkInto } from '../box-mean';
import type { Picture } from '../picture';
import type { Progress } from '../types';
import {
  COMPLETE_LINE,
  headerLine,
  type OverviewHeader,
  readJournal,
  sameMaking,
  stepLine,
  type TileEntry,
  tileKey,
} from './journal';
import { LevelStack } from './level-stack';
import { decodeTile, encodeTile, mostTileBytes, storedKind } from './tile-codec';

/** Where overviews are kept while they are made: their tiles, and the journal (see journal.ts). */
export interface OverviewFiles {
  readonly journal: string;
  /** Cuts the journal to its first bytes, and appends a line. */
  appendLine(line: string, at: number): void;
  writeTile(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  readTile(offset: number, bytes: number): Uint8Array<ArrayBuffer>;
  /** What was written is on the disk when this returns. */
  flush(): void;
}

/** Pixels of the picture that one reader holds at once. */
const CHUNK_BYTES = 8 * 2 ** 20;
const TWO_BY_TWO = { across: 2, down: 2 };

/** Reads a window of the level that overviews are made of, at half its size. */
export type Halve = (window: Window, signal?: AbortSignal) => Promise<Pixels>;

/** What the overviews of a picture are like; null where it needs none. */
export function overviewHeader(picture: Picture): OverviewHeader | null {
  const { levels, width, height } = picture.coarse;
  if (levels.length === 0) return null;
  const kind = storedKind(picture.layout);
  return { format: 1, width, height, bands: picture.bands, kind, levels };
}

/** The most that the overviews can take on the disk. */
export function overviewBytes({ kind, bands, levels }: OverviewHeader): number {
  return levels.reduce((sum, { width, height, tileSize }) => {
    const tiles = Math.ceil(width / tileSize) * Math.ceil(height / tileSize);
    return sum + tiles * mostTileBytes(kind, bands.length, tileSize);
  }, 0);
}

/**
 * Makes what is missing, from where an earlier making was interrupted. Rejects with the signal's reason
 * when it is aborted (what was done is kept), with a UserError where the picture cannot be read.
 */
export async function makeOverviews(
  picture: Picture,
  header: OverviewHeader,
  files: OverviewFiles,
  progress?: Progress,
  signal?: AbortSignal,
  halvers: readonly Halve[] = [(window, stop) => halved(picture, window, stop)],
): Promise<void> {
  const channels = header.bands.length + 1;
  const known = readJournal(files.journal);
  const usable = known !== null && sameMaking(known.header, header) ? known : null;
  if (usable?.complete) return;
  let { end, bytes: journalEnd } = usable ?? { end: 0, bytes: 0 };
  const append = (line: string) => {
    files.appendLine(line, journalEnd);
    journalEnd += line.length;
  };
  if (!usable) append(headerLine(header));
  let step: TileEntry[] = [];
  const { floating } = picture;
  const stack = new LevelStack({
    levels: header.levels,
    channels,
    floating,
    combine: picture.coarse.combine,
    emit: (level, column, row, pixels) => {
      const { bytes, opaque } = encodeTile(pixels, channels, header.kind);
      files.writeTile(bytes, end);
      step.push([level, column, row, end, bytes.length, opaque ? 1 : 0]);
      end += bytes.length;
    },
  });
  if (usable) {
    const picks = header.bands.map((_, i) => i);
    stack.restore(usable.rows, (level, column, row) => {
      const entry = usable.tiles.get(tileKey(level, column, row));
      const tileSize = header.levels[level]?.tileSize ?? 0;
      const [, , , offset = 0, bytes = 0, opaque = 0] = entry ?? [];
      const shape = { kind: header.kind, bands: picks.length, picks, tileSize, floating };
      return decodeTile(files.readTile(offset, bytes), opaque === 1, shape);
    });
  }
  const rowHeight = (header.levels[0]?.tileSize ?? 0) * 2;
  const total = Math.ceil(header.height / rowHeight);
  const windows = windowsFrom(picture, stack.rows * rowHeight, rowHeight);
  let rows = stack.rows;
  progress?.(rows, total);
  for await (const { window, pixels } of inOrder(windows, halvers, signal)) {
    stack.push(pixels, window.x / 2);
    if (stack.rows === rows) continue;
    rows = stack.rows;
    // The tiles first: the journal must never tell of what is not there.
    files.flush();
    append(stepLine({ rows, tiles: step, end }));
    files.flush();
    step = [];
    progress?.(rows, total);
  }
  append(COMPLETE_LINE);
  files.flush();
  progress?.(total, total);
}

/** A window of the level that overviews are made of, two by two pixels made one. */
export async function halved(
  picture: Picture,
  window: Window,
  signal?: AbortSignal,
): Promise<Pixels> {
  const { stored, combine } = picture.coarse;
  const channels = picture.bands.length + 1;
  const source = { ...window, data: await picture.readWindow(stored, window, signal), channels };
  const [width, height] = [Math.ceil(window.width / 2), Math.ceil(window.height / 2)];
  const length = width * height * channels;
  const data = picture.floating ? new Float32Array(length) : new Uint8Array(length);
  const out = { data, width, height, channels };
  shrinkInto(source, TWO_BY_TWO, combine, out, { left: 0, top: 0 });
  return out;
}

/**
 * What the halvers make of windows, which they take in turn, in the order of the windows. Each is given its
 * next window while the others' are still waited for.
 */
async function* inOrder(
  windows: readonly Window[],
  halvers: readonly Halve[],
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly window: Window; readonly pixels: Pixels }> {
  const asked: Promise<Outcome>[] = [];
  try {
    for (const [place, window] of windows.entries()) {
      signal?.throwIfAborted();
      while (asked.length < Math.min(windows.length, place + halvers.length)) {
        const halve = halvers[asked.length % halvers.length] as Halve;
        asked.push(outcomeOf(halve(windows[asked.length] as Window, signal)));
      }
      const outcome = await asked[place];
      delete asked[place];
      if (!outcome || 'error' in outcome) throw outcome?.error;
      yield { window, pixels: outcome.pixels };
    }
  } finally {
    await Promise.all(asked);
  }
}

/** What becomes of a window that is read ahead: an error is told when its turn comes. */
type Outcome = { readonly pixels: Pixels } | { readonly error: unknown };

function outcomeOf(reading: Promise<Pixels>): Promise<Outcome> {
  return reading.then(
    (pixels) => ({ pixels }),
    (error: unknown) => ({ error }),
  );
}

/** All from a row on, in pieces that meet the blocks' edges, none across a row of tiles of the finest overview. */
function windowsFrom(picture: Picture, from: number, rowHeight: number): Window[] {
  const { width, height, layout } = picture.coarse;
  const pixelBytes = (picture.bands.length + 1) * (picture.floating ? 4 : 1);
  const most = CHUNK_BYTES / pixelBytes;
  const blockWidth = layout.blockWidth % 2 === 0 ? layout.blockWidth : layout.blockWidth * 2;
  const rows = layout.tiled ? rowHeight : powerBelow(most / width, rowHeight);
  const across = layout.tiled
    ? Math.max(1, Math.floor(most / rows / blockWidth)) * blockWidth
    : width;
  const windows: Window[] = [];
  for (let y = from; y < height; y += rows) {
    for (let x = 0; x < width; x += across) {
      windows.push({
        x,
        y,
        width: Math.min(across, width - x),
        height: Math.min(rows, height - y),
      });
    }
  }
  return windows;
}

/** The largest power of 2 from 2 to `most` that is not above `wanted`. */
function powerBelow(wanted: number, most: number): number {
  let power = 2;
  while (power * 2 <= Math.min(wanted, most)) power *= 2;
  return power;
}
