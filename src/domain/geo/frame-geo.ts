/**
 * How one frame lies on the earth: pixels to map to longitude and latitude and back, and the
 * measures of its boxes. Everything in metres and degrees is geodesic, on the WGS 84 ellipsoid.
 */
import { UserError } from '../errors';
import { type Corners, cornersPixel, sideMiddles } from '../geometry/box-geometry';
import { fromPlane, normalizeAngle, toPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box';
import type { Frame, Georef } from '../model/frame';
import type { Degrees, LonLat, MapXY, Meters, PixelXY, PlaneXY, Radians } from '../model/units';
import { distanceM, geodesic, longitudeNear, middleDegrees } from './geodesy';
import { alignedTransform } from './plane-shift';
import { type Projection, projectionOf } from './projection';

export type RasterSize = { readonly width: number; readonly height: number };

export type BoxMeasures = {
  readonly lengthM: Meters;
  readonly widthM: Meters;
  /** From stern to bow, clockwise from true north, at the middle of the keel, 0 ≤ h < 360. */
  readonly headingDeg: Degrees;
  /** The same line where bow and stern cannot be told apart, 0 ≤ a < 180. */
  readonly axisDeg: Degrees;
  readonly center: LonLat;
};

/** Conversions give null where a pixel or a place has no counterpart (off the earth, off the map). */
export type FrameGeo = {
  pixelToMap(pixel: PixelXY): MapXY;
  mapToPixel(map: MapXY): PixelXY;
  /** −180 ≤ lon ≤ 180. */
  pixelToLonLat(pixel: PixelXY): LonLat | null;
  lonLatToPixel(lonLat: LonLat): PixelXY | null;
  /** Direction of true north in the plane at a pixel: −π/2 is up the screen. */
  northAngle(pixel: PixelXY): Radians | null;
  boxMeasures(box: BoxGeometry): BoxMeasures | null;
  /** From the stern's port side, clockwise on screen. */
  cornersLonLat(box: BoxGeometry): Corners<LonLat> | null;
};

/** GDAL's geotransform and its inverse. null where the transform has no inverse. */
function affineOf({ transform }: Georef) {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const determinant = xCol * yRow - xRow * yCol;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  return {
    pixelToMap: ([x, y]: PixelXY): MapXY => [x0 + x * xCol + y * xRow, y0 + x * yCol + y * yRow],
    mapToPixel: ([mapX, mapY]: MapXY): PixelXY => {
      const [dx, dy] = [mapX - x0, mapY - y0];
      return [(dx * yRow - dy * xRow) / determinant, (dy * xCol - dx * yCol) / determinant];
    },
  };
}

/** Pixels to longitude and latitude for a picture whose aspect is not known yet. */
function placerOf(georef: Georef, size: RasterSize) {
  const affine = affineOf(georef);
  if (!affine) return null;
  const projection = projectionOf(georef.proj4);
  const [middleX] = affine.pixelToMap([size.width / 2, size.height / 2]);
  return {
    ...affine,
    pixelToLonLat: (pixel: PixelXY) => projection.toLonLat(affine.pixelToMap(pixel)),
    lonLatToPixel: (lonLat: LonLat): PixelXY | null => {
      const map = projection.fromLonLat(lonLat);
      return map && affine.mapToPixel(sameTurn(map, middleX, projection));
    },
  };
}

/** The copy of a place that is nearest to the picture, where the map repeats around the earth. */
function sameTurn(map: MapXY, middleX: number, { turn }: Projection): MapXY {
  if (turn === null) return map;
  return [map[0] + turn * Math.round((middleX - map[0]) / turn), map[1]];
}

/**
 * Where the frame lies as it is aligned; without its alignment, where its georeferencing says. null where
 * the frame has no georeferencing, or a transform that cannot be undone.
 * @throws UserError where its coordinate system cannot be computed with.
 */
export function makeFrameGeo(
  frame: Pick<Frame, 'georef' | 'pixelAspect' | 'alignment'> & { readonly raster: RasterSize },
): FrameGeo | null {
  const placer = frame.georef && placerOf(laid(frame.georef, frame), frame.raster);
  if (!placer) return null;
  const aspect = frame.pixelAspect;
  const { pixelToLonLat, lonLatToPixel } = placer;
  const planeToLonLat = (point: PlaneXY) => pixelToLonLat(fromPlane(point, aspect));
  return {
    ...placer,
    northAngle(pixel) {
      const here = pixelToLonLat(pixel);
      if (!here) return null;
      // A ten-thousandth of a degree is about 11 m; near the north pole look back south instead.
      const step = here[1] > 89.9 ? -1e-4 : 1e-4;
      const there = lonLatToPixel([here[0], here[1] + step]);
      if (!there) return null;
      const [u, v] = toPlane(pixel, aspect);
      const [toU, toV] = toPlane(there, aspect);
      return normalizeAngle(Math.atan2(step * (toV - v), step * (toU - u)));
    },
    boxMeasures(box) {
      const { bow, stern, port, starboard } = sideMiddles(box, aspect);
      const center = pixelToLonLat([box.x, box.y]);
      const [from, to] = [planeToLonLat(stern), planeToLonLat(bow)];
      const [left, right] = [planeToLonLat(port), planeToLonLat(starboard)];
      if (!center || !from || !to || !left || !right) return null;
      const keel = geodesic(from, to);
      const headingDeg = middleDegrees(keel.startDeg, keel.endDeg);
      return {
        lengthM: keel.distanceM,
        widthM: distanceM(left, right),
        headingDeg,
        axisDeg: headingDeg % 180,
        center,
      };
    },
    cornersLonLat(box) {
      const [a, b, c, d] = cornersPixel(box, aspect).map(pixelToLonLat);
      return a && b && c && d ? [a, b, c, d] : null;
    },
  };
}

function laid(
  georef: Georef,
  frame: Pick<Frame, 'pixelAspect' | 'alignment'> & { readonly raster: RasterSize },
): Georef {
  const { alignment } = frame;
  if (!alignment) return georef;
  return { ...georef, transform: alignedTransform(georef.transform, alignment, frame) };
}

/** Ground size (metres) of a step of pixels at the picture's centre, over a baseline of 16 steps. */
function groundStep(georef: Georef, size: RasterSize, stepX: number, stepY: number): Meters | null {
  const placer = placerOf(georef, size);
  if (!placer) return null;
  const [x, y] = [size.width / 2, size.height / 2];
  const before = placer.pixelToLonLat([x - 8 * stepX, y - 8 * stepY]);
  const after = placer.pixelToLonLat([x + 8 * stepX, y + 8 * stepY]);
  const length = before && after && distanceM(before, after) / 16;
  return length && length > 0 ? length : null;
}

/** Geodesic height of a pixel row on the ground at the picture's centre; null where it has no place. */
export function resolutionOf(georef: Georef, size: RasterSize): Meters | null {
  return groundStep(georef, size, 0, 1);
}

/**
 * Below this a pixel is taken as square. Web Mercator's are off by up to 0.7 % on the ellipsoid,
 * and a picture stretched by so little would lose a column in every few hundred at 1:1.
 */
const NEARLY_SQUARE = 0.01;

/** Ground width of a pixel over its ground height at the centre; exactly 1 where that is near. */
export function pixelAspectOf(georef: Georef | null, size: RasterSize): number {
  const width = georef && groundStep(georef, size, 1, 0);
  const height = georef && groundStep(georef, size, 0, 1);
  if (!width || !height) return 1;
  const aspect = width / height;
  return Math.abs(aspect - 1) < NEARLY_SQUARE ? 1 : aspect;
}

const FOOTPRINT_STEPS = 8;

/**
 * The picture's outline as a closed ring of [lon, lat], counter-clockwise, with points along the
 * edges, which are curves. Longitudes run on without a jump and may pass ±180 where the picture
 * crosses the antimeridian. null where any of it is off the earth.
 */
export function footprintOf(georef: Georef, size: RasterSize): [number, number][] | null {
  const placer = placerOf(georef, size);
  if (!placer) return null;
  const { width, height } = size;
  const corners: readonly PixelXY[] = [
    [0, 0],
    [0, height],
    [width, height],
    [width, 0],
  ];
  const ring: [number, number][] = [];
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % 4] ?? [0, 0];
    for (let step = 0; step < FOOTPRINT_STEPS; step += 1) {
      const part = step / FOOTPRINT_STEPS;
      const place = placer.pixelToLonLat([x + (nextX - x) * part, y + (nextY - y) * part]);
      if (!place) return null;
      ring.push([longitudeNear(place[0], ring.at(-1)?.[0] ?? place[0]), place[1]]);
    }
  }
  if (signedArea(ring) < 0) ring.reverse();
  const [first] = ring;
  return first ? [...ring, [first[0], first[1]]] : null;
}

/**
 * The same for whoever can do without a place: null also in a coordinate system that cannot be computed
 * with, which was told when the file was opened.
 */
export function usableFrameGeo(frame: Parameters<typeof makeFrameGeo>[0]): FrameGeo | null {
  try {
    return makeFrameGeo(frame);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Twice the signed area of an open or closed ring; positive is counter-clockwise on a map. */
export function signedArea(ring: readonly LonLat[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let sum = 0;
  for (const [i, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [0, 0];
    sum += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return sum;
}

/**
 * One standard deviation of a length measured in a picture, for the ± beside it. A hull's end is
 * taken to be placed with σ = 0.5 pixel (half of the blurred pixel that an edge covers), both ends
 * independently, so σ = √2 · 0.5 · resolution. It covers the placing only, not the georeferencing,
 * the look angle, or what cannot be seen.
 */
export function measureSigma(resolutionM: Meters): Meters {
  return Math.SQRT2 * 0.5 * resolutionM;
}
