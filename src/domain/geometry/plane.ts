/**
 * The plane that a frame is drawn and edited in: u = x · pixelAspect to the right, v = y down.
 * Angles are radians from +u towards +v, so clockwise on screen.
 */
import type { PixelXY, PlaneXY, Radians } from '../model/units';

/** An upright rectangle of the plane, for bounds and marquees. */
export type PlaneRect = {
  readonly minU: number;
  readonly minV: number;
  readonly maxU: number;
  readonly maxV: number;
};

export function toPlane(pixel: PixelXY, aspect: number): PlaneXY {
  return [pixel[0] * aspect, pixel[1]];
}

export function fromPlane(plane: PlaneXY, aspect: number): PixelXY {
  return [plane[0] / aspect, plane[1]];
}

/** The same direction with −π < angle ≤ π. */
export function normalizeAngle(angle: Radians): Radians {
  if (angle > -Math.PI && angle <= Math.PI) return angle;
  const turned = angle - 2 * Math.PI * Math.ceil((angle - Math.PI) / (2 * Math.PI));
  return turned <= -Math.PI ? turned + 2 * Math.PI : turned;
}

export function distance(a: PlaneXY, b: PlaneXY): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

export function midpoint(a: PlaneXY, b: PlaneXY): PlaneXY {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

export function rectFromPoints(points: readonly PlaneXY[]): PlaneRect {
  let [minU, minV, maxU, maxV] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [u, v] of points) {
    minU = Math.min(minU, u);
    minV = Math.min(minV, v);
    maxU = Math.max(maxU, u);
    maxV = Math.max(maxV, v);
  }
  return { minU, minV, maxU, maxV };
}
