/** Between a frame's plane and the screen: pure arithmetic on the state of a view. */
import type { PlaneRect } from '../domain/geometry/plane';
import { rectFromPoints } from '../domain/geometry/plane';
import type { PlaneXY, Radians } from '../domain/model/units';

/** CSS pixels from the top left corner of the map. */
export type ScreenXY = readonly [x: number, y: number];

/** What the screen shows: the plane point in its middle, plane units per CSS pixel, clockwise turn. */
export type ViewTransform = {
  readonly center: PlaneXY;
  readonly resolution: number;
  readonly rotation: Radians;
  /** Size of the map in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What is done about the middle of the screen after turn and scale; left out where nothing is. */
  readonly warp?: Matrix2;
};

/** x' = a·x + c·y, y' = b·x + d·y, in the order of CSS. */
export type Matrix2 = readonly [a: number, b: number, c: number, d: number];

export function multiply(after: Matrix2, first: Matrix2): Matrix2 {
  const [a, b, c, d] = after;
  const [e, f, g, h] = first;
  return [a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h];
}

/** null where the matrix has no inverse. */
export function inverse([a, b, c, d]: Matrix2): Matrix2 | null {
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  return [d / determinant, -b / determinant, -c / determinant, a / determinant];
}

export function apply([a, b, c, d]: Matrix2, [x, y]: ScreenXY): ScreenXY {
  return [a * x + c * y, b * x + d * y];
}

/** CSS pixels for a step of one plane unit along u and along v. */
export function linearOf({ resolution, rotation, warp }: ViewTransform): Matrix2 {
  const cos = Math.cos(rotation) / resolution;
  const sin = Math.sin(rotation) / resolution;
  const turned: Matrix2 = [cos, sin, -sin, cos];
  return warp ? multiply(warp, turned) : turned;
}

export function planeToScreen(view: ViewTransform, point: PlaneXY): ScreenXY {
  const step: ScreenXY = [point[0] - view.center[0], point[1] - view.center[1]];
  const [x, y] = apply(linearOf(view), step);
  return [view.width / 2 + x, view.height / 2 + y];
}

export function screenToPlane(view: ViewTransform, point: ScreenXY): PlaneXY {
  const step: ScreenXY = [point[0] - view.width / 2, point[1] - view.height / 2];
  const [u, v] = apply(inverse(linearOf(view)) ?? [0, 0, 0, 0], step);
  return [view.center[0] + u, view.center[1] + v];
}

/** The upright rectangle of the plane that holds everything on screen, widened by CSS pixels. */
export function visibleRect(view: ViewTransform, margin = 0): PlaneRect {
  const [right, bottom] = [view.width + margin, view.height + margin];
  return rectFromPoints(
    (
      [
        [-margin, -margin],
        [right, -margin],
        [right, bottom],
        [-margin, bottom],
      ] as const
    ).map((corner) => screenToPlane(view, corner)),
  );
}

export function sameView(a: ViewTransform, b: ViewTransform): boolean {
  return (
    a.center[0] === b.center[0] &&
    a.center[1] === b.center[1] &&
    a.resolution === b.resolution &&
    a.rotation === b.rotation &&
    a.width === b.width &&
    a.height === b.height &&
    String(a.warp) === String(b.warp)
  );
}

/**
 * The CSS matrix that lays what was painted for one view where another view has it, about the
 * top left corner.
 */
export function matrixBetween(painted: ViewTransform, now: ViewTransform): string {
  const back = inverse(linearOf(painted)) ?? [0, 0, 0, 0];
  const matrix = multiply(linearOf(now), back);
  const [x, y] = planeToScreen(now, painted.center);
  const [left, top] = apply(matrix, [painted.width / 2, painted.height / 2]);
  return `matrix(${[...matrix, x - left, y - top].join(', ')})`;
}
