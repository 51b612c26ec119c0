/** The handles of the selected box on screen: where they are, which one is under the pointer. */
import {
  CORNER_SIGNS,
  type CornerName,
  localToPlane,
  planeToLocal,
  type SideName,
} from '../../domain/geometry/box-geometry';
import type { BoxGeometry } from '../../domain/model/box';
import type { PlaneXY } from '../../domain/model/units';
import { planeToScreen, type ScreenXY, screenToPlane, type ViewTransform } from '../view-transform';

export type Handle =
  | { readonly kind: 'corner'; readonly corner: CornerName }
  | { readonly kind: 'side'; readonly side: SideName }
  | { readonly kind: 'rotate' };

export type PlacedHandle = { readonly handle: Handle; readonly at: ScreenXY };

/** The dot that turns the box stands this far off its bow, CSS pixels. */
const ROTATE_DISTANCE = 30;
/** Shorter sides have no handle of their own, so that there is room to take hold of the box itself. */
const LEAST_SIDE = 28;
/** Boxes smaller than this both ways have no corner handles either. */
const LEAST_BOX = 12;
const REACH: Readonly<Record<Handle['kind'], number>> = { rotate: 11, corner: 9, side: 8 };

const SIDES: Readonly<Record<SideName, readonly [along: number, across: number]>> = {
  bow: [1, 0],
  stern: [-1, 0],
  port: [0, -1],
  starboard: [0, 1],
};

/** Where a side's or corner's handle is in the plane. */
export function handlePoint(
  handle: Exclude<Handle, { kind: 'rotate' }>,
  box: BoxGeometry,
  aspect: number,
): PlaneXY {
  const [along, across] = signsOf(handle);
  return localToPlane(box, (along * box.length) / 2, (across * box.width) / 2, aspect);
}

function signsOf(handle: Exclude<Handle, { kind: 'rotate' }>): readonly [number, number] {
  return handle.kind === 'side' ? SIDES[handle.side] : CORNER_SIGNS[handle.corner];
}

/** In the order in which they are to be hit: the later lie on top of the earlier. */
export function placeHandles(
  box: BoxGeometry,
  aspect: number,
  view: ViewTransform,
): readonly PlacedHandle[] {
  const length = box.length / view.resolution;
  const width = box.width / view.resolution;
  const placed: PlacedHandle[] = [];
  const place = (handle: Exclude<Handle, { kind: 'rotate' }>) =>
    placed.push({ handle, at: planeToScreen(view, handlePoint(handle, box, aspect)) });
  for (const side of Object.keys(SIDES) as SideName[]) {
    const own = side === 'bow' || side === 'stern' ? width : length;
    if (own >= LEAST_SIDE) place({ kind: 'side', side });
  }
  if (Math.max(length, width) >= LEAST_BOX) {
    for (const corner of Object.keys(CORNER_SIGNS) as CornerName[]) {
      place({ kind: 'corner', corner });
    }
  }
  placed.push({ handle: { kind: 'rotate' }, at: rotateDot(box, aspect, view) });
  return placed;
}

export function rotateDot(box: BoxGeometry, aspect: number, view: ViewTransform): ScreenXY {
  const off = box.length / 2 + ROTATE_DISTANCE * view.resolution;
  return planeToScreen(view, localToPlane(box, off, 0, aspect));
}

/** Boxes narrower than this are taken hold of anywhere inside; their handles only from outside. */
const SLENDER = 24;

/** The handle under a point of the screen; null where the point means the box itself, or neither. */
export function handleAt(
  box: BoxGeometry,
  aspect: number,
  view: ViewTransform,
  point: ScreenXY,
): Handle | null {
  if (isBody(box, aspect, view, point)) return null;
  let best: { handle: Handle; distance: number } | null = null;
  for (const { handle, at } of placeHandles(box, aspect, view)) {
    const distance = Math.hypot(at[0] - point[0], at[1] - point[1]);
    if (distance > REACH[handle.kind]) continue;
    if (!best || distance <= best.distance) best = { handle, distance };
  }
  return best?.handle ?? null;
}

/** Whether the point is in the part of a box that moves it: its middle, or all of a slender one. */
function isBody(box: BoxGeometry, aspect: number, view: ViewTransform, point: ScreenXY): boolean {
  const [along, across] = planeToLocal(box, screenToPlane(view, point), aspect);
  const slender = Math.min(box.length, box.width) / view.resolution < SLENDER;
  const part = slender ? 0.5 : 0.25;
  return Math.abs(along) <= part * box.length && Math.abs(across) <= part * box.width;
}

const RESIZE_CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const;

/** The resize cursor that points the way the handle moves, as the box lies on screen. */
export function handleCursor(handle: Handle, box: BoxGeometry, view: ViewTransform): string {
  if (handle.kind === 'rotate') return 'grab';
  const [along, across] = signsOf(handle);
  const angle = Math.atan2(across, along) + box.angle + view.rotation;
  const eighth = Math.round(angle / (Math.PI / 4));
  return RESIZE_CURSORS[((eighth % 4) + 4) % 4] ?? 'ew-resize';
}
