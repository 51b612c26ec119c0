/** The assignment against trying every one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveAssignment, solveWithMargins } from '../../../src/domain/identity/assignment';

type Case = {
  readonly rows: number;
  readonly cols: number;
  readonly cost: Float64Array;
  readonly dummy: number;
};

/** Calls with every way to give rows different columns, or none. */
function everyAssignment({ rows, cols }: Case, visit: (columns: readonly number[]) => void): void {
  const columns: number[] = [];
  const place = (row: number) => {
    if (row === rows) return visit(columns);
    for (let column = -1; column < cols; column += 1) {
      if (column >= 0 && columns.includes(column)) continue;
      columns.push(column);
      place(row + 1);
      columns.pop();
    }
  };
  place(0);
}

function total({ cost, cols, dummy }: Case, columns: ArrayLike<number>): number {
  return Array.from(columns).reduce<number>(
    (sum, column, row) => sum + (column < 0 ? dummy : (cost[row * cols + column] ?? Number.NaN)),
    0,
  );
}

const forbidden = Number.POSITIVE_INFINITY;
/** Whole numbers make equal totals likely, which is where such code goes wrong. */
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -4, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(forbidden) },
);
const anyCase: fc.Arbitrary<Case> = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), cols: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, cols }) =>
    fc.record({
      rows: fc.constant(rows),
      cols: fc.constant(cols),
      dummy: fc.integer({ min: -2, max: 14 }),
      cost: fc
        .array(cell, { minLength: rows * cols, maxLength: rows * cols })
        .map((values) => Float64Array.from(values)),
    }),
  );

it('finds the cheapest assignment and the next best of every row', () => {
  fc.assert(
    fc.property(anyCase, (problem) => {
      const { columns, margins } = solveWithMargins(
        problem.cost,
        problem.rows,
        problem.cols,
        problem.dummy,
      );
      let best = forbidden;
      const other = new Array<number>(problem.rows).fill(forbidden);
      everyAssignment(problem, (tried) => {
        const sum = total(problem, tried);
        best = Math.min(best, sum);
        for (const [row, column] of tried.entries()) {
          if (column !== columns[row]) other[row] = Math.min(other[row] ?? 0, sum);
        }
      });
      expect(total(problem, columns)).toBeCloseTo(best, 9);
      expect(Array.from(margins, (margin) => margin + best)).toEqual(
        other.map((value) => (value === forbidden ? forbidden : expect.closeTo(value, 9))),
      );
    }),
    { numRuns: 600 },
  );
});

it('without a dummy leaves a row alone only where it must', () => {
  fc.assert(
    fc.property(anyCase, (problem) => {
      const columns = solveAssignment(problem.cost, problem.rows, problem.cols);
      let most = 0;
      let best = forbidden;
      const allowed = { ...problem, dummy: 0 };
      everyAssignment(problem, (tried) => {
        const count = tried.filter((column) => column >= 0).length;
        const sum = total(allowed, tried);
        if (sum === forbidden || count < most) return;
        best = count > most ? sum : Math.min(best, sum);
        most = count;
      });
      expect(Array.from(columns).filter((column) => column >= 0)).toHaveLength(most);
      expect(total(allowed, columns)).toBeCloseTo(best, 9);
    }),
    { numRuns: 400 },
  );
});

it('gives no column twice, and takes 200 × 200 at once', () => {
  const size = 200;
  let state = 1;
  const cost = Float64Array.from({ length: size * size }, () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  });
  const started = performance.now();
  const columns = solveAssignment(cost, size, size);
  expect(performance.now() - started).toBeLessThan(500);
  expect(new Set(columns).size).toBe(size);
  // The mean of the least total of random costs tends to π²/6 (Aldous 2001).
  expect(total({ rows: size, cols: size, cost, dummy: 0 }, columns)).toBeGreaterThan(1.3);
  expect(total({ rows: size, cols: size, cost, dummy: 0 }, columns)).toBeLessThan(2);
});

it('refuses costs of another size and those that are no numbers', () => {
  expect(() => solveAssignment(new Float64Array(5), 2, 3)).toThrow(RangeError);
  expect(() => solveAssignment(Float64Array.of(1, Number.NaN), 1, 2)).toThrow(RangeError);
});
