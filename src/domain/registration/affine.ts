/** Affine transforms in GDAL's order of numbers: [x0, dx/dcolumn, dx/drow, y0, dy/dcolumn, dy/drow]. */
import { fitAffine } from '../geo/affine-fit';
import type { Transform } from '../model/frame';

export type Point = readonly [x: number, y: number];

export const IDENTITY: Transform = [0, 1, 0, 0, 0, 1];

/** A similarity that turns (radians, +x towards +y) and scales about a place, and then shifts. */
export function similarityAbout(
  [cx, cy]: Point,
  rotation: number,
  scale: number,
  [dx, dy]: Point,
): Transform {
  const a = scale * Math.cos(rotation);
  const b = scale * Math.sin(rotation);
  return [cx - a * cx + b * cy + dx, a, -b, cy - b * cx - a * cy + dy, b, a];
}

export function applied([x0, xCol, xRow, y0, yCol, yRow]: Transform, [c, r]: Point): Point {
  return [x0 + c * xCol + r * xRow, y0 + c * yCol + r * yRow];
}

/** @throws RangeError where the transform has no area. */
export function inverted([x0, xCol, xRow, y0, yCol, yRow]: Transform): Transform {
  const determinant = xCol * yRow - xRow * yCol;
  if (!(Math.abs(determinant) > 0)) throw new RangeError('The transform cannot be undone.');
  const [a, b] = [yRow / determinant, -xRow / determinant];
  const [c, d] = [-yCol / determinant, xCol / determinant];
  return [-a * x0 - b * y0, a, b, -c * x0 - d * y0, c, d];
}

/** First `inner`, then `outer`. */
export function chained(outer: Transform, inner: Transform): Transform {
  const [x0, y0] = applied(outer, [inner[0], inner[3]]);
  const [, a, b, , c, d] = outer;
  const [, e, f, , g, h] = inner;
  return [x0, a * e + b * g, a * f + b * h, y0, c * e + d * g, c * f + d * h];
}

/** The transform with the least squared error, and its largest error; null where points lie in a line. */
export function leastSquaresAffine(
  pairs: readonly { readonly from: Point; readonly to: Point }[],
): { readonly transform: Transform; readonly worst: number } | null {
  const points = pairs.map(({ from: [c, r], to: [x, y] }) => ({
    pixel: [c, r] as [number, number],
    map: [x, y] as [number, number],
  }));
  const fit = points.length >= 3 ? fitAffine(points) : null;
  return fit && { transform: fit.transform, worst: Math.max(...fit.residualsMap) };
}
