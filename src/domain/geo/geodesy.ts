/** Measuring on the earth: geodesics on the WGS 84 ellipsoid, and the military grid. */
import geographiclib from 'geographiclib-geodesic';
import { forward as mgrsForward } from 'mgrs';
import type { Degrees, LonLat, Meters } from '../model/units';

const { Geodesic } = geographiclib;
const ELLIPSOID = Geodesic.WGS84;

export type Geodesic = {
  readonly distanceM: Meters;
  /** Azimuth at the first and at the second point, both looking on along the line, 0 ≤ a < 360. */
  readonly startDeg: Degrees;
  readonly endDeg: Degrees;
};

/**
 * The shortest line between two points (Karney 2013, Algorithms for geodesics). For equal points the
 * distance is 0 and the azimuths are of no meaning.
 */
export function geodesic(from: LonLat, to: LonLat): Geodesic {
  const found = ELLIPSOID.Inverse(from[1], from[0], to[1], to[0]);
  return {
    distanceM: found.s12 ?? 0,
    startDeg: normalizeDegrees(found.azi1 ?? 0),
    endDeg: normalizeDegrees(found.azi2 ?? 0),
  };
}

export function distanceM(from: LonLat, to: LonLat): Meters {
  return geodesic(from, to).distanceM;
}

/** The same direction with 0 ≤ degrees < 360. */
export function normalizeDegrees(degrees: Degrees): Degrees {
  const turned = degrees % 360;
  if (turned === 0) return 0;
  const positive = turned < 0 ? turned + 360 : turned;
  return positive >= 360 ? 0 : positive;
}

/** The direction half way between two that differ by less than half a turn, 0 ≤ d < 360. */
export function middleDegrees(a: Degrees, b: Degrees): Degrees {
  const difference = normalizeDegrees(b - a + 180) - 180;
  return normalizeDegrees(a + difference / 2);
}

/** The same meridian with −180 ≤ lon ≤ 180; a longitude in that range is given back as it is. */
export function wrapLongitude(lon: Degrees): Degrees {
  if (lon >= -180 && lon <= 180) return lon;
  return normalizeDegrees(lon + 180) - 180;
}

/** The longitude of the same meridian that is nearest to `reference`, which may be beyond ±180. */
export function longitudeNear(lon: Degrees, reference: Degrees): Degrees {
  return lon + 360 * Math.round((reference - lon) / 360);
}

/**
 * Military grid reference with `digits` digits each way (5 is 1 m, 4 is 10 m), spaced as it is read:
 * '52T FM 06659 76697'. The reference names the square that holds the point, so its figures are cut
 * and not rounded. null north of 84° N and south of 80° S, where the grid is another one.
 */
export function toMgrs(lonLat: LonLat, digits: 1 | 2 | 3 | 4 | 5 = 5): string | null {
  const lon = wrapLongitude(lonLat[0]);
  const lat = lonLat[1];
  if (!(lat >= -80 && lat <= 84) || !Number.isFinite(lon)) return null;
  const plain = mgrsForward([lon, lat], digits);
  const figures = plain.length - 2 * digits;
  const parts = [
    plain.slice(0, figures - 2),
    plain.slice(figures - 2, figures),
    plain.slice(figures, figures + digits),
    plain.slice(figures + digits),
  ];
  return parts.join(' ');
}
