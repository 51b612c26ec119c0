/**
 * Somebody's GeoJSON, taken apart with care: what is a polygon in longitude and latitude, and what is
 * left out and why. Linear in the size of the text.
 */
import { z } from 'zod';
import { UserError } from '../domain/errors';
import { type Projection, projectionOf } from '../domain/geo/projection';
import type { LonLat } from '../domain/model/units';

/** Larger files are refused before they are read: a browser's text ends near this size. */
const MAX_GEOJSON_BYTES = 500_000_000;

/** One outer ring, without its closing point; longitudes as in the file. */
export type Ring = readonly LonLat[];

export type ForeignFeature = {
  /** Place in the file, from 0. */
  readonly index: number;
  readonly kind: string;
  /** Outer rings, one per polygon; empty where the feature has none that can be used. */
  readonly rings: readonly Ring[];
  readonly properties: Readonly<Record<string, unknown>>;
  /** A sentence part, 'it is a Point', or null where the feature has polygons. */
  readonly leftOut: string | null;
};

export type ForeignGeoJson = {
  readonly name: string;
  readonly features: readonly ForeignFeature[];
  /** Whole sentences on what is odd about the file as a whole. */
  readonly problems: readonly string[];
};

const Root = z.looseObject({
  type: z.string(),
  features: z.array(z.unknown()).optional(),
  crs: z.unknown().optional(),
  quaymark: z.unknown().optional(),
});
export type GeoJsonRoot = z.infer<typeof Root>;

/** @throws UserError for files of MAX_GEOJSON_BYTES and more. */
export function requireSize(name: string, bytes: number): void {
  if (bytes < MAX_GEOJSON_BYTES) return;
  const size = Math.round(bytes / 1e6);
  throw new UserError(
    `${name} is too large to import: ${size} MB, where the limit is ${MAX_GEOJSON_BYTES / 1e6} MB. Split it into smaller files, for example by date with ogr2ogr -where.`,
  );
}

/** The file's top level. @throws UserError where it is not JSON or not GeoJSON. */
export function parseRoot(text: string, name: string): GeoJsonRoot {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    const detail = cause instanceof SyntaxError ? ` (${cause.message.slice(0, 120)})` : '';
    throw new UserError(
      `${name} is not JSON${detail}. It may be cut off or of another kind; export it again as GeoJSON.`,
      { cause },
    );
  }
  const root = Root.safeParse(value);
  if (root.success) return root.data;
  throw new UserError(
    `${name} is JSON but not GeoJSON: it has no "type" at its top or its "features" are no list. Export it again as a GeoJSON FeatureCollection.`,
  );
}

const GEOMETRIES = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

/** All features of a file. @throws UserError where none has a polygon that can be used. */
export function parseForeign(root: GeoJsonRoot, name: string): ForeignGeoJson {
  const toLonLat = placerOf(root.crs, name);
  const raw = rawFeatures(root, name);
  const features = raw.map((value, index) => featureOf(value, index, toLonLat));
  const problems = duplicateIds(raw);
  if (toLonLat) {
    problems.push('The file names its own coordinate system; its places were converted to WGS 84.');
  }
  if (!features.some(({ leftOut }) => leftOut === null)) throw nothingUsable(features, name);
  return { name, features, problems };
}

function rawFeatures(root: GeoJsonRoot, name: string): readonly unknown[] {
  if (root.type === 'FeatureCollection') {
    if (root.features) return root.features;
    throw new UserError(
      `${name} is a FeatureCollection without "features". Export it again as GeoJSON.`,
    );
  }
  if (root.type === 'Feature') return [root];
  if (GEOMETRIES.has(root.type)) return [{ type: 'Feature', geometry: root, properties: {} }];
  throw new UserError(
    `${name} is of type "${root.type}", which is not GeoJSON. Export it as a GeoJSON FeatureCollection.`,
  );
}

function nothingUsable(features: readonly ForeignFeature[], name: string): UserError {
  const [first] = features;
  if (!first) return new UserError(`${name} holds no features, so there is nothing to import.`);
  const reasons = new Set(features.map(({ leftOut }) => leftOut));
  if (reasons.size === 1 && first.leftOut === OUT_OF_RANGE) {
    return new UserError(
      `The coordinates in ${name} are not longitudes and latitudes. Convert the file with ogr2ogr -t_srs EPSG:4326, then import it again.`,
    );
  }
  if (reasons.size === 1 && first.leftOut === BAD_NESTING) {
    return new UserError(
      `The coordinates in ${name} are nested wrongly for polygons. Export the file again as GeoJSON.`,
    );
  }
  const kinds = [...new Set(features.map(({ kind }) => kind))].join(', ');
  return new UserError(
    `${name} has no polygons that could become boxes (it holds: ${kinds}). Export outlines as polygons.`,
  );
}

const OUT_OF_RANGE = 'its coordinates are out of range';
const BAD_NESTING = 'its coordinates are nested wrongly';

const RawFeature = z.looseObject({
  geometry: z.looseObject({ type: z.string(), coordinates: z.unknown() }).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

function featureOf(
  value: unknown,
  index: number,
  toLonLat: Projection['toLonLat'] | null,
): ForeignFeature {
  const parsed = RawFeature.safeParse(value);
  const properties = parsed.success ? (parsed.data.properties ?? {}) : {};
  const left = (kind: string, leftOut: string): ForeignFeature => ({
    index,
    kind,
    rings: [],
    properties,
    leftOut,
  });
  if (!parsed.success) return left('broken', 'it is not a GeoJSON feature');
  const { geometry } = parsed.data;
  if (!geometry) return left('none', 'it has no geometry');
  const kind = geometry.type;
  if (kind !== 'Polygon' && kind !== 'MultiPolygon') return left(kind, `it is a ${kind}`);
  const polygons = kind === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0) return left(kind, BAD_NESTING);
  const rings: Ring[] = [];
  for (const polygon of polygons) {
    const ring = ringOf(Array.isArray(polygon) ? polygon[0] : null, toLonLat);
    if (typeof ring === 'string') return left(kind, ring);
    rings.push(ring);
  }
  return { index, kind, rings: joinAtAntimeridian(rings), properties, leftOut: null };
}

/** The outer ring's positions, or the reason why it cannot be used. */
function ringOf(ring: unknown, toLonLat: Projection['toLonLat'] | null): Ring | string {
  if (!Array.isArray(ring)) return BAD_NESTING;
  const places: LonLat[] = [];
  for (const position of ring) {
    if (!Array.isArray(position)) return BAD_NESTING;
    const [x, y]: unknown[] = position;
    if (typeof x !== 'number' || typeof y !== 'number') return BAD_NESTING;
    const place = toLonLat ? toLonLat([x, y]) : ([x, y] as const);
    if (!place || !(Math.abs(place[0]) <= 360) || !(Math.abs(place[1]) <= 90)) return OUT_OF_RANGE;
    places.push(place);
  }
  // A ring may run past 180° where it crosses the antimeridian, but not lie wholly beyond it.
  if (places.every(([lon]) => Math.abs(lon) > 180)) return OUT_OF_RANGE;
  const [first] = places;
  const last = places.at(-1);
  if (places.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]) places.pop();
  return places.length >= 3 ? places : 'its outline has fewer than three corners';
}

/** Two parts that meet at ±180° (RFC 7946, 3.1.9) are one outline again, running on past 180°. */
function joinAtAntimeridian(rings: readonly Ring[]): readonly Ring[] {
  const west = rings.find((ring) => ring.some(([lon]) => lon === 180));
  const east = rings.find((ring) => ring.some(([lon]) => lon === -180));
  if (!west || !east || west === east || !latitudesMeet(west, east)) return rings;
  const moved = east.map(([lon, lat]): LonLat => [lon + 360, lat]);
  return [[...west, ...moved], ...rings.filter((ring) => ring !== west && ring !== east)];
}

function latitudesMeet(a: Ring, b: Ring): boolean {
  const [aLats, bLats] = [a.map(([, lat]) => lat), b.map(([, lat]) => lat)];
  return Math.min(...aLats) <= Math.max(...bLats) && Math.min(...bLats) <= Math.max(...aLats);
}

function duplicateIds(raw: readonly unknown[]): string[] {
  const seen = new Set<string>();
  let repeated = 0;
  for (const feature of raw) {
    const id = typeof feature === 'object' && feature && 'id' in feature ? feature.id : undefined;
    if (typeof id !== 'string' && typeof id !== 'number') continue;
    if (seen.has(String(id))) repeated += 1;
    seen.add(String(id));
  }
  if (repeated === 0) return [];
  const what = repeated === 1 ? '1 feature has' : `${repeated} features have`;
  return [`${what} the id of an earlier one; each still becomes a box of its own.`];
}

const NamedCrs = z.object({ properties: z.object({ name: z.string() }) });

/**
 * GeoJSON of 2008 could name its coordinate system. null where the places are longitude and latitude
 * already. @throws UserError for a system that is not known here.
 */
function placerOf(crs: unknown, name: string): Projection['toLonLat'] | null {
  if (crs === undefined || crs === null) return null;
  const parsed = NamedCrs.safeParse(crs);
  const title = parsed.success ? parsed.data.properties.name : '';
  if (/CRS:?84$/i.test(title)) return null;
  const code = Number(/EPSG:+(?:[\d.]*:)?(\d+)$/i.exec(title)?.[1] ?? 0);
  if (code === 4326) return null;
  const definition = definitionOf(code);
  if (definition) return projectionOf(definition).toLonLat;
  throw new UserError(
    `${name} is in a coordinate system that is not known here (${title || 'without a name'}). Convert it with ogr2ogr -t_srs EPSG:4326, then import it again.`,
  );
}

/** EPSG codes that need no table: WGS 84 / UTM and the Web Mercator of tiles. */
function definitionOf(code: number): string | null {
  if (code === 3857 || code === 900913) {
    return '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs';
  }
  const zone = code % 100;
  const band = (code - zone) / 100;
  if ((band !== 326 && band !== 327) || zone < 1 || zone > 60) return null;
  return `+proj=utm +zone=${zone}${band === 327 ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`;
}
