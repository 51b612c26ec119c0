/**
 * The assignment problem: which row goes with which column at the least total cost. Shortest
 * augmenting paths with dual prices (Jonker and Volgenant 1987, A shortest augmenting path algorithm
 * for dense and sparse linear assignment problems), rows × columns of any shape.
 */

export type Assignment = {
  /** Column of each row, or −1. */
  readonly columns: Int32Array;
  /**
   * How much dearer the best solution is in which a row does not go where it goes here: with another
   * column, or with one at all where it has none. Infinity where there is no other solution.
   */
  readonly margins: Float64Array;
};

/** Costs with one more column for each row, its dummy: taking it means to stay alone. */
type Problem = {
  readonly rows: number;
  /** Real columns, followed by one dummy of each row. */
  readonly real: number;
  readonly all: number;
  cell(row: number, column: number): number;
};

type Solution = {
  /** Of each column: its row, or −1. */
  readonly rowOf: Int32Array;
  /** Of each row: its column, dummies included. */
  readonly columnOf: Int32Array;
  /** Dual prices: cell ≥ rowPrice + columnPrice, equal where assigned; 0 for columns that are free. */
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
};

/**
 * Assigns rows to columns. cost: rows × cols, row by row; Infinity forbids a cell. dummyCost: what a
 * row costs that is left without a column; without it a row is left alone only where there are more
 * rows than columns or its cells are forbidden.
 * @returns the column of each row, or −1
 * @throws RangeError where the costs are not rows × cols numbers
 */
export function solveAssignment(
  cost: Float64Array,
  rows: number,
  cols: number,
  dummyCost?: number,
): Int32Array {
  const problem = problemOf(cost, rows, cols, dummyCost);
  return realColumns(problem, solve(problem));
}

/** As solveAssignment, with the margin of each row. */
export function solveWithMargins(
  cost: Float64Array,
  rows: number,
  cols: number,
  dummyCost?: number,
): Assignment {
  const problem = problemOf(cost, rows, cols, dummyCost);
  const solution = solve(problem);
  const margins = Float64Array.from({ length: rows }, (_, row) => marginOf(problem, solution, row));
  return { columns: realColumns(problem, solution), margins };
}

function problemOf(cost: Float64Array, rows: number, cols: number, dummyCost?: number): Problem {
  if (cost.length !== rows * cols || cost.some(Number.isNaN)) {
    throw new RangeError(`The costs are not ${rows} × ${cols} numbers.`);
  }
  const dummy = dummyCost ?? prohibitive(cost, rows);
  return {
    rows,
    real: cols,
    all: cols + rows,
    cell: (row, column) => {
      if (column < cols) return cost[row * cols + column] ?? Number.POSITIVE_INFINITY;
      return column - cols === row ? dummy : Number.POSITIVE_INFINITY;
    },
  };
}

/** A cost that no exchange of all other rows can make up for. */
function prohibitive(cost: Float64Array, rows: number): number {
  let least = 0;
  let most = 0;
  for (const value of cost) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most + rows * (most - least) + 1;
}

function realColumns({ real }: Problem, { columnOf }: Solution): Int32Array {
  return columnOf.map((column) => (column < real ? column : -1));
}

function solve(problem: Problem): Solution {
  const solution: Solution = {
    rowOf: new Int32Array(problem.all).fill(-1),
    columnOf: new Int32Array(problem.rows).fill(-1),
    rowPrice: new Float64Array(problem.rows),
    columnPrice: new Float64Array(problem.all),
  };
  for (let row = 0; row < problem.rows; row += 1) augment(problem, solution, row);
  return solution;
}

/** Brings one more row in, by the cheapest chain of exchanges that ends in a free column. */
function augment(problem: Problem, solution: Solution, start: number): void {
  const { rowOf, columnOf, rowPrice, columnPrice } = solution;
  const search = new Search(problem, solution);
  let row = start;
  let last = -1;
  while (last < 0) {
    search.relax(row);
    const column = search.nearest();
    const next = rowOf[column] ?? -1;
    if (next < 0) last = column;
    else row = next;
  }
  const length = search.distance[last] ?? 0;
  rowPrice[start] = (rowPrice[start] ?? 0) + length;
  for (const column of search.settled) {
    const gain = length - (search.distance[column] ?? 0);
    const owner = rowOf[column] ?? -1;
    columnPrice[column] = (columnPrice[column] ?? 0) - gain;
    if (owner >= 0) rowPrice[owner] = (rowPrice[owner] ?? 0) + gain;
  }
  for (let column = last; column >= 0; ) {
    const from = search.from[column] ?? start;
    const left = columnOf[from] ?? -1;
    rowOf[column] = from;
    columnOf[from] = column;
    column = from === start ? -1 : left;
  }
}

/**
 * The shortest cycle of exchanges that starts with taking a row out of its column and ends with that
 * column being filled again or left free. A free column has price 0 and is as good as any other to be
 * left free, so that a chain that reaches one may go on from every column, at that column's price.
 */
function marginOf(problem: Problem, solution: Solution, start: number): number {
  const { rowOf, columnOf, columnPrice } = solution;
  const home = columnOf[start] ?? -1;
  const search = new Search(problem, solution);
  search.relax(start, home);
  let freeReached = false;
  for (;;) {
    const column = search.nearest();
    if (column < 0) return Number.POSITIVE_INFINITY;
    if (column === home) return Math.max(0, search.distance[home] ?? 0);
    const owner = rowOf[column] ?? -1;
    if (owner >= 0) search.relax(owner);
    else if (!freeReached) {
      freeReached = true;
      search.relaxFrom(column, (to) => -(columnPrice[to] ?? 0), -1);
    }
  }
}

/** Dijkstra's search over columns, by what a cell costs above its prices. */
class Search {
  readonly distance: Float64Array;
  /** The row that a column was reached from. */
  readonly from: Int32Array;
  readonly settled: number[] = [];
  readonly #done: Uint8Array;
  readonly #problem: Problem;
  readonly #solution: Solution;
  #reached = 0;

  constructor(problem: Problem, solution: Solution) {
    this.#problem = problem;
    this.#solution = solution;
    this.distance = new Float64Array(problem.all).fill(Number.POSITIVE_INFINITY);
    this.from = new Int32Array(problem.all).fill(-1);
    this.#done = new Uint8Array(problem.all);
  }

  /** Looks from a row, at the distance of the column settled last, at all columns but one. */
  relax(row: number, except = -1): void {
    const { cell } = this.#problem;
    const { rowPrice, columnPrice } = this.#solution;
    const price = rowPrice[row] ?? 0;
    this.relaxFrom(except, (column) => cell(row, column) - price - (columnPrice[column] ?? 0), row);
  }

  relaxFrom(except: number, step: (column: number) => number, row: number): void {
    const { distance, from } = this;
    for (let column = 0; column < distance.length; column += 1) {
      if (this.#done[column] || column === except) continue;
      const reached = this.#reached + step(column);
      if (reached < (distance[column] ?? 0)) {
        distance[column] = reached;
        from[column] = row;
      }
    }
  }

  /** Settles the nearest column that is not settled yet; −1 where none can be reached. */
  nearest(): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let column = 0; column < this.distance.length; column += 1) {
      const distance = this.distance[column] ?? least;
      if (!this.#done[column] && distance < least) {
        least = distance;
        best = column;
      }
    }
    if (best < 0) return -1;
    this.#done[best] = 1;
    this.#reached = least;
    this.settled.push(best);
    return best;
  }
}
