/** Where the two pictures lie in the window in which one is laid on the other by hand. */
import { unaligned } from '../../domain/geo/aligning';
import { usableFrameGeo } from '../../domain/geo/frame-geo';
import {
  applyShift,
  invertShift,
  linearOf,
  type PlaneShift,
  planeCenter,
} from '../../domain/geo/plane-shift';
import { fromPlane, toPlane } from '../../domain/geometry/plane';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import type { ChipView } from '../../map/chips/chip';

export type HandWindow = {
  /** The place of the frame's plane, laid as it is now, that is in the middle. */
  readonly middle: PlaneXY;
  /** Plane units per pixel of the window. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
};

/** A plane point of the frame's own georeferencing in the reference; pixel rows where none has a place. */
function toReference(frame: Frame, reference: Frame, point: PlaneXY): PlaneXY | null {
  const own = usableFrameGeo(unaligned(frame));
  const other = usableFrameGeo(unaligned(reference));
  if (!own || !other) return own || other ? null : point;
  const place = own.pixelToLonLat(fromPlane(point, frame.pixelAspect));
  const pixel = place && other.lonLatToPixel(place);
  return pixel && toPlane(pixel, reference.pixelAspect);
}

/** The reference's part of the window, turned and scaled as it lies there; null where it has no place. */
export function referenceView(frame: Frame, reference: Frame, view: HandWindow): ChipView | null {
  const { middle, step, width, height } = view;
  const baseline = step * width;
  const center = toReference(frame, reference, middle);
  const beside = toReference(frame, reference, [middle[0] + baseline, middle[1]]);
  if (!center || !beside) return null;
  const [du, dv] = [beside[0] - center[0], beside[1] - center[1]];
  return { center, step: Math.hypot(du, dv) / width, right: Math.atan2(dv, du), width, height };
}

/** The frame's own part of the window when it is laid by `by`, painted upright. */
export function ownView(frame: Frame, by: PlaneShift, view: HandWindow): ChipView {
  const { middle, step, width, height } = view;
  const center = applyShift(invertShift(by), planeCenter(frame), middle);
  return { center, step, right: 0, width, height };
}

/** How the painted own part has to be moved in the window when the frame is laid by `by`. CSS. */
export function ownTransform(
  frame: Frame,
  by: PlaneShift,
  painted: ChipView,
  { middle, step }: HandWindow,
): string {
  const [u, v] = applyShift(by, planeCenter(frame), painted.center);
  const enlarged = painted.step / step;
  const [a, b, c, d] = linearOf(by).map((part) => part * enlarged);
  return `matrix(${a}, ${c}, ${b}, ${d}, ${(u - middle[0]) / step}, ${(v - middle[1]) / step})`;
}
