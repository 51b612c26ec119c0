/** Pictures whose pixels are cells of one and the same lattice on the map. */
import type { Transform } from '../model/frame';

/** Pixels by which cells may miss the lattice: rounding of writers, far below what can be seen. */
const TOLERANCE_PX = 0.05;
/** Pixels over which two pixel sizes are held against each other. */
const SPAN_PX = 20_000;

/**
 * Where the first pixel of picture b lies on the lattice of a, in whole pixels [right, down]. null where
 * pixels differ in size or turn, or lie between the cells.
 */
export function latticeOffset(a: Transform, b: Transform): readonly [number, number] | null {
  const [x0, xCol, xRow, y0, yCol, yRow] = a;
  const determinant = xCol * yRow - xRow * yCol;
  if (determinant === 0) return null;
  /** A step on the map, in pixels of a. */
  const inPixels = (dX: number, dY: number) =>
    [(dX * yRow - dY * xRow) / determinant, (dY * xCol - dX * yCol) / determinant] as const;
  const column = inPixels(b[1] - xCol, b[4] - yCol);
  const row = inPixels(b[2] - xRow, b[5] - yRow);
  if ([...column, ...row].some((drift) => Math.abs(drift) * SPAN_PX > 1)) return null;
  const [dx, dy] = inPixels(b[0] - x0, b[3] - y0);
  const [right, down] = [Math.round(dx), Math.round(dy)];
  return Math.abs(dx - right) <= TOLERANCE_PX && Math.abs(dy - down) <= TOLERANCE_PX
    ? [right, down]
    : null;
}
