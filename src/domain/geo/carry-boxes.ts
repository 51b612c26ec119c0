/** Rectangles of one frame where they lie on another. */
import { fromCenter, sideMiddles } from '../geometry/box-geometry';
import { distance, fromPlane, midpoint, toPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box-geometry';
import type { Frame } from '../model/frame';
import type { PlaneXY } from '../model/units';
import { makeFrameGeo } from './frame-geo';

/** The same rectangles on the ground in another frame's pixels; null where any has no place there. */
export function carryBoxes(
  boxes: readonly BoxGeometry[],
  from: Frame,
  to: Frame,
): BoxGeometry[] | null {
  const [fromGeo, toGeo] = [makeFrameGeo(from), makeFrameGeo(to)];
  if (!fromGeo || !toGeo) return null;
  const over = (point: PlaneXY): PlaneXY | null => {
    const lonLat = fromGeo.pixelToLonLat(fromPlane(point, from.pixelAspect));
    const pixel = lonLat && toGeo.lonLatToPixel(lonLat);
    return pixel && toPlane(pixel, to.pixelAspect);
  };
  const carried: BoxGeometry[] = [];
  for (const box of boxes) {
    const middles = sideMiddles(box, from.pixelAspect);
    const [stern, bow] = [over(middles.stern), over(middles.bow)];
    const [port, starboard] = [over(middles.port), over(middles.starboard)];
    if (!stern || !bow || !port || !starboard) return null;
    const length = distance(stern, bow);
    const width = distance(port, starboard);
    const angle = Math.atan2(bow[1] - stern[1], bow[0] - stern[0]);
    carried.push(fromCenter(midpoint(stern, bow), length, width, angle, to.pixelAspect));
  }
  return carried;
}
