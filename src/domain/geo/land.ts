/**
 * Land as rings of longitude and latitude, read from TopoJSON (github.com/topojson/topojson-specification)
 * and cut to a part of the earth.
 */
import { z } from 'zod';
import type { Degrees } from '../model/units';
import { longitudeNear } from './geodesy';

/** West may be below −180 and east above 180 where a region lies across the antimeridian. */
export type Region = {
  readonly west: Degrees;
  readonly south: Degrees;
  readonly east: Degrees;
  readonly north: Degrees;
};

/**
 * A closed ring: lon, lat, lon, lat …, the first point not repeated. Holes are rings like others.
 * Longitudes run on without a jump, so a ring across the antimeridian passes ±180.
 */
export type LandRing = Region & { readonly points: Float64Array };
export type Land = readonly LandRing[];

const ArcIndices = z.array(z.array(z.number().int()));
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), arcs: ArcIndices }),
  z.object({ type: z.literal('MultiPolygon'), arcs: z.array(ArcIndices) }),
]);
const Topology = z.object({
  type: z.literal('Topology'),
  transform: z.object({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  objects: z.object({
    land: z.object({ type: z.literal('GeometryCollection'), geometries: z.array(Geometry) }),
  }),
  // Hundreds of thousands of pairs: looked at one by one only while they are read.
  arcs: z.custom<readonly (readonly (readonly [number, number])[])[]>(Array.isArray),
});

/** @throws z.ZodError where the value is no quantized topology with an object `land`. */
export function readLand(value: unknown): Land {
  const { objects, arcs, transform } = Topology.parse(value);
  const decoded = arcs.map((arc) => decodeArc(arc, transform));
  return objects.land.geometries.flatMap((geometry) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs;
    return polygons.flatMap((rings) => rings.map((indices) => joinArcs(indices, decoded)));
  });
}

function decodeArc(
  arc: readonly (readonly [number, number])[],
  { scale, translate }: z.infer<typeof Topology>['transform'],
): Float64Array {
  const points = new Float64Array(arc.length * 2);
  let [x, y] = [0, 0];
  for (let i = 0; i < arc.length; i += 1) {
    const [dx, dy] = arc[i] ?? [0, 0];
    x += dx;
    y += dy;
    points[2 * i] = x * scale[0] + translate[0];
    points[2 * i + 1] = y * scale[1] + translate[1];
  }
  return points;
}

/** Arcs share their end points; ~i is arc i from its end to its start. */
function joinArcs(indices: readonly number[], arcs: readonly Float64Array[]): LandRing {
  const parts = indices.map((index) => {
    const arc = arcs[index < 0 ? ~index : index] ?? new Float64Array();
    return (index < 0 ? reversed(arc) : arc).subarray(0, Math.max(0, arc.length - 2));
  });
  const points = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    points.set(part, at);
    at += part.length;
  }
  const whole = unwound(points);
  return { points: whole, ...boundsOf(whole) };
}

/**
 * The ring with longitudes that run on. The data's jump from 180 to −180 where a ring crosses the
 * antimeridian; one that has gone round the earth in the end lies about the south pole, and is closed there.
 */
function unwound(points: Float64Array): Float64Array {
  let last = points[0] ?? 0;
  for (let i = 0; i < points.length; i += 2) {
    last = longitudeNear(points[i] ?? 0, last);
    points[i] = last;
  }
  const [lon = 0, lat = 0] = points;
  const around = longitudeNear(lon, last) - lon;
  if (around === 0) return points;
  const closing = [lon + around, lat, lon + around, -90, lon, -90];
  return Float64Array.from([...points, ...closing]);
}

function reversed(arc: Float64Array): Float64Array {
  const turned = new Float64Array(arc.length);
  for (let i = 0; i < arc.length; i += 2) {
    turned[arc.length - 2 - i] = arc[i] ?? 0;
    turned[arc.length - 1 - i] = arc[i + 1] ?? 0;
  }
  return turned;
}

function boundsOf(points: Float64Array): Region {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const [lon, lat] = [points[i] ?? 0, points[i + 1] ?? 0];
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}

/**
 * The rings within a region, each cut at its edges (Sutherland and Hodgman 1974: the cuts run along the
 * edges, so give the region a margin). Longitudes are those of the region's turn.
 */
export function landWithin(land: Land, region: Region): Float64Array[] {
  const cut: Float64Array[] = [];
  const first = Math.floor((region.west + 180) / 360) - 1;
  const last = Math.floor((region.east + 180) / 360) + 1;
  for (let turn = first; turn <= last; turn += 1) {
    const shift = 360 * turn;
    const own = { ...region, west: region.west - shift, east: region.east - shift };
    for (const ring of land) {
      const points = cutRing(ring, own);
      if (points.length >= 6) cut.push(shift === 0 ? points : shifted(points, shift));
    }
  }
  return cut;
}

function shifted(points: Float64Array, shift: Degrees): Float64Array {
  return points.map((value, i) => (i % 2 === 0 ? value + shift : value));
}

function cutRing(ring: LandRing, { west, south, east, north }: Region): Float64Array {
  if (ring.east < west || ring.west > east || ring.north < south || ring.south > north) {
    return new Float64Array();
  }
  let { points } = ring;
  if (ring.west < west) points = cutAt(points, 0, west, 1);
  if (ring.east > east) points = cutAt(points, 0, east, -1);
  if (ring.south < south) points = cutAt(points, 1, south, 1);
  if (ring.north > north) points = cutAt(points, 1, north, -1);
  return points;
}

/** Keeps what lies on one side of a line: axis 0 cuts at a longitude, side 1 keeps what is above. */
function cutAt(points: Float64Array, axis: 0 | 1, limit: number, side: 1 | -1): Float64Array {
  const kept: number[] = [];
  const count = points.length;
  let [beforeX, beforeY] = [points[count - 2] ?? 0, points[count - 1] ?? 0];
  let beforeIn = ((axis === 0 ? beforeX : beforeY) - limit) * side >= 0;
  for (let i = 0; i < count; i += 2) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0];
    const isIn = ((axis === 0 ? x : y) - limit) * side >= 0;
    if (isIn !== beforeIn) {
      const [now, then] = axis === 0 ? [x, beforeX] : [y, beforeY];
      const part = (limit - then) / (now - then);
      if (axis === 0) kept.push(limit, beforeY + (y - beforeY) * part);
      else kept.push(beforeX + (x - beforeX) * part, limit);
    }
    if (isIn) kept.push(x, y);
    [beforeX, beforeY, beforeIn] = [x, y, isIn];
  }
  return Float64Array.from(kept);
}

/**
 * Whether a stroke between two points is a seam of the data and no coast: along the antimeridian, where
 * some land is cut in two, and where Antarctica is closed at the pole.
 */
export function isSeam(lon: Degrees, lat: Degrees, toLon: Degrees, toLat: Degrees): boolean {
  const onSeam = (value: Degrees) => Math.abs(Math.abs(value % 360) - 180) < 1e-6;
  return Math.min(lat, toLat) < -89.9 || (onSeam(lon) && onSeam(toLon));
}
