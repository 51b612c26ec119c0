/** Land and sea away from the quays: shore, hills, woods, fields, snow. */
import { clamp, mix, smoothstep } from './arrays';
import type { View } from './gbuffer';
import type { Pair } from './geodesy';
import { fractal, noise } from './noise';
import { hash2, hash01 } from './random';
import type { Axes } from './scene-types';

/** Metres between the nodes of the terrain's grid. */
export const TERRAIN_CELL = 8;

/** A site's land before anything is built on it. */
export type Land = {
  /** East, north… of the shore line's ring. */
  readonly ring: readonly number[];
  readonly clearings: readonly Clearing[];
};

/** Land without woods: towns and fields; metres forward and left in the axes. */
export type Clearing = { readonly axes: Axes; readonly forward: Pair; readonly left: Pair };

/** What a place is like, smooth over some metres. */
export type Ground = {
  /** Metres from the natural shore, above 0 on land, below 0 at sea. */
  shore: number;
  /** Rise of the land per metre east and north. */
  riseEast: number;
  riseNorth: number;
  /** 1 in a clearing, 0 outside. */
  cleared: number;
  /** −1…1: where woods are thick or thin. */
  patches: number;
};

export type Terrain = { readonly read: (east: number, north: number, out: Ground) => void };

export const emptyGround = (): Ground => ({
  shore: 0,
  riseEast: 0,
  riseNorth: 0,
  cleared: 0,
  patches: 0,
});

/** A land's fields on a grid of 8 m; extent: half the side of the area that is asked for, metres. */
export function makeTerrain(land: Land, extent: number): Terrain {
  const side = Math.ceil((2 * extent) / TERRAIN_CELL) + 1;
  const grid = (value: (east: number, north: number, i: number) => number) => {
    const out = new Float32Array(side * side);
    for (let i = 0; i < out.length; i++)
      out[i] = value(
        (i % side) * TERRAIN_CELL - extent,
        Math.floor(i / side) * TERRAIN_CELL - extent,
        i,
      );
    return out;
  };
  const shore = grid((e, n) => {
    // The made ground of the port keeps its line; the wild shore farther off is broken.
    const wild = smoothstep(420, 800, Math.hypot(e, n));
    return signedDistance(land.ring, e, n) + (5 + 62 * wild) * fractal(e * 0.0047, n * 0.0047, 4);
  });
  const hills = grid((e, n, i) => hillHeight(shore[i] as number, e, n));
  const cleared = grid((e, n) => clearedAt(land.clearings, e, n));
  const patches = grid((e, n) => fractal(e * 0.0034 + 31, n * 0.0034, 4));
  return {
    read: (east, north, out) => {
      const fx = clamp((east + extent) / TERRAIN_CELL, 0, side - 1.001);
      const fy = clamp((north + extent) / TERRAIN_CELL, 0, side - 1.001);
      const x = Math.floor(fx);
      const y = Math.floor(fy);
      const i = y * side + x;
      const [u, v] = [fx - x, fy - y];
      out.shore =
        between(shore, i, side, u, v) +
        5 * noise(east * 0.061, north * 0.061) +
        1.8 * noise(east * 0.19, north * 0.19);
      out.cleared = between(cleared, i, side, u, v);
      out.patches = between(patches, i, side, u, v);
      const [a, b] = [hills[i] as number, hills[i + 1] as number];
      const [c, d] = [hills[i + side] as number, hills[i + side + 1] as number];
      out.riseEast = mix(b - a, d - c, v) / TERRAIN_CELL;
      out.riseNorth = mix(c - a, d - b, u) / TERRAIN_CELL;
    },
  };
}

function between(grid: Float32Array, i: number, side: number, u: number, v: number): number {
  const low = mix(grid[i] as number, grid[i + 1] as number, u);
  return mix(low, mix(grid[i + side] as number, grid[i + side + 1] as number, u), v);
}

/** 1 well inside one of the clearings, 0 outside, ragged between. */
function clearedAt(clearings: readonly Clearing[], east: number, north: number): number {
  let most = 0;
  for (const { axes, forward, left } of clearings) {
    const s = Math.sin((axes.heading * Math.PI) / 180);
    const c = Math.cos((axes.heading * Math.PI) / 180);
    const f = (east - axes.east) * s + (north - axes.north) * c;
    const l = (north - axes.north) * s - (east - axes.east) * c;
    const margin = Math.min(f - forward[0], forward[1] - f, l - left[0], left[1] - l);
    if (margin > -110)
      most = Math.max(most, smoothstep(-30, 20, margin + 80 * fractal(f * 0.008, l * 0.008, 3)));
  }
  return most;
}

function signedDistance(ring: readonly number[], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  let inside = false;
  let j = ring.length - 2;
  for (let i = 0; i < ring.length; i += 2) {
    const [ax, ay, bx, by] = [
      ring[j] as number,
      ring[j + 1] as number,
      ring[i] as number,
      ring[i + 1] as number,
    ];
    const [dx, dy] = [bx - ax, by - ay];
    const t = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
    best = Math.min(best, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * dx) inside = !inside;
    j = i;
  }
  return inside ? Math.sqrt(best) : -Math.sqrt(best);
}

/** Height of the hills in metres, zero on the port's flat land. */
function hillHeight(shore: number, east: number, north: number): number {
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

/** Light on the land's slope against level ground. */
export function hillLight(ground: Ground, view: View): number {
  const { riseEast, riseNorth } = ground;
  if (riseEast === 0 && riseNorth === 0) return 1;
  const [le, ln, up] = view.light;
  const dot = -riseEast * le - riseNorth * ln + up;
  return clamp(dot / Math.hypot(riseEast, riseNorth, 1) / up, 0.15, 1.9);
}

const TREE_CELL = 4.6;

/**
 * Woodland at a point: how brightly the crown that covers it is lit (−1 where none does), and how
 * much of the ground's light trees take away (0–1). One tree at most in each cell of a turned grid.
 */
export function treeAt(
  view: View,
  density: number,
  east: number,
  north: number,
  out: Float64Array,
) {
  const u = (0.83 * east + 0.557 * north) / TREE_CELL;
  const v = (0.83 * north - 0.557 * east) / TREE_CELL;
  const cx = Math.floor(u);
  const cy = Math.floor(v);
  const [le, ln, up] = view.light;
  const threshold = density * 256;
  let crown = -1;
  let tall = 0;
  let shadow = 0;
  for (let k = 0; k < 9; k++) {
    const x = cx + (k % 3) - 1;
    const y = cy + Math.floor(k / 3) - 1;
    const h = hash2(x, y, 401);
    if ((h & 255) > threshold) continue;
    const du = (u - x - ((h >>> 8) & 255) / 255) * TREE_CELL;
    const dv = (v - y - ((h >>> 16) & 255) / 255) * TREE_CELL;
    const size = (h >>> 24) / 255;
    const radius = 1.2 + 2.6 * size * size + 0.8 * size;
    const de = 0.83 * du - 0.557 * dv;
    const dn = 0.557 * du + 0.83 * dv;
    const d = (de * de + dn * dn) / (radius * radius);
    if (d < 1 && radius > tall) {
      const dome = 0.55 + 0.4 * Math.sqrt(1 - d) * up + (0.5 * (de * le + dn * ln)) / radius;
      crown = (0.7 + 0.5 * (((h >>> 4) & 255) / 255)) * clamp(dome, 0.12, 1.5);
      tall = radius;
    }
    const reach = (radius * 0.9) / Math.max(0.35, up);
    const se = de + le * reach;
    const sn = dn + ln * reach;
    const s = (se * se + sn * sn) / (radius * radius);
    if (s < 1.3) shadow = Math.max(shadow, smoothstep(1.3, 0.7, s));
  }
  out[0] = crown;
  out[1] = shadow;
}

/** Strips of field and garden: a shade from −1 to 1 that keeps to its plot. */
function plots(east: number, north: number): number {
  const u = 0.96 * east + 0.28 * north + 9 * noise(east * 0.012, north * 0.012);
  const v = 0.96 * north - 0.28 * east;
  const row = Math.floor(v / 27);
  const plot = hash01(row, Math.floor((u + 31 * (row & 3)) / 52), 77) * 2 - 1;
  return plot + 0.18 * Math.sin(v * 2.6) * (plot > 0 ? 1 : 0);
}

/** Ground cover at a point: writes red, green, blue, near infrared, radar. wood and cleared: 0–1. */
export function landCover(
  shore: number,
  east: number,
  north: number,
  season: Season,
  wood: number,
  cleared: number,
  out: Float64Array,
) {
  const broad = fractal(east * 0.006, north * 0.006, 3);
  const fine = fractal(east * 0.16, north * 0.16, 3);
  const grain = noise(east * 1.7, north * 1.7);
  const field = cleared > 0.05 ? cleared * plots(east, north) : 0;
  const grassy = smoothstep(-0.5, 0.3, broad + 0.45 * fine + 0.6 * field + 0.5 * wood);
  const v = (1 + 0.2 * fine + 0.15 * grain + 0.1 * field) * (1 - 0.38 * wood);
  const g = (1 - season.autumn) * (0.75 + 0.25 * broad);
  out[0] = mix(0.165, mix(0.12, 0.066, g), grassy) * v;
  out[1] = mix(0.145, mix(0.105, 0.08, g), grassy) * v;
  out[2] = mix(0.115, mix(0.068, 0.043, g), grassy) * v;
  out[3] = mix(0.25, mix(0.22, 0.36, g), grassy) * v;
  out[4] = 0.62 + 0.1 * field;
  const beach = 1 - smoothstep(3, 11, shore + 3 * fine);
  if (beach > 0) {
    const wet = smoothstep(0, 4, shore);
    const sand = (0.75 + 0.35 * noise(east * 0.6, north * 0.6)) * mix(0.55, 1, wet);
    out[0] = mix(out[0] as number, 0.24 * sand, beach);
    out[1] = mix(out[1] as number, 0.22 * sand, beach);
    out[2] = mix(out[2] as number, 0.185 * sand, beach);
    out[3] = mix(out[3] as number, 0.29 * sand, beach);
    out[4] = 0.9;
  }
  const snow =
    season.snow * smoothstep(0.1, 0.9, 0.5 + 0.5 * fine + 0.5 * broad + 0.3 * field) * (1 - beach);
  if (snow > 0)
    for (let b = 0; b < 4; b++)
      out[b] = mix(
        out[b] as number,
        b === 3 ? 0.6 : 0.62 + 0.03 * b,
        snow * 0.7 * (1 - 0.4 * wood),
      );
}
