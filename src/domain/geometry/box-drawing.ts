/** New boxes from the points of a drawing gesture. All points are in the plane. */
import type { BoxGeometry } from '../model/box';
import type { PlaneXY } from '../model/units';
import { fromCenter } from './box-geometry';
import { distance, midpoint } from './plane';

/**
 * A box along its keel: from the middle of the stern to the middle of the bow, then out to the beam.
 * The third point lies on either long side; the box is symmetric about the keel, so its width is
 * twice the distance of that point from the keel's line. The same three points serve the single
 * gesture and the three clicks.
 */
export function fromKeel(
  stern: PlaneXY,
  bow: PlaneXY,
  beamPoint: PlaneXY,
  aspect: number,
): BoxGeometry {
  const length = distance(stern, bow);
  const du = bow[0] - stern[0];
  const dv = bow[1] - stern[1];
  const cross = du * (beamPoint[1] - stern[1]) - dv * (beamPoint[0] - stern[0]);
  const halfBeam = length > 0 ? Math.abs(cross) / length : distance(stern, beamPoint);
  const angle = length > 0 ? Math.atan2(dv, du) : 0;
  return fromCenter(midpoint(stern, bow), length, 2 * halfBeam, angle, aspect);
}

/** An axis-aligned box between two opposite corners: angle 0, its length along u. */
export function fromDragRect(a: PlaneXY, b: PlaneXY, aspect: number): BoxGeometry {
  return fromCenter(midpoint(a, b), Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]), 0, aspect);
}
