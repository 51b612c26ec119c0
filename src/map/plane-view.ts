/** A frame's plane as OpenLayers sees it: coordinates (u, −v), one unit a row of the image. */
import Projection from 'ol/proj/Projection';
import View from 'ol/View';
import { toPlane } from '../domain/geometry/plane';
import type { Frame } from '../domain/model/frame';
import type { PlaneXY } from '../domain/model/units';
import type { ViewState } from '../store/session';
import type { ViewTransform } from './view-transform';

/** Closest view: this many CSS pixels to an image row. Farthest: the frame at this part of the map. */
const CLOSEST = 32;
const FARTHEST = 4;
/** With a base around the frame: ground metres to a CSS pixel, a region of some 800 km. */
const FARTHEST_METERS = 800;
/** Views that follow others may come this many times closer and farther. */
const FREE = 1024;
/** Room left around a frame that is fitted, CSS pixels. */
const FIT_MARGIN = 24;

export function toCoordinate([u, v]: PlaneXY): [number, number] {
  return [u, -v];
}

export function toPlanePoint(coordinate: readonly number[]): PlaneXY {
  return [coordinate[0] ?? 0, -(coordinate[1] ?? 0)];
}

function planeSize(frame: Frame): [width: number, height: number] {
  return [frame.raster.width * frame.pixelAspect, frame.raster.height];
}

export function planeProjection(frame: Frame): Projection {
  const [width, height] = planeSize(frame);
  return new Projection({
    code: `frame:${frame.id}`,
    units: 'pixels',
    extent: [0, -height, width, 0],
  });
}

/** A kept view of the frame, on a map of this many CSS pixels. */
export function viewTransform(
  state: ViewState,
  frame: Frame,
  [width, height]: readonly [number, number],
): ViewTransform {
  return { ...state, center: toPlane(state.center, frame.pixelAspect), width, height };
}

/** The view that shows the whole frame, image up, on a map of this many CSS pixels. */
export function fittedView(frame: Frame, size: readonly [number, number]): ViewTransform {
  const [width, height] = planeSize(frame);
  const across = width / Math.max(1, size[0] - 2 * FIT_MARGIN);
  const down = height / Math.max(1, size[1] - 2 * FIT_MARGIN);
  return {
    center: [width / 2, height / 2],
    resolution: Math.max(across, down, 1 / CLOSEST),
    rotation: 0,
    width: size[0],
    height: size[1],
  };
}

/**
 * A view of the frame, kept over the frame and between the closest and the farthest sensible scale.
 * @param free kept by nothing but sense, for views that follow others wherever these go
 * @param region whether the region around the frame may be shown too
 */
export function makeView(
  frame: Frame,
  projection: Projection,
  start: ViewTransform,
  free: boolean,
  region: boolean,
): View {
  const fitted = fittedView(frame, [start.width, start.height]);
  const reach = free ? FREE : 1;
  const far = region && frame.resolutionM ? FARTHEST_METERS / frame.resolutionM : 0;
  return new View({
    projection,
    center: toCoordinate(start.center),
    resolution: start.resolution,
    rotation: start.rotation,
    minResolution: 1 / (CLOSEST * reach),
    maxResolution: Math.max(fitted.resolution * FARTHEST, 2 / CLOSEST, far) * reach,
    ...(free ? {} : { extent: projection.getExtent(), constrainOnlyCenter: true }),
    smoothExtentConstraint: false,
    smoothResolutionConstraint: false,
    constrainRotation: false,
    multiWorld: true,
  });
}
