/** Where a point of one frame's plane lies in another's: the one place that compared frames are tied by. */
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { applyShift, invertShift, planeCenter, UNALIGNED } from '../../domain/geo/plane-shift';
import { fromPlane, toPlane } from '../../domain/geometry/plane';
import type { Frame } from '../../domain/model/frame';
import type { LonLat, PlaneXY } from '../../domain/model/units';

/** null where a point has no place on the earth, or the place none in the frame's plane. */
export type Placing = {
  readonly planeToGround: (point: PlaneXY) => LonLat | null;
  readonly groundToPlane: (place: LonLat) => PlaneXY | null;
};

/** null where the frame has no place, or one that cannot be computed with. */
function placingOf(frame: Frame): Placing | null {
  const geo = frameGeoOf(frame);
  if (!geo) return null;
  const aspect = frame.pixelAspect;
  return {
    planeToGround: (point) => geo.pixelToLonLat(fromPlane(point, aspect)),
    groundToPlane: (place) => {
      const pixel = geo.lonLatToPixel(place);
      return pixel && toPlane(pixel, aspect);
    },
  };
}

export type PlaneMapping = (point: PlaneXY) => PlaneXY | null;

export type FrameLink = {
  readonly map: PlaneMapping;
  /**
   * Whether by the ground, as alignments have it, too, or, where one has no place and they are not laid on each
   * other, by laying the pictures corner on corner.
   */
  readonly byGround: boolean;
};

const links = new WeakMap<Frame, WeakMap<Frame, FrameLink>>();

/** The way from one frame's plane to another's, as their records stand; the same object as long. */
export function linkBetween(from: Frame, to: Frame): FrameLink {
  const known = links.get(from)?.get(to);
  if (known) return known;
  const link = makeLink(from, to);
  const ofFrom = links.get(from) ?? new WeakMap<Frame, FrameLink>();
  links.set(from, ofFrom);
  ofFrom.set(to, link);
  return link;
}

function makeLink(from: Frame, to: Frame): FrameLink {
  if (from === to) return { map: (point) => point, byGround: true };
  const source = placingOf(from);
  const goal = source && placingOf(to);
  if (source && goal) {
    return {
      map: (point) => {
        const place = source.planeToGround(point);
        return place && goal.groundToPlane(place);
      },
      byGround: true,
    };
  }
  const laid = laidBetween(from, to);
  if (laid) return { map: laid, byGround: true };
  const across = planeWidth(to) / planeWidth(from);
  const down = to.raster.height / from.raster.height;
  return { map: ([u, v]) => [u * across, v * down], byGround: false };
}

/** By their alignments alone, of two frames without a place that lie on one reference; null of all others. */
function laidBetween(from: Frame, to: Frame): PlaneMapping | null {
  if (from.georef || to.georef || !(from.alignment || to.alignment)) return null;
  const [one, other] = [from, to].map(({ id, alignment }) => alignment?.referenceId ?? id);
  if (one !== other) return null;
  // Rows of the reference are taken as rows of each, as when they were laid.
  const [there, back] = [from.alignment ?? UNALIGNED, invertShift(to.alignment ?? UNALIGNED)];
  const [center, goal] = [planeCenter(from), planeCenter(to)];
  return (point) => applyShift(back, goal, applyShift(there, center, point));
}

function planeWidth({ raster, pixelAspect }: Frame): number {
  return raster.width * pixelAspect;
}
