/** What each frame tells of a place: whether it was looked at, and could be seen. */

import type { DocumentView } from '../edits/types';
import { frameGeoOf } from '../geo/measure-cache';
import { toPlane } from '../geometry/plane';
import { holdsData } from '../imaging/coverage';
import type { BoxGeometry } from '../model/box';
import type { Frame } from '../model/frame';
import type { GroupId, VesselId } from '../model/ids';
import type { Observation } from '../model/observation';
import type { LonLat, Meters, PixelXY } from '../model/units';

/**
 * seen: a box is there. absent: the place is on the frame, can be seen, and somebody has said that it
 * was looked at. obscured: an area that cannot be seen lies over the place. unresolved: the frame's
 * pixels are too large for the hull. unexamined: nobody has said that the place was looked at; boxes
 * elsewhere on the frame say only where boxes are. uncovered: the place is not on the frame or
 * where the picture holds no data, or the frame has no place.
 */
export type LookAt = 'seen' | 'absent' | 'obscured' | 'unresolved' | 'unexamined' | 'uncovered';

/** A hull, or a stack, shorter than this many pixels may be missed. */
const LEAST_PIXELS = 5;

/** Whether a frame's pixels are small enough to show a thing of a length; also where their size is not known. */
export function resolves({ resolutionM }: Frame, length: Meters): boolean {
  return !resolutionM || length / resolutionM >= LEAST_PIXELS;
}

/** What is missed: an area in which one thing was looked for says nothing of others. */
export type Sought = {
  readonly vesselId?: VesselId | undefined;
  readonly groupId?: GroupId | undefined;
};

/**
 * What a frame without a box of an object tells of that object at a place. Never 'absent' where the
 * object could have been there unseen. The one rule that all tables, charts and files follow.
 */
export function lookWithout(
  doc: DocumentView,
  frame: Frame,
  place: LonLat | null,
  length: Meters | null,
  sought: Sought = {},
): Exclude<LookAt, 'seen'> {
  const pixel = place && frameGeoOf(frame)?.lonLatToPixel(place);
  if (!pixel || !holdsData(frame.coverage, frame.raster, pixel)) return 'uncovered';
  const areas = observationsOn(doc, frame);
  const here = areas.filter(
    ({ kind, geometry }) => kind !== 'counted' && holds(geometry, frame.pixelAspect, pixel),
  );
  if (here.some(({ kind }) => kind === 'obscured')) return 'obscured';
  if (length !== null && !resolves(frame, length)) return 'unresolved';
  return here.some((area) => speaksOf(area, sought)) ? 'absent' : 'unexamined';
}

/**
 * The same of something that was seen at several places. What lay at one of them may have moved to another,
 * so it is 'absent' only where it is at none; one place that was not looked at leaves it open.
 */
export function lookWithoutAtAny(
  doc: DocumentView,
  frame: Frame,
  places: readonly LonLat[],
  length: Meters | null,
  sought: Sought = {},
): Exclude<LookAt, 'seen'> {
  let look: Exclude<LookAt, 'seen'> = 'uncovered';
  for (const place of places) {
    look = lookWithout(doc, frame, place, length, sought);
    if (look !== 'absent') return look;
  }
  return look;
}

function speaksOf({ vesselId, groupId }: Observation, sought: Sought): boolean {
  if (vesselId === null && groupId === null) return true;
  if (vesselId !== null && vesselId === sought.vesselId) return true;
  return groupId !== null && groupId === sought.groupId;
}

function observationsOn(doc: DocumentView, frame: Frame): readonly Observation[] {
  return [...doc.all('observations')].filter((one) => one.frameId === frame.id);
}

/** Whether a pixel is inside an area, its edge included. */
function holds(area: BoxGeometry, aspect: number, pixel: PixelXY): boolean {
  const [u, v] = toPlane(pixel, aspect);
  const [cu, cv] = toPlane([area.x, area.y], aspect);
  const [cos, sin] = [Math.cos(area.angle), Math.sin(area.angle)];
  const along = (u - cu) * cos + (v - cv) * sin;
  const across = (v - cv) * cos - (u - cu) * sin;
  return Math.abs(along) <= area.length / 2 && Math.abs(across) <= area.width / 2;
}
