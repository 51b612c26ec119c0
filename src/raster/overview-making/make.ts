/** Makes the overviews of an image, streamed once through its blocks. */
import type { Window } from '../blocks/assemble';
import type { Pixels } from '../blocks/box-mean';
import {
  COMPLETE_LINE,
  headerLine,
  type OverviewHeader,
  readJournal,
  sameMaking,
  stepLine,
  type TileEntry,
  tileKey,
} from '../overviews/journal';
import { decodeTile, mostTileBytes, storedKind } from '../overviews/tile-codec';
import type { TiledImage } from '../pictures/tiled-image';
import type { Progress } from '../types';
import { dealt, type Halve } from './dealing';
import { LevelStack } from './level-stack';
import { TileWriter } from './tile-writer';

/** Where overviews are kept while they are made: their tiles, and the journal (see journal.ts). */
export interface OverviewFiles {
  readonly journal: string;
  /** Cuts the journal to its first bytes, and appends a line. */
  appendLine(line: string, at: number): void;
  /** The bytes stand only until it returns. */
  writeTiles(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  readTile(offset: number, bytes: number): Uint8Array<ArrayBuffer>;
  /** What was written is on the disk when this returns. */
  flush(): void;
}

/** Pixels of the image that one reader holds at once. */
const CHUNK_BYTES = 8 * 2 ** 20;

/** What the overviews of an image are like; null where it needs none. */
export function overviewHeader(image: TiledImage): OverviewHeader | null {
  if (!image.wantsOverviews) return null;
  const { base, bands, validity } = image;
  const { levels, width, height, layouts } = base;
  const [kind = 'float32', ...others] = new Set(layouts.map(storedKind));
  return {
    ...{ format: 1, width, height, bands, levels, validity },
    kind: others.length === 0 ? kind : 'float32',
  };
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
 * when it is aborted (what was done is kept), with a UserError where the image cannot be read.
 * @param helpers read windows beside this thread, the same pixels as it would
 */
export async function makeOverviews(
  image: TiledImage,
  header: OverviewHeader,
  files: OverviewFiles,
  progress?: Progress,
  signal?: AbortSignal,
  helpers: readonly Halve[] = [],
): Promise<void> {
  const channels = header.bands.length + 1;
  const known = readJournal(files.journal);
  const usable = known !== null && sameMaking(known.header, header) ? known : null;
  if (usable?.complete) return;
  let journalEnd = usable?.bytes ?? 0;
  const append = (line: string) => {
    files.appendLine(line, journalEnd);
    journalEnd += line.length;
  };
  if (!usable) append(headerLine(header));
  let step: TileEntry[] = [];
  const tiles = new TileWriter(header, files, usable?.end ?? 0);
  const { floating } = image;
  const stack = new LevelStack({
    levels: header.levels,
    channels,
    floating,
    combine: image.combine,
    emit: (level, row, pixels) => {
      const tileSize = header.levels[level]?.tileSize ?? 0;
      for (let column = 0; column * tileSize < pixels.width; column++) {
        const tile = tiles.add(pixels, { left: column * tileSize, tileSize });
        step.push([level, column, row, tile.at, tile.length, tile.opaque ? 1 : 0]);
      }
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
  const windows = windowsFrom(image, stack.rows * rowHeight, rowHeight);
  let rows = stack.rows;
  progress?.(rows, total);
  const own: Halve = (window, stop) => halved(image, window, stop);
  for await (const { window, pixels } of dealt(windows, { own, helpers }, signal)) {
    stack.push(pixels, window.x / 2);
    if (stack.rows === rows) continue;
    rows = stack.rows;
    // The tiles first: the journal must never tell of what is not there.
    tiles.write();
    files.flush();
    append(stepLine({ rows, tiles: step, end: tiles.end }));
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
  image: TiledImage,
  { x, y, ...window }: Window,
  signal?: AbortSignal,
): Promise<Pixels> {
  const size = { width: Math.ceil(window.width / 2), height: Math.ceil(window.height / 2) };
  const data = await image.readHalf({ x, y, ...size }, signal);
  return { data, ...size, channels: image.channels };
}

/** All from a row on, in pieces that meet the blocks' edges, none across a row of tiles of the finest overview. */
function windowsFrom(image: TiledImage, from: number, rowHeight: number): Window[] {
  const { width, height, layouts } = image.base;
  const most = CHUNK_BYTES / (image.channels * (image.floating ? 4 : 1));
  const tiled = layouts.every((layout) => layout.tiled);
  const widest = Math.max(...layouts.map((layout) => layout.blockWidth));
  const blockWidth = widest % 2 === 0 ? widest : widest * 2;
  const rows = tiled ? rowHeight : powerBelow(most / width, rowHeight);
  const across = tiled ? Math.max(1, Math.floor(most / rows / blockWidth)) * blockWidth : width;
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
