/**
 * Where light does not reach. For every ground position of a tile the shadow's upper surface is
 * kept: a point is shaded when it lies below. Things that hang in the air keep a lower surface too.
 */
import type { GBuffer, View } from './gbuffer';
import { DATUM, type Prism } from './scene-types';

export class ShadowBuffer {
  /** Shaded below this height, metres. */
  readonly solid: Float32Array;
  /** Shaded between these two. */
  readonly low: Float32Array;
  readonly high: Float32Array;

  constructor(side: number) {
    this.solid = new Float32Array(side * side);
    this.low = new Float32Array(side * side);
    this.high = new Float32Array(side * side);
  }

  clear() {
    this.solid.fill(-1);
    this.low.fill(1e6);
    this.high.fill(-1);
  }
}

type Ray = { readonly dx: number; readonly dy: number; readonly dropPerStep: number };

/** One step towards the light over one sample, and how far light climbs in it. */
function rayOf(g: GBuffer, view: View): Ray {
  const [e, n, up] = view.light;
  const x = g.toSample[0] * e + g.toSample[1] * n;
  const y = g.toSample[3] * e + g.toSample[4] * n;
  const length = Math.hypot(x, y);
  return { dx: x / length, dy: y / length, dropPerStep: up / length };
}

type Caster = {
  readonly edges: Float64Array;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
};

/** Half-planes [inward normal·direction, normal x, normal y, offset] and the box that the shadow can touch. */
function caster(g: GBuffer, prism: Prism, ray: Ray): Caster | null {
  const { outline, z0, z1 } = prism;
  const count = outline.length / 2;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  let area = 0;
  for (let i = 0; i < count; i++) {
    const e = outline[2 * i] as number;
    const n = outline[2 * i + 1] as number;
    xs[i] = g.toSample[0] * e + g.toSample[1] * n + g.toSample[2];
    ys[i] = g.toSample[3] * e + g.toSample[4] * n + g.toSample[5];
  }
  const edges = new Float64Array(count * 4);
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    area += (xs[i] as number) * (ys[j] as number) - (xs[j] as number) * (ys[i] as number);
  }
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const sign = area > 0 ? 1 : -1;
    const nx = -((ys[j] as number) - (ys[i] as number)) * sign;
    const ny = ((xs[j] as number) - (xs[i] as number)) * sign;
    edges.set(
      [nx * ray.dx + ny * ray.dy, nx, ny, -(nx * (xs[i] as number) + ny * (ys[i] as number))],
      4 * i,
    );
  }
  const far = z1 / ray.dropPerStep;
  const near = prism.cast === 'thin' ? Math.max(0, z0 - 14) / ray.dropPerStep : 0;
  const [minX, maxX, minY, maxY] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const x0 = Math.max(0, Math.floor(minX - Math.max(ray.dx * far, ray.dx * near)));
  const x1 = Math.min(g.side, Math.ceil(maxX - Math.min(ray.dx * far, ray.dx * near)));
  const y0 = Math.max(0, Math.floor(minY - Math.max(ray.dy * far, ray.dy * near)));
  const y1 = Math.min(g.side, Math.ceil(maxY - Math.min(ray.dy * far, ray.dy * near)));
  return x1 > x0 && y1 > y0 ? { edges, x0, x1, y0, y1 } : null;
}

const HIT = new Float64Array(2);

/** Enter and leave distances of the ray from a sample through the outline, into HIT; false when it misses. */
function meet(edges: Float64Array, x: number, y: number): boolean {
  let enter = 0;
  let leave = 1e9;
  for (let k = 0; k < edges.length; k += 4) {
    const inside =
      (edges[k + 1] as number) * x + (edges[k + 2] as number) * y + (edges[k + 3] as number);
    const towards = edges[k] as number;
    if (towards > 1e-9) {
      const t = -inside / towards;
      if (t > enter) enter = t;
    } else if (towards < -1e-9) {
      const t = -inside / towards;
      if (t < leave) leave = t;
    } else if (inside < 0) return false;
    if (enter > leave) return false;
  }
  HIT[0] = enter;
  HIT[1] = leave;
  return true;
}

export function castShadows(g: GBuffer, view: View, prisms: readonly Prism[], out: ShadowBuffer) {
  out.clear();
  const ray = rayOf(g, view);
  for (const prism of prisms) {
    if (prism.cast === 'none') continue;
    const shadow = caster(g, prism, ray);
    if (shadow === null) continue;
    const { edges, x0, x1, y0, y1 } = shadow;
    for (let y = y0; y < y1; y++) {
      for (let x = x0, i = y * g.side + x0; x < x1; x++, i++) {
        if (!meet(edges, x + 0.5, y + 0.5)) continue;
        const high = prism.z1 - (HIT[0] as number) * ray.dropPerStep;
        if (prism.cast === 'solid') {
          if (high > (out.solid[i] as number)) out.solid[i] = high;
          continue;
        }
        const low = prism.z0 - (HIT[1] as number) * ray.dropPerStep;
        if (high > (out.high[i] as number)) out.high[i] = high;
        if (low < (out.low[i] as number)) out.low[i] = low;
      }
    }
  }
}

/** Share of direct light at a sample, 0 or 1. */
export function lit(g: GBuffer, view: View, shadows: ShadowBuffer, x: number, y: number): number {
  const i = y * g.side + x;
  if ((g.light[i] as number) < 0) return 1;
  const z = g.height[i] as number;
  const le = -view.lean[0] * (z - DATUM);
  const ln = -view.lean[1] * (z - DATUM);
  const gx = x + Math.round(g.toSample[0] * le + g.toSample[1] * ln);
  const gy = y + Math.round(g.toSample[3] * le + g.toSample[4] * ln);
  if (gx < 0 || gy < 0 || gx >= g.side || gy >= g.side) return 1;
  const k = gy * g.side + gx;
  if (z < (shadows.solid[k] as number) - 0.2) return 0;
  return z > (shadows.low[k] as number) - 0.1 && z < (shadows.high[k] as number) - 0.1 ? 0 : 1;
}
