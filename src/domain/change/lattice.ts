/** Values on a coarse lattice over a plane of cells, and what lies between its points. */

/** Distance of the lattice's points in cells; each stands for a window of twice this size. */
export const STEP = 32;

/** A value for each point of the lattice, row by row; point (i, j) is at cell (i · STEP, j · STEP). */
export type Lattice = {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
};

/** The value of this rank (0 to 1) among each point and its neighbours; the nearest where none has one. */
export function rankOf3(lattice: Lattice, rank: number): Lattice {
  const { columns, rows, values } = lattice;
  const out = new Float32Array(values.length);
  const found = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let count = 0;
      for (let reach = 1; count === 0 && reach <= Math.max(columns, rows); reach *= 2) {
        count = around(lattice, column, row, reach, found);
      }
      const place = Math.floor(rank * count);
      out[row * columns + column] = count > 0 ? (found[place] as number) : Number.NaN;
    }
  }
  return { columns, rows, values: out };
}

/** Puts the values around a point into `found`, in order; gives how many there are. */
function around(
  { columns, rows, values }: Lattice,
  column: number,
  row: number,
  reach: number,
  found: Float32Array,
): number {
  let count = 0;
  for (let j = Math.max(0, row - reach); j <= Math.min(rows - 1, row + reach); j += 1) {
    for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i += 1) {
      const value = values[j * columns + i] as number;
      if (Number.isNaN(value)) continue;
      let at = count;
      for (; at > 0 && (found[at - 1] as number) > value; at -= 1) {
        found[at] = found[at - 1] as number;
      }
      found[at] = value;
      count += 1;
    }
  }
  return count;
}

/** The highest value of each point and its neighbours. */
export function highestAround(lattice: Lattice): Lattice {
  return rankOf3(lattice, 0.999);
}

/** Middles that lie this many spreads apart are of different kinds of ground. */
const APART = 6;

/** 1 where the middles of neighbouring points lie many spreads apart, else 0. */
export function mixedAt(middle: Lattice, spread: Lattice): Lattice {
  const low = rankOf3(middle, 0);
  const high = highestAround(middle);
  return {
    ...middle,
    values: spread.values.map((value, i) =>
      (high.values[i] as number) - (low.values[i] as number) > APART * value ? 1 : 0,
    ),
  };
}

/** The value that this share of the lattice's points does not exceed; NaN where none has a value. */
export function quantileOf({ values }: Lattice, share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[Math.floor(share * Math.max(0, sorted.length - 1))] ?? Number.NaN;
}

/** The level that parts the values best into a low and a high group (Otsu 1979). */
export function otsuLevel({ values }: Lattice): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [below, best, level] = [0, -1, Number.POSITIVE_INFINITY];
  for (let i = 1; i < sorted.length; i += 1) {
    below += sorted[i - 1] as number;
    const apart = below / i - (total - below) / (sorted.length - i);
    const between = i * (sorted.length - i) * apart * apart;
    if (between <= best) continue;
    best = between;
    level = sorted[i] as number;
  }
  return level;
}

/** Every value changed by a function. */
export function mapLattice(lattice: Lattice, change: (value: number) => number): Lattice {
  return { ...lattice, values: lattice.values.map(change) };
}

/** The values at the corners of one of the lattice's quarters: top left, top right, bottom left, right. */
export function quarterOf(
  { columns, values }: Lattice,
  column: number,
  row: number,
): readonly [number, number, number, number] {
  const at = row * columns + column;
  return [values[at], values[at + 1], values[at + columns], values[at + columns + 1]] as [
    number,
    number,
    number,
    number,
  ];
}

/** The lattice's value at the point nearest to a cell. */
export function latticeAt({ columns, rows, values }: Lattice, x: number, y: number): number {
  const column = Math.min(columns - 1, Math.max(0, Math.round(x / STEP)));
  const row = Math.min(rows - 1, Math.max(0, Math.round(y / STEP)));
  return values[row * columns + column] as number;
}

/** The lattice's value at a cell, bilinear. */
export function latticeBetween({ columns, values }: Lattice, x: number, y: number): number {
  const [left, top] = [Math.floor(x / STEP), Math.floor(y / STEP)];
  const [right, down] = [x / STEP - left, y / STEP - top];
  const at = top * columns + left;
  const above = (values[at] as number) * (1 - right) + (values[at + 1] as number) * right;
  const below =
    (values[at + columns] as number) * (1 - right) + (values[at + columns + 1] as number) * right;
  return above * (1 - down) + below * down;
}

/** The lattice along one row of cells, bilinear. */
export function latticeRow(lattice: Lattice, y: number, out: Float32Array): void {
  for (let column = 0; column * STEP < out.length; column += 1) {
    const [left, slope] = latticeAlong(lattice, column, y);
    const from = column * STEP;
    const end = Math.min(out.length, from + STEP);
    for (let x = from; x < end; x += 1) out[x] = left + slope * (x - from);
  }
}

/** Along a row of cells between two columns of points: the value at the left one, and the step to the right. */
export function latticeAlong(
  { columns, rows, values }: Lattice,
  column: number,
  y: number,
): readonly [left: number, slope: number] {
  const top = Math.min(Math.floor(y / STEP), rows - 2);
  const down = y / STEP - top;
  const a = top * columns + column;
  const b = a + columns;
  const left = (values[a] as number) * (1 - down) + (values[b] as number) * down;
  const right = (values[a + 1] as number) * (1 - down) + (values[b + 1] as number) * down;
  return [left, (right - left) / STEP];
}
