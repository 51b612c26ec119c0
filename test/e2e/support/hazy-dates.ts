/**
 * The same ground twice on one grid, the second time through haze and with a part that has changed;
 * grey cells of 20 m in many levels, on pixels of 1 m.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTiff } from '../../unit/raster/support';
import type { PixelPoint } from './map-view';

const SIZE = 400;
const CELL = 20;
const CELLS = SIZE / CELL;
/** Columns of cells that have changed, of twenty: 15 % of the ground. */
const CHANGED = 3;

/** Numbers that look random and are the same each time (a linear congruence). */
const LEVELS = (() => {
  let state = 11;
  return Array.from({ length: CELLS * CELLS }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 35 + ((state >> 12) % 170);
  });
})();

function cellAt([x, y]: PixelPoint): number | null {
  if (x < 0 || y < 0 || x >= SIZE || y >= SIZE) return null;
  return Math.floor(y / CELL) * CELLS + Math.floor(x / CELL);
}

function hasChanged(cell: number): boolean {
  return cell % CELLS < CHANGED;
}

function hazy(cell: number): number {
  return hasChanged(cell) ? 245 : Math.round(75 + 0.5 * (LEVELS[cell] ?? 0));
}

/** Level of the first date, 0…255; null outside. */
export function clearLevel(pixel: PixelPoint): number | null {
  const cell = cellAt(pixel);
  return cell === null ? null : (LEVELS[cell] ?? null);
}

/** Level of the second date as its file has it. */
export function hazyLevel(pixel: PixelPoint): number {
  return hazy(cellAt(pixel) ?? 0);
}

/** The middles of twelve cells in the right half that have not changed. */
export const STEADY: readonly PixelPoint[] = [11, 13, 15, 17].flatMap((column) =>
  [4, 9, 14].map((row): PixelPoint => [(column + 0.5) * CELL, (row + 0.5) * CELL]),
);

/** The middles of nine cells in the left part that have changed, all to one level above all others. */
export const OVERBUILT: readonly PixelPoint[] = [0, 1, 2].flatMap((column) =>
  [4, 9, 14].map((row): PixelPoint => [(column + 0.5) * CELL, (row + 0.5) * CELL]),
);

/** The highest level of the first date where nothing has changed: what is above all others is matched to it. */
export function topLevel(): number {
  return Math.max(...LEVELS.filter((_, cell) => !hasChanged(cell)));
}

/**
 * The second date's level after histogram matching over the cells that have not changed: the level
 * of the first date that has as many cells below it.
 */
export function matchedLevel(pixel: PixelPoint): number {
  const steady = LEVELS.map((_, cell) => cell).filter((cell) => !hasChanged(cell));
  const [clear, veiled] = [LEVELS, LEVELS.map((_, cell) => hazy(cell))].map((levels) =>
    steady.map((cell) => levels[cell] ?? 0).sort((a, b) => a - b),
  );
  const own = hazyLevel(pixel);
  const below = veiled?.filter((level) => level < own).length ?? 0;
  const same = veiled?.filter((level) => level === own).length ?? 0;
  return clear?.[Math.floor(below + same / 2)] ?? Number.NaN;
}

/** Writes both and gives their paths; their names carry the dates 12 and 19 October 2023. */
export function makeHazyDates(): readonly [clear: string, hazy: string] {
  const folder = mkdtempSync(join(tmpdir(), 'hazy-dates-'));
  const write = (name: string, levelOf: (cell: number) => number) => {
    const data = new Uint8Array(SIZE * SIZE * 3);
    for (let i = 0; i < SIZE * SIZE; i += 1) {
      const level = levelOf(cellAt([i % SIZE, Math.floor(i / SIZE)]) ?? 0);
      data.fill(level, 3 * i, 3 * i + 3);
    }
    const path = join(folder, name);
    const picture = writeTiff({
      ...{ width: SIZE, height: SIZE, samples: 3, data },
      fields: [
        [33550, 12, [1, 1, 0]],
        [33922, 12, [0, 0, 0, 606_000, 4_676_800, 0]],
        [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32652]],
      ],
    });
    writeFileSync(path, picture);
    return path;
  };
  return [
    write('20231012_014709_clear.tif', (cell) => LEVELS[cell] ?? 0),
    write('20231019_020000_hazy_after.tif', hazy),
  ];
}
