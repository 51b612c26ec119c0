/** An alignment found on a common grid, as frames record it: in the plane of the frame that moves. */

import { makeFrameGeo } from '../geo/frame-geo';
import { geodesic } from '../geo/geodesy';
import { partsOf } from '../geo/plane-shift';
import { fromPlane } from '../geometry/plane';
import type { Alignment } from '../model/alignment';
import { applied, chained, inverted, type Point } from './affine';
import type { CommonGrid, GridFrame } from './common-grid';
import type { Aligned } from './result';

/** What a result says of the moving frame; who, when and against which frame is the caller's to add. */
export type Placement = Pick<
  Alignment,
  | 'kind'
  | 'shift'
  | 'rotation'
  | 'scale'
  | 'stretch'
  | 'shiftM'
  | 'residualPx'
  | 'checks'
  | 'detail'
>;

/** @param moving the frame that was the moving one when the grid was made */
export function placementOf(
  aligned: Aligned,
  grid: Pick<CommonGrid, 'moving'>,
  moving: GridFrame,
): Placement {
  const { pixelAspect: aspect } = moving;
  const { width, height } = moving.raster;
  const toPlane = chained([0, aspect, 0, 0, 0, 1], grid.moving);
  const move = chained(toPlane, chained(inverted(aligned.transform), inverted(toPlane)));
  const [, a, b, , c, d] = move;
  const middle: Point = [(width / 2) * aspect, height / 2];
  const there = applied(move, middle);
  const [, e, f, , g, h] = toPlane;
  return {
    kind: aligned.model,
    shift: [there[0] - middle[0], there[1] - middle[1]],
    ...partsOf([a, b, c, d], aligned.model),
    shiftM: metresBetween(moving, middle, there),
    residualPx: aligned.ce90 * Math.sqrt(Math.abs(e * h - f * g)),
    checks: aligned.windows
      .filter(({ state }) => state !== 'no evidence')
      .map(({ at, vector, state }) => {
        const own = applied(toPlane, [at[0] + vector[0], at[1] + vector[1]]);
        const [x, y] = applied(move, own);
        const [wantedX, wantedY] = applied(toPlane, at);
        return {
          at: [own[0], own[1]],
          residual: [x - wantedX, y - wantedY],
          used: state === 'used',
        };
      }),
    detail: aligned.detail,
  };
}

/** Metres east and north from one point of the plane to another; null where the frame has no place. */
function metresBetween(frame: GridFrame, from: Point, to: Point): Placement['shiftM'] {
  const geo = makeFrameGeo(frame);
  const [here, there] = [from, to].map((point) =>
    geo?.pixelToLonLat(fromPlane(point, frame.pixelAspect)),
  );
  if (!here || !there) return null;
  const { distanceM, startDeg } = geodesic(here, there);
  const angle = (startDeg * Math.PI) / 180;
  return { east: distanceM * Math.sin(angle), north: distanceM * Math.cos(angle) };
}
