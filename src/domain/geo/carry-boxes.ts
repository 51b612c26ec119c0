/** Rectangles of one frame where they lie on another. */
import { fromCenter, sideMiddles } from '../geometry/box-geometry';
import { distance, fromPlane, midpoint, toPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box-geometry';
import type { Frame } from '../model/frame';
import type { PlaneXY } from '../model/units';
import { frameGeoOf } from './measure-cache';

/** The same rectangles on the ground in another frame's pixels, null for those that have no place there; null where a frame has none. */
export function carryBoxes(
  boxes: readonly BoxGeometry[],
  from: Frame,
  to: Frame,
): (BoxGeometry | null)[] | null {
  const [fromGeo, toGeo] = [frameGeoOf(from), frameGeoOf(to)];
  if (!fromGeo || !toGeo) return null;
  const over = (point: PlaneXY): PlaneXY | null => {
    const lonLat = fromGeo.pixelToLonLat(fromPlane(point, from.pixelAspect));
    const pixel = lonLat && toGeo.lonLatToPixel(lonLat);
    return pixel && toPlane(pixel, to.pixelAspect);
  };
  return boxes.map((box) => carriedBy(box, from.pixelAspect, to.pixelAspect, over));
}

/** The same pixels where a frame's pixels are taken to be of another shape. */
export function withAspect(box: BoxGeometry, from: number, to: number): BoxGeometry {
  if (from === to) return box;
  const over = (point: PlaneXY) => toPlane(fromPlane(point, from), to);
  return carriedBy(box, from, to, over) ?? box;
}

/** The rectangle through the middles of a box's sides where `over` lays them; aspects are those of the planes. */
function carriedBy(
  box: BoxGeometry,
  from: number,
  to: number,
  over: (point: PlaneXY) => PlaneXY | null,
): BoxGeometry | null {
  const middles = sideMiddles(box, from);
  const [stern, bow] = [over(middles.stern), over(middles.bow)];
  const [port, starboard] = [over(middles.port), over(middles.starboard)];
  if (!stern || !bow || !port || !starboard) return null;
  const angle = Math.atan2(bow[1] - stern[1], bow[0] - stern[0]);
  return fromCenter(
    midpoint(stern, bow),
    distance(stern, bow),
    distance(port, starboard),
    angle,
    to,
  );
}
