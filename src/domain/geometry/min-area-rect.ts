/** The smallest rectangle around points, for polygons that come from elsewhere. */
import type { BoxGeometry } from '../model/box';
import type { PlaneXY } from '../model/units';
import { fromCenter } from './box-geometry';

/** Points within a hundredth of a pixel row of a line lie on it: coordinates are rounded. */
export const LINE_WIDTH = 0.01;

/**
 * Convex hull by Andrew's monotone chain (1979): the corners in order, without repeats and without
 * points on straight edges; fewer than three where all points lie on a line.
 */
export function convexHull(points: readonly PlaneXY[]): readonly PlaneXY[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function halfHull(sorted: readonly PlaneXY[]): PlaneXY[] {
  const chain: PlaneXY[] = [];
  for (const point of sorted) {
    let last = chain.at(-1);
    let before = chain.at(-2);
    while (last && before && cross(before, last, point) <= 0) {
      chain.pop();
      last = before;
      before = chain.at(-2);
    }
    chain.push(point);
  }
  return chain;
}

function cross(o: PlaneXY, a: PlaneXY, b: PlaneXY): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

/**
 * Index of the hull point that is farthest along a direction, walking on from `from`. `slack` steps
 * over points that lie so close together that rounding hides which of them is farther.
 */
function support(
  hull: readonly PlaneXY[],
  from: number,
  du: number,
  dv: number,
  slack: number,
): number {
  const reach = (i: number) => {
    const [u, v] = hull[i % hull.length] ?? [0, 0];
    return u * du + v * dv;
  };
  let at = from;
  for (let steps = 0; steps < hull.length; steps += 1) {
    if (reach(at + 1) < reach(at) - slack) break;
    at += 1;
  }
  return at;
}

/**
 * The rectangle of least area around the points, by rotating calipers over the convex hull
 * (Toussaint 1983: one of its sides lies on an edge of the hull). Length ≥ width; the angle is an
 * axis, −π/2 < angle ≤ π/2. null where the points lie on a line.
 */
export function minAreaRect(points: readonly PlaneXY[], aspect: number): BoxGeometry | null {
  const hull = convexHull(points);
  const [origin] = hull;
  if (hull.length < 3 || !origin) return null;
  // Distances from a point of the hull, so that far-off coordinates lose no digits.
  const near = hull.map(([u, v]): PlaneXY => [u - origin[0], v - origin[1]]);
  const extent = near.reduce((most, [u, v]) => Math.max(most, Math.abs(u), Math.abs(v)), 0);
  const slack = 1e-12 * extent;
  const at = (i: number): PlaneXY => near[i % near.length] ?? [0, 0];
  let best: { area: number; angle: number; length: number; width: number; center: PlaneXY } | null =
    null;
  let [right, far, left] = [0, 0, 0];
  for (let i = 0; i < near.length; i += 1) {
    const [u0, v0] = at(i);
    const [u1, v1] = at(i + 1);
    const size = Math.hypot(u1 - u0, v1 - v0);
    // The direction of an edge this short is noise; its neighbours stand for it.
    if (size <= 1e-9 * extent) continue;
    const [cos, sin] = [(u1 - u0) / size, (v1 - v0) / size];
    right = support(near, Math.max(right, i + 1), cos, sin, slack);
    far = support(near, Math.max(far, right), -sin, cos, slack);
    left = support(near, Math.max(left, far), -cos, -sin, slack);
    const along = ([u, v]: PlaneXY) => u * cos + v * sin;
    const across = ([u, v]: PlaneXY) => v * cos - u * sin;
    const [lo, hi] = [along(at(left)), along(at(right))];
    const [base, top] = [across(at(i)), across(at(far))];
    const area = (hi - lo) * (top - base);
    if (best && area >= best.area) continue;
    const [a, c] = [(lo + hi) / 2, (base + top) / 2];
    const center: PlaneXY = [a * cos - c * sin + origin[0], a * sin + c * cos + origin[1]];
    best = { area, angle: Math.atan2(sin, cos), length: hi - lo, width: top - base, center };
  }
  if (!best || Math.min(best.length, best.width) < LINE_WIDTH) return null;
  const long = best.length >= best.width;
  const angle = axisAngle(long ? best.angle : best.angle + Math.PI / 2);
  const [length, width] = long ? [best.length, best.width] : [best.width, best.length];
  return fromCenter(best.center, length, width, angle, aspect);
}

/** The same axis with −π/2 < angle ≤ π/2. */
function axisAngle(angle: number): number {
  const turns = Math.ceil(angle / Math.PI - 0.5);
  return angle - turns * Math.PI;
}
