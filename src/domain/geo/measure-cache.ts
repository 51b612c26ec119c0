/** Measures of boxes, computed once for each geometry: a list of 100,000 boxes asks again and again. */
import type { Box, BoxGeometry } from '../model/box';
import type { Frame, Georef } from '../model/frame';
import { type BoxMeasures, type FrameGeo, usableFrameGeo } from './frame-geo';

type Place = Pick<Frame, 'pixelAspect' | 'alignment'> & { readonly geo: FrameGeo | null };
type Measured = { readonly geo: FrameGeo; readonly measures: BoxMeasures | null };

const places = new WeakMap<Georef, Place>();
const measured = new WeakMap<BoxGeometry, Measured>();

/** How a frame lies on the earth as it is aligned; null without a place, or in a coordinate system that is unusable. */
export function frameGeoOf(frame: Frame): FrameGeo | null {
  if (!frame.georef) return null;
  const known = places.get(frame.georef);
  const { georef, pixelAspect, alignment } = frame;
  if (known && known.pixelAspect === pixelAspect && known.alignment === alignment) return known.geo;
  const geo = usableFrameGeo(frame);
  places.set(georef, { pixelAspect, alignment, geo });
  return geo;
}

/** Length, width, heading and centre of a box on its frame; null where the frame has no place. */
export function measuresOf(box: Box, frame: Frame): BoxMeasures | null {
  const geo = frameGeoOf(frame);
  if (!geo) return null;
  const known = measured.get(box.geometry);
  if (known && known.geo === geo) return known.measures;
  const measures = geo.boxMeasures(box.geometry);
  measured.set(box.geometry, { geo, measures });
  return measures;
}

/** Whether `measuresOf` would answer without computing. */
export function isMeasured(box: Box, frame: Frame): boolean {
  const geo = frameGeoOf(frame);
  return geo === null || measured.get(box.geometry)?.geo === geo;
}
