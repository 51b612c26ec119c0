/** The quick ways of the arithmetic on planes, against the plain ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitPlane } from '../../../src/domain/change/bit-plane';
import { latticeBetween, latticeRow, rankOf3 } from '../../../src/domain/change/lattice';
import { localStatistics, sampledCells } from '../../../src/domain/change/local-statistics';
import { maxAround, raiseTo, type Size, shrunk, soften } from '../../../src/domain/change/planes';
import { Scratch } from '../../../src/domain/change/scratch';
import {
  distanceAt,
  keyOf,
  merge,
  orderOf,
  valueAtPlace,
  valuesOfKeys,
} from '../../../src/domain/change/sorting';
import { randomOf } from '../registration/support';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 9 }),
});
const floats = fc.float32Array({
  minLength: 1,
  maxLength: 60,
  noNaN: true,
  noDefaultInfinity: true,
});

/** What a function of a cell's place gives for all cells. */
const planeOf = ({ width, height }: Size, valueAt: (x: number, y: number) => number) =>
  Float32Array.from({ length: width * height }, (_, i) =>
    valueAt(i % width, Math.floor(i / width)),
  );

const noise = (size: Size, seed: number) => {
  const random = randomOf(seed);
  return planeOf(size, () => random());
};

/** The values of the cells around one that lie in the plane. */
function around(
  plane: Float32Array,
  { width, height }: Size,
  x: number,
  y: number,
  radius: number,
) {
  const found: number[] = [];
  for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
    for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1) {
      found.push(plane[v * width + u] as number);
    }
  }
  return found;
}

describe('numbers in order', () => {
  it('are as good as their keys, of which two runs become one, of whatever lengths and signs', () => {
    const keysOf = (values: Float32Array) =>
      new Int32Array(values.slice().buffer).map(keyOf).sort();
    fc.assert(
      fc.property(floats, fc.oneof(floats, fc.constant(null)), (one, two) => {
        // Of one length as often as not.
        const other = two ?? one.map((value) => -value / 3);
        const out = new Int32Array(one.length + other.length + 1).fill(7);
        merge(keysOf(one), 0, one.length, keysOf(other), 0, other.length, out, 1);
        expect(out[0]).toBe(7);
        const wanted = Float32Array.from([...one, ...other]).sort();
        expect(Array.from(valuesOfKeys(out.slice(1)), (value) => value + 0)).toEqual(
          Array.from(wanted, (value) => value + 0),
        );
      }),
    );
  });

  it('keys are told apart by their last bit, and however far they lie apart', () => {
    const key = fc.oneof(fc.integer(), fc.integer({ min: -2, max: 2 }));
    const pairs = fc.array(fc.tuple(key, key), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pairs, (both) => {
        const [one, two] = [0, 1].map((k) => Int32Array.from(both, (pair) => pair[k] ?? 0).sort());
        const out = new Int32Array(2 * both.length);
        merge(one as Int32Array, 0, both.length, two as Int32Array, 0, both.length, out, 0);
        expect(out).toEqual(Int32Array.from(both.flat()).sort());
      }),
    );
  });

  it('are those that sorting gives, negative ones too', () => {
    fc.assert(
      fc.property(floats, (values) => {
        const sorted = Array.from(orderOf(values), (index) => values[index]);
        expect(sorted.map((value) => (value === 0 ? 0 : value))).toEqual(
          Array.from(values.slice().sort(), (value) => (value === 0 ? 0 : value)),
        );
      }),
    );
  });

  it('are taken by their place without putting them in order', () => {
    const scratch = new Scratch();
    const plain = (value: number | undefined) => (value === 0 ? 0 : value);
    fc.assert(
      fc.property(floats, fc.nat(), (values, seed) => {
        const place = seed % values.length;
        const kept = values.slice();
        expect(plain(valueAtPlace(values, place, scratch))).toBe(plain(kept.sort()[place]));
        // Many that share their upper bits, and what an earlier search left in the memory.
        const near = values.map((value) => 1 + Math.fround(value % 1) * 1e-4);
        expect(valueAtPlace(near, place, scratch)).toBe(near.slice().sort()[place]);
      }),
    );
    expect(valueAtPlace(new Float32Array(0), 0, scratch)).toBeUndefined();
    expect(valueAtPlace(Float32Array.of(5), 1, scratch)).toBeUndefined();
  });

  it('tell how far the nearest ones lie, without looking at what is outside', () => {
    fc.assert(
      fc.property(floats, fc.nat(), fc.nat(), (values, seed, far) => {
        const sorted = Float32Array.from([-1e30, ...values.slice().sort(), 1e30]);
        const middle = 1 + (seed % values.length);
        const place = far % values.length;
        const value = sorted[middle] as number;
        const distances = Array.from(values, (other) => Math.abs(other - value));
        distances.sort((a, b) => a - b);
        const found = distanceAt(sorted, 1, values.length + 1, middle, place);
        expect(found).toBe(distances[place]);
      }),
    );
  });
});

describe('planes of bits', () => {
  it('grow and shrink as planes of numbers do', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (size, seed, low) => {
          const plane = noise(size, seed);
          const mask = plane.map((value) => (value >= low ? 1 : 0));
          const bits = BitPlane.ofAtLeast(low, plane, size);
          const cells = (of: BitPlane) => planeOf(size, (x, y) => (of.take(x, y) ? 1 : 0));
          const ring = (choose: (...values: number[]) => number) =>
            planeOf(size, (x, y) => choose(...around(mask, size, x, y, 1)));
          expect(cells(bits.grown())).toEqual(ring(Math.max));
          expect(cells(bits.shrunk())).toEqual(ring(Math.min));
          const found: number[] = [];
          for (let at = bits.next(0); at >= 0; at = bits.next(at + 1)) {
            found.push(at);
            if (at + 1 === mask.length) break;
          }
          expect(found).toEqual([...mask.keys()].filter((i) => mask[i] === 1));
        },
      ),
    );
  });
});

describe('filters', () => {
  it('the largest value around', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 1, max: 4 }), (size, seed, radius) => {
        const plane = noise(size, seed);
        const most = planeOf(size, (x, y) => Math.max(...around(plane, size, x, y, radius)));
        expect(maxAround(plane, size, radius)).toEqual(most);
      }),
    );
  });

  it('the blur keeps what is even and spreads a point by 1 2 1 both ways', () => {
    const size = { width: 5, height: 5 };
    const softened = (plane: Float32Array, of: Size) => {
      soften(plane, of);
      return plane;
    };
    expect(
      softened(
        planeOf(size, () => 3),
        size,
      ),
    ).toEqual(planeOf(size, () => 3));
    const point = softened(
      planeOf(size, (x, y) => (x === 2 && y === 2 ? 16 : 0)),
      size,
    );
    expect(Array.from(point.subarray(5, 20))).toEqual([
      0, 1, 2, 1, 0, 0, 2, 4, 2, 0, 0, 1, 2, 1, 0,
    ]);
    const corner = softened(
      planeOf(size, (x, y) => (x === 4 && y === 0 ? 16 : 0)),
      size,
    );
    expect(Array.from(corner.subarray(0, 10))).toEqual([0, 0, 0, 3, 9, 0, 0, 0, 1, 3]);
  });

  it('the blur of any plane is that by nine weights, where each value is still the one before it', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const plane = noise(size, seed);
        const was = plane.slice();
        const { width, height } = size;
        const at = (x: number, y: number) => {
          const [u, v] = [
            Math.min(width - 1, Math.max(0, x)),
            Math.min(height - 1, Math.max(0, y)),
          ];
          return was[v * width + u] as number;
        };
        const weights = [1, 2, 1];
        const wanted = planeOf(size, (x, y) =>
          weights.reduce((sum, p, i) => {
            return (
              sum + weights.reduce((s, q, j) => s + (p * q * at(x + i - 1, y + j - 1)) / 16, 0)
            );
          }, 0),
        );
        soften(plane, size);
        for (const [i, value] of plane.entries()) expect(value).toBeCloseTo(wanted[i] as number, 5);
      }),
    );
  });

  it('raising to a coarse plane is bilinear between its middles and never lowers', () => {
    const [size, of] = [
      { width: 22, height: 13 },
      { width: 5, height: 3 },
    ];
    const coarse = noise(of, 5).map((value) => (value > 0.5 ? value : 0));
    const plane = noise(size, 6).map((value) => value / 2);
    const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
    const wanted = planeOf(size, (x, y) => {
      const [u, v] = [
        clamp((x + 0.5) / 4 - 0.5, of.width - 1),
        clamp((y + 0.5) / 4 - 0.5, of.height - 1),
      ];
      let sum = 0;
      for (let row = 0; row < of.height; row += 1) {
        for (let column = 0; column < of.width; column += 1) {
          const weight = Math.max(0, 1 - Math.abs(u - column)) * Math.max(0, 1 - Math.abs(v - row));
          sum += weight * (coarse[row * of.width + column] as number);
        }
      }
      return Math.max(sum, plane[y * size.width + x] as number);
    });
    raiseTo(plane, size, coarse, of, 4);
    for (const [i, value] of plane.entries()) expect(value).toBeCloseTo(wanted[i] as number, 6);
  });

  it('means of squares drop what is left over', () => {
    const size = { width: 7, height: 5 };
    const small = shrunk(
      planeOf(size, (x, y) => x + 10 * y),
      size,
      { width: 3, height: 2 },
      2,
    );
    expect(Array.from(small)).toEqual([5.5, 7.5, 9.5, 25.5, 27.5, 29.5]);
  });
});

describe('local statistics', () => {
  const size = { width: 150, height: 100 };

  it('a level that rises and noise of one width are found, whatever object fills a window', () => {
    const random = randomOf(3);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const plane = planeOf(size, (x, y) =>
      x > 60 && x < 84 && y > 40 && y < 60 ? 900 : 100 + x / 10 + 5 * normal(),
    );
    const sampled = sampledCells(new Uint8Array(plane.length).fill(1), size);
    const values = Float32Array.from(sampled.cells, (cell) => plane[cell] as number);
    const { middle, spread } = localStatistics(values, sampled, new Scratch());
    const row = new Float32Array(size.width);
    latticeRow(middle, 50, row);
    for (const x of [20, 72, 130]) {
      expect(Math.abs(latticeBetween(middle, x, 50) - 100 - x / 10)).toBeLessThan(2.5);
      expect(row[x]).toBeCloseTo(latticeBetween(middle, x, 50), 3);
      expect(latticeBetween(spread, x, 50)).toBeGreaterThan(4);
      expect(latticeBetween(spread, x, 50)).toBeLessThan(6.5);
    }
  });

  it('cells without data take no part', () => {
    const plane = planeOf(size, (x) => (x < 75 ? 9999 : (x % 7) + 20));
    const valid = Uint8Array.from(plane, (value) => (value === 9999 ? 0 : 1));
    const sampled = sampledCells(valid, size);
    const values = Float32Array.from(sampled.cells, (cell) => plane[cell] as number);
    const { middle } = localStatistics(values, sampled, new Scratch());
    for (const value of middle.values) expect(Math.abs(value - 23)).toBeLessThan(1.5);
  });

  it('are those of all sampled values around, where blocks are cut or have gaps and memory is used again', () => {
    const scratch = new Scratch();
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 0.6, noNaN: true }), (seed, gaps) => {
        const random = randomOf(seed);
        const plane = planeOf(size, () => 100 * (random() - 0.5));
        const valid = Uint8Array.from(plane, () => (random() < gaps ? 0 : 1));
        const sampled = sampledCells(valid, size);
        const values = Float32Array.from(sampled.cells, (cell) => plane[cell] as number);
        const [columns, rows] = [sampled.columns + 1, sampled.rows + 1];
        const plain = Float32Array.from({ length: columns * rows }, (_, point) => {
          const [column, row] = [point % columns, Math.floor(point / columns)];
          const around = values.filter((_, i) => {
            const block = sampled.blocks[i] as number;
            const [x, y] = [block % sampled.columns, Math.floor(block / sampled.columns)];
            return x >= column - 1 && x <= column && y >= row - 1 && y <= row;
          });
          return around.length < 24 ? Number.NaN : (around.sort()[around.length >> 1] as number);
        });
        const wanted = rankOf3({ columns, rows, values: plain }, 0.5);
        expect(localStatistics(values, sampled, scratch).middle).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });
});
