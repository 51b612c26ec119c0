/** Grids of any turn: the places of a whole row are found once, and then each plane is read along them. */
import type { Transform } from '../../domain/model/frame';
import type { Band, Neighbourhood, Output, Rect } from '../blocks/neighbourhood';
import { catmullRom, samplesPerPixel } from './kernels';

/**
 * Fills what of the block has all that it is made of inside of the neighbourhood and with data. Yields what it
 * left out, as runs of pixels.
 */
export function* resampleRows(
  source: Neighbourhood,
  transform: Transform,
  { left, top, width, height }: Rect,
  out: Output,
): Generator<Rect> {
  const { across, down } = samplesPerPixel(transform);
  const whole = !source.valid.includes(0);
  const row =
    across * down === 1
      ? new CubicRow(source, transform, width, whole)
      : new MeansRow(source, transform, width, whole, { across, down });
  for (let y = top; y < top + height; y++) {
    row.place(left, y);
    const { plain } = row;
    for (let from = 0; from < width; from++) {
      if (plain[from] !== 0) continue;
      let to = from + 1;
      while (to < width && plain[to] === 0) to++;
      yield { left: left + from, top: y, width: to - from, height: 1 };
      from = to;
    }
    const at = y * out.width + left;
    for (let i = 0; i < width; i++) if (plain[i] !== 0) out.valid[at + i] = 1;
    for (const [p, band] of source.bands.entries()) {
      row.read(band, out.planes[p] as Float32Array, at);
    }
  }
}

/** Means of bilinear samples. */
class MeansRow {
  /** Of each grid pixel of the row, whether all that it is made of holds data. */
  readonly plain: Uint8Array;
  /** From the corner of a grid pixel to each of its samples, pixels of the picture. */
  private readonly dx: Float64Array;
  private readonly dy: Float64Array;
  /** Of each sample: the pixel left above it, and how far it lies from there. */
  private readonly at: Int32Array;
  private readonly u: Float32Array;
  private readonly v: Float32Array;

  constructor(
    private readonly source: Neighbourhood,
    private readonly transform: Transform,
    width: number,
    private readonly whole: boolean,
    { across, down }: ReturnType<typeof samplesPerPixel>,
  ) {
    const [, xCol, xRow, , yCol, yRow] = transform;
    const places = Array.from({ length: across * down }, (_, k) => {
      const [column, row] = [((k % across) + 0.5) / across, (Math.floor(k / across) + 0.5) / down];
      return [column * xCol + row * xRow, column * yCol + row * yRow] as const;
    });
    this.dx = Float64Array.from(places, ([x]) => x);
    this.dy = Float64Array.from(places, ([, y]) => y);
    this.plain = new Uint8Array(width);
    this.at = new Int32Array(width * places.length);
    this.u = new Float32Array(this.at.length);
    this.v = new Float32Array(this.at.length);
  }

  /** Finds the samples of a row of grid pixels. */
  place(left: number, row: number): void {
    const { dx, dy, at, u, v, plain, whole } = this;
    const { width, height, valid } = this.source;
    const [x0, xCol, xRow, y0, yCol, yRow] = this.transform;
    const startX = x0 + left * xCol + row * xRow - this.source.left - 0.5;
    const startY = y0 + left * yCol + row * yRow - this.source.top - 0.5;
    for (let i = 0, s = 0; i < plain.length; i++) {
      let holds = 1;
      for (let k = 0; k < dx.length; k++, s++) {
        const fx = startX + i * xCol + (dx[k] as number);
        const fy = startY + i * yCol + (dy[k] as number);
        if (!(fx >= 0 && fy >= 0 && fx < width - 1 && fy < height - 1)) {
          holds = 0;
          continue;
        }
        const [x, y] = [Math.floor(fx), Math.floor(fy)];
        const pixel = y * width + x;
        at[s] = pixel;
        u[s] = fx - x;
        v[s] = fy - y;
        if (whole) continue;
        const below = pixel + width;
        if (!(valid[pixel] && valid[pixel + 1] && valid[below] && valid[below + 1])) holds = 0;
      }
      plain[i] = holds;
    }
  }

  /** Writes the row's plain pixels. */
  read({ samples, offset }: Band, to: Float32Array, start: number): void {
    const { plain, at, u, v } = this;
    const count = this.dx.length;
    const { width, stride } = this.source;
    const down = width * stride;
    for (let i = 0; i < plain.length; i++) {
      if (plain[i] === 0) continue;
      let sum = 0;
      for (let s = i * count; s < (i + 1) * count; s++) {
        const above = (at[s] as number) * stride + offset;
        const below = above + down;
        const across = u[s] as number;
        const a = samples[above] as number;
        const b = samples[below] as number;
        const upper = a + across * ((samples[above + stride] as number) - a);
        const lower = b + across * ((samples[below + stride] as number) - b);
        sum += upper + (v[s] as number) * (lower - upper);
      }
      to[start + i] = sum / count;
    }
  }
}

/** One Catmull-Rom sample for each pixel of the grid. */
class CubicRow {
  readonly plain: Uint8Array;
  /** Of each grid pixel: the first of the 4 × 4 pixels that it is made of, and their weights each way. */
  private readonly at: Int32Array;
  private readonly wx: Float64Array;
  private readonly wy: Float64Array;

  constructor(
    private readonly source: Neighbourhood,
    private readonly transform: Transform,
    width: number,
    private readonly whole: boolean,
  ) {
    this.plain = new Uint8Array(width);
    this.at = new Int32Array(width);
    this.wx = new Float64Array(4 * width);
    this.wy = new Float64Array(4 * width);
  }

  place(left: number, row: number): void {
    const { at, wx, wy, plain } = this;
    const { width, height } = this.source;
    const [x0, xCol, xRow, y0, yCol, yRow] = this.transform;
    const [middleX, middleY] = [left + 0.5, row + 0.5];
    const startX = x0 + middleX * xCol + middleY * xRow - this.source.left - 0.5;
    const startY = y0 + middleX * yCol + middleY * yRow - this.source.top - 0.5;
    for (let i = 0; i < plain.length; i++) {
      const [fx, fy] = [startX + i * xCol, startY + i * yCol];
      const [x, y] = [Math.floor(fx), Math.floor(fy)];
      const first = (y - 1) * width + x - 1;
      const inside = x >= 1 && y >= 1 && x + 2 < width && y + 2 < height;
      plain[i] = inside && (this.whole || this.holds(first)) ? 1 : 0;
      if (plain[i] === 0) continue;
      at[i] = first;
      catmullRom(fx - x, wx, 4 * i);
      catmullRom(fy - y, wy, 4 * i);
    }
  }

  private holds(first: number): boolean {
    const { valid, width } = this.source;
    for (let j = 0, at = first; j < 4; j++, at += width) {
      if (!(valid[at] && valid[at + 1] && valid[at + 2] && valid[at + 3])) return false;
    }
    return true;
  }

  read({ samples, offset }: Band, to: Float32Array, start: number): void {
    const { at, wx, wy, plain } = this;
    const { width, stride } = this.source;
    for (let i = 0, w = 0; i < plain.length; i++, w += 4) {
      if (plain[i] === 0) continue;
      let sum = 0;
      let p = (at[i] as number) * stride + offset;
      for (let j = 0; j < 4; j++, p += width * stride) {
        sum +=
          (wy[w + j] as number) *
          ((wx[w] as number) * (samples[p] as number) +
            (wx[w + 1] as number) * (samples[p + stride] as number) +
            (wx[w + 2] as number) * (samples[p + 2 * stride] as number) +
            (wx[w + 3] as number) * (samples[p + 3 * stride] as number));
      }
      to[start + i] = sum;
    }
  }
}
