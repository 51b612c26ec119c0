/** Pixels of a grid out of the pixels of a picture that lie under it. */
import type { Transform } from '../../domain/model/frame';
import type { Band, Neighbourhood, Output, Rect } from '../blocks/neighbourhood';
import { catmullRom, samplesPerPixel } from './kernels';
import { resampleRows } from './resample-rows';
import { resampleUpright } from './resample-upright';

/** A pixel counts as seen where at least this part of what it is made of holds data. */
const ENOUGH = 0.5;

/**
 * Fills a block of `out`. `transform` leads from the grid to pixels of the picture's level. What is quick
 * takes the bulk; beside the picture's edge and missing data each pixel is made by itself, to the same values.
 */
export function resampleBlock(
  source: Neighbourhood,
  transform: Transform,
  block: Rect,
  out: Output,
): void {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const { across, down } = samplesPerPixel(transform);
  const sampler = new Sampler(source, across * down === 1);
  const leftOver = resampleUpright(source, transform, block, out) ?? [
    ...resampleRows(source, transform, block, out),
  ];
  for (const { left, top, width, height } of leftOver) {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        sampler.reset();
        for (let j = 0; j < down; j++) {
          const row = y + (j + 0.5) / down;
          for (let i = 0; i < across; i++) {
            const column = x + (i + 0.5) / across;
            sampler.add(x0 + column * xCol + row * xRow, y0 + column * yCol + row * yRow);
          }
        }
        sampler.store(out, y * out.width + x, across * down);
      }
    }
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
    this.sums = new Float64Array(source.bands.length);
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

  store(out: Output, at: number, samples: number): void {
    if (this.weight < ENOUGH * samples) return;
    out.valid[at] = 1;
    for (let i = 0; i < this.sums.length; i++) {
      (out.planes[i] as Float32Array)[at] = (this.sums[i] as number) / this.weight;
    }
  }

  /** Bilinear, of the neighbours that hold data; weights are 1 in all where all four do. */
  private addLinear(x: number, y: number, u: number, v: number): void {
    const { width, height, bands, stride, valid } = this.source;
    for (let j = 0; j < 2; j++) {
      // The outermost pixels go on over their outer half.
      const row = Math.min(height - 1, Math.max(0, y + j)) * width;
      for (let i = 0; i < 2; i++) {
        const at = row + Math.min(width - 1, Math.max(0, x + i));
        if (valid[at] === 0) continue;
        const weight = (i ? u : 1 - u) * (j ? v : 1 - v);
        this.weight += weight;
        for (let p = 0; p < bands.length; p++) {
          const { samples, offset } = bands[p] as Band;
          const value = samples[at * stride + offset] as number;
          this.sums[p] = (this.sums[p] as number) + weight * value;
        }
      }
    }
  }

  /** Catmull-Rom over 4 × 4 pixels; false where one of them is missing. */
  private addCubic(x: number, y: number, u: number, v: number): boolean {
    const { width, height, bands, stride, valid } = this.source;
    if (x < 1 || y < 1 || x + 2 >= width || y + 2 >= height) return false;
    const first = (y - 1) * width + x - 1;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 4; i++) if (valid[first + j * width + i] === 0) return false;
    }
    catmullRom(u, this.wx);
    catmullRom(v, this.wy);
    for (let p = 0; p < bands.length; p++) {
      const { samples, offset } = bands[p] as Band;
      let sum = 0;
      for (let j = 0; j < 4; j++) {
        let at = (first + j * width) * stride + offset;
        let row = 0;
        for (let i = 0; i < 4; i++, at += stride) {
          row += (this.wx[i] as number) * (samples[at] as number);
        }
        sum += (this.wy[j] as number) * row;
      }
      this.sums[p] = (this.sums[p] as number) + sum;
    }
    this.weight += 1;
    return true;
  }
}
