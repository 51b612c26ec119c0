/** From GeoKeys, WKT or codes to a coordinate system: code, name and definition, without a network. */
import { UserError } from '../domain/errors';
import { projectionOf } from '../domain/geo/projection';
import { utmCrs } from '../domain/geo/utm';
import type { GeoKeyValue } from './geokeys';
import type { Crs } from './types';
import { readWkt } from './wkt';

type Keys = Readonly<Record<string, GeoKeyValue>>;

const USER_DEFINED = 32767;

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
export async function resolveCrs(keys: Keys): Promise<Crs | null> {
  const projected = code(keys.ProjectedCSTypeGeoKey);
  const geographic = code(keys.GeographicTypeGeoKey);
  const isProjected = keys.GTModelTypeGeoKey === 1 || projected !== null;
  // A projected system that is user-defined is described by its parameters, never by its base's code.
  const epsg = isProjected ? projected : geographic;
  const known = epsg !== null && epsg !== USER_DEFINED ? epsg : null;
  const common = known === null ? null : commonCrs(known);
  if (common) return common;
  const proj4 = await fromTable(keys, isProjected);
  if (proj4) return { epsg: known, crsName: nameOf(keys, known, isProjected), proj4 };
  // ESRI's programs put what GeoKeys cannot say into a citation, after "ESRI PE String = ".
  const cited = [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey];
  const wkt = cited.find((text) => typeof text === 'string' && readWkt(text) !== null);
  return typeof wkt === 'string' ? crsOfWkt(wkt) : null;
}

/** The CRS of a code in EPSG's register, projected or geographic; null where it is not in the table. */
export async function crsOfEpsg(epsg: number): Promise<Crs | null> {
  const projected = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: epsg };
  const geographic = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: epsg };
  return (await resolveCrs(projected)) ?? (await resolveCrs(geographic));
}

/** The horizontal CRS of a WKT text, by its code where it has a known one; null where it is none. */
export async function crsOfWkt(text: string): Promise<Crs | null> {
  const facts = readWkt(text);
  if (!facts) return null;
  const known = facts.epsg === null ? null : await crsOfEpsg(facts.epsg);
  if (known)
    return { ...known, crsName: known.crsName.startsWith('EPSG:') ? facts.name : known.crsName };
  if (!isUsable(facts.horizontal)) return null;
  return { epsg: facts.epsg, crsName: facts.name, proj4: facts.horizontal };
}

/** What an analyst types: 'EPSG:32652', '32652', a proj4 definition or WKT. null where it is not known. */
export async function crsOfText(text: string): Promise<Crs | null> {
  const typed = text.trim();
  const code = /^(?:epsg\s*:{1,2}\s*)?(\d{4,6})$/i.exec(typed)?.[1];
  if (code) return crsOfEpsg(Number(code));
  if (!/^\+(proj|init)=/.test(typed)) return crsOfWkt(typed);
  return isUsable(typed) ? { epsg: null, crsName: 'Typed coordinate system', proj4: typed } : null;
}

function isUsable(definition: string): boolean {
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

function nameOf(keys: Keys, epsg: number | null, isProjected: boolean): string {
  const candidates = isProjected
    ? [keys.PCSCitationGeoKey, keys.GTCitationGeoKey]
    : [keys.GeogCitationGeoKey, keys.GTCitationGeoKey];
  const found = candidates.find((c) => typeof c === 'string' && c.trim() !== '');
  if (typeof found === 'string') return found.split('|')[0]?.trim() ?? found;
  return epsg === null ? 'User-defined coordinate system' : `EPSG:${epsg}`;
}

/** Errors of the table that leave no usable definition; the others are notes about vertical parts. */
const FATAL = ['CRSNotSupported', 'conversionNotSupported', 'coordinateTransformationNotSupported'];

async function fromTable(keys: Keys, isProjected: boolean): Promise<string | null> {
  const { toProj4 } = await import('geotiff-geokeys-to-proj4');
  const { proj4, errors, isGCS } = toProj4(keys as unknown as Parameters<typeof toProj4>[0]);
  if (FATAL.some((name) => name in errors) || isGCS === isProjected) return null;
  // GeoTIFF gives x before y whatever the authority's order of axes (OGC 19-008r4, section 7.4).
  const definition = proj4.replace(/\+axis=\w+\s*/, '').trim();
  return isUsable(definition) ? definition : null;
}
