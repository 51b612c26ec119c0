/** The index of rectangles by place, against looking at every one of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bounds, SizeGrid } from '../../../src/map/overlay/size-grid';

const side = fc.oneof(fc.constantFrom(0, 1, 8, 64), fc.double({ min: 0, max: 5000, noNaN: true }));
const place = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.double({ min: -20_000, max: 20_000, noNaN: true }),
  fc.constantFrom(-1e12, 1e12),
);
const rectangle = fc
  .tuple(place, place, side, side)
  .map(([minX, minY, w, h]): Bounds => ({ minX, minY, maxX: minX + w, maxY: minY + h }));

const touches = (a: Bounds, b: Bounds) =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

describe('rectangles by place', () => {
  it('are found as by looking at all of them, also after some were taken out', () => {
    fc.assert(
      fc.property(
        fc.array(rectangle, { maxLength: 200 }),
        fc.array(rectangle, { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 3 }),
        (items, asked, every) => {
          const grid = new SizeGrid<Bounds>();
          for (const item of items) grid.insert(item);
          const left = items.filter((_, i) => every === 0 || i % (every + 1) !== 0);
          for (const item of items) if (!left.includes(item)) grid.remove(item);
          for (const rect of asked) {
            const found = grid.search(rect);
            expect(new Set(found)).toEqual(new Set(left.filter((item) => touches(item, rect))));
            expect(found).toHaveLength(new Set(found).size);
          }
        },
      ),
    );
  });

  it('only few are looked at for a small part of many', () => {
    const grid = new SizeGrid<Bounds>();
    let looked = 0;
    for (let i = 0; i < 10_000; i++) {
      const x = (i % 100) * 100;
      const y = Math.floor(i / 100) * 100;
      const item = { minX: x, maxX: x + 20, maxY: y + 20 };
      grid.insert(
        Object.defineProperty({ ...item, minY: y }, 'minX', {
          get: () => {
            looked++;
            return x;
          },
        }),
      );
    }
    looked = 0;
    expect(grid.search({ minX: 5000, minY: 5000, maxX: 5110, maxY: 5110 })).toHaveLength(4);
    expect(looked).toBeLessThan(100);
  });
});
