/** Fits the transform of a picture to control points, by least squares. */
import type { ControlPoint, Transform } from '../model/frame';

export type AffineFit = {
  readonly transform: Transform;
  /** Distance of each control point from where the transform puts it, map units, in the points' order. */
  readonly residualsMap: readonly number[];
  /** The same on the picture, in pixels. */
  readonly residualsPx: readonly number[];
  /** Root mean squares of the two. */
  readonly rmsMap: number;
  readonly rmsPx: number;
};

/**
 * The affine transform from pixels to the map with the least sum of squared distances on the map, as
 * GDAL's polynomial of order 1 has it. Two points give a similarity (scale, turn, shift; the map's y
 * runs against the picture's rows). null for fewer than two points, or points in one line.
 */
export function fitAffine(points: readonly ControlPoint[]): AffineFit | null {
  const transform = points.length === 2 ? similarity(points) : leastSquares(points);
  if (!transform?.every(Number.isFinite)) return null;
  const [, xCol, xRow, , yCol, yRow] = transform;
  const determinant = xCol * yRow - xRow * yCol;
  if (determinant === 0) return null;
  const errors = points.map((point) => errorOf(transform, point));
  const residualsMap = errors.map(([dx, dy]) => Math.hypot(dx, dy));
  const residualsPx = errors.map(([dx, dy]) =>
    Math.hypot((dx * yRow - dy * xRow) / determinant, (dy * xCol - dx * yCol) / determinant),
  );
  return {
    transform,
    residualsMap,
    residualsPx,
    rmsMap: rootMeanSquare(residualsMap),
    rmsPx: rootMeanSquare(residualsPx),
  };
}

function rootMeanSquare(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function errorOf(transform: Transform, { pixel: [x, y], map }: ControlPoint) {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  return [map[0] - (x0 + x * xCol + y * xRow), map[1] - (y0 + x * yCol + y * yRow)] as const;
}

function similarity(points: readonly ControlPoint[]): Transform | null {
  const [first, second] = points;
  if (!first || !second) return null;
  const [dx, dy] = [second.pixel[0] - first.pixel[0], second.pixel[1] - first.pixel[1]];
  const [dX, dY] = [second.map[0] - first.map[0], second.map[1] - first.map[1]];
  const square = dx * dx + dy * dy;
  if (square === 0) return null;
  // X = a·x + b·y, Y = b·x − a·y
  const a = (dX * dx - dY * dy) / square;
  const b = (dX * dy + dY * dx) / square;
  const [x, y] = first.pixel;
  return [first.map[0] - a * x - b * y, a, b, first.map[1] - b * x + a * y, b, -a];
}

/** Below this part of the larger spread, the points' smaller spread is taken for none: a line. */
const FLAT = 1e-6;

/** Normal equations about the points' middle, which keeps the numbers near one. */
function leastSquares(points: readonly ControlPoint[]): Transform | null {
  if (points.length < 3) return null;
  const mean = (of: (point: ControlPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const mx = mean(({ pixel }) => pixel[0]);
  const my = mean(({ pixel }) => pixel[1]);
  const mX = mean(({ map }) => map[0]);
  const mY = mean(({ map }) => map[1]);
  const sums = { xx: 0, xy: 0, yy: 0, xX: 0, yX: 0, xY: 0, yY: 0 };
  for (const { pixel, map } of points) {
    const [x, y] = [pixel[0] - mx, pixel[1] - my];
    const [X, Y] = [map[0] - mX, map[1] - mY];
    sums.xx += x * x;
    sums.xy += x * y;
    sums.yy += y * y;
    sums.xX += x * X;
    sums.yX += y * X;
    sums.xY += x * Y;
    sums.yY += y * Y;
  }
  const determinant = sums.xx * sums.yy - sums.xy * sums.xy;
  if (!(determinant > (sums.xx + sums.yy) ** 2 * FLAT)) return null;
  const solve = (alongX: number, alongY: number) =>
    [
      (alongX * sums.yy - alongY * sums.xy) / determinant,
      (alongY * sums.xx - alongX * sums.xy) / determinant,
    ] as const;
  const [xCol, xRow] = solve(sums.xX, sums.yX);
  const [yCol, yRow] = solve(sums.xY, sums.yY);
  return [mX - xCol * mx - xRow * my, xCol, xRow, mY - yCol * mx - yRow * my, yCol, yRow];
}
