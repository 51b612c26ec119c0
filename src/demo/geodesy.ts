/**
 * The few map projections that the demo's frames need, on WGS 84. Transverse Mercator after Krüger
 * (series to n⁴, good to well under a millimetre within 1000 km of the central meridian), as given
 * in Karney, "Transverse Mercator with an accuracy of a few nanometers", 2011.
 */

const A = 6378137;
const F = 1 / 298.257223563;
const N = F / (2 - F);
const E = Math.sqrt(F * (2 - F));
const RECTIFYING = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
];
const RADIANS = Math.PI / 180;

/** [longitude or easting or x, latitude or northing or y]; degrees or metres as the function says. */
export type Pair = readonly [number, number];

export type Projection = {
  /** Degrees to units of the projection. */
  readonly forward: (lon: number, lat: number) => Pair;
  /** Units of the projection to degrees. */
  readonly inverse: (x: number, y: number) => Pair;
};

function conformalTan(tau: number): number {
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  return tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
}

function geographicTan(conformal: number): number {
  let tau = conformal;
  for (let i = 0; i < 6; i++) {
    const error = conformal - conformalTan(tau);
    const slope = Math.hypot(1, conformalTan(tau));
    tau += (error / slope) * ((1 + (1 - E * E) * tau * tau) / ((1 - E * E) * Math.hypot(1, tau)));
  }
  return tau;
}

/** centralMeridian in degrees; scale on it; false easting and no false northing, in metres. */
function transverseMercator(
  centralMeridian: number,
  scale: number,
  falseEasting: number,
): Projection {
  const unit = scale * RECTIFYING;
  return {
    forward: (lon, lat) => {
      const dLon = (lon - centralMeridian) * RADIANS;
      const tau = conformalTan(Math.tan(lat * RADIANS));
      const xi0 = Math.atan2(tau, Math.cos(dLon));
      const eta0 = Math.asinh(Math.sin(dLon) / Math.hypot(tau, Math.cos(dLon)));
      let xi = xi0;
      let eta = eta0;
      for (let j = 1; j <= 4; j++) {
        xi += (ALPHA[j - 1] as number) * Math.sin(2 * j * xi0) * Math.cosh(2 * j * eta0);
        eta += (ALPHA[j - 1] as number) * Math.cos(2 * j * xi0) * Math.sinh(2 * j * eta0);
      }
      return [falseEasting + unit * eta, unit * xi];
    },
    inverse: (x, y) => {
      const xi0 = y / unit;
      const eta0 = (x - falseEasting) / unit;
      let xi = xi0;
      let eta = eta0;
      for (let j = 1; j <= 4; j++) {
        xi -= (BETA[j - 1] as number) * Math.sin(2 * j * xi0) * Math.cosh(2 * j * eta0);
        eta -= (BETA[j - 1] as number) * Math.cos(2 * j * xi0) * Math.sinh(2 * j * eta0);
      }
      const conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
      return [
        centralMeridian + Math.atan2(Math.sinh(eta), Math.cos(xi)) / RADIANS,
        Math.atan(geographicTan(conformal)) / RADIANS,
      ];
    },
  };
}

const WEB_MERCATOR: Projection = {
  forward: (lon, lat) => [A * lon * RADIANS, A * Math.asinh(Math.tan(lat * RADIANS))],
  inverse: (x, y) => [x / A / RADIANS, Math.atan(Math.sinh(y / A)) / RADIANS],
};

const GEOGRAPHIC: Projection = { forward: (lon, lat) => [lon, lat], inverse: (x, y) => [x, y] };

/** EPSG:4326, EPSG:3857 and the northern UTM zones, EPSG:32601 to 32660. */
export function projectionOf(epsg: number): Projection {
  if (epsg === 4326) return GEOGRAPHIC;
  if (epsg === 3857) return WEB_MERCATOR;
  if (epsg > 32600 && epsg <= 32660)
    return transverseMercator((epsg - 32600) * 6 - 183, 0.9996, 500000);
  throw new Error(`The demo knows no projection EPSG:${epsg}`);
}

/** Local ground metres east and north of a place: transverse Mercator of scale 1 through it. */
export function groundPlane(lon: number, lat: number): Projection {
  const tm = transverseMercator(lon, 1, 0);
  const north = tm.forward(lon, lat)[1];
  return {
    forward: (l, p) => {
      const [x, y] = tm.forward(l, p);
      return [x, y - north];
    },
    inverse: (x, y) => tm.inverse(x, y + north),
  };
}

/** Where the sun stands: azimuth from true north and elevation, degrees (NOAA's short formulae). */
export function sunPosition(
  iso: string,
  lon: number,
  lat: number,
): { azimuth: number; elevation: number } {
  const days = Date.parse(iso) / 86400000 - 10957.5;
  const g = (357.529 + 0.98560028 * days) * RADIANS;
  const q = 280.459 + 0.98564736 * days;
  const eclipticLon = (q + 1.915 * Math.sin(g) + 0.02 * Math.sin(2 * g)) * RADIANS;
  const tilt = 23.439 * RADIANS;
  const ra = Math.atan2(Math.cos(tilt) * Math.sin(eclipticLon), Math.cos(eclipticLon));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(eclipticLon));
  const sidereal = (280.46061837 + 360.98564736629 * days + lon) * RADIANS;
  const hour = sidereal - ra;
  const phi = lat * RADIANS;
  const elevation = Math.asin(
    Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hour),
  );
  const azimuth = Math.atan2(
    -Math.sin(hour) * Math.cos(declination),
    Math.sin(declination) * Math.cos(phi) - Math.cos(declination) * Math.sin(phi) * Math.cos(hour),
  );
  return { azimuth: (azimuth / RADIANS + 360) % 360, elevation: elevation / RADIANS };
}
