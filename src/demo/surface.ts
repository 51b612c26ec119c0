/** The ground and the sea under everything that is built: the first layer of a tile. */
import { clamp, mix, smoothstep } from './arrays';
import { applyAffine } from './frame-grid';
import type { GBuffer, View } from './gbuffer';
import { fractal, noise, type Sea } from './noise';
import { DATUM, type Wake } from './scene-types';
import {
  emptyGround,
  type Ground,
  hillLight,
  landCover,
  type Season,
  type Terrain,
  treeAt,
} from './terrain';

export type Surface = {
  readonly terrain: Terrain;
  readonly sea: Sea;
  readonly season: Season;
  readonly roughness: number;
  readonly wakes: readonly Wake[];
};

const SLOPE = new Float64Array(2);
const COVER = new Float64Array(5);
const GROUND = emptyGround();

/** Foam and flattened water astern, and the arms of the bow wave: [brightening, slope change]. */
function wakeAt(wakes: readonly Wake[], east: number, north: number): number {
  let light = 0;
  for (const { axes, length, beam, knots } of wakes) {
    const reach = knots * 26 + length * 2;
    if (Math.abs(east - axes.east) + Math.abs(north - axes.north) > 1.5 * reach) continue;
    const s = Math.sin((axes.heading * Math.PI) / 180);
    const c = Math.cos((axes.heading * Math.PI) / 180);
    const f = (east - axes.east) * s + (north - axes.north) * c;
    const l = Math.abs((north - axes.north) * s - (east - axes.east) * c);
    const astern = length / 2 - f;
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
    // Diverging waves are about a third as long as those of a free wave at the ship's speed.
    const crest = (3 * 9.81) / (knots * 0.514) ** 2;
    const arm = Math.abs(l - beam * 0.42 - astern * 0.33);
    const wave = Math.exp(-((arm / (1.6 + astern * 0.03)) ** 2));
    light +=
      wave *
      fade *
      (0.011 * Math.cos((astern * 0.8 + l * 0.6) * crest + 0.8 * noise(f * 0.1, l * 0.1)) +
        0.03 * Math.exp(-astern / (length * 0.4)));
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
  const sheltered = 0.5 + 0.5 * smoothstep(10, 320, depth);
  const band = Math.abs(fractal(east * 0.0012 + 50, north * 0.0035, 3));
  const slick = (1 - smoothstep(0.01, 0.11, band)) * smoothstep(0.5, 0.95, gust);
  const r = s.roughness * clamp(gust, 0.25, 1.5) * sheltered * (1 - 0.45 * slick);
  const [le, ln] = view.light;
  const horizontal = Math.hypot(le, ln);
  const ripple = 0.16 * noise(east * 1.9, north * 1.9) + 0.12 * noise(east * 0.9 + 40, north * 1.1);
  const tilt = (((SLOPE[0] as number) * le + (SLOPE[1] as number) * ln) / horizontal + ripple) * r;
  const silt =
    0.7 * Math.exp(-depth / 110) +
    0.42 * smoothstep(-0.1, 0.8, fractal(east * 0.0019 + 3, north * 0.0026, 5));
  const sky = 0.017 * Math.exp(clamp(1.25 * tilt, -0.9, 1.1));
  const glint = Math.max(0, tilt - 0.62) * 0.07;
  const caps =
    smoothstep(0.95, 1.25, tilt + 0.3 * noise(east * 0.03, north * 0.03)) *
    smoothstep(1.02, 1.2, s.roughness);
  const foam = 0.12 * caps * smoothstep(200, 500, depth);
  const bottom = 0.05 * Math.exp(-depth / 9);
  const wake = s.wakes.length > 0 ? wakeAt(s.wakes, east, north) : 0;
  out[0] = mix(0.012, 0.034, silt) + sky * 0.75 + glint + foam + bottom * 1.1 + wake;
  out[1] = mix(0.03, 0.052, silt) + sky * 0.9 + glint + foam + bottom * 1.05 + wake * 1.02;
  out[2] = mix(0.038, 0.043, silt) + sky * 1.2 + glint + foam + bottom * 0.75 + wake;
  out[3] = mix(0.004, 0.012, silt) + sky * 0.5 + glint + foam + bottom * 0.6 + wake * 0.8;
  out[4] = 0.045 * (1 + 1.6 * tilt) * (0.6 + 0.5 * r) + Math.max(0, wake) * 2.2;
}

const TREE = new Float64Array(2);

function landAt(
  s: Surface,
  view: View,
  ground: Ground,
  east: number,
  north: number,
  out: Float64Array,
): number {
  const { shore, cleared, patches } = ground;
  const wooded = smoothstep(60, 330, shore + 330 * patches) * (1 - cleared);
  landCover(shore, east, north, s.season, wooded, cleared, out);
  const light = hillLight(ground, view);
  const density =
    wooded * 1.02 +
    0.07 *
      smoothstep(12, 50, shore) *
      smoothstep(-0.1, 0.5, fractal(east * 0.012, north * 0.012 + 9, 2));
  if (density < 0.02) return light;
  treeAt(view, density, east, north, TREE);
  const crown = TREE[0] as number;
  if (crown < 0) return light * (1 - 0.75 * (TREE[1] as number));
  const bare =
    s.season.autumn *
    (0.75 + 0.25 * smoothstep(-0.3, 0.3, patches + 0.6 * noise(east * 0.11, north * 0.11)));
  const patch = 0.85 + 0.35 * fractal(east * 0.02, north * 0.02, 2);
  out[0] = mix(0.036, 0.088, bare) * crown * patch;
  out[1] = mix(0.054, 0.069, bare) * crown * patch;
  out[2] = mix(0.026, 0.046, bare) * crown * patch;
  out[3] = mix(0.42, 0.19, bare) * crown * patch;
  out[4] = 0.8 + 0.25 * crown;
  return light;
}

/** Fills the whole tile; one evaluation for every square of `step` samples. */
export function paintSurface(g: GBuffer, view: View, s: Surface, step: number) {
  for (let y = 0; y < g.side; y += step) {
    for (let x = 0; x < g.side; x += step) {
      const [east, north] = applyAffine(g.toGround, x + step / 2, y + step / 2);
      s.terrain.read(east, north, GROUND);
      const shore = GROUND.shore;
      const light = shore < 0 ? 1 : landAt(s, view, GROUND, east, north, COVER);
      if (shore < 0) seaAt(s, view, shore, east, north, COVER);
      const height = shore < 0 ? 0 : DATUM;
      for (let k = 0; k < step * step; k++) {
        const i = (y + Math.floor(k / step)) * g.side + x + (k % step);
        g.r[i] = COVER[0] as number;
        g.g[i] = COVER[1] as number;
        g.b[i] = COVER[2] as number;
        g.n[i] = COVER[3] as number;
        g.radar[i] = COVER[4] as number;
        g.height[i] = height;
        g.light[i] = light;
      }
    }
  }
}
