/** Small builders that all scene makers share. */
import { mix } from './arrays';
import type { Pair } from './geodesy';
import type { Axes, Material, Prism, SceneObject, Tone, Wake } from './scene-types';

const RADIANS = Math.PI / 180;

/** Ground position of a point given in a body's own axes. */
export function locate(axes: Axes, forward: number, left: number): Pair {
  const s = Math.sin(axes.heading * RADIANS);
  const c = Math.cos(axes.heading * RADIANS);
  return [axes.east + forward * s - left * c, axes.north + forward * c + left * s];
}

/** Axes of a part, turned clockwise by `turn` degrees against its owner. */
export function axesAt(owner: Axes, forward: number, left: number, turn = 0): Axes {
  const [east, north] = locate(owner, forward, left);
  return { east, north, heading: owner.heading + turn };
}

export type PrismOptions = {
  readonly side?: Material;
  readonly tone?: Tone;
  readonly cast?: Prism['cast'];
  /** Rise per metre forward and left. */
  readonly slope?: Pair;
};

/** Collects what makes up a scene. */
export class SceneBuilder {
  readonly prisms: Prism[] = [];
  readonly objects: SceneObject[] = [];
  readonly wakes: Wake[] = [];

  /** points: forward and left metres in the axes, alternating. */
  shape(
    axes: Axes,
    points: readonly number[],
    z0: number,
    z1: number,
    top: Material,
    options: PrismOptions = {},
  ) {
    const outline: number[] = [];
    for (let i = 0; i < points.length; i += 2)
      outline.push(...locate(axes, points[i] ?? 0, points[i + 1] ?? 0));
    const [sf, sl] = options.slope ?? [0, 0];
    const s = Math.sin(axes.heading * RADIANS);
    const c = Math.cos(axes.heading * RADIANS);
    this.prisms.push({
      outline,
      z0,
      z1,
      top,
      side: options.side ?? top,
      tone: options.tone ?? null,
      axes,
      slope: [sf * s - sl * c, sf * c + sl * s],
      cast: options.cast ?? (z1 > z0 ? 'solid' : 'none'),
    });
  }

  /** A box from f0 to f1 forward and l0 to l1 left. */
  box(
    axes: Axes,
    [f0, f1]: Pair,
    [l0, l1]: Pair,
    [z0, z1]: Pair,
    top: Material,
    options: PrismOptions = {},
  ) {
    this.shape(axes, [f0, l0, f1, l0, f1, l1, f0, l1], z0, z1, top, options);
  }

  /** A round body of a radius, as an octagon. */
  drum(
    axes: Axes,
    [f, l]: Pair,
    radius: number,
    [z0, z1]: Pair,
    top: Material,
    options: PrismOptions = {},
  ) {
    const points: number[] = [];
    const count = radius > 4 ? 24 : 8;
    for (let i = 0; i < count; i++) {
      const a = ((i + 0.5) * 2 * Math.PI) / count;
      points.push(f + radius * Math.cos(a), l + radius * Math.sin(a));
    }
    this.shape(axes, points, z0, z1, top, options);
  }

  /** A slanting bar between two points [forward, left, z], in pieces short enough to shade rightly. */
  beam(
    axes: Axes,
    from: readonly [number, number, number],
    to: readonly [number, number, number],
    width: number,
    material: Material,
  ) {
    const run = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const rise = Math.abs(to[2] - from[2]);
    const pieces = Math.max(1, Math.ceil(rise / 2.5));
    const nf = run < 0.01 ? 0 : (-(to[1] - from[1]) / run) * (width / 2);
    const nl = run < 0.01 ? width / 2 : ((to[0] - from[0]) / run) * (width / 2);
    const along = (k: number, t: number) => (from[k] ?? 0) + ((to[k] ?? 0) - (from[k] ?? 0)) * t;
    for (let i = 0; i < pieces; i++) {
      const a = i / pieces;
      const b = (i + 1) / pieces;
      const z = Math.max(along(2, a), along(2, b));
      const points = [
        along(0, a) + nf,
        along(1, a) + nl,
        along(0, b) + nf,
        along(1, b) + nl,
        along(0, b) - nf,
        along(1, b) - nl,
        along(0, a) - nf,
        along(1, a) - nl,
      ];
      const low = Math.min(along(2, a), along(2, b)) - width * 0.6;
      this.shape(axes, points, low, z, material, { cast: 'thin' });
    }
  }
}

export function material(hex: string, options: { n?: number; radar?: number } = {}): Material {
  const value = Number.parseInt(hex, 16);
  const linear = (byte: number) => (byte / 255) ** 2.0;
  const raw = [linear(value >> 16), linear((value >> 8) & 255), linear(value & 255)] as const;
  const grey = 0.3 * raw[0] + 0.55 * raw[1] + 0.15 * raw[2];
  // Weather and dust take some of every paint's colour.
  const [r, g, b] = [mix(raw[0], grey, 0.2), mix(raw[1], grey, 0.2), mix(raw[2], grey, 0.2)];
  return {
    r,
    g,
    b,
    n: options.n ?? Math.min(0.9, (r + g + b) / 3 + 0.06),
    radar: options.radar ?? 1,
  };
}

export function shade(m: Material, factor: number): Material {
  return { r: m.r * factor, g: m.g * factor, b: m.b * factor, n: m.n * factor, radar: m.radar };
}
