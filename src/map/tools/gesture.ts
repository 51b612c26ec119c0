/** What drawing and selecting are told of the pointer, in screen and in plane at once. */
import type { PlaneXY, Radians } from '../../domain/model/units';
import type { ScreenXY } from '../view-transform';

export type PointerPoint = { readonly screen: ScreenXY; readonly plane: PlaneXY };

export type Modifiers = { readonly shift: boolean };

/** press and release are those of the main button. */
export type PointerAction = PointerPoint &
  Modifiers & { readonly type: 'press' | 'move' | 'release' };

/** A press that moves by no more than this many CSS pixels is a click. */
export const CLICK_SLOP = 4;

/** Headings snap to this step while Shift is held: 15°. */
const SNAP_STEP: Radians = Math.PI / 12;

export function isClick(from: ScreenXY, to: ScreenXY): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) <= CLICK_SLOP;
}

/** The nearest angle that is a whole number of steps from `north`. */
export function snapAngle(angle: Radians, north: Radians): Radians {
  return north + Math.round((angle - north) / SNAP_STEP) * SNAP_STEP;
}

/** The point on the nearest snapped direction from `origin` that is next to `point`. */
export function snapDirection(origin: PlaneXY, point: PlaneXY, north: Radians): PlaneXY {
  const du = point[0] - origin[0];
  const dv = point[1] - origin[1];
  const angle = snapAngle(Math.atan2(dv, du), north);
  const reach = du * Math.cos(angle) + dv * Math.sin(angle);
  return [origin[0] + reach * Math.cos(angle), origin[1] + reach * Math.sin(angle)];
}
