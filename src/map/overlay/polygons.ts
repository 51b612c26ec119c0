/** Convex polygons and upright rectangles on screen. */
import type { ScreenXY } from '../view-transform';
import type { TagRect } from './text-tag';

export function rectsOverlap(a: TagRect, b: TagRect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function boundsOf(points: readonly ScreenXY[]): TagRect | null {
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The part of a convex polygon inside a rectangle (Sutherland and Hodgman 1974). */
export function clipToRect(points: readonly ScreenXY[], rect: TagRect): readonly ScreenXY[] {
  let part = points;
  part = clipAxis(part, 0, rect.x, 1);
  part = clipAxis(part, 0, rect.x + rect.width, -1);
  part = clipAxis(part, 1, rect.y, 1);
  return clipAxis(part, 1, rect.y + rect.height, -1);
}

/** Keeps what is on the side of `limit` that `sign` points to, along axis 0 (x) or 1 (y). */
function clipAxis(
  points: readonly ScreenXY[],
  axis: 0 | 1,
  limit: number,
  sign: 1 | -1,
): readonly ScreenXY[] {
  const kept: ScreenXY[] = [];
  for (const [i, from] of points.entries()) {
    const to = points[(i + 1) % points.length] ?? from;
    const before = sign * (from[axis] - limit);
    const after = sign * (to[axis] - limit);
    if (before >= 0) kept.push(from);
    if (before * after < 0) {
      const part = before / (before - after);
      kept.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
    }
  }
  return kept;
}

/** Whether a convex polygon and a rectangle share area: the separating axis theorem. */
export function overlaps(polygon: readonly ScreenXY[], rect: TagRect): boolean {
  const bounds = boundsOf(polygon);
  if (!bounds || !rectsOverlap(bounds, rect)) return false;
  const corners: readonly ScreenXY[] = [
    [rect.x, rect.y],
    [rect.x + rect.width, rect.y],
    [rect.x + rect.width, rect.y + rect.height],
    [rect.x, rect.y + rect.height],
  ];
  return polygon.every((from, i) => {
    const to = polygon[(i + 1) % polygon.length] ?? from;
    const [nx, ny] = [from[1] - to[1], to[0] - from[0]];
    const along = ([x, y]: ScreenXY) => x * nx + y * ny;
    const own = polygon.map(along);
    const other = corners.map(along);
    return Math.max(...own) > Math.min(...other) && Math.max(...other) > Math.min(...own);
  });
}
