/** Filters on planes: rows top to bottom, one value per cell; the edge repeats outwards. */

/** The size of planes. */
export type Size = { readonly width: number; readonly height: number };

/** Sums of three neighbours in a row, the middle one double. */
function blurRow(plane: Float32Array, at: number, row: Float32Array): void {
  const last = row.length - 1;
  let before = plane[at] as number;
  let here = before;
  for (let x = 0; x <= last; x += 1) {
    const after = plane[at + (x < last ? x + 1 : last)] as number;
    row[x] = before + 2 * here + after;
    before = here;
    here = after;
  }
}

/** Blur by [1 2 1]/4 both ways (σ ≈ 0.7 cells), into a new plane. */
export function softened(plane: Float32Array, { width, height }: Size): Float32Array {
  const out = new Float32Array(plane.length);
  let [up, here, down] = rowsOf(width);
  blurRow(plane, 0, here);
  up.set(here);
  for (let y = 0; y < height; y += 1) {
    blurRow(plane, Math.min(y + 1, height - 1) * width, down);
    const at = y * width;
    for (let x = 0; x < width; x += 1) {
      out[at + x] = ((up[x] as number) + 2 * (here[x] as number) + (down[x] as number)) / 16;
    }
    [up, here, down] = [here, down, up];
  }
  return out;
}

const rowsOf = (width: number): [Float32Array, Float32Array, Float32Array] => [
  new Float32Array(width),
  new Float32Array(width),
  new Float32Array(width),
];

/** Mean over a square of 2·radius + 1 cells, by running sums, into a new plane. */
export function boxMean(plane: Float32Array, size: Size, radius: number): Float32Array {
  const { width, height } = size;
  const rows = new Float32Array(plane.length);
  const scale = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y += 1) {
    const at = y * width;
    const last = width - 1;
    let sum = (plane[at] as number) * (radius + 1);
    for (let x = 1; x <= radius; x += 1) sum += plane[at + Math.min(x, last)] as number;
    for (let x = 0; x < width; x += 1) {
      rows[at + x] = sum * scale;
      const enters = plane[at + Math.min(x + radius + 1, last)] as number;
      sum += enters - (plane[at + Math.max(x - radius, 0)] as number);
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

/** Largest value over a square of 2·radius + 1 cells, into a new plane. */
export function maxAround(plane: Float32Array, size: Size, radius: number): Float32Array {
  let from = plane;
  for (let step = 0; step < radius; step += 1) from = extreme3(from, size, 1);
  return radius === 0 ? plane.slice() : from;
}

/** Smallest value over a square of 2·radius + 1 cells, into a new plane. */
export function minAround(plane: Float32Array, size: Size, radius: number): Float32Array {
  let from = plane;
  for (let step = 0; step < radius; step += 1) from = extreme3(from, size, -1);
  return radius === 0 ? plane.slice() : from;
}

/** Largest (sign 1) or smallest (sign −1) of three neighbours in a row, times the sign. */
function extremeRow(plane: Float32Array, at: number, row: Float32Array, sign: 1 | -1): void {
  const last = row.length - 1;
  let before = sign * (plane[at] as number);
  let here = before;
  for (let x = 0; x <= last; x += 1) {
    const after = sign * (plane[at + (x < last ? x + 1 : last)] as number);
    const pair = Math.max(before, here);
    row[x] = Math.max(pair, after);
    before = here;
    here = after;
  }
}

/** Largest (sign 1) or smallest (sign −1) of 3 × 3. */
function extreme3(plane: Float32Array, { width, height }: Size, sign: 1 | -1): Float32Array {
  const out = new Float32Array(plane.length);
  let [up, here, down] = rowsOf(width);
  extremeRow(plane, 0, here, sign);
  up.set(here);
  for (let y = 0; y < height; y += 1) {
    extremeRow(plane, Math.min(y + 1, height - 1) * width, down, sign);
    const at = y * width;
    for (let x = 0; x < width; x += 1) {
      const above = up[x] as number;
      const middle = here[x] as number;
      const below = down[x] as number;
      const pair = Math.max(above, middle);
      out[at + x] = sign * Math.max(pair, below);
    }
    [up, here, down] = [here, down, up];
  }
  return out;
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
  const end = to.width * factor;
  for (let y = 0; y < to.height * factor; y += 1) {
    const at = y * width;
    const row = Math.floor(y / factor) * to.width;
    for (let x = 0; x < end; x += factor) {
      let sum = 0;
      for (let i = x; i < x + factor; i += 1) sum += plane[at + i] as number;
      const cell = row + x / factor;
      out[cell] = (out[cell] as number) + sum;
    }
  }
  const scale = 1 / factor ** 2;
  for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) * scale;
  return out;
}

/** Raises each cell to a coarser plane's value there, bilinear between the coarse cells' middles. */
export function raiseTo(
  plane: Float32Array,
  { width, height }: Size,
  coarse: Float32Array,
  of: Size,
  factor: number,
): void {
  for (let y = 0; y < height; y += 1) {
    const v = Math.min(of.height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
    const y0 = Math.floor(v);
    const fy = v - y0;
    const top = y0 * of.width;
    const below = Math.min(of.height - 1, y0 + 1) * of.width;
    for (let x = 0; x < width; x += 1) {
      const u = Math.min(of.width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
      const x0 = Math.floor(u);
      const x1 = x0 + 1 < of.width ? x0 + 1 : x0;
      const fx = u - x0;
      const above = (coarse[top + x0] as number) * (1 - fx) + (coarse[top + x1] as number) * fx;
      const under = (coarse[below + x0] as number) * (1 - fx) + (coarse[below + x1] as number) * fx;
      const value = above * (1 - fy) + under * fy;
      const at = y * width + x;
      if (value > (plane[at] as number)) plane[at] = value;
    }
  }
}
