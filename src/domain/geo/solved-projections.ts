/**
 * Projections by their forward formulas alone, as PROJ has them; the way back is found by Newton's method. Those
 * that proj4 lacks, or computes otherwise.
 */

export type XY = { x: number; y: number };

/** What proj4 knows of a system: metres, radians, the square of the eccentricity; its own words are texts. */
export type System = {
  readonly a: number;
  readonly es?: number;
  readonly lat0?: number;
  readonly lat1?: number;
  readonly long0?: number;
  readonly x0?: number;
  readonly y0?: number;
  readonly h_0?: string;
  readonly hyperbolic?: boolean;
  readonly guam?: boolean;
};

/** Longitude from the central meridian and latitude, radians, to the map, in parts of the semi-major axis. */
type Formula = (lam: number, phi: number, system: System) => XY;

export const NOWHERE: XY = { x: Number.NaN, y: Number.NaN };

/** −π … π. */
export const wrapped = (angle: number) => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

const TRIES = 40;
/** Radians: a hundredth of a micrometre on the ground. */
const CLOSE = 1e-15;
const STEP = 1e-6;

/** Where the formula leads to a point of the map; begun where the map is flat. */
function solve(formula: Formula, x: number, y: number, system: System): XY {
  const lat0 = system.lat0 ?? 0;
  let [lam, phi] = [wrapped(x), Math.min(1.5, Math.max(-1.5, lat0 + y))];
  for (let i = 0; i < TRIES; i += 1) {
    const here = formula(lam, phi, system);
    // Towards the equator, so that the pole is not passed.
    const side = phi > 0 ? -STEP : STEP;
    const east = formula(lam + STEP, phi, system);
    const north = formula(lam, phi + side, system);
    const [xe, ye] = [(east.x - here.x) / STEP, (east.y - here.y) / STEP];
    const [xn, yn] = [(north.x - here.x) / side, (north.y - here.y) / side];
    const [dx, dy] = [x - here.x, y - here.y];
    const area = xe * yn - xn * ye;
    const [dLam, dPhi] = [(dx * yn - dy * xn) / area, (dy * xe - dx * ye) / area];
    if (!Number.isFinite(dLam) || !Number.isFinite(dPhi)) return NOWHERE;
    lam = Math.min(Math.PI, Math.max(-Math.PI, lam + dLam));
    phi = Math.min(Math.PI / 2, Math.max(-Math.PI / 2, phi + dPhi));
    if (Math.abs(dLam) + Math.abs(dPhi) < CLOSE) break;
  }
  const reached = formula(lam, phi, system);
  return Math.hypot(reached.x - x, reached.y - y) < 1e-10 ? { x: lam, y: phi } : NOWHERE;
}

function solved(names: readonly string[], formula: Formula) {
  return {
    names,
    init() {},
    forward(this: System, { x, y }: XY): XY {
      const { a, long0 = 0, x0 = 0, y0 = 0 } = this;
      const map = formula(wrapped(x - long0), y, this);
      return { x: x0 + a * map.x, y: y0 + a * map.y };
    },
    inverse(this: System, { x, y }: XY): XY {
      const { a, long0 = 0, x0 = 0, y0 = 0 } = this;
      const place = solve(formula, (x - x0) / a, (y - y0) / a, this);
      return { x: wrapped(place.x + long0), y: place.y };
    },
  };
}

/** Length of the meridian from the equator, in parts of the semi-major axis (to the fifth power of es). */
function meridian(phi: number, es: number): number {
  const [e4, e6] = [es * es, es ** 3];
  const [e8, e10] = [e4 * e4, e4 * e6];
  const c0 = 1 - es / 4 - (3 * e4) / 64 - (5 * e6) / 256 - (175 * e8) / 16384 - (441 * e10) / 65536;
  const c2 =
    (3 * es) / 8 + (3 * e4) / 32 + (45 * e6) / 1024 + (105 * e8) / 4096 + (2205 * e10) / 131072;
  const c4 = (15 * e4) / 256 + (45 * e6) / 1024 + (525 * e8) / 16384 + (1575 * e10) / 65536;
  const c6 = (35 * e6) / 3072 + (175 * e8) / 12288 + (3675 * e10) / 262144;
  const c8 = (315 * e8) / 131072 + (2205 * e10) / 524288;
  return (
    c0 * phi -
    c2 * Math.sin(2 * phi) +
    c4 * Math.sin(4 * phi) -
    c6 * Math.sin(6 * phi) +
    c8 * Math.sin(8 * phi)
  );
}

const acrossOf = (phi: number, es: number) => 1 / Math.sqrt(1 - es * Math.sin(phi) ** 2);
const alongOf = (phi: number, es: number) => (1 - es) * acrossOf(phi, es) ** 3;

/** EPSG methods 9806 and 9833 (hyperbolic). */
const cassini: Formula = (lam, phi, { es = 0, lat0 = 0, hyperbolic }) => {
  const nu = acrossOf(phi, es);
  const tan = Math.tan(phi);
  const t = tan * tan;
  const a2 = (lam * Math.cos(phi)) ** 2;
  const c = (es * Math.cos(phi) ** 2) / (1 - es);
  const x = nu * lam * Math.cos(phi) * (1 - a2 * t * (1 / 6 - ((8 - t + 8 * c) * a2) / 120));
  const rise = nu * tan * a2 * (0.5 + ((5 - t + 6 * c) * a2) / 24);
  const y = meridian(phi, es) - meridian(lat0, es) + rise;
  return { x, y: hyperbolic ? y - y ** 3 / (6 * alongOf(phi, es) * nu) : y };
};

/** EPSG method 9831. */
const guam: Formula = (lam, phi, { es = 0, lat0 = 0 }) => {
  const nu = acrossOf(phi, es);
  const rise = (lam ** 2 * nu * Math.sin(phi) * Math.cos(phi)) / 2;
  const y = meridian(phi, es) - meridian(lat0, es) + rise;
  return { x: lam * nu * Math.cos(phi), y };
};

/** EPSG method 1052. */
const colombiaUrban: Formula = (lam, phi, { a, es = 0, lat0 = 0, h_0 = '0' }) => {
  const height = Number(h_0) / a;
  const [nu0, rho0] = [acrossOf(lat0, es), alongOf(lat0, es)];
  const across = lam * acrossOf(phi, es) * Math.cos(phi);
  const scale = 1 + height / alongOf((phi + lat0) / 2, es);
  const bend = (Math.tan(lat0) / (2 * rho0 * nu0)) * across ** 2;
  return { x: (1 + height / nu0) * across, y: scale * rho0 * (phi - lat0 + bend) };
};

const vanDerGrinten: Formula = (lam, phi) => {
  const part = Math.min(1, Math.abs((2 * phi) / Math.PI));
  const sign = Math.sign(phi);
  if (part < 1e-10) return { x: lam, y: 0 };
  if (Math.abs(lam) < 1e-10 || 1 - part < 1e-10) {
    return { x: 0, y: sign * Math.PI * Math.tan(Math.asin(part) / 2) };
  }
  const a = Math.abs(Math.PI / lam - lam / Math.PI) / 2;
  const cos = Math.sqrt(1 - part ** 2);
  const g = cos / (part + cos - 1);
  const p2 = (g * (2 / part - 1)) ** 2;
  const sum = p2 + a * a;
  const root = Math.sqrt(a * a * (g - p2) ** 2 - sum * (g * g - p2));
  const x = (a * (g - p2) + root) / sum;
  const y = Math.sqrt(Math.max(0, 1 - x * (x + 2 * a)));
  return { x: Math.sign(lam) * Math.PI * x, y: sign * Math.PI * y };
};

/** θ of an increasing function of it. */
function angleOf(value: number, of: (t: number) => number, slope: (t: number) => number): number {
  let t = value / slope(0);
  for (let i = 0; i < TRIES; i += 1) {
    const step = (of(t) - value) / slope(t);
    if (!Number.isFinite(step) || Math.abs(step) < CLOSE) break;
    t -= step;
  }
  return t;
}

const eckert4: Formula = (lam, phi) => {
  const t = angleOf(
    (2 + Math.PI / 2) * Math.sin(phi),
    (u) => u + Math.sin(u) * (Math.cos(u) + 2),
    (u) => 1 + Math.cos(2 * u) + 2 * Math.cos(u),
  );
  const size = 1 / Math.sqrt(Math.PI * (4 + Math.PI));
  return { x: 2 * size * lam * (1 + Math.cos(t)), y: 2 * Math.PI * size * Math.sin(t) };
};

const eckert6: Formula = (lam, phi) => {
  const t = angleOf(
    (1 + Math.PI / 2) * Math.sin(phi),
    (u) => u + Math.sin(u),
    (u) => 1 + Math.cos(u),
  );
  const size = 1 / Math.sqrt(2 + Math.PI);
  return { x: size * lam * (1 + Math.cos(t)), y: 2 * size * t };
};

/** The mean of Aitoff's and the equirectangular one, whose parallel GDAL takes for the equator where none is said. */
const winkelTripel: Formula = (lam, phi, { lat1 = 0 }) => {
  const c = Math.acos(Math.cos(phi) * Math.cos(lam / 2));
  const part = c === 0 ? 1 : c / Math.sin(c);
  const x = 2 * part * Math.cos(phi) * Math.sin(lam / 2);
  return { x: (x + lam * Math.cos(lat1)) / 2, y: (part * Math.sin(phi) + phi) / 2 };
};

const { PI, SQRT2, abs, cos, sin, sqrt, tan } = Math;

/** On a sphere of the semi-major axis, all of them (Snyder, USGS 1453). */
const OF_THE_WORLD: Readonly<Record<string, Formula>> = {
  vandg: vanDerGrinten,
  eck1: (lam, phi) => {
    const size = sqrt(8 / (3 * PI));
    return { x: size * lam * (1 - abs(phi) / PI), y: size * phi };
  },
  eck2: (lam, phi) => {
    const root = sqrt(4 - 3 * sin(abs(phi)));
    const y = sqrt((2 * PI) / 3) * (2 - root);
    return { x: (2 / sqrt(6 * PI)) * lam * root, y: Math.sign(phi) * y };
  },
  eck3: (lam, phi) => {
    const size = 2 / sqrt(PI * (4 + PI));
    return { x: size * lam * (1 + sqrt(1 - (2 * phi) ** 2 / PI ** 2)), y: 2 * size * phi };
  },
  eck4: eckert4,
  eck5: (lam, phi) => ({
    x: ((1 + cos(phi)) * lam) / sqrt(2 + PI),
    y: (2 * phi) / sqrt(2 + PI),
  }),
  eck6: eckert6,
  gall: (lam, phi) => ({ x: lam / SQRT2, y: (1 + SQRT2 / 2) * tan(phi / 2) }),
  wintri: winkelTripel,
};

export const SOLVED = [
  ...Object.entries(OF_THE_WORLD).map(([name, formula]) => solved([name], formula)),
  solved(['cass'], cassini),
  solved(['guam'], guam),
  solved(['col_urban'], colombiaUrban),
];
