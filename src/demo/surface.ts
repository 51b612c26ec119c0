/** The ground and the sea under everything that is built: the first layer of a tile. */
import { at, clamp, mix, smoothstep } from './arrays';
import { applyAffine } from './frame-grid';
import type { GBuffer, View } from './gbuffer';
import { fractal, noise, type Sea } from './noise';
import { DATUM, type Wake } from './scene-types';
import { hillLight, landCover, type Season, type Terrain, treeAt } from './terrain';

export type Surface = {
  readonly terrain: Terrain;
  readonly sea: Sea;
  readonly season: Season;
  readonly roughness: number;
  readonly wakes: readonly Wake[];
  /** Metres per pixel: detail finer than that is left out. */
  readonly pixelMetres: number;
};

const SLOPE = new Float64Array(2);
const COVER = new Float64Array(5);

/** Foam and flattened water astern, and the arms of the bow wave: [brightening, slope change]. */
function wakeAt(wakes: readonly Wake[], east: number, north: number): number {
  let light = 0;
  for (const { axes, length, beam, knots } of wakes) {
    const s = Math.sin((axes.heading * Math.PI) / 180);
    const c = Math.cos((axes.heading * Math.PI) / 180);
    const f = (east - axes.east) * s + (north - axes.north) * c;
    const l = Math.abs((north - axes.north) * s - (east - axes.east) * c);
    const astern = length / 2 - f;
    const reach = knots * 26 + length * 2;
    if (astern < -2 || astern > reach || l > 0.45 * reach) continue;
    const fade = (1 - astern / reach) ** 1.6;
    const behind = astern - length * 0.95;
    if (behind > 0) {
      const half = beam * 0.42 + Math.sqrt(behind) * 0.42;
      const churn = smoothstep(half, half * 0.35, l + 1.2 * noise(f * 0.3, l * 0.9));
      light +=
        churn *
        fade *
        (0.07 + 0.16 * Math.exp(-behind / (knots * 3.5)) + 0.03 * noise(f * 0.7, l * 1.4));
    }
    const arm = Math.abs(l - beam * 0.42 - astern * 0.33);
    const wave = Math.exp(-((arm / (1.6 + astern * 0.03)) ** 2));
    light +=
      wave *
      fade *
      (0.05 * Math.cos((astern * 0.94 + l * 0.35) * 0.9) +
        0.045 * Math.exp(-astern / (length * 0.5)));
  }
  return light;
}

function seaAt(
  s: Surface,
  view: View,
  shore: number,
  east: number,
  north: number,
  out: Float64Array,
) {
  s.sea.slope(east, north, SLOPE);
  const depth = Math.max(0, -shore);
  const gust = 0.72 + 0.5 * fractal(east * 0.0042, north * 0.0058, 3);
  const sheltered = 0.45 + 0.55 * smoothstep(10, 260, depth);
  const r = s.roughness * clamp(gust, 0.2, 1.5) * sheltered;
  const [le, ln] = view.light;
  const horizontal = Math.hypot(le, ln);
  const tilt = ((at(SLOPE, 0) * le + at(SLOPE, 1) * ln) / horizontal) * r;
  const cross = ((at(SLOPE, 0) * ln - at(SLOPE, 1) * le) / horizontal) * r;
  const silt =
    Math.exp(-depth / 90) * 0.75 +
    0.2 * smoothstep(0, 0.7, fractal(east * 0.0024 + 3, north * 0.0031, 4));
  const sky = 0.019 * Math.exp(clamp(2.2 * tilt, -1.2, 1.4)) * (1 + 0.25 * cross);
  const glint = Math.max(0, tilt - 0.42) * 0.18;
  const foam =
    Math.max(0, tilt - 0.62 + 0.12 * gust) * 0.2 * smoothstep(150, 600, depth) * s.roughness;
  const bottom = 0.05 * Math.exp(-depth / 9);
  const wake = s.wakes.length > 0 ? wakeAt(s.wakes, east, north) : 0;
  out[0] = mix(0.012, 0.034, silt) + sky * 0.75 + glint + foam + bottom * 1.1 + wake;
  out[1] = mix(0.03, 0.052, silt) + sky * 0.9 + glint + foam + bottom * 1.05 + wake * 1.02;
  out[2] = mix(0.038, 0.043, silt) + sky * 1.2 + glint + foam + bottom * 0.75 + wake;
  out[3] = mix(0.004, 0.012, silt) + sky * 0.5 + glint + foam + bottom * 0.6 + wake * 0.8;
  out[4] = 0.045 * (1 + 1.6 * tilt) * (0.6 + 0.5 * r) + Math.max(0, wake) * 2.2;
}

function landAt(
  s: Surface,
  view: View,
  shore: number,
  east: number,
  north: number,
  out: Float64Array,
): number {
  const wooded = smoothstep(230, 420, shore + 90 * fractal(east * 0.004 + 31, north * 0.004, 3));
  landCover(shore, east, north, s.season, 0.4 + 0.6 * wooded, out);
  let light = hillLight(s.terrain, view, east, north);
  const density = wooded * 0.9 + 0.05 * smoothstep(20, 60, shore);
  const [crown, shadow] = density > 0.02 ? treeAt(view, density, east, north) : [-1, 0];
  if (crown >= 0) {
    const bare = s.season.autumn;
    const patch = 0.8 + 0.4 * fractal(east * 0.02, north * 0.02, 2);
    out[0] = mix(0.036, 0.1, bare * patch) * crown;
    out[1] = mix(0.056, 0.075, bare) * crown;
    out[2] = mix(0.026, 0.045, bare) * crown;
    out[3] = mix(0.42, 0.2, bare) * crown;
    out[4] = 1 + 0.3 * crown;
    return light;
  }
  light *= 1 - 0.72 * shadow;
  return light;
}

/** Fills the whole tile, one evaluation per pixel of the frame. */
export function paintSurface(g: GBuffer, view: View, s: Surface, supersample: number) {
  for (let y = 0; y < g.side; y += supersample) {
    for (let x = 0; x < g.side; x += supersample) {
      const [east, north] = applyAffine(g.toGround, x + supersample / 2, y + supersample / 2);
      const shore = s.terrain.shore(east, north);
      const light = shore < 0 ? 1 : landAt(s, view, shore, east, north, COVER);
      if (shore < 0) seaAt(s, view, shore, east, north, COVER);
      const height = shore < 0 ? 0 : DATUM;
      for (let k = 0; k < supersample * supersample; k++) {
        const i = (y + Math.floor(k / supersample)) * g.side + x + (k % supersample);
        g.r[i] = at(COVER, 0);
        g.g[i] = at(COVER, 1);
        g.b[i] = at(COVER, 2);
        g.n[i] = at(COVER, 3);
        g.radar[i] = at(COVER, 4);
        g.height[i] = height;
        g.light[i] = light;
      }
    }
  }
}
