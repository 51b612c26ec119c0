/** Smooth noise from lattices of random numbers, and a periodic field of sea waves. */
import { hash01, randomStream } from './random';

const SIZE = 512;
const MASK = SIZE - 1;

const LATTICE = (() => {
  const table = new Float32Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) table[y * SIZE + x] = hash01(x, y, 71) * 2 - 1;
  return table;
})();

/** Value noise in −1..1 with features of about one unit. */
export function noise(x: number, y: number): number {
  const xf = Math.floor(x);
  const yf = Math.floor(y);
  let u = x - xf;
  let v = y - yf;
  u = u * u * u * (u * (u * 6 - 15) + 10);
  v = v * v * v * (v * (v * 6 - 15) + 10);
  const x0 = xf & MASK;
  const x1 = (xf + 1) & MASK;
  const r0 = (yf & MASK) * SIZE;
  const r1 = ((yf + 1) & MASK) * SIZE;
  const a = LATTICE[r0 + x0] as number;
  const b = LATTICE[r0 + x1] as number;
  const c = LATTICE[r1 + x0] as number;
  const d = LATTICE[r1 + x1] as number;
  const top = a + (b - a) * u;
  return top + (c + (d - c) * u - top) * v;
}

/** Octaves of noise, each turned against the last so that no grid shows; about −1..1. */
export function fractal(x: number, y: number, octaves: number): number {
  let sum = 0;
  let amplitude = 0.6;
  let px = x;
  let py = y;
  for (let i = 0; i < octaves; i++) {
    sum += noise(px, py) * amplitude;
    const qx = 1.57 * px + 1.21 * py + 17.3;
    py = 1.57 * py - 1.21 * px + 5.9;
    px = qx;
    amplitude *= 0.52;
  }
  return sum;
}

const SEA_SIZE = 1024;
const SEA_MASK = SEA_SIZE - 1;
/** Metres per cell of the sea table. */
const SEA_CELL = 0.25;

export type Sea = {
  /** Surface slope towards +x and +y at a ground position in metres. */
  readonly slope: (x: number, y: number, out: Float64Array) => void;
};

/** Adds one periodic plane wave's slopes by the angle-sum rule, so that no sine is taken per cell. */
function addWave(
  sx: Float32Array,
  sy: Float32Array,
  kx: number,
  ky: number,
  amp: number,
  phase: number,
) {
  const w = (2 * Math.PI) / SEA_SIZE;
  const cosX = new Float64Array(SEA_SIZE);
  const sinX = new Float64Array(SEA_SIZE);
  for (let x = 0; x < SEA_SIZE; x++) {
    cosX[x] = Math.cos(kx * x * w);
    sinX[x] = Math.sin(kx * x * w);
  }
  const norm = Math.hypot(kx, ky);
  for (let y = 0; y < SEA_SIZE; y++) {
    const c = Math.cos(ky * y * w + phase);
    const s = Math.sin(ky * y * w + phase);
    for (let x = 0, i = y * SEA_SIZE; x < SEA_SIZE; x++, i++) {
      const wave = amp * ((cosX[x] as number) * c - (sinX[x] as number) * s);
      sx[i] = (sx[i] as number) + (wave * kx) / norm;
      sy[i] = (sy[i] as number) + (wave * ky) / norm;
    }
  }
}

/**
 * A wind sea as a sum of plane waves spread about the wind: steeper for short waves, as slopes of a
 * Phillips-like spectrum are. windAzimuth: radians from +x towards +y, where the waves travel to.
 */
export function makeSea(seed: number, windAzimuth: number): Sea {
  const sx = new Float32Array(SEA_SIZE * SEA_SIZE);
  const sy = new Float32Array(SEA_SIZE * SEA_SIZE);
  const random = randomStream(seed);
  for (let i = 0; i < 56; i++) {
    const wavelength = 1.3 * 13 ** (random.next() ** 1.5);
    const angle = windAzimuth + (random.next() + random.next() + random.next() - 1.5) * 0.95;
    const k = (SEA_SIZE * SEA_CELL) / wavelength;
    const kx = Math.round(k * Math.cos(angle));
    const ky = Math.round(k * Math.sin(angle));
    if (kx === 0 && ky === 0) continue;
    addWave(sx, sy, kx, ky, 0.15 * (2.4 / wavelength) ** 0.5, random.next() * 2 * Math.PI);
  }
  return { slope: (x, y, out) => sampleSea(sx, sy, x, y, out) };
}

function sampleSea(sx: Float32Array, sy: Float32Array, x: number, y: number, out: Float64Array) {
  // Two copies at unrelated scales and turns hide the table's period of 256 m.
  const qx = (0.829 * x - 0.559 * y) * 2.37 + 91;
  const qy = (0.559 * x + 0.829 * y) * 2.37 + 13;
  let ox = 0;
  let oy = 0;
  for (let copy = 0; copy < 2; copy++) {
    const fx = (copy === 0 ? x : qx) / SEA_CELL;
    const fy = (copy === 0 ? y : qy) / SEA_CELL;
    const x0 = Math.floor(fx);
    const y0 = Math.floor(fy);
    const u = fx - x0;
    const v = fy - y0;
    const xa = x0 & SEA_MASK;
    const xb = (x0 + 1) & SEA_MASK;
    const ra = (y0 & SEA_MASK) * SEA_SIZE;
    const rb = ((y0 + 1) & SEA_MASK) * SEA_SIZE;
    const wa = (1 - u) * (1 - v);
    const wb = u * (1 - v);
    const wc = (1 - u) * v;
    const wd = u * v;
    ox +=
      (sx[ra + xa] as number) * wa +
      (sx[ra + xb] as number) * wb +
      (sx[rb + xa] as number) * wc +
      (sx[rb + xb] as number) * wd;
    oy +=
      (sy[ra + xa] as number) * wa +
      (sy[ra + xb] as number) * wb +
      (sy[rb + xa] as number) * wc +
      (sy[rb + xb] as number) * wd;
  }
  out[0] = ox;
  out[1] = oy;
}
