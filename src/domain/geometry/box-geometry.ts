/**
 * Where a box lies: its corners, bounds and distances. Geometries keep their centre in pixels and
 * their sizes in the plane; `aspect` is the frame's pixelAspect throughout.
 */
import type { BoxGeometry } from '../model/box';
import type { Frame } from '../model/frame';
import type { PixelXY, PlaneXY, Radians } from '../model/units';
import { fromPlane, normalizeAngle, type PlaneRect } from './plane';

/** No box is shorter or narrower than this, in plane units (pixel rows). */
export const MIN_BOX_SIZE = 1;
/** Less than this of a pixel is the edge itself. */
const HAIR = 1e-6;

/** Four points from the stern's port side, clockwise on screen. */
export type Corners<P> = readonly [sternPort: P, bowPort: P, bowStarboard: P, sternStarboard: P];
export type CornerName = 'sternPort' | 'bowPort' | 'bowStarboard' | 'sternStarboard';
export type SideName = 'bow' | 'stern' | 'port' | 'starboard';

/** The signs of (along the keel, to starboard) of each corner, in the order of Corners. */
export const CORNER_SIGNS: Readonly<Record<CornerName, readonly [along: number, across: number]>> =
  {
    sternPort: [-1, -1],
    bowPort: [1, -1],
    bowStarboard: [1, 1],
    sternStarboard: [-1, 1],
  };

/** The plane point at (along, across) from the centre: along towards the bow, across to starboard. */
export function localToPlane(
  box: BoxGeometry,
  along: number,
  across: number,
  aspect: number,
): PlaneXY {
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  return [box.x * aspect + along * cos - across * sin, box.y + along * sin + across * cos];
}

/** The inverse of localToPlane: [along, across]. */
export function planeToLocal(
  box: BoxGeometry,
  point: PlaneXY,
  aspect: number,
): readonly [along: number, across: number] {
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const du = point[0] - box.x * aspect;
  const dv = point[1] - box.y;
  return [du * cos + dv * sin, dv * cos - du * sin];
}

export function cornersPlane(box: BoxGeometry, aspect: number): Corners<PlaneXY> {
  const along = box.length / 2;
  const across = box.width / 2;
  return [
    localToPlane(box, -along, -across, aspect),
    localToPlane(box, along, -across, aspect),
    localToPlane(box, along, across, aspect),
    localToPlane(box, -along, across, aspect),
  ];
}

export function cornersPixel(box: BoxGeometry, aspect: number): Corners<PixelXY> {
  const [a, b, c, d] = cornersPlane(box, aspect);
  return [fromPlane(a, aspect), fromPlane(b, aspect), fromPlane(c, aspect), fromPlane(d, aspect)];
}

/** The middles of the four sides, where the side handles sit and the lengths are measured. */
export function sideMiddles(box: BoxGeometry, aspect: number): Readonly<Record<SideName, PlaneXY>> {
  return {
    bow: localToPlane(box, box.length / 2, 0, aspect),
    stern: localToPlane(box, -box.length / 2, 0, aspect),
    port: localToPlane(box, 0, -box.width / 2, aspect),
    starboard: localToPlane(box, 0, box.width / 2, aspect),
  };
}

/** A geometry from its centre in the plane; sizes are kept at or above MIN_BOX_SIZE. */
export function fromCenter(
  center: PlaneXY,
  length: number,
  width: number,
  angle: Radians,
  aspect: number,
): BoxGeometry {
  const [x, y] = fromPlane(center, aspect);
  return {
    x,
    y,
    length: Math.max(MIN_BOX_SIZE, length),
    width: Math.max(MIN_BOX_SIZE, width),
    angle: normalizeAngle(angle),
  };
}

/** The smallest upright rectangle of the plane that holds the box. */
export function boundsPlane(box: BoxGeometry, aspect: number): PlaneRect {
  const cos = Math.abs(Math.cos(box.angle));
  const sin = Math.abs(Math.sin(box.angle));
  const halfU = (box.length * cos + box.width * sin) / 2;
  const halfV = (box.length * sin + box.width * cos) / 2;
  const u = box.x * aspect;
  return { minU: u - halfU, minV: box.y - halfV, maxU: u + halfU, maxV: box.y + halfV };
}

/** Signed distance to the outline in plane units: negative inside, 0 on it, positive outside. */
function signedDistance(box: BoxGeometry, point: PlaneXY, aspect: number): number {
  const [along, across] = planeToLocal(box, point, aspect);
  const dx = Math.abs(along) - box.length / 2;
  const dy = Math.abs(across) - box.width / 2;
  if (dx <= 0 && dy <= 0) return Math.max(dx, dy);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
}

/** Distance from a point to the nearest point of the box's outline, in plane units, from either side. */
export function distanceToOutline(box: BoxGeometry, point: PlaneXY, aspect: number): number {
  return Math.abs(signedDistance(box, point, aspect));
}

/** Whether the point is inside the box or within `tolerance` plane units of it. */
export function containsPoint(
  box: BoxGeometry,
  point: PlaneXY,
  tolerance: number,
  aspect: number,
): boolean {
  return signedDistance(box, point, aspect) <= tolerance;
}

/** Whether an upright rectangle and the turned box share a point: the separating axis theorem. */
export function intersectsRect(box: BoxGeometry, rect: PlaneRect, aspect: number): boolean {
  const bounds = boundsPlane(box, aspect);
  if (
    bounds.minU > rect.maxU ||
    bounds.maxU < rect.minU ||
    bounds.minV > rect.maxV ||
    bounds.maxV < rect.minV
  ) {
    return false;
  }
  const halfU = (rect.maxU - rect.minU) / 2;
  const halfV = (rect.maxV - rect.minV) / 2;
  const middle: PlaneXY = [rect.minU + halfU, rect.minV + halfV];
  const [along, across] = planeToLocal(box, middle, aspect);
  const cos = Math.abs(Math.cos(box.angle));
  const sin = Math.abs(Math.sin(box.angle));
  return (
    Math.abs(along) <= box.length / 2 + halfU * cos + halfV * sin &&
    Math.abs(across) <= box.width / 2 + halfU * sin + halfV * cos
  );
}

/** Whether a box shares pixels with a picture, in whole or in part; to touch its edge is not enough. */
export function isOnPicture(
  box: BoxGeometry,
  { raster, pixelAspect }: Pick<Frame, 'raster' | 'pixelAspect'>,
): boolean {
  const maxU = raster.width * pixelAspect - HAIR;
  const inside = { minU: HAIR, minV: HAIR, maxU, maxV: raster.height - HAIR };
  return intersectsRect(box, inside, pixelAspect);
}
