/** Laying one frame on another by the ground: all in the plane of the frame that is laid. */
import { fromPlane, toPlane } from '../geometry/plane';
import type { AlignmentDraft, TiePoint } from '../model/alignment';
import type { Frame } from '../model/frame';
import type { Meters, PlaneXY } from '../model/units';
import { usableFrameGeo } from './frame-geo';
import { geodesic } from './geodesy';
import {
  type PlanePair,
  type PlaneShift,
  type PlaneSize,
  planeCenter,
  shiftAlone,
} from './plane-shift';

export type Placeable = Pick<Frame, 'georef'> & PlaneSize;

/** A frame without its alignment: where its own georeferencing puts it. */
export function unaligned({ georef, pixelAspect, raster }: Placeable): Placeable {
  return { georef, pixelAspect, raster };
}

/**
 * Tie points as pairs of the frame's plane: where the reference has the same place, carried over the
 * ground by both georeferencings. Of two frames without a place, pixel rows are taken as the same.
 * null in place of points that cannot be carried.
 */
export function tiePairs(
  frame: Placeable,
  reference: Placeable,
  points: readonly TiePoint[],
): readonly (PlanePair | null)[] {
  const carried = planeCarrier(reference, frame);
  return points.map((point) => {
    const from = toPlane(point.own, frame.pixelAspect);
    const to = carried(toPlane(point.reference, reference.pixelAspect));
    return to && { from, to };
  });
}

/**
 * Takes points of one frame's plane to the same place in another's, over the ground as both georeferencings
 * have it. Of two frames without a place, pixel rows are taken as the same; null for what cannot be carried.
 */
export function planeCarrier(from: Placeable, to: Placeable): (point: PlaneXY) => PlaneXY | null {
  const [start, end] = [from, to].map((one) => usableFrameGeo(unaligned(one)));
  if (!start && !end) return (point) => point;
  return (point) => {
    const place = start?.pixelToLonLat(fromPlane(point, from.pixelAspect));
    const pixel = place && end?.lonLatToPixel(place);
    return pixel ? toPlane(pixel, to.pixelAspect) : null;
  };
}

/** How far the middle of the frame moves on the ground; null without a place. */
export function shiftMetres(
  frame: Placeable,
  shift: PlaneXY,
): { readonly east: Meters; readonly north: Meters } | null {
  const geo = usableFrameGeo(unaligned(frame));
  const center = planeCenter(frame);
  const moved: PlaneXY = [center[0] + shift[0], center[1] + shift[1]];
  const from = geo?.pixelToLonLat(fromPlane(center, frame.pixelAspect));
  const to = geo?.pixelToLonLat(fromPlane(moved, frame.pixelAspect));
  if (!from || !to) return null;
  const { distanceM, startDeg } = geodesic(from, to);
  const angle = (startDeg * Math.PI) / 180;
  return { east: distanceM * Math.sin(angle), north: distanceM * Math.cos(angle) };
}

/** An alignment for the edit that stores it, with what follows from the frame. */
export function alignmentDraft(
  frame: Placeable,
  by: PlaneShift,
  given: Pick<AlignmentDraft, 'referenceId' | 'method' | 'kind' | 'detail'> &
    Partial<Pick<AlignmentDraft, 'residualPx' | 'checks' | 'tiePoints'>>,
): AlignmentDraft {
  const blank = { residualPx: null, checks: [], tiePoints: [] };
  return { ...blank, ...given, ...shiftAlone(by), shiftM: shiftMetres(frame, by.shift) };
}
