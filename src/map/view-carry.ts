/** Where to look in a frame, given where one looked in another. */

import type { FrameGeo } from '../domain/geo/frame-geo';
import { distanceM } from '../domain/geo/geodesy';
import { fromPlane } from '../domain/geometry/plane';
import type { Frame } from '../domain/model/frame';
import type { Meters, PixelXY } from '../domain/model/units';
import type { ViewState } from '../store/session';
import { type ScreenXY, screenToPlane, type ViewTransform } from './view-transform';

export type PlacedFrame = { readonly frame: Frame; readonly geo: FrameGeo | null };

/** Ground height of an image row at a pixel, measured over 16 rows; null where it has no place. */
export function metersPerRow(geo: FrameGeo, [x, y]: PixelXY): Meters | null {
  const above = geo.pixelToLonLat([x, y - 8]);
  const below = geo.pixelToLonLat([x, y + 8]);
  const meters = above && below && distanceM(above, below) / 16;
  return meters && meters > 0 ? meters : null;
}

/**
 * Ground metres per CSS pixel along the screen's x at the middle of a view; null without a place.
 * Measured over a tenth of the map's width, so that it holds for the middle and not for its edges.
 */
export function metersAcross(geo: FrameGeo, aspect: number, view: ViewTransform): Meters | null {
  const reach = Math.max(8, view.width / 20);
  const [x, y] = [view.width / 2, view.height / 2];
  const place = (at: ScreenXY) => geo.pixelToLonLat(fromPlane(screenToPlane(view, at), aspect));
  const left = place([x - reach, y]);
  const right = place([x + reach, y]);
  const meters = left && right && distanceM(left, right) / (2 * reach);
  return meters && meters > 0 ? meters : null;
}

/**
 * The view of `to` that shows the same place at the same ground scale with north the same way as
 * `view` shows it in `from`. null where the frames are not of one site, one of them has no place, or
 * the place is outside `to`.
 */
export function carriedView(from: PlacedFrame, view: ViewState, to: PlacedFrame): ViewState | null {
  if (!from.geo || !to.geo || from.frame.siteId !== to.frame.siteId) return null;
  const place = from.geo.pixelToLonLat(view.center);
  const center = place && to.geo.lonLatToPixel(place);
  if (!center || !isInside(center, to.frame)) return null;
  const metersBefore = metersPerRow(from.geo, view.center);
  const metersAfter = metersPerRow(to.geo, center);
  const northBefore = from.geo.northAngle(view.center);
  const northAfter = to.geo.northAngle(center);
  if (!metersBefore || !metersAfter || northBefore === null || northAfter === null) return null;
  return {
    center,
    resolution: (view.resolution * metersBefore) / metersAfter,
    rotation: view.rotation + northBefore - northAfter,
  };
}

function isInside([x, y]: PixelXY, { raster }: Frame): boolean {
  return x >= 0 && y >= 0 && x <= raster.width && y <= raster.height;
}
