/** Pictures whose shift is known exactly, because they are made of finer ones. */
import type { Plane } from '../../../src/domain/registration/plane';

/** Numbers 0 … 1 that are the same in every run (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Fine = { readonly side: number; readonly values: Float32Array };

/**
 * A port seen from above, roughly: sheds, roads and boxes of all sizes and turns on mottled ground. Seen
 * from the side, the boxes' tops lean: those of the highest by `lean`, fine pixels right and down.
 */
export function finePort(side: number, seed: number, lean: Pair = [0, 0]): Fine {
  const random = randomOf(seed);
  const heights = randomOf(seed + 0.5 * 2 ** 31);
  const values = mottled(side, random);
  const count = Math.round((side / 40) ** 2);
  for (let i = 0; i < count; i++) {
    const angle = random() < 0.7 ? 0.4 : random() * Math.PI;
    const length = 6 * 12 ** random();
    const width = 4 + length * (0.15 + 0.5 * random());
    const level = 30 + 200 * random();
    const height = heights() ** 2;
    const [x, y] = [random() * side + lean[0] * height, random() * side + lean[1] * height];
    paint(values, side, [x, y], [length, width], angle, level);
  }
  return { side, values };
}

/** Ground of several sizes of grain, 60 … 140. */
function mottled(side: number, random: () => number): Float32Array {
  const values = new Float32Array(side * side).fill(100);
  for (const [grain, strength] of [
    [90, 20],
    [25, 12],
    [7, 8],
    [2, 6],
  ] as const) {
    const across = Math.ceil(side / grain) + 2;
    const nodes = Float32Array.from({ length: across * across }, () => (random() - 0.5) * 2);
    for (let y = 0; y < side; y++) {
      const row = Math.floor(y / grain);
      const v = y / grain - row;
      for (let x = 0; x < side; x++) {
        const column = Math.floor(x / grain);
        const u = x / grain - column;
        const at = row * across + column;
        const upper = (nodes[at] ?? 0) * (1 - u) + (nodes[at + 1] ?? 0) * u;
        const lower = (nodes[at + across] ?? 0) * (1 - u) + (nodes[at + across + 1] ?? 0) * u;
        values[y * side + x] =
          (values[y * side + x] ?? 0) + strength * (upper * (1 - v) + lower * v);
      }
    }
  }
  return values;
}

type Pair = readonly [number, number];

/** A filled rectangle; pixels belong to it by their middles. */
function paint(
  values: Float32Array,
  side: number,
  [cx, cy]: Pair,
  [length, width]: Pair,
  angle: number,
  level: number,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const radius = Math.hypot(length, width) / 2;
  const [fromY, toY] = [
    Math.max(0, Math.floor(cy - radius)),
    Math.min(side, Math.ceil(cy + radius)),
  ];
  const [fromX, toX] = [
    Math.max(0, Math.floor(cx - radius)),
    Math.min(side, Math.ceil(cx + radius)),
  ];
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) {
      const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
      if (Math.abs(dx * cos + dy * sin) > length / 2) continue;
      if (Math.abs(dy * cos - dx * sin) <= width / 2) values[y * side + x] = level;
    }
  }
}

/** Means of 4 × 4 fine pixels from a fine pixel on: a step of one there is a quarter pixel here. */
export function coarsened({ side, values }: Fine, left: number, top: number, size: number): Plane {
  const out = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let j = 0; j < 4; j++) {
        const at = (top + 4 * y + j) * side + left + 4 * x;
        for (let i = 0; i < 4; i++) sum += values[at + i] ?? Number.NaN;
      }
      out[y * size + x] = sum / 16;
    }
  }
  return planeOf(size, size, out);
}

export function planeOf(width: number, height: number, values: Float32Array): Plane {
  return { width, height, values, valid: new Uint8Array(width * height).fill(1) };
}

export type Spoiling = { readonly gamma: number; readonly gain: number; readonly noise: number };

/** Another light and another sensor: brightness 0 … 255 to gain · 255 · (v / 255)^gamma with normal noise. */
export function spoiled(plane: Plane, { gamma, gain, noise }: Spoiling, seed: number): Plane {
  const random = randomOf(seed);
  const values = plane.values.map((value) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return gain * 255 * (Math.max(0, value) / 255) ** gamma + noise * normal;
  });
  return { ...plane, values };
}

/** A part of the area shows other things: squares taken from another picture. */
export function changed(plane: Plane, other: Plane, part: number, seed: number): Plane {
  const random = randomOf(seed);
  const values = plane.values.slice();
  const { width, height } = plane;
  const side = Math.round(width / 16);
  for (let area = 0; area < part * width * height; area += side * side) {
    const [left, top] = [random() * (width - side), random() * (height - side)].map(Math.floor);
    for (let y = top ?? 0; y < (top ?? 0) + side; y++) {
      for (let x = left ?? 0; x < (left ?? 0) + side; x++) {
        values[y * width + x] = other.values[y * width + x] ?? 0;
      }
    }
  }
  return { ...plane, values };
}
