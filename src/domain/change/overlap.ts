/** How far two oriented boxes are the same. */
import { cornersPlane } from '../geometry/box-geometry';
import { toPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box-geometry';
import type { PlaneXY } from '../model/units';

/**
 * Area of the boxes' intersection over that of their union, 0 to 1.
 * @param aspect the pixelAspect of the frame that both lie on
 */
export function boxOverlap(a: BoxGeometry, b: BoxGeometry, aspect = 1): number {
  const reach = (Math.hypot(a.length, a.width) + Math.hypot(b.length, b.width)) / 2;
  const [from, to] = [toPlane([a.x, a.y], aspect), toPlane([b.x, b.y], aspect)];
  if (Math.hypot(from[0] - to[0], from[1] - to[1]) >= reach) return 0;
  const common = ringArea(cutBy(cornersPlane(a, aspect), cornersPlane(b, aspect)));
  return common / (a.length * a.width + b.length * b.width - common);
}

/** Sutherland & Hodgman (1974): a convex ring cut by each edge of another, both in one sense. */
function cutBy(ring: readonly PlaneXY[], by: readonly PlaneXY[]): readonly PlaneXY[] {
  return by.reduce((rest: readonly PlaneXY[], from, i) => {
    const to = by[(i + 1) % by.length] as PlaneXY;
    const side = ([x, y]: PlaneXY) =>
      (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
    return rest.flatMap((here, at): readonly PlaneXY[] => {
      const next = rest[(at + 1) % rest.length] as PlaneXY;
      const [s, t] = [side(here), side(next)];
      const kept = s >= 0 ? [here] : [];
      if (s >= 0 === t >= 0) return kept;
      const share = s / (s - t);
      const cut: PlaneXY = [
        here[0] + share * (next[0] - here[0]),
        here[1] + share * (next[1] - here[1]),
      ];
      return [...kept, cut];
    });
  }, ring);
}

/** Shoelace formula; the sign does not matter. */
function ringArea(ring: readonly PlaneXY[]): number {
  const twice = ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length] as PlaneXY;
    return sum + x * v - u * y;
  }, 0);
  return Math.abs(twice) / 2;
}
