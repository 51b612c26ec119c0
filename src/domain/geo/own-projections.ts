/**
 * Projections that proj4 computes otherwise than PROJ: Robinson's, whose table PROJ holds in single precision
 * (0.2 m apart), and the orthographic one, which PROJ computes on the ellipsoid (since 7.2; EPSG method 9840).
 */
import proj4 from 'proj4';
import { NOWHERE, SOLVED, type System, wrapped, type XY } from './solved-projections';

const DEGREE = Math.PI / 180;

/** Robinson's table by 5° of latitude: parts of the equator's length, and of the pole's distance from it. */
const WIDTHS = cubics(`
  1 2.2199e-17 -7.15515e-05 3.1103e-06, .9986 -.000482243 -2.4897e-05 -1.3309e-06,
  .9954 -.00083103 -4.48605e-05 -9.86701e-07, .99 -.00135364 -5.9661e-05 3.6777e-06,
  .9822 -.00167442 -4.49547e-06 -5.72411e-06, .973 -.00214868 -9.03571e-05 1.8736e-08,
  .96 -.00305085 -9.00761e-05 1.64917e-06, .9427 -.00382792 -6.53386e-05 -2.6154e-06,
  .9216 -.00467746 -.00010457 4.81243e-06, .8962 -.00536223 -3.23831e-05 -5.43432e-06,
  .8679 -.00609363 -.000113898 3.32484e-06, .835 -.00698325 -6.40253e-05 9.34959e-07,
  .7986 -.00755338 -5.00009e-05 9.35324e-07, .7597 -.00798324 -3.5971e-05 -2.27626e-06,
  .7186 -.00851367 -7.01149e-05 -8.6303e-06, .6732 -.00986209 -.000199569 1.91974e-05,
  .6213 -.010418 8.83923e-05 6.24051e-06, .5722 -.00906601 .000182 6.24051e-06,
  .5322 -.00677797 .000275608 6.24051e-06`);
const HEIGHTS = cubics(`
  -5.20417e-18 .0124 1.21431e-18 -8.45284e-11, .062 .0124 -1.26793e-09 4.22642e-10,
  .124 .0124 5.07171e-09 -1.60604e-09, .186 .0123999 -1.90189e-08 6.00152e-09,
  .248 .0124002 7.10039e-08 -2.24e-08, .31 .0123992 -2.64997e-07 8.35986e-08,
  .372 .0124029 9.88983e-07 -3.11994e-07, .434 .0123893 -3.69093e-06 -4.35621e-07,
  .4958 .0123198 -1.02252e-05 -3.45523e-07, .5571 .0121916 -1.54081e-05 -5.82288e-07,
  .6176 .0119938 -2.41424e-05 -5.25327e-07, .6769 .011713 -3.20223e-05 -5.16405e-07,
  .7346 .0113541 -3.97684e-05 -6.09052e-07, .7903 .0109107 -4.89042e-05 -1.04739e-06,
  .8435 .0103431 -6.4615e-05 -1.40374e-09, .8936 .00969686 -6.4636e-05 -8.547e-06,
  .9394 .00840947 -.000192841 -4.2106e-06, .9761 .00616527 -.000256 -4.2106e-06,
  1 .00328947 -.000319159 -4.2106e-06`);
const WIDEST = 0.8487;
const HIGHEST = 1.3523;
const LAST = WIDTHS.length - 2;

type Cubic = readonly [number, number, number, number];

/** In single precision, as PROJ has them. */
function cubics(text: string): readonly Cubic[] {
  return text.split(',').map((row) => {
    const [a = 0, b = 0, c = 0, d = 0] = row.trim().split(/\s+/).map(Number).map(Math.fround);
    return [a, b, c, d];
  });
}

const cubicOf = ([a, b, c, d]: Cubic, t: number) => a + t * (b + t * (c + t * d));
const slopeOf = ([, b, c, d]: Cubic, t: number) => b + t * (2 * c + t * 3 * d);
const cubicAt = (table: readonly Cubic[], i: number): Cubic => table[i] ?? [0, 0, 0, 0];

const robinson = {
  names: ['Robinson', 'robin'],
  init() {},
  forward(this: System, { x, y }: XY): XY {
    const { a, long0 = 0, x0 = 0, y0 = 0 } = this;
    const degrees = Math.abs(y) / DEGREE;
    const i = Math.min(LAST, Math.floor(degrees / 5));
    const t = degrees - 5 * i;
    return {
      x: x0 + a * WIDEST * cubicOf(cubicAt(WIDTHS, i), t) * wrapped(x - long0),
      y: y0 + a * HIGHEST * cubicOf(cubicAt(HEIGHTS, i), t) * Math.sign(y),
    };
  },
  inverse(this: System, { x, y }: XY): XY {
    const { a, long0 = 0, x0 = 0, y0 = 0 } = this;
    const north = (y - y0) / (a * HIGHEST);
    const height = Math.abs(north);
    if (height > 1.000001) return NOWHERE;
    let i = LAST;
    while (i > 0 && cubicAt(HEIGHTS, i)[0] > height) i -= 1;
    const curve = cubicAt(HEIGHTS, i);
    let t = (5 * (height - curve[0])) / (cubicAt(HEIGHTS, i + 1)[0] - curve[0]);
    for (let step = 0; step < 8; step += 1) t -= (cubicOf(curve, t) - height) / slopeOf(curve, t);
    const turn = (x - x0) / (a * WIDEST) / cubicOf(cubicAt(WIDTHS, i), t);
    if (Math.abs(turn) > Math.PI * 1.000001) return NOWHERE;
    return { x: wrapped(turn + long0), y: Math.sign(north) * (5 * i + t) * DEGREE };
  },
};

/** From the earth's middle to a place on the ellipsoid: across the axis and along it, semi-major axis 1. */
function onEllipsoid(latitude: number, es: number): { across: number; along: number } {
  const nu = 1 / Math.sqrt(1 - es * Math.sin(latitude) ** 2);
  return { across: nu * Math.cos(latitude), along: nu * (1 - es) * Math.sin(latitude) };
}

const orthographic = {
  names: ['ortho', 'Orthographic'],
  init() {},
  forward(this: System, { x, y }: XY): XY {
    const { a, es = 0, lat0 = 0, long0 = 0, x0 = 0, y0 = 0 } = this;
    const [sin0, cos0] = [Math.sin(lat0), Math.cos(lat0)];
    const turn = wrapped(x - long0);
    // The far side of the earth is not seen.
    if (sin0 * Math.sin(y) + cos0 * Math.cos(y) * Math.cos(turn) < 0) return NOWHERE;
    const place = onEllipsoid(y, es);
    const origin = onEllipsoid(lat0, es);
    const ahead = place.across * Math.cos(turn) - origin.across;
    return {
      x: x0 + a * place.across * Math.sin(turn),
      y: y0 + a * ((place.along - origin.along) * cos0 - ahead * sin0),
    };
  },
  /** Where the line of sight through a point of the map meets the ellipsoid first. */
  inverse(this: System, { x, y }: XY): XY {
    const { a, es = 0, lat0 = 0, long0 = 0, x0 = 0, y0 = 0 } = this;
    const [sin0, cos0] = [Math.sin(lat0), Math.cos(lat0)];
    const [east, north] = [(x - x0) / a, (y - y0) / a];
    const origin = onEllipsoid(lat0, es);
    // On the plane of the map, then along the sight: across (ahead), sideways (east) and along the axis.
    const ahead = origin.across - north * sin0;
    const along = origin.along + north * cos0;
    const [one, shape] = [1 - es, 1 / (1 - es)];
    const square = cos0 ** 2 + shape * sin0 ** 2;
    const half = ahead * cos0 + shape * along * sin0;
    const rest = ahead ** 2 + east ** 2 + shape * along ** 2 - 1;
    const under = half ** 2 - square * rest;
    if (under < 0) return NOWHERE;
    const up = (Math.sqrt(under) - half) / square;
    const [px, pz] = [ahead + up * cos0, along + up * sin0];
    return {
      x: wrapped(long0 + Math.atan2(east, px)),
      y: Math.atan2(pz, one * Math.hypot(px, east)),
    };
  },
};

/** A projection as proj4 keeps it; its types ask for what each system made of it adds. */
type Kept = Parameters<typeof proj4.Proj.projections.add>[0];

/** From then on proj4 computes with them. */
export function addOwnProjections(): void {
  for (const [i, own] of [robinson, orthographic, ...SOLVED].entries()) {
    proj4.Proj.projections.add(own as unknown as Kept, i);
  }
}
