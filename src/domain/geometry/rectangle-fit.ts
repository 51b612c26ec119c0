/** Polygons from elsewhere as boxes. */
import type { BoxGeometry } from '../model/box';
import type { PlaneXY } from '../model/units';
import { cornersPlane, distanceToOutline, fromCenter } from './box-geometry';
import { LINE_WIDTH, minAreaRect } from './min-area-rect';
import { distance, midpoint } from './plane';

export type RectangleFit = {
  readonly geometry: BoxGeometry;
  /** corners: the four corners were a rectangle; area: the smallest rectangle around the polygon. */
  readonly method: 'corners' | 'area';
  /** Largest distance of a corner of either from the outline of the other, in plane units. */
  readonly deviation: number;
};

/** Four corners are a rectangle when none is farther from one than a pixel, or 2 % of its length. */
const CORNER_PIXELS = 1;
const CORNER_SHARE = 0.02;

/**
 * A box for an outline (without closing point), or null where it lies on a line. A rectangle of four
 * corners is kept, its keel along the first edge when `directed`, or else along the longer edge, in
 * the sense in which the corners run; anything else gets the rectangle of least area.
 */
export function fitRectangle(
  outline: readonly PlaneXY[],
  aspect: number,
  directed: boolean,
): RectangleFit | null {
  const kept = fromFourCorners(outline, aspect, directed);
  if (kept) {
    const off = deviation(kept, outline, aspect);
    if (off <= Math.max(CORNER_PIXELS, CORNER_SHARE * kept.length)) {
      return { geometry: kept, method: 'corners', deviation: off };
    }
  }
  const geometry = minAreaRect(outline, aspect);
  if (!geometry) return null;
  return { geometry, method: 'area', deviation: deviation(geometry, outline, aspect) };
}

/** Both ways: a corner of the polygon off the box, or a corner of the box off the polygon. */
function deviation(box: BoxGeometry, outline: readonly PlaneXY[], aspect: number): number {
  const out = outline.map((point) => distanceToOutline(box, point, aspect));
  const back = cornersPlane(box, aspect).map((corner) => distanceToRing(outline, corner));
  return Math.max(...out, ...back);
}

function distanceToRing(ring: readonly PlaneXY[], point: PlaneXY): number {
  return ring.reduce((least, from, i) => {
    const to = ring[(i + 1) % ring.length] ?? from;
    return Math.min(least, distanceToSegment(point, from, to));
  }, Number.POSITIVE_INFINITY);
}

function distanceToSegment(point: PlaneXY, from: PlaneXY, to: PlaneXY): number {
  const [du, dv] = [to[0] - from[0], to[1] - from[1]];
  const square = du * du + dv * dv;
  const along = square === 0 ? 0 : ((point[0] - from[0]) * du + (point[1] - from[1]) * dv) / square;
  const share = Math.max(0, Math.min(1, along));
  return distance(point, [from[0] + share * du, from[1] + share * dv]);
}

/** The rectangle through the middles of opposite sides; null where there are not four corners. */
function fromFourCorners(
  outline: readonly PlaneXY[],
  aspect: number,
  directed: boolean,
): BoxGeometry | null {
  const [a, b, c, d] = outline;
  if (outline.length !== 4 || !a || !b || !c || !d) return null;
  // The first edge a→b is one long side; stern is the middle of d–a, bow the middle of b–c.
  const ends: readonly [PlaneXY, PlaneXY] = [midpoint(d, a), midpoint(b, c)];
  const sides: readonly [PlaneXY, PlaneXY] = [midpoint(a, b), midpoint(c, d)];
  const alongFirst = directed || distance(...ends) >= distance(...sides);
  const [stern, bow] = alongFirst ? ends : sides;
  const [left, right] = alongFirst ? sides : ends;
  const length = distance(stern, bow);
  const width = distance(left, right);
  if (length < LINE_WIDTH || width < LINE_WIDTH) return null;
  const angle = Math.atan2(bow[1] - stern[1], bow[0] - stern[0]);
  return fromCenter(midpoint(stern, bow), length, width, angle, aspect);
}
