/** From GeoKeys, WKT or codes to a coordinate system: code, name and definition, without a network. */
import { UserError } from '../../domain/errors';
import { projectionOf } from '../../domain/geo/projection';
import { utmCrs } from '../../domain/geo/utm';
import type { MapXY } from '../../domain/model/units';
import type { Crs } from '../types';
import { chosenShift, type DatumShift, widestShift } from './datum-choice';
import { epsgSystem, gridAccuracyAt } from './epsg-table';
import type { GeoKeyValue } from './geokeys';
import { angleUnit, type SpelledCrs, spelledCrs } from './geokeys-crs';
import { readWkt } from './wkt';
import { spelledByWkt } from './wkt-crs';

type Keys = Readonly<Record<string, GeoKeyValue>>;

const USER_DEFINED = 32767;
const WGS84 = 4326;

/** A system whose datum is not tied to WGS 84 yet. */
export type LooseCrs = Crs & {
  /** EPSG code of the geographic system beneath it; null where it is WGS 84 or not known. */
  readonly base: number | null;
  /** Degrees in a unit of the file's coordinates, of a geographic system; its definition counts in degrees. */
  readonly toDegrees: number;
};

export type TiedCrs = {
  readonly crs: Crs;
  /** How well the datum is tied to WGS 84, metres; 0 where it is as good as that; null where nothing is known. */
  readonly accuracyM: number | null;
  /** The same for the register's grids, which are not part of this program; null where it has none there. */
  readonly gridAccuracyM: number | null;
};

/** The ellipsoids of satellite datums, which lie within about 2 m of WGS 84. */
const CLOSE = /\+ellps=(GRS80|WGS84|GSK2011)\b/;

/**
 * Ties a system's datum to WGS 84 by what PROJ takes at a place of the map, or, where no place is given, by what
 * is meant for the widest area. Where there is nothing, coordinates are taken as they are, as GDAL does.
 */
export async function tieDatum(
  { base, toDegrees, ...crs }: LooseCrs,
  map: MapXY | null,
): Promise<TiedCrs> {
  if (base === null || base === WGS84 || /\+datum=WGS84/.test(crs.proj4)) {
    return { crs, accuracyM: 0, gridAccuracyM: null };
  }
  const bare = crs.proj4.replace(/\s*\+towgs84=\S+/, '');
  const own = crs.epsg === null ? null : await epsgSystem(crs.epsg);
  const shifts = (own ?? (await epsgSystem(base)))?.shifts ?? [];
  const { toLonLat, fromLonLat } = projectionOf(bare);
  const shift = map ? chosenShift(shifts, map, fromLonLat) : widestShift(shifts);
  const place = map && toLonLat(map);
  const gridAccuracyM = place && (await gridAccuracyAt(base, place));
  const proj4 = shift ? tiedBy(bare, shift) : bare;
  const known = shift?.parameters && !shift.ballpark && shift.accuracy >= 0;
  if (!known && CLOSE.test(bare)) {
    return { crs: { ...crs, proj4 }, accuracyM: 0, gridAccuracyM };
  }
  const accuracyM = known ? shift.accuracy : null;
  const told = accuracyM === 0 ? {} : { datumM: accuracyM };
  return { crs: { ...crs, proj4, ...told }, accuracyM, gridAccuracyM };
}

function tiedBy(definition: string, { parameters, meridian }: DatumShift): string {
  const own = meridian === null ? definition : definition.replace(/\s*\+pm=\S+/, '');
  const pm = meridian === null ? '' : ` +pm=${meridian}`;
  const shift = parameters && parameters.length > 0 ? ` +towgs84=${parameters.join(',')}` : '';
  return `${own}${pm}${shift}`;
}

/** The systems nearly all imagery comes in, so that the table of the others is seldom loaded. */
export function commonCrs(epsg: number): Crs | null {
  if (epsg === 4326) {
    return { epsg, crsName: 'WGS 84', proj4: '+proj=longlat +datum=WGS84 +no_defs' };
  }
  if (epsg === 3857) {
    const proj4 =
      '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs';
    return { epsg, crsName: 'WGS 84 / Pseudo-Mercator', proj4 };
  }
  const zone = epsg % 100;
  const south = Math.floor(epsg / 100) === 327;
  if ((Math.floor(epsg / 100) !== 326 && !south) || zone < 1 || zone > 60) return null;
  return utmCrs(zone, south);
}

/** The CRS that the keys describe, or null where it is not known or cannot be computed with. */
export async function resolveCrs(keys: Keys): Promise<LooseCrs | null> {
  const projected = code(keys.ProjectedCSTypeGeoKey);
  const geographic = code(keys.GeographicTypeGeoKey);
  // ESRI's programs put what GeoKeys cannot say into a citation, after "ESRI PE String = ".
  const cited = [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey]
    .map((text) => (typeof text === 'string' && readWkt(text) ? text : null))
    .find((text) => text !== null);
  const isProjected =
    keys.GTModelTypeGeoKey === 1 ||
    projected !== null ||
    (cited !== undefined && readWkt(cited)?.projected === true);
  // A projected system that is user-defined is described by its parameters, never by its base's code.
  const epsg = isProjected ? projected : geographic;
  const known = epsg !== null && epsg !== USER_DEFINED ? epsg : null;
  const unit = isProjected ? 1 : (angleUnit(keys) ?? 1);
  const common = known === null ? null : commonCrs(known);
  if (common) return { ...common, base: null, toDegrees: unit };
  const listed = known === null ? null : await epsgSystem(known);
  if (listed && isUsable(listed.proj4)) {
    const crsName = nameOf(keys, isProjected) ?? listed.name;
    const own = keys.GeogAngularUnitsGeoKey === undefined ? listed.toDegrees : unit;
    const toDegrees = isProjected ? 1 : own;
    return { epsg: known, crsName, proj4: listed.proj4, base: listed.base, toDegrees };
  }
  const written = cited ? await crsOfWkt(cited) : null;
  if (written) return written;
  const spelled = await fromKeys(keys, isProjected);
  if (!spelled) return null;
  const unnamed = known === null ? 'User-defined coordinate system' : `EPSG:${known}`;
  return { epsg: known, crsName: nameOf(keys, isProjected) ?? unnamed, ...spelled };
}

/** The CRS of a code in EPSG's register, projected or geographic; null where it is not in the table. */
export async function crsOfEpsg(epsg: number): Promise<LooseCrs | null> {
  const projected = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: epsg };
  const geographic = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: epsg };
  if ((await epsgSystem(epsg))?.base === epsg) return resolveCrs(geographic);
  return (await resolveCrs(projected)) ?? (await resolveCrs(geographic));
}

/** The horizontal CRS of a WKT text, by its code where it has a known one; null where it is none. */
export async function crsOfWkt(text: string): Promise<LooseCrs | null> {
  const facts = readWkt(text);
  if (!facts) return null;
  const known = facts.epsg === null ? null : await crsOfEpsg(facts.epsg);
  if (known)
    return { ...known, crsName: known.crsName.startsWith('EPSG:') ? facts.name : known.crsName };
  const spelled = await spelledByWkt(facts.horizontal);
  if (spelled && isUsable(spelled.proj4)) {
    return { epsg: facts.epsg, crsName: facts.name, ...spelled };
  }
  return null;
}

/**
 * What an analyst types: 'EPSG:32652', '32652', a proj4 definition or WKT. null where it is not known.
 * @param place where its datum is to be tied to WGS 84, in coordinates of the system
 */
export async function crsOfText(text: string, place: MapXY | null = null): Promise<Crs | null> {
  const typed = text.trim();
  const code = /^(?:epsg\s*:{1,2}\s*)?(\d{4,6})$/i.exec(typed)?.[1];
  const isDefinition = /^\+(proj|init)=/.test(typed);
  if (code || !isDefinition) {
    const named = code ? await crsOfEpsg(Number(code)) : await crsOfWkt(typed);
    // Nobody knows of coordinates without a system whether they were in such angles.
    if (named?.toDegrees !== 1) return null;
    return (await tieDatum(named, place)).crs;
  }
  return isUsable(typed) ? { epsg: null, crsName: 'Typed coordinate system', proj4: typed } : null;
}

/** Whether a PROJ definition is one that is computed with: Laborde's projection, say, is not. */
export function isUsable(definition: string): boolean {
  try {
    projectionOf(definition);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function code(value: GeoKeyValue | undefined): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

/** What the file calls its system; null where it does not. */
function nameOf(keys: Keys, isProjected: boolean): string | null {
  const candidates = isProjected
    ? [keys.PCSCitationGeoKey, keys.GTCitationGeoKey]
    : [keys.GeogCitationGeoKey, keys.GTCitationGeoKey];
  const found = candidates.find((c) => typeof c === 'string' && c.trim() !== '');
  return typeof found === 'string' ? (found.split('|')[0]?.trim() ?? found) : null;
}

/** Errors of the table that leave no usable definition; the others are notes about vertical parts. */
const FATAL = ['CRSNotSupported', 'conversionNotSupported', 'coordinateTransformationNotSupported'];

/** Of systems that are described by their parameters. */
async function fromKeys(keys: Keys, isProjected: boolean): Promise<SpelledCrs | null> {
  // What is in angles that nobody knows is not guessed at.
  if (angleUnit(keys) === null) return null;
  const spelled = await spelledCrs(keys, isProjected);
  if (spelled) return isUsable(spelled.proj4) ? spelled : null;
  const proj4 = await byPackage(keys, isProjected);
  const geographic = code(keys.GeographicTypeGeoKey);
  const base = geographic === USER_DEFINED ? null : geographic;
  return proj4 === null ? null : { proj4, base, toDegrees: 1 };
}

/** Codes of ellipsoids and of projections by themselves, which the package knows. */
async function byPackage(keys: Keys, isProjected: boolean): Promise<string | null> {
  const { toProj4 } = await import('geotiff-geokeys-to-proj4');
  const found = toProj4(keys as unknown as Parameters<typeof toProj4>[0]);
  if (FATAL.some((name) => name in found.errors) || found.isGCS === isProjected) return null;
  // Of the ellipsoid proj4 takes this one as of a sphere, which is tens of metres off.
  if (/\+proj=ortho\b/.test(found.proj4)) return null;
  // GeoTIFF gives x before y whatever the authority's order of axes (OGC 19-008r4, section 7.4).
  const plain = found.proj4.replace(/\+axis=\w+\s*/, '').trim();
  // The package tells apart from the definition what the file's coordinates are to be multiplied by.
  const { x: unit, y: alsoUnit } = found.coordinatesConversionParameters;
  const inMetres = unit === 1 || /\+(to_meter|units)=/.test(plain);
  // No definition says that longitudes are in other units than degrees.
  if (unit !== alsoUnit || (unit !== 1 && (found.isGCS || found.coordinatesUnits !== 'metre'))) {
    return null;
  }
  const definition = inMetres ? plain : `${plain} +to_meter=${unit}`;
  return isUsable(definition) ? definition : null;
}
