/** Coordinate systems that GeoKeys spell out (OGC 19-008r4, sections 7.4 and 7.5; GeoTIFF 1.0, section 2.7). */
import { epsgSystem } from './epsg-table';
import type { GeoKeyValue } from './geokeys';
import { type Ellipsoid, type ProjectionParameters, projectionWords } from './projection-methods';

type Keys = Readonly<Record<string, GeoKeyValue>>;

export type SpelledCrs = {
  readonly proj4: string;
  readonly base: number | null;
  /** Degrees in a unit of the coordinates of a geographic system. */
  readonly toDegrees: number;
};

const USER_DEFINED = 32767;
const RADIAN = 180 / Math.PI;

/** EPSG's codes of angular units, in degrees. */
const ANGLES: ReadonlyMap<number, number> = new Map([
  [9101, RADIAN],
  [9102, 1],
  [9103, 1 / 60],
  [9104, 1 / 3600],
  [9105, 0.9],
  [9106, 0.9],
  [9122, 1],
]);

/** EPSG's codes of linear units, in metres. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [9001, 1],
  [9002, 0.3048],
  [9003, 1200 / 3937],
  [9005, 0.3047972654],
  [9014, 1.8288],
  [9030, 1852],
  [9036, 1000],
  [9093, 1609.344],
  [9096, 0.9144],
  [9097, 20.1168],
  [9098, 0.201168],
]);

const number = (value: GeoKeyValue | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Degrees in a unit of the file's angles; null where the unit is not known. */
export function angleUnit(keys: Keys): number | null {
  const code = number(keys.GeogAngularUnitsGeoKey);
  const size = number(keys.GeogAngularUnitSizeGeoKey);
  if (code === USER_DEFINED) return size && Number((size * RADIAN).toPrecision(12));
  return code === null ? 1 : (ANGLES.get(code) ?? null);
}

function lengthUnit(keys: Keys): number | null {
  const code = number(keys.ProjLinearUnitsGeoKey);
  if (code === USER_DEFINED) return number(keys.ProjLinearUnitSizeGeoKey);
  return code === null ? 1 : (LENGTHS.get(code) ?? null);
}

function ellipsoidOf(keys: Keys): Ellipsoid | null {
  const a = number(keys.GeogSemiMajorAxisGeoKey);
  if (!a) return null;
  const b = number(keys.GeogSemiMinorAxisGeoKey);
  if (b) return { a, b };
  const inverse = number(keys.GeogInvFlatteningGeoKey);
  return inverse === null ? null : { a, b: inverse === 0 ? a : a * (1 - 1 / inverse) };
}

type Ground = { readonly words: string; readonly base: number | null };

/** Ellipsoid, prime meridian and what ties them to WGS 84; null where the keys do not say enough. */
async function groundOf(keys: Keys, angle: number): Promise<Ground | null> {
  const code = number(keys.GeographicTypeGeoKey);
  const listed = code === null || code === USER_DEFINED ? null : await epsgSystem(code);
  if (listed) {
    const words = listed.proj4.replace(/\+proj=longlat\s*/, '').replace(/\s*\+towgs84=\S+/, '');
    return { words, base: listed.base };
  }
  const ellipsoid = ellipsoidOf(keys);
  const meridian = number(keys.GeogPrimeMeridianLongGeoKey);
  const named = number(keys.GeogPrimeMeridianGeoKey) ?? GREENWICH;
  if (!ellipsoid || (meridian === null && named !== GREENWICH)) return null;
  const pm = meridian ? ` +pm=${meridian * angle}` : '';
  const shift = keys.GeogTOWGS84GeoKey;
  const tied = Array.isArray(shift)
    ? ` +towgs84=${[...shift, 0, 0, 0, 0].slice(0, 7).join(',')}`
    : '';
  const datum = number(keys.GeogGeodeticDatumGeoKey) ?? 0;
  // EPSG's first datums have the numbers of their geographic systems and 2000 more.
  const base = !tied && datum > 6000 && datum < 7000 ? datum - 2000 : null;
  const { a, b } = ellipsoid;
  const shape = a === b ? `+b=${b}` : `+rf=${a / (a - b)}`;
  return { words: `+a=${a} ${shape}${pm}${tied}`, base };
}

const GREENWICH = 8901;

function parametersOf(keys: Keys, angle: number, length: number): ProjectionParameters {
  const first = (unit: number, ...names: readonly string[]) => {
    for (const name of names) {
      const value = number(keys[`Proj${name}GeoKey`]);
      if (value !== null) return value * unit;
    }
    return undefined;
  };
  return {
    lat0: first(angle, 'NatOriginLat', 'FalseOriginLat', 'CenterLat'),
    lon0: first(angle, 'StraightVertPoleLong', 'NatOriginLong', 'FalseOriginLong', 'CenterLong'),
    lat1: first(angle, 'StdParallel1'),
    lat2: first(angle, 'StdParallel2'),
    scale: first(1, 'ScaleAtNatOrigin', 'ScaleAtCenter'),
    x0: first(length, 'FalseEasting', 'FalseOriginEasting', 'CenterEasting'),
    y0: first(length, 'FalseNorthing', 'FalseOriginNorthing', 'CenterNorthing'),
    azimuth: first(angle, 'AzimuthAngle'),
    gridAngle: first(angle, 'RectifiedGridAngle'),
  };
}

/** The system that the keys describe by its parameters; null where they do not, or not in known words. */
export async function spelledCrs(keys: Keys, isProjected: boolean): Promise<SpelledCrs | null> {
  const angle = angleUnit(keys);
  const ground = angle === null ? null : await groundOf(keys, angle);
  if (angle === null || !ground) return null;
  const { words, base } = ground;
  if (!isProjected) return { proj4: `+proj=longlat ${words}`, base, toDegrees: angle };
  const method = number(keys.ProjCoordTransGeoKey);
  const length = lengthUnit(keys);
  if (method === null || length === null) return null;
  const ellipsoid = ellipsoidOf(keys) ?? WGS84;
  const projection = projectionWords(method, parametersOf(keys, angle, length), ellipsoid);
  if (!projection) return null;
  return { proj4: definitionOf(projection, words, length), base, toDegrees: 1 };
}

const WGS84: Ellipsoid = { a: 6378137, b: 6356752.314245179 };

/** @param length metres in a unit of the coordinates */
export function definitionOf(projection: string, ground: string, length: number): string {
  // A sphere of the projection's own stands for the whole earth.
  const sphere = /\+R=/.test(projection);
  const unit = length === 1 ? '+units=m' : `+to_meter=${length}`;
  return [projection, ...(sphere ? [] : [ground]), unit].join(' ');
}
