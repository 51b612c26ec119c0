/** Which of what a radar shows dark is water: not the yards and roofs of a port. */
import { expect, test } from 'vitest';
import type { LocalStatistics } from '../../../src/domain/change/local-statistics';
import type { Surroundings } from '../../../src/domain/change/saliency';
import { openWaterBeside, openWaterOf } from '../../../src/domain/change/waterside';

const COLUMNS = 24;
const ROWS = 12;

type Rect = readonly [left: number, top: number, right: number, bottom: number];

/** Echoes of land with darker rectangles, ends not included. */
function waterIn(...dark: readonly Rect[]): (column: number, row: number) => number | undefined {
  const values = new Float32Array(COLUMNS * ROWS).map((_, i) => {
    const [x, y] = [i % COLUMNS, Math.floor(i / COLUMNS)];
    return dark.some(([l, t, r, b]) => x >= l && x < r && y >= t && y < b) ? 1 : 9;
  });
  const middle = { columns: COLUMNS, rows: ROWS, values };
  const statistics = { middle, spread: middle, tails: middle } as LocalStatistics;
  const around = { fine: [{ plane: new Float32Array(0), statistics }] };
  const water = openWaterOf(around as unknown as Surroundings);
  return (column, row) => water.values[row * COLUMNS + column];
}

const SEA: Rect = [0, 0, 10, ROWS];

test('the sea is open water, its edge is not, and a dark yard beside it is none', () => {
  const water = waterIn(SEA, [14, 3, 19, 8]);
  expect(water(4, 5)).toBe(1);
  expect(water(9, 5)).toBe(0);
  expect(water(16, 5)).toBe(0);
});

test('a second basin that is not much smaller is water', () => {
  const water = waterIn(SEA, [14, 0, 22, 9]);
  expect(water(17, 4)).toBe(1);
});

test('where light shows it: away from ground, and no pond', () => {
  const values = new Float32Array(COLUMNS * ROWS).map((_, i) => {
    const [x, y] = [i % COLUMNS, Math.floor(i / COLUMNS)];
    return x < 10 || (x > 15 && x < 19 && y > 3 && y < 7) ? 0.2 : 1;
  });
  const water = openWaterBeside({ columns: COLUMNS, rows: ROWS, values });
  const at = (column: number, row: number) => water.values[row * COLUMNS + column];
  expect([at(4, 5), at(9, 5), at(17, 5)]).toEqual([1, 0, 0]);
});
