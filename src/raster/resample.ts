/** Pixels of a grid out of the pixels of a picture that lie under it. */
import type { Transform } from '../domain/model/frame';

/** A rectangle of a picture, with where it lies in it. Invalid pixels hold any value. */
export type Neighbourhood = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  readonly valid: Uint8Array<ArrayBuffer>;
};

type Block = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type Out = {
  readonly width: number;
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  readonly valid: Uint8Array<ArrayBuffer>;
};

/** A pixel counts as seen where at least this part of what it is made of holds data. */
const ENOUGH = 0.5;

/** Fills a block of `out`. `transform` leads from the grid to pixels of the picture's level. */
export function resampleBlock(
  source: Neighbourhood,
  transform: Transform,
  block: Block,
  out: Out,
): void {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  // So many samples along each side of a grid pixel that none of the picture's is left out.
  const across = Math.max(1, Math.ceil(Math.hypot(xCol, yCol) - 0.02));
  const down = Math.max(1, Math.ceil(Math.hypot(xRow, yRow) - 0.02));
  const cubic = across * down === 1;
  const sampler = new Sampler(source, cubic);
  const quick = quickSampler(source, transform, [across, down]);
  for (let y = block.top; y < block.top + block.height; y++) {
    for (let x = block.left; x < block.left + block.width; x++) {
      const at = y * out.width + x;
      if (quick?.store(x, y, out, at)) continue;
      sampler.reset();
      for (let j = 0; j < down; j++) {
        const row = y + (j + 0.5) / down;
        for (let i = 0; i < across; i++) {
          const column = x + (i + 0.5) / across;
          sampler.add(x0 + column * xCol + row * xRow, y0 + column * yCol + row * yRow);
        }
      }
      sampler.store(out, at, across * down);
    }
  }
}

/** What Sampler gives where nothing is missing, many times faster. */
interface QuickSampler {
  /** False, and nothing stored, where a sample lies too near to the neighbourhood's edge. */
  store(column: number, row: number, out: Out, to: number): boolean;
}

function quickSampler(
  source: Neighbourhood,
  transform: Transform,
  samples: readonly [across: number, down: number],
): QuickSampler | null {
  if (source.valid.includes(0)) return null;
  const single = samples[0] * samples[1] === 1;
  return single ? new PlainCubic(source, transform) : new PlainMeans(source, transform, samples);
}

/** Means of bilinear samples. */
class PlainMeans implements QuickSampler {
  /** From the corner of a grid pixel to each of its samples, in pixels of the picture. */
  private readonly dx: Float64Array;
  private readonly dy: Float64Array;
  /** Of each sample: the pixel left above it, and how far it lies from there. */
  private readonly at: Int32Array;
  private readonly u: Float64Array;
  private readonly v: Float64Array;

  constructor(
    private readonly source: Neighbourhood,
    private readonly transform: Transform,
    [across, down]: readonly [number, number],
  ) {
    const [, xCol, xRow, , yCol, yRow] = transform;
    const places = Array.from({ length: across * down }, (_, k) => {
      const [column, row] = [((k % across) + 0.5) / across, (Math.floor(k / across) + 0.5) / down];
      return [column * xCol + row * xRow, column * yCol + row * yRow] as const;
    });
    this.dx = Float64Array.from(places, ([x]) => x);
    this.dy = Float64Array.from(places, ([, y]) => y);
    this.at = new Int32Array(places.length);
    [this.u, this.v] = [new Float64Array(places.length), new Float64Array(places.length)];
  }

  store(column: number, row: number, out: Out, to: number): boolean {
    const { dx, dy, at, u, v } = this;
    const { left, top, width, height, planes } = this.source;
    const [x0, xCol, xRow, y0, yCol, yRow] = this.transform;
    const startX = x0 + column * xCol + row * xRow - left - 0.5;
    const startY = y0 + column * yCol + row * yRow - top - 0.5;
    for (let k = 0; k < dx.length; k++) {
      const fx = startX + (dx[k] as number);
      const fy = startY + (dy[k] as number);
      if (!(fx >= 0 && fy >= 0 && fx < width - 1 && fy < height - 1)) return false;
      const [x, y] = [Math.floor(fx), Math.floor(fy)];
      at[k] = y * width + x;
      u[k] = fx - x;
      v[k] = fy - y;
    }
    out.valid[to] = 1;
    for (let p = 0; p < planes.length; p++) {
      const plane = planes[p] as Float32Array;
      let sum = 0;
      for (let k = 0; k < at.length; k++)
        sum += between(plane, at[k] as number, width, u[k] as number, v[k] as number);
      (out.planes[p] as Float32Array)[to] = sum / at.length;
    }
    return true;
  }
}

/** Bilinear between a pixel and those right of it and below. */
function between(plane: Float32Array, at: number, width: number, u: number, v: number): number {
  const below = at + width;
  const a = plane[at] as number;
  const b = plane[below] as number;
  const top = a + u * ((plane[at + 1] as number) - a);
  return top + v * (b + u * ((plane[below + 1] as number) - b) - top);
}

/** One Catmull-Rom sample for each pixel of the grid. */
class PlainCubic implements QuickSampler {
  private readonly wx = new Float64Array(4);
  private readonly wy = new Float64Array(4);

  constructor(
    private readonly source: Neighbourhood,
    private readonly transform: Transform,
  ) {}

  store(column: number, row: number, out: Out, to: number): boolean {
    const { wx, wy } = this;
    const { left, top, width, height, planes } = this.source;
    const [x0, xCol, xRow, y0, yCol, yRow] = this.transform;
    const [middleX, middleY] = [column + 0.5, row + 0.5];
    const fx = x0 + middleX * xCol + middleY * xRow - left - 0.5;
    const fy = y0 + middleX * yCol + middleY * yRow - top - 0.5;
    const [x, y] = [Math.floor(fx), Math.floor(fy)];
    if (!(x >= 1 && y >= 1 && x + 2 < width && y + 2 < height)) return false;
    catmullRom(fx - x, wx);
    catmullRom(fy - y, wy);
    const [w0, w1, w2, w3] = [wx[0], wx[1], wx[2], wx[3]] as [number, number, number, number];
    out.valid[to] = 1;
    for (let p = 0; p < planes.length; p++) {
      const plane = planes[p] as Float32Array;
      let sum = 0;
      let at = (y - 1) * width + x - 1;
      for (let j = 0; j < 4; j++, at += width) {
        sum +=
          (wy[j] as number) *
          (w0 * (plane[at] as number) +
            w1 * (plane[at + 1] as number) +
            w2 * (plane[at + 2] as number) +
            w3 * (plane[at + 3] as number));
      }
      (out.planes[p] as Float32Array)[to] = sum;
    }
    return true;
  }
}

/** Means of interpolated samples of all planes. */
class Sampler {
  private readonly sums: Float64Array;
  private weight = 0;
  private readonly wx = new Float64Array(4);
  private readonly wy = new Float64Array(4);

  constructor(
    private readonly source: Neighbourhood,
    private readonly cubic: boolean,
  ) {
    this.sums = new Float64Array(source.planes.length);
  }

  reset(): void {
    this.sums.fill(0);
    this.weight = 0;
  }

  /** Takes a sample at a place of the picture, pixel edges at whole numbers. */
  add(px: number, py: number): void {
    const { left, top, width, height } = this.source;
    // Outside of the picture there is nothing, not even in the half pixel that could be interpolated.
    const [fx, fy] = [px - left, py - top];
    if (fx < 0 || fy < 0 || fx > width || fy > height) return;
    const x = Math.floor(fx - 0.5);
    const y = Math.floor(fy - 0.5);
    const [u, v] = [fx - 0.5 - x, fy - 0.5 - y];
    if (!(this.cubic && this.addCubic(x, y, u, v))) this.addLinear(x, y, u, v);
  }

  store(out: Out, at: number, samples: number): void {
    if (this.weight < ENOUGH * samples) return;
    out.valid[at] = 1;
    for (let i = 0; i < this.sums.length; i++) {
      (out.planes[i] as Float32Array)[at] = (this.sums[i] as number) / this.weight;
    }
  }

  /** Bilinear, of the neighbours that hold data; weights are 1 in all where all four do. */
  private addLinear(x: number, y: number, u: number, v: number): void {
    const { width, height, planes, valid } = this.source;
    for (let j = 0; j < 2; j++) {
      // The outermost pixels go on over their outer half.
      const row = Math.min(height - 1, Math.max(0, y + j)) * width;
      for (let i = 0; i < 2; i++) {
        const at = row + Math.min(width - 1, Math.max(0, x + i));
        if (valid[at] === 0) continue;
        const weight = (i ? u : 1 - u) * (j ? v : 1 - v);
        this.weight += weight;
        for (let p = 0; p < planes.length; p++) {
          const value = (planes[p] as Float32Array)[at] as number;
          this.sums[p] = (this.sums[p] as number) + weight * value;
        }
      }
    }
  }

  /** Catmull-Rom over 4 × 4 pixels; false where one of them is missing. */
  private addCubic(x: number, y: number, u: number, v: number): boolean {
    const { width, height, planes, valid } = this.source;
    if (x < 1 || y < 1 || x + 2 >= width || y + 2 >= height) return false;
    const first = (y - 1) * width + x - 1;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 4; i++) if (valid[first + j * width + i] === 0) return false;
    }
    catmullRom(u, this.wx);
    catmullRom(v, this.wy);
    for (let p = 0; p < planes.length; p++) {
      const plane = planes[p] as Float32Array;
      let sum = 0;
      for (let j = 0; j < 4; j++) {
        const at = first + j * width;
        let row = 0;
        for (let i = 0; i < 4; i++) row += (this.wx[i] as number) * (plane[at + i] as number);
        sum += (this.wy[j] as number) * row;
      }
      this.sums[p] = (this.sums[p] as number) + sum;
    }
    this.weight += 1;
    return true;
  }
}

/** Weights of the pixels at −1, 0, 1, 2 for a place t of the way from 0 to 1 (Keys 1981, a = −½). */
function catmullRom(t: number, weights: Float64Array): void {
  const [t2, t3] = [t * t, t * t * t];
  weights[0] = (-t3 + 2 * t2 - t) / 2;
  weights[1] = (3 * t3 - 5 * t2 + 2) / 2;
  weights[2] = (-3 * t3 + 4 * t2 + t) / 2;
  weights[3] = (t3 - t2) / 2;
}
