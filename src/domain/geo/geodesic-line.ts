/** The shortest line between two places as points that a map can join by straight strokes. */
import geographiclib from 'geographiclib-geodesic';
import type { Degrees, LonLat, Meters } from '../model/units';
import { longitudeNear } from './geodesy';

const { Geodesic } = geographiclib;

/** Ground distance between points where nothing else is asked for. */
const STEP: Meters = 50_000;
const MOST_STEPS = 400;

/**
 * Points along the geodesic, both ends included. Longitudes run on without a jump and may pass ±180, so
 * that a line across the antimeridian is one line. Never empty: equal places give two equal points.
 */
export function geodesicLine(from: LonLat, to: LonLat, step: Meters = STEP): LonLat[] {
  const line = Geodesic.WGS84.InverseLine(from[1], from[0], to[1], to[0]);
  const length = line.s13 ?? 0;
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(length / step)));
  const points: [number, number][] = [[from[0], from[1]]];
  for (let i = 1; i <= steps; i += 1) {
    const { lat2, lon2 } = line.Position((length * i) / steps);
    points.push([longitudeNear(lon2 ?? to[0], points.at(-1)?.[0] ?? from[0]), lat2 ?? to[1]]);
  }
  return points;
}

/**
 * The meridian at the western edge of the smallest stretch of the earth that holds these longitudes; each
 * of them brought to within [west, west + 360) lies in it without a jump. 0 where there are none.
 */
export function westernmost(longitudes: readonly Degrees[]): Degrees {
  const sorted = longitudes.map((lon) => lon - 360 * Math.floor(lon / 360)).sort((a, b) => a - b);
  let west = sorted[0] ?? 0;
  let widest = west + 360 - (sorted.at(-1) ?? 0);
  for (const [i, lon] of sorted.entries()) {
    const gap = lon - (sorted[i - 1] ?? lon);
    if (gap <= widest) continue;
    widest = gap;
    west = lon;
  }
  return west > 180 ? west - 360 : west;
}
