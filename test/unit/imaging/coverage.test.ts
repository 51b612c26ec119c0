/** Where pictures hold data, on the grid that frames carry. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsData, packCoverage } from '../../../src/domain/imaging/coverage';
import type { PixelXY } from '../../../src/domain/model/units';
import { coverageOf } from '../../../src/raster/inspect/coverage';
import { planThumbnail } from '../../../src/raster/inspect/render';
import type { RasterTile } from '../../../src/raster/types';

const pixel = (x: number, y: number): PixelXY => [x, y];

test('every cell of a packed grid says what was put into it', () => {
  const grids = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([columns, rows]) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.constant(rows),
        held: fc.uint8Array({
          minLength: columns * rows,
          maxLength: columns * rows,
          min: 0,
          max: 1,
        }),
      }),
    );
  fc.assert(
    fc.property(grids, ({ columns, rows, held }) => {
      const size = { width: columns * 30, height: rows * 20 };
      const packed = packCoverage(columns, rows, held) ?? undefined;
      for (let cell = 0; cell < held.length; cell += 1) {
        const middle = pixel((cell % columns) * 30 + 15, Math.floor(cell / columns) * 20 + 10);
        expect(holdsData(packed, size, middle)).toBe(held[cell] === 1);
      }
    }),
  );
});

test('all covered needs no grid, and outside of the picture there is nothing', () => {
  expect(packCoverage(2, 2, Uint8Array.of(1, 1, 1, 1))).toBeNull();
  const size = { width: 10, height: 10 };
  expect(holdsData(undefined, size, pixel(10, 10))).toBe(true);
  for (const [x, y] of [
    [-0.1, 5],
    [5, 10.1],
  ] as const) {
    expect(holdsData(undefined, size, pixel(x, y))).toBe(false);
  }
});

/** A tile of one band and alpha, which holds data where `holds` says. */
function tileOf(size: number, holds: (x: number, y: number) => boolean): RasterTile {
  const data = new Uint8Array(size * size * 2);
  for (let i = 0; i < size * size; i += 1) {
    data[2 * i + 1] = holds(i % size, Math.floor(i / size)) ? 255 : 0;
  }
  return { width: size, height: size, channels: 2, data };
}

test('a picture that is empty beyond a slanting edge is covered on the near side alone', () => {
  const level = { width: 512, height: 384, tileSize: 256 };
  const inside = (x: number, y: number) => x + y < 500;
  const plan = planThumbnail([level], 128);
  const tiles = plan.tiles.map(([column, row]) =>
    tileOf(256, (x, y) => inside(column * 256 + x, row * 256 + y)),
  );
  const coverage = coverageOf(plan, tiles) ?? undefined;
  expect(coverage).toMatchObject({ columns: 128, rows: 96 });
  // A cell is four pixels wide and high: away from the edge by more than that there is no doubt.
  for (let y = 2; y < 384; y += 37) {
    for (let x = 2; x < 512; x += 37) {
      if (Math.abs(x + y - 500) < 12) continue;
      expect(holdsData(coverage, level, pixel(x, y)), `${x}, ${y}`).toBe(inside(x, y));
    }
  }
});
