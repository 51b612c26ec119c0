/** Planes of brightness: made smaller, turned into edges, laid on each other. */
import type { Transform } from '../model/frame';

/** One channel of a picture. */
export type Plane = {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, width × height. */
  readonly values: Float32Array;
  /** 1 where there is data, else 0; values without data are not looked at. */
  readonly valid: Uint8Array;
};

export function emptyPlane(width: number, height: number) {
  const length = width * height;
  return { width, height, values: new Float32Array(length), valid: new Uint8Array(length) };
}

const knownWhole = new WeakMap<Uint8Array, boolean>();

/** Whether all of a plane holds data; looked at once for each plane. */
export function isWhole(valid: Uint8Array): boolean {
  const known = knownWhole.get(valid);
  if (known !== undefined) return known;
  const whole = !valid.includes(0);
  knownWhole.set(valid, whole);
  return whole;
}

/** Means of factor × factor pixels; what is left over at the right and below is dropped. */
export function shrunk(plane: Plane, factor: number): Plane {
  if (factor === 1) return plane;
  const { width, height, values, valid } = plane;
  if (isWhole(valid)) return shrunkWhole(plane, factor);
  const out = emptyPlane(Math.floor(width / factor), Math.floor(height / factor));
  const sums = new Float64Array(out.width);
  const counts = new Int32Array(out.width);
  for (let row = 0; row < out.height; row++) {
    sums.fill(0);
    counts.fill(0);
    for (let y = row * factor; y < (row + 1) * factor; y++) {
      let at = y * width;
      for (let column = 0; column < out.width; column++) {
        let sum = 0;
        let count = 0;
        for (const end = at + factor; at < end; at++) {
          if (valid[at] === 0) continue;
          sum += values[at] as number;
          count++;
        }
        sums[column] = (sums[column] as number) + sum;
        counts[column] = (counts[column] as number) + count;
      }
    }
    for (let column = 0; column < out.width; column++) {
      const count = counts[column] as number;
      if (2 * count < factor * factor) continue;
      const to = row * out.width + column;
      out.values[to] = (sums[column] as number) / count;
      out.valid[to] = 1;
    }
  }
  return out;
}

/** The same of a plane that misses nothing, where nothing has to be counted. */
function shrunkWhole({ width, height, values }: Plane, factor: number): Plane {
  const out = emptyPlane(Math.floor(width / factor), Math.floor(height / factor));
  out.valid.fill(1);
  const sums = new Float64Array(out.width);
  for (let row = 0; row < out.height; row++) {
    sums.fill(0);
    for (let y = row * factor; y < (row + 1) * factor; y++) {
      let at = y * width;
      for (let column = 0; column < out.width; column++) {
        let sum = 0;
        for (const end = at + factor; at < end; at++) sum += values[at] as number;
        sums[column] = (sums[column] as number) + sum;
      }
    }
    const to = row * out.width;
    for (let column = 0; column < out.width; column++) {
      out.values[to + column] = (sums[column] as number) / (factor * factor);
    }
  }
  return out;
}

/**
 * How strong the edges are, whichever way they run and whichever side is the brighter: g/(g + k), g the
 * length of the gradient (Sobel) and k its mean. Pictures of different kinds (optical and radar, summer
 * and winter) have that in common when their brightness has nothing in common.
 */
export function edges({ width, height, values, valid }: Plane): Plane {
  const out = emptyPlane(width, height);
  let sum = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const [up, down] = [at - width, at + width];
      if (!(valid[up - 1] && valid[up] && valid[up + 1] && valid[at - 1])) continue;
      if (!(valid[at + 1] && valid[down - 1] && valid[down] && valid[down + 1])) continue;
      const v = (i: number) => values[i] as number;
      const gx = v(up + 1) + 2 * v(at + 1) + v(down + 1) - v(up - 1) - 2 * v(at - 1) - v(down - 1);
      const gy = v(down - 1) + 2 * v(down) + v(down + 1) - v(up - 1) - 2 * v(up) - v(up + 1);
      const g = Math.sqrt(gx * gx + gy * gy);
      out.values[at] = g;
      out.valid[at] = 1;
      sum += g;
      count++;
    }
  }
  const k = count > 0 && sum > 0 ? sum / count : 1;
  for (let i = 0; i < out.values.length; i++) {
    const g = out.values[i] as number;
    out.values[i] = g / (g + k);
  }
  return out;
}

/**
 * The plane laid under another by a transform: the value at p is the plane's at T(p), bilinear of a
 * plane that was not made smaller on the way.
 */
export function warped(plane: Plane, transform: Transform, width: number, height: number): Plane {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const out = emptyPlane(width, height);
  const { values, valid, width: w, height: h } = plane;
  for (let row = 0; row < height; row++) {
    // Of places to indices of pixels: half a pixel less.
    let x = x0 + xCol * 0.5 + xRow * (row + 0.5) - 0.5;
    let y = y0 + yCol * 0.5 + yRow * (row + 0.5) - 0.5;
    for (let column = 0; column < width; column++, x += xCol, y += yCol) {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      if (left < 0 || top < 0 || left + 1 >= w || top + 1 >= h) continue;
      const at = top * w + left;
      if (!(valid[at] && valid[at + 1] && valid[at + w] && valid[at + w + 1])) continue;
      const [u, v] = [x - left, y - top];
      const upper = (values[at] as number) * (1 - u) + (values[at + 1] as number) * u;
      const lower = (values[at + w] as number) * (1 - u) + (values[at + w + 1] as number) * u;
      const to = row * width + column;
      out.values[to] = upper * (1 - v) + lower * v;
      out.valid[to] = 1;
    }
  }
  return out;
}

/**
 * Normalised correlation (−1 … 1) of two planes where both hold data, the second looked at under the
 * nearest whole pixel of a transform; null where fewer than `least` pixels are common.
 */
export function correlation(
  first: Plane,
  second: Plane,
  transform: Transform,
  { least, step = 1 }: { readonly least: number; readonly step?: number },
): number | null {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  let count = 0;
  const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0 };
  for (let y = 0; y < first.height; y += step) {
    for (let x = 0; x < first.width; x += step) {
      const at = y * first.width + x;
      if (first.valid[at] === 0) continue;
      const column = Math.floor(x0 + xCol * (x + 0.5) + xRow * (y + 0.5));
      const row = Math.floor(y0 + yCol * (x + 0.5) + yRow * (y + 0.5));
      if (column < 0 || row < 0 || column >= second.width || row >= second.height) continue;
      const there = row * second.width + column;
      if (second.valid[there] === 0) continue;
      const a = first.values[at] as number;
      const b = second.values[there] as number;
      count++;
      sums.a += a;
      sums.b += b;
      sums.aa += a * a;
      sums.bb += b * b;
      sums.ab += a * b;
    }
  }
  if (count * step * step < least) return null;
  const varA = sums.aa - (sums.a * sums.a) / count;
  const varB = sums.bb - (sums.b * sums.b) / count;
  if (!(varA > 0 && varB > 0)) return 0;
  return (sums.ab - (sums.a * sums.b) / count) / Math.sqrt(varA * varB);
}
