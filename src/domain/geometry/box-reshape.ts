/** Changed boxes: moved, turned, and resized from a side or a corner. Points are in the plane. */
import type { BoxGeometry } from '../model/box';
import type { PlaneXY, Radians } from '../model/units';
import {
  CORNER_SIGNS,
  type CornerName,
  fromCenter,
  localToPlane,
  MIN_BOX_SIZE,
  planeToLocal,
  type SideName,
} from './box-geometry';
import { normalizeAngle } from './plane';

/** Moved by a step of the plane, in plane units. */
export function translate(box: BoxGeometry, du: number, dv: number, aspect: number): BoxGeometry {
  return { ...box, x: box.x + du / aspect, y: box.y + dv };
}

/** Turned about its centre so that the bow points along `angle`. */
export function rotateTo(box: BoxGeometry, angle: Radians): BoxGeometry {
  return { ...box, angle: normalizeAngle(angle) };
}

/** Turned about its centre, clockwise on screen for a positive step. */
export function rotateBy(box: BoxGeometry, step: Radians): BoxGeometry {
  return rotateTo(box, box.angle + step);
}

/** The same outline with bow and stern exchanged. */
export function flipBow(box: BoxGeometry): BoxGeometry {
  return rotateBy(box, Math.PI);
}

/** One side moved to the point; the opposite side stays where it is. Never under MIN_BOX_SIZE. */
export function resizeSide(
  box: BoxGeometry,
  side: SideName,
  point: PlaneXY,
  aspect: number,
): BoxGeometry {
  const [along, across] = planeToLocal(box, point, aspect);
  const sign = side === 'bow' || side === 'starboard' ? 1 : -1;
  if (side === 'bow' || side === 'stern') {
    const length = Math.max(MIN_BOX_SIZE, sign * along + box.length / 2);
    const center = localToPlane(box, (sign * (length - box.length)) / 2, 0, aspect);
    return fromCenter(center, length, box.width, box.angle, aspect);
  }
  const width = Math.max(MIN_BOX_SIZE, sign * across + box.width / 2);
  const center = localToPlane(box, 0, (sign * (width - box.width)) / 2, aspect);
  return fromCenter(center, box.length, width, box.angle, aspect);
}

/** One corner moved to the point; the opposite corner stays where it is, and so does the angle. */
export function resizeCorner(
  box: BoxGeometry,
  corner: CornerName,
  point: PlaneXY,
  aspect: number,
): BoxGeometry {
  const [signAlong, signAcross] = CORNER_SIGNS[corner];
  const [along, across] = planeToLocal(box, point, aspect);
  const length = Math.max(MIN_BOX_SIZE, signAlong * along + box.length / 2);
  const width = Math.max(MIN_BOX_SIZE, signAcross * across + box.width / 2);
  const center = localToPlane(
    box,
    (signAlong * (length - box.length)) / 2,
    (signAcross * (width - box.width)) / 2,
    aspect,
  );
  return fromCenter(center, length, width, box.angle, aspect);
}
