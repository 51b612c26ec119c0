/** Which box a pointer means. */
import type { BoxGeometry } from '../model/box';
import type { PlaneXY } from '../model/units';
import { containsPoint, distanceToOutline } from './box-geometry';

/**
 * The box under a point, or null. A box counts when the point is inside or within `tolerance` plane
 * units of its outline. The smallest by area wins, so that a container on a ship can be taken; of
 * equal ones the one whose outline is nearest, then the later in the list (drawn on top).
 */
export function pick<T extends { readonly geometry: BoxGeometry }>(
  boxes: Iterable<T>,
  point: PlaneXY,
  tolerance: number,
  aspect: number,
): T | null {
  let best: { item: T; area: number; distance: number } | null = null;
  for (const item of boxes) {
    const box = item.geometry;
    if (!containsPoint(box, point, tolerance, aspect)) continue;
    const area = box.length * box.width;
    const distance = distanceToOutline(box, point, aspect);
    const better = !best || area < best.area || (area === best.area && distance <= best.distance);
    if (better) best = { item, area, distance };
  }
  return best?.item ?? null;
}
