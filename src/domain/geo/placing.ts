/** Gives a picture a place: by control points, or by naming the coordinate system of its transform. */
import type { Frame, Georef, Transform } from '../model/frame';
import type { LonLat, Meters, PixelXY } from '../model/units';
import { type AffineFit, fitAffine } from './affine-fit';
import { footprintOf, pixelAspectOf, type RasterSize, resolutionOf } from './frame-geo';
import { distanceM, longitudeNear } from './geodesy';
import { projectionOf } from './projection';
import { type UtmCrs, utmCrs, utmCrsAt } from './utm';

/** A place seen in the picture and where that is on the earth. */
export type PlacedPoint = { readonly pixel: PixelXY; readonly lonLat: LonLat };

export type PlaceFit = {
  readonly georef: Georef;
  /** Of each point, in order. */
  readonly residualsPx: readonly number[];
  readonly residualsM: readonly Meters[];
  readonly rmsPx: number;
  readonly rmsM: Meters;
};

/** A picture whose pixels are this many times as long as they are wide on the ground is none. */
const MOST_STRETCHED = 1000;

/** Whether a transform lays all of the picture on nearly one line of the map. */
function isSqueezed([, xCol, xRow, , yCol, yRow]: Transform): boolean {
  const squares = xCol ** 2 + xRow ** 2 + yCol ** 2 + yRow ** 2;
  // With singular values s ≤ S these are s·S and s² + S²: s / S is nearly their ratio where that is small.
  return Math.abs(xCol * yRow - xRow * yCol) * MOST_STRETCHED < squares;
}

/** Whether a transform lays a picture on the map as it is seen in a mirror. */
export function isMirrored([, xCol, xRow, , yCol, yRow]: Transform): boolean {
  // Rows run down the picture and north up the map, so that the usual determinant is negative.
  return xCol * yRow - xRow * yCol > 0;
}

/**
 * Fits a picture to control points in the UTM zone of their middle. null for fewer than two points,
 * points in one line (in the picture or on the earth), or points that no one zone can hold.
 */
export function fitPlace(points: readonly PlacedPoint[]): PlaceFit | null {
  const [first] = points;
  if (!first) return null;
  const lons = points.map(({ lonLat }) => longitudeNear(lonLat[0], first.lonLat[0]));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const crs = utmCrsAt([mean(lons), mean(points.map(({ lonLat }) => lonLat[1]))]);
  const projection = projectionOf(crs.proj4);
  const controls = points.flatMap(({ pixel: [x, y], lonLat }) => {
    const map = projection.fromLonLat(lonLat);
    return map
      ? [{ pixel: [x, y] as [number, number], map: [map[0], map[1]] as [number, number] }]
      : [];
  });
  const fit: AffineFit | null = controls.length === points.length ? fitAffine(controls) : null;
  if (!fit || isSqueezed(fit.transform)) return null;
  return {
    georef: {
      transform: fit.transform,
      ...crs,
      source: 'analyst',
      residualPx: fit.rmsPx,
      gcps: controls,
    },
    residualsPx: fit.residualsPx,
    residualsM: fit.residualsMap,
    rmsPx: fit.rmsPx,
    rmsM: fit.rmsMap,
  };
}

/** The control points of a place as they were given, or none. */
export function placedPoints(georef: Georef | null): PlacedPoint[] {
  if (!georef?.gcps) return [];
  const projection = projectionOf(georef.proj4);
  return georef.gcps.flatMap(({ pixel, map }) => {
    const lonLat = projection.toLonLat(map);
    return lonLat ? [{ pixel, lonLat }] : [];
  });
}

/** What of a frame's record follows from its place. */
export type PlaceFields = Pick<Frame, 'georef' | 'pixelAspect' | 'resolutionM' | 'footprint'>;

const NO_PLACE: PlaceFields = { georef: null, pixelAspect: 1, resolutionM: null, footprint: null };

/**
 * null where the georeferencing does not put the whole picture on the earth.
 * @throws UserError where its coordinate system cannot be computed with.
 */
export function placeFields(georef: Georef | null, size: RasterSize): PlaceFields | null {
  if (!georef) return NO_PLACE;
  const resolutionM = resolutionOf(georef, size);
  const footprint = footprintOf(georef, size);
  if (!resolutionM || !footprint) return null;
  return { georef, pixelAspect: pixelAspectOf(georef, size), resolutionM, footprint };
}

/** A guess is offered where a picture would lie this near to a picture of the project. */
const NEAR: Meters = 100_000;
const GEOGRAPHIC = { epsg: 4326, crsName: 'WGS 84', proj4: '+proj=longlat +datum=WGS84 +no_defs' };

/**
 * Coordinate systems that a transform's numbers may be of, the likeliest first: longitude and latitude
 * where they are in range, else UTM zones that put the picture near to one of the places given.
 */
export function guessCrs(
  transform: Transform,
  size: RasterSize,
  near: readonly LonLat[],
): UtmCrs[] {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const x = x0 + (size.width * xCol) / 2 + (size.height * xRow) / 2;
  const y = y0 + (size.width * yCol) / 2 + (size.height * yRow) / 2;
  if (Math.abs(x) <= 360 && Math.abs(y) <= 90) return [GEOGRAPHIC];
  const found: { crs: UtmCrs; away: Meters }[] = [];
  for (const place of near) {
    const own = utmCrsAt(place).epsg % 100;
    for (const zone of [own, (own % 60) + 1, ((own + 58) % 60) + 1]) {
      const crs = utmCrs(zone, place[1] < 0);
      const middle = projectionOf(crs.proj4).toLonLat([x, y]);
      const away = middle ? distanceM(middle, place) : Number.POSITIVE_INFINITY;
      if (away <= NEAR && !found.some((one) => one.crs.epsg === crs.epsg))
        found.push({ crs, away });
    }
  }
  return found.sort((a, b) => a.away - b.away).map(({ crs }) => crs);
}
