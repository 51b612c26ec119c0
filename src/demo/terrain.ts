/** Land and sea away from the quays: shore, hills, woods, fields, snow. */
import { at, clamp, mix, smoothstep } from './arrays';
import type { View } from './gbuffer';
import type { Pair } from './geodesy';
import { fractal, noise } from './noise';
import { hash01 } from './random';

const CELL = 8;

export type Terrain = {
  /** Metres from the natural shore, above 0 on land, below 0 at sea. */
  readonly shore: (east: number, north: number) => number;
};

/** ring: east, north… of the land's outline; extent: half the side of the area that is asked for, metres. */
export function makeTerrain(ring: readonly number[], extent: number): Terrain {
  const side = Math.ceil((2 * extent) / CELL) + 1;
  const grid = new Float32Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      grid[y * side + x] = signedDistance(ring, x * CELL - extent, y * CELL - extent);
  return {
    shore: (east, north) => {
      const fx = clamp((east + extent) / CELL, 0, side - 1.001);
      const fy = clamp((north + extent) / CELL, 0, side - 1.001);
      const x = Math.floor(fx);
      const y = Math.floor(fy);
      const i = y * side + x;
      const low = mix(at(grid, i), at(grid, i + 1), fx - x);
      const high = mix(at(grid, i + side), at(grid, i + side + 1), fx - x);
      const rough =
        16 * fractal(east * 0.011, north * 0.011, 4) + 1.6 * noise(east * 0.21, north * 0.21);
      return mix(low, high, fy - y) + rough;
    },
  };
}

function signedDistance(ring: readonly number[], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  let inside = false;
  let j = ring.length - 2;
  for (let i = 0; i < ring.length; i += 2) {
    const [ax, ay, bx, by] = [at(ring, j), at(ring, j + 1), at(ring, i), at(ring, i + 1)];
    const [dx, dy] = [bx - ax, by - ay];
    const t = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
    best = Math.min(best, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * dx) inside = !inside;
    j = i;
  }
  return inside ? Math.sqrt(best) : -Math.sqrt(best);
}

/** Height of the hills in metres, zero on the port's flat land. */
export function hillHeight(shore: number, east: number, north: number): number {
  const rise = smoothstep(260, 900, shore);
  if (rise <= 0) return 0;
  return rise * 95 * (0.75 + fractal(east * 0.0021 + 7, north * 0.0021, 4));
}

export type Season = {
  /** 0 summer green to 1 brown. */
  readonly autumn: number;
  /** 0–1. */
  readonly snow: number;
};

/** Light on a slope of the hills against level ground. */
export function hillLight(terrain: Terrain, view: View, east: number, north: number): number {
  const step = 6;
  const s = terrain.shore(east, north);
  if (s < 250) return 1;
  const z = hillHeight(s, east, north);
  const ge = (hillHeight(terrain.shore(east + step, north), east + step, north) - z) / step;
  const gn = (hillHeight(terrain.shore(east, north + step), east, north + step) - z) / step;
  const [le, ln, up] = view.light;
  return clamp((-ge * le - gn * ln + up) / Math.hypot(ge, gn, 1) / up, 0.15, 1.9);
}

const TREE_CELL = 5.2;

/** The lit, shaded or shadow-cast share of woodland at a point: [crown brightness or −1, ground shade 0–1]. */
export function treeAt(view: View, density: number, east: number, north: number): Pair {
  const cx = Math.floor(east / TREE_CELL);
  const cy = Math.floor(north / TREE_CELL);
  const [le, ln, up] = view.light;
  let crown = -1;
  let shadow = 0;
  for (let y = cy - 1; y <= cy + 1; y++) {
    for (let x = cx - 1; x <= cx + 1; x++) {
      if (hash01(x, y, 401) > density) continue;
      const e = (x + 0.2 + 0.6 * hash01(x, y, 402)) * TREE_CELL;
      const n = (y + 0.2 + 0.6 * hash01(x, y, 403)) * TREE_CELL;
      const radius = 1.5 + 2.1 * hash01(x, y, 404);
      const [de, dn] = [east - e, north - n];
      const d = Math.hypot(de, dn) / radius;
      if (d < 1)
        crown = Math.max(
          crown,
          (0.75 + 0.5 * hash01(x, y, 405)) *
            clamp(
              0.62 + 0.5 * Math.sqrt(1 - d * d) * up + (0.62 * (de * le + dn * ln)) / radius,
              0.15,
              1.5,
            ),
        );
      const reach = (radius * 1.4) / up;
      const s = Math.hypot(de + le * reach * 0.6, dn + ln * reach * 0.6) / radius;
      if (s < 1.15) shadow = Math.max(shadow, smoothstep(1.15, 0.8, s));
    }
  }
  return [crown, shadow];
}

/** Ground cover at a point: writes red, green, blue, near infrared, radar. */
export function landCover(
  shore: number,
  east: number,
  north: number,
  season: Season,
  wood: number,
  out: Float64Array,
) {
  const broad = fractal(east * 0.006, north * 0.006, 3);
  const fine = fractal(east * 0.16, north * 0.16, 3);
  const grain = noise(east * 1.7, north * 1.7);
  const grassy = smoothstep(-0.35, 0.25, broad + 0.5 * fine) * (0.35 + 0.65 * wood);
  const v = 1 + 0.18 * fine + 0.14 * grain;
  const g = 1 - season.autumn;
  out[0] = mix(0.2, mix(0.135, 0.06, g), grassy) * v;
  out[1] = mix(0.175, mix(0.115, 0.08, g), grassy) * v;
  out[2] = mix(0.14, mix(0.07, 0.042, g), grassy) * v;
  out[3] = mix(0.27, mix(0.24, 0.38, g), grassy) * v;
  out[4] = 0.75;
  const beach = 1 - smoothstep(3, 11, shore + 3 * fine);
  if (beach > 0) {
    const wet = smoothstep(0, 4, shore);
    const sand = (0.75 + 0.35 * noise(east * 0.6, north * 0.6)) * mix(0.55, 1, wet);
    out[0] = mix(at(out, 0), 0.24 * sand, beach);
    out[1] = mix(at(out, 1), 0.22 * sand, beach);
    out[2] = mix(at(out, 2), 0.185 * sand, beach);
    out[3] = mix(at(out, 3), 0.29 * sand, beach);
    out[4] = 0.9;
  }
  const snow = season.snow * smoothstep(0.15, 0.7, 0.5 + 0.6 * fine + 0.5 * broad) * (1 - beach);
  if (snow > 0)
    for (let b = 0; b < 4; b++)
      out[b] = mix(at(out, b), b === 3 ? 0.6 : 0.62 + 0.03 * b, snow * 0.8);
}
