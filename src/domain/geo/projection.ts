/** Map coordinates of a coordinate reference system to longitude and latitude and back, by proj4. */
import proj4 from 'proj4';
import { UserError } from '../errors';
import type { LonLat, MapXY } from '../model/units';
import { wrapLongitude } from './geodesy';
import { addOwnProjections } from './own-projections';

addOwnProjections();

export type Projection = {
  /** WGS 84, −180 ≤ lon ≤ 180; null where the map has no such place. */
  toLonLat(map: MapXY): LonLat | null;
  /** null where the map does not reach. */
  fromLonLat(lonLat: LonLat): MapXY | null;
  /** Map units of one turn around the earth where maps repeat sideways (degrees, Mercator); else null. */
  readonly turn: number | null;
};

const cache = new Map<string, Projection>();

/** Projections whose x runs on for ever and repeats after a turn, so that a picture may cross 180°. */
const REPEATING = /\+proj=(longlat|latlong|lonlat|merc|webmerc|eqc)\b/;
const GEOGRAPHIC = /\+proj=(longlat|latlong|lonlat)\b|^GEO(G|D)/i;

/**
 * The projection of a proj4 definition or a WKT text, made once for each. Longitudes and latitudes are of
 * WGS 84; datum shifts that the definition carries (+towgs84) are applied.
 * @throws UserError where proj4 cannot use the definition.
 */
export function projectionOf(definition: string): Projection {
  const cached = cache.get(definition);
  if (cached) return cached;
  const made = makeProjection(definition);
  cache.set(definition, made);
  return made;
}

function makeProjection(definition: string): Projection {
  const converter = converterOf(definition);
  const axes = axesOf(definition);
  const toLonLat = (map: MapXY): LonLat | null => {
    const [x, y] = axes.toEastNorth(map);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const [lon = Number.NaN, lat = Number.NaN] = converter.inverse([x, y]);
    if (!Number.isFinite(lon) || !(lat >= -90 && lat <= 90)) return null;
    return [wrapLongitude(lon), lat];
  };
  const fromLonLat = ([lon, lat]: LonLat): MapXY | null => {
    if (!Number.isFinite(lon) || !(lat >= -90 && lat <= 90)) return null;
    const [x = Number.NaN, y = Number.NaN] = converter.forward([lon, lat]);
    return Number.isFinite(x) && Number.isFinite(y) ? axes.fromEastNorth([x, y]) : null;
  };
  const shifted = /\+towgs84=|TOWGS84\[/.test(definition);
  return {
    toLonLat,
    fromLonLat: shifted ? inverseOf(toLonLat, fromLonLat) : fromLonLat,
    turn: turnOf(definition, fromLonLat),
  };
}

/**
 * A datum shift of seven parameters is not undone exactly by its negative (small angles are taken for
 * their sines): some millimetres remain. One correction by what comes back takes them away.
 */
function inverseOf(
  toLonLat: (map: MapXY) => LonLat | null,
  fromLonLat: (lonLat: LonLat) => MapXY | null,
) {
  return (lonLat: LonLat): MapXY | null => {
    const map = fromLonLat(lonLat);
    const reached = map && toLonLat(map);
    const again = reached && fromLonLat(reached);
    return again ? [2 * map[0] - again[0], 2 * map[1] - again[1]] : map;
  };
}

const asIs = (map: MapXY): MapXY => map;
/** Westing and southing; undone by itself. */
const turned = ([x, y]: MapXY): MapXY => [-x, -y];
/** Southing before westing; undone by itself. */
const turnedAndSwapped = ([x, y]: MapXY): MapXY => [-y, -x];

/** Systems that count west and south, which proj4 takes for east and north (+axis of PROJ). */
function axesOf(definition: string) {
  const axis = /\+axis=(\w+)/.exec(definition)?.[1];
  const way = axis === 'wsu' ? turned : axis === 'swu' ? turnedAndSwapped : asIs;
  return { toEastNorth: way, fromEastNorth: way };
}

/**
 * Ellipsoids of PROJ that proj4 does not know by these names, and would take for WGS 84 without a word, and one
 * whose shorter axis it rounds to a millimetre.
 */
const ELLIPSOIDS: readonly (readonly [RegExp, string])[] = [
  [/\+ellps=WGS72\b/, '+a=6378135 +rf=298.26'],
  [/\+ellps=airy\b/, '+a=6377563.396 +rf=299.3249646'],
  [/\+ellps=GSK2011\b/, '+a=6378136.5 +rf=298.2564151'],
];

/** Another projection than the plain azimuthal one, which PROJ calls by an option. */
const GUAM = /\+proj=aeqd(?=.*\+guam\b)/;

/** PROJ counts turned longitudes in units of radians, proj4 in degrees. */
const TURNED_UNIT = /(\+o_proj=longlat\b.*)\s\+to_meter=0?\.01745\d*/;

function converterOf(definition: string) {
  const named = definition.replace(GUAM, '+proj=guam').replace(TURNED_UNIT, '$1');
  const known = ELLIPSOIDS.reduce((text, [name, axes]) => text.replace(name, axes), named);
  try {
    return proj4(known);
  } catch (cause) {
    throw new UserError(
      `The coordinate system "${definition}" is not one that Quaymark can compute with. Convert the picture to a UTM zone or to longitude and latitude (EPSG:4326), for example with gdalwarp.`,
      { cause },
    );
  }
}

function turnOf(definition: string, fromLonLat: (lonLat: LonLat) => MapXY | null): number | null {
  if (GEOGRAPHIC.test(definition)) return 360;
  if (!REPEATING.test(definition)) return null;
  const meridian = Number(/\+lon_0=([-+.\d]+)/.exec(definition)?.[1] ?? 0);
  const west = fromLonLat([meridian - 45, 0]);
  const east = fromLonLat([meridian + 45, 0]);
  return west && east ? 4 * (east[0] - west[0]) : null;
}
