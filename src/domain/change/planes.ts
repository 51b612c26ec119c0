/** Filters on planes: rows top to bottom, one value per cell; the edge repeats outwards. */

/** The size of planes. */
export type Size = { readonly width: number; readonly height: number };

/** Blurs by [1 2 1]/4 both ways (σ ≈ 0.7 cells), in place. */
export function soften(plane: Float32Array, { width, height }: Size): void {
  // The row above as it was; the first repeats upwards.
  const above = plane.slice(0, width);
  const last = width - 1;
  for (let y = 0; y < height; y += 1) {
    const here = plane.subarray(y * width, (y + 1) * width);
    const under = Math.min(height - 1, y + 1) * width;
    const below = plane.subarray(under, under + width);
    const sumAt = (x: number) =>
      (above[x] as number) + 2 * (here[x] as number) + (below[x] as number);
    let middle = sumAt(0);
    let left = middle;
    for (let x = 0; x < last; x += 1) {
      const right = sumAt(x + 1);
      above[x] = here[x] as number;
      here[x] = (left + 2 * middle + right) * 0.0625;
      left = middle;
      middle = right;
    }
    above[last] = here[last] as number;
    here[last] = (left + 3 * middle) * 0.0625;
  }
}

/** Mean over a square of 2·radius + 1 cells, by running sums, into a new plane. */
export function boxMean(plane: Float32Array, size: Size, radius: number): Float32Array {
  const { width, height } = size;
  const rows = new Float32Array(plane.length);
  const scale = 1 / (2 * radius + 1);
  const padded = new Float32Array(width + 2 * radius + 1);
  for (let y = 0; y < height; y += 1) {
    const at = y * width;
    padded.fill(plane[at] as number, 0, radius);
    padded.set(plane.subarray(at, at + width), radius);
    padded.fill(plane[at + width - 1] as number, radius + width);
    let sum = 0;
    for (let x = 0; x < 2 * radius + 1; x += 1) sum += padded[x] as number;
    for (let x = 0; x < width; x += 1) {
      rows[at + x] = sum * scale;
      sum += (padded[x + 2 * radius + 1] as number) - (padded[x] as number);
    }
  }
  const out = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  for (let row = -radius; row <= radius; row += 1) {
    const at = Math.min(Math.max(row, 0), height - 1) * width;
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] as number) + (rows[at + x] as number);
  }
  for (let y = 0; y < height; y += 1) {
    const at = y * width;
    const enters = Math.min(y + radius + 1, height - 1) * width;
    const leaves = Math.max(y - radius, 0) * width;
    for (let x = 0; x < width; x += 1) {
      const sum = sums[x] as number;
      out[at + x] = sum * scale;
      sums[x] = sum + (rows[enters + x] as number) - (rows[leaves + x] as number);
    }
  }
  return out;
}

/**
 * Largest value over a square of 2·radius + 1 cells. There must be no negative values: of others the bits,
 * taken as whole numbers, have the same order, and need no branch to compare.
 * @param into the plane that it is put into and that is given back
 */
export function maxAround(
  plane: Float32Array<ArrayBuffer>,
  { width, height }: Size,
  radius: number,
  into = new Float32Array(plane.length),
): Float32Array<ArrayBuffer> {
  const from = new Int32Array(plane.buffer, plane.byteOffset, plane.length);
  const out = new Int32Array(into.buffer, into.byteOffset, into.length);
  const span = 2 * radius + 1;
  const padded = new Int32Array(width + 2 * radius);
  // Rows by their number modulo the span; nothing lies outside of the plane.
  const rows = Array.from({ length: span }, () => new Int32Array(width));
  const load = (y: number) => {
    padded.fill(0);
    padded.set(from.subarray(y * width, (y + 1) * width), radius);
    maxForward(padded, span);
    (rows[y % span] as Int32Array).set(padded.subarray(0, width));
  };
  for (let y = 0; y < Math.min(height, radius); y += 1) load(y);
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) load(y + radius);
    const row = out.subarray(y * width, (y + 1) * width);
    const [first, last] = [Math.max(0, y - radius), Math.min(height - 1, y + radius)];
    row.set(rows[first % span] as Int32Array);
    for (let v = first + 1; v <= last; v += 1) raiseRow(row, rows[v % span] as Int32Array);
  }
  return into;
}

/** Each value becomes the largest of itself and the `span` − 1 after it, as far as there are so many. */
function maxForward(row: Int32Array, span: number): void {
  for (let done = 1; done < span; ) {
    const step = Math.min(done, span - done);
    for (let x = 0; x + step < row.length; x += 1) {
      const here = row[x] as number;
      const over = here - (row[x + step] as number);
      row[x] = here - (over & (over >> 31));
    }
    done += step;
  }
}

function raiseRow(row: Int32Array, other: Int32Array): void {
  for (let x = 0; x < row.length; x += 1) {
    const here = row[x] as number;
    const over = here - (other[x] as number);
    row[x] = here - (over & (over >> 31));
  }
}

/** 1 inside the outline (even–odd rule at the cells' middles), 0 outside. */
export function insideOutline(
  outline: readonly (readonly [number, number])[],
  { width, height }: Size,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const crossings = crossingsAt(outline, y + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5));
      const to = Math.min(width - 1, Math.ceil((crossings[i + 1] as number) - 0.5) - 1);
      if (to >= from) mask.fill(1, y * width + from, y * width + to + 1);
    }
  }
  return mask;
}

/** Where the outline crosses a row, in order. */
function crossingsAt(outline: readonly (readonly [number, number])[], row: number): number[] {
  const out: number[] = [];
  outline.forEach(([x0, y0], i) => {
    const [x1, y1] = outline[(i + 1) % outline.length] as readonly [number, number];
    if (y0 <= row === y1 <= row) return;
    out.push(x0 + ((row - y0) / (y1 - y0)) * (x1 - x0));
  });
  return out.sort((a, b) => a - b);
}

/** Means of squares of `factor` × `factor` cells; what is left over at the right and below is dropped. */
export function shrunk(
  plane: Float32Array | Uint8Array,
  { width }: Size,
  to: Size,
  factor: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(to.width * to.height);
  const scale = 1 / factor ** 2;
  for (let row = 0; row < to.height; row += 1) {
    const top = row * factor * width;
    for (let column = 0; column < to.width; column += 1) {
      const left = top + column * factor;
      let sum = 0;
      for (let x = left; x < left + factor; x += 1) {
        let down = 0;
        for (let i = 0, at = x; i < factor; i += 1, at += width) down += plane[at] as number;
        sum += down;
      }
      out[row * to.width + column] = sum * scale;
    }
  }
  return out;
}

/**
 * Raises each cell to a coarser plane's value there, bilinear between the coarse cells' middles. The coarse
 * plane is 0 nearly everywhere, and nowhere less.
 */
export function raiseTo(
  plane: Float32Array,
  { width, height }: Size,
  coarse: Float32Array,
  of: Size,
  factor: number,
): void {
  // Quarters lie between four coarse middles; those along the edge repeat the outermost ones.
  for (let row = -1; row < of.height; row += 1) {
    const top = Math.max(0, row) * of.width;
    const below = Math.min(of.height - 1, row + 1) * of.width;
    const fromY = Math.max(0, row * factor + factor / 2);
    const toY = row + 1 < of.height ? Math.min(height, (row + 1) * factor + factor / 2) : height;
    for (let column = -1; column < of.width; column += 1) {
      const left = Math.max(0, column);
      const right = Math.min(of.width - 1, column + 1);
      const [a, b] = [coarse[top + left] as number, coarse[top + right] as number];
      const [c, d] = [coarse[below + left] as number, coarse[below + right] as number];
      if (a === 0 && b === 0 && c === 0 && d === 0) continue;
      const fromX = Math.max(0, column * factor + factor / 2);
      const toX =
        column + 1 < of.width ? Math.min(width, (column + 1) * factor + factor / 2) : width;
      for (let y = fromY; y < toY; y += 1) {
        const down = (y + 0.5) / factor - 0.5 - row;
        const start = a * (1 - down) + c * down;
        const end = b * (1 - down) + d * down;
        for (let x = fromX; x < toX; x += 1) {
          const across = (x + 0.5) / factor - 0.5 - column;
          const value = start * (1 - across) + end * across;
          if (value > (plane[y * width + x] as number)) plane[y * width + x] = value;
        }
      }
    }
  }
}
