/**
 * The painting of one tile: at every sample the reflectance, the height and the slope's share of
 * sunlight. Prisms hide each other by height, so their order does not matter.
 */
import { type Affine, applyAffine, invertAffine } from './frame-grid';
import type { Pair } from './geodesy';
import { DATUM, type Material, type Prism } from './scene-types';

export type View = {
  /** Metres by which a point appears shifted east and north per metre of its height over the datum. */
  readonly lean: Pair;
  /** Unit vector towards the sun (or the radar): east, north, up. */
  readonly light: readonly [number, number, number];
  /** Radar: tops lean towards the light's origin and the faces seen are those that look at it. */
  readonly layover: boolean;
};

export class GBuffer {
  readonly r: Float32Array;
  readonly g: Float32Array;
  readonly b: Float32Array;
  readonly n: Float32Array;
  readonly radar: Float32Array;
  readonly height: Float32Array;
  /** Direct light against that on level ground; below zero: −light, and no other thing shades it. */
  readonly light: Float32Array;
  readonly side: number;
  /** Ground metres to samples. */
  toSample: Affine = [1, 0, 0, 0, 1, 0];
  toGround: Affine = [1, 0, 0, 0, 1, 0];

  constructor(side: number) {
    this.side = side;
    const plane = () => new Float32Array(side * side);
    this.r = plane();
    this.g = plane();
    this.b = plane();
    this.n = plane();
    this.radar = plane();
    this.height = plane();
    this.light = plane();
  }

  aim(toSample: Affine) {
    this.toSample = toSample;
    this.toGround = invertAffine(toSample);
  }
}

/** The outline in samples, seen at a height. */
export function project(
  g: GBuffer,
  view: View,
  outline: readonly number[],
  z: number,
): Float64Array {
  const out = new Float64Array(outline.length);
  const le = view.lean[0] * (z - DATUM);
  const ln = view.lean[1] * (z - DATUM);
  for (let i = 0; i < outline.length; i += 2) {
    const [x, y] = applyAffine(
      g.toSample,
      (outline[i] as number) + le,
      (outline[i + 1] as number) + ln,
    );
    out[i] = x;
    out[i + 1] = y;
  }
  return out;
}

/** Sunlight on a slope against that on level ground. */
function slopeLight(view: View, slope: Pair): number {
  const [e, n, up] = view.light;
  if (slope[0] === 0 && slope[1] === 0) return 1;
  const dot = -slope[0] * e - slope[1] * n + up;
  return Math.max(0, dot / Math.hypot(slope[0], slope[1], 1) / up);
}

type Span = (y: number, x0: number, x1: number) => void;
const CROSSINGS = new Float64Array(256);

/** Calls back with the samples whose centres lie inside a polygon, row by row (even–odd rule). */
export function scan(points: Float64Array, side: number, span: Span) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < points.length; i += 2) {
    low = Math.min(low, points[i] as number);
    high = Math.max(high, points[i] as number);
  }
  const yEnd = Math.min(side - 1, Math.ceil(high - 0.5) - 1);
  for (let y = Math.max(0, Math.ceil(low - 0.5)); y <= yEnd; y++) {
    const count = crossings(points, y + 0.5);
    for (let k = 0; k + 1 < count; k += 2) {
      const x0 = Math.max(0, Math.ceil((CROSSINGS[k] as number) - 0.5));
      const x1 = Math.min(side, Math.ceil((CROSSINGS[k + 1] as number) - 0.5));
      if (x1 > x0) span(y, x0, x1);
    }
  }
}

function crossings(points: Float64Array, y: number): number {
  let count = 0;
  let j = points.length - 2;
  for (let i = 0; i < points.length; i += 2) {
    const ya = points[j + 1] as number;
    const yb = points[i + 1] as number;
    if (ya <= y !== yb <= y) {
      const xa = points[j] as number;
      const x = xa + ((y - ya) / (yb - ya)) * ((points[i] as number) - xa);
      let k = count++;
      for (; k > 0 && (CROSSINGS[k - 1] as number) > x; k--)
        CROSSINGS[k] = CROSSINGS[k - 1] as number;
      CROSSINGS[k] = x;
    }
    j = i;
  }
  return count;
}

function fill(g: GBuffer, points: Float64Array, z: number, m: Material, light: number) {
  scan(points, g.side, (y, x0, x1) => {
    for (let i = y * g.side + x0, end = y * g.side + x1; i < end; i++) {
      if (z < (g.height[i] as number)) continue;
      g.r[i] = m.r;
      g.g[i] = m.g;
      g.b[i] = m.b;
      g.n[i] = m.n;
      g.radar[i] = m.radar;
      g.height[i] = z;
      g.light[i] = light;
    }
  });
}

function fillToned(g: GBuffer, points: Float64Array, prism: Prism, light: number, view: View) {
  const { axes, tone, top, z1 } = prism;
  if (tone === null) return;
  const s = Math.sin((axes.heading * Math.PI) / 180);
  const c = Math.cos((axes.heading * Math.PI) / 180);
  const le = axes.east + view.lean[0] * (z1 - DATUM);
  const ln = axes.north + view.lean[1] * (z1 - DATUM);
  scan(points, g.side, (y, x0, x1) => {
    for (let x = x0; x < x1; x++) {
      const i = y * g.side + x;
      if (z1 < (g.height[i] as number)) continue;
      const [e, n] = applyAffine(g.toGround, x + 0.5, y + 0.5);
      const k = tone((e - le) * s + (n - ln) * c, (n - ln) * s - (e - le) * c);
      g.r[i] = top.r * k;
      g.g[i] = top.g * k;
      g.b[i] = top.b * k;
      g.n[i] = top.n * k;
      g.radar[i] = top.radar;
      g.height[i] = z1;
      g.light[i] = light;
    }
  });
}

/** The upright faces that the view's lean shows. */
function paintSides(g: GBuffer, view: View, prism: Prism, base: Float64Array, top: Float64Array) {
  const { outline } = prism;
  const count = outline.length;
  const quad = new Float64Array(8);
  for (let i = 0; i < count; i += 2) {
    const j = (i + 2) % count;
    quad.set([base[i] as number, base[i + 1] as number, base[j] as number, base[j + 1] as number]);
    quad.set([top[j] as number, top[j + 1] as number, top[i] as number, top[i + 1] as number], 4);
    const de = (outline[j] as number) - (outline[i] as number);
    const dn = (outline[j + 1] as number) - (outline[i + 1] as number);
    const length = Math.hypot(de, dn) || 1;
    // Outlines run either way round: of a face and its opposite, the one that is seen looks against the lean.
    let [ne, nn] = [dn / length, -de / length];
    if (ne * view.lean[0] + nn * view.lean[1] > 0 !== view.layover) [ne, nn] = [-ne, -nn];
    const direct = Math.max(0, ne * view.light[0] + nn * view.light[1]) / view.light[2];
    fill(g, quad, (prism.z0 + prism.z1) / 2, prism.side, -Math.min(2.2, direct) - 1e-6);
  }
}

export function paint(g: GBuffer, view: View, prism: Prism) {
  const top = project(g, view, prism.outline, prism.z1);
  if (prism.z1 > prism.z0 && prism.cast === 'solid' && (view.lean[0] !== 0 || view.lean[1] !== 0))
    paintSides(g, view, prism, project(g, view, prism.outline, prism.z0), top);
  const light = slopeLight(view, prism.slope);
  if (prism.tone === null) fill(g, top, prism.z1, prism.top, light);
  else fillToned(g, top, prism, light, view);
}
