/** What a pixel of a grid is made of: one interpolated sample, or the mean of several. */
import type { Transform } from '../../domain/model/frame';

/** So many samples along each side of a grid pixel that none of the picture's pixels is left out. */
export function samplesPerPixel([, xCol, xRow, , yCol, yRow]: Transform) {
  const along = (x: number, y: number) => Math.max(1, Math.ceil(Math.hypot(x, y) - 0.02));
  return { across: along(xCol, yCol), down: along(xRow, yRow) };
}

/** Weights of the pixels at −1, 0, 1, 2 for a place t of the way from 0 to 1 (Keys 1981, a = −½), from `at`. */
export function catmullRom(t: number, weights: Float64Array, at = 0): void {
  const [t2, t3] = [t * t, t * t * t];
  weights[at] = (-t3 + 2 * t2 - t) / 2;
  weights[at + 1] = (3 * t3 - 5 * t2 + 2) / 2;
  weights[at + 2] = (-3 * t3 + 4 * t2 + t) / 2;
  weights[at + 3] = (t3 - t2) / 2;
}
