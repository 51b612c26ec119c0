/** From a painted tile to what an optical sensor counts: light, sky, haze, blur, noise, digits. */
import { clamp } from './arrays';
import type { SensorLook } from './frame-types';
import type { GBuffer, View } from './gbuffer';
import { hashNormal } from './random';
import { lit, type ShadowBuffer } from './shadows';

/** Sunlight above the air and light of the blue sky, by band: red, green, blue, near infrared. */
const SUN = [1, 0.95, 0.86, 1] as const;
const SKY = [0.13, 0.17, 0.235, 0.07] as const;

/** Radiance of the four bands at each pixel of a tile; the planes have (side / supersample)² values. */
export function expose(
  g: GBuffer,
  view: View,
  shadows: ShadowBuffer,
  look: SensorLook,
): readonly Float32Array[] {
  const s = look.supersample;
  const side = g.side / s;
  const plane = () => new Float32Array(side * side);
  const [r, gr, b, n] = [plane(), plane(), plane(), plane()] as const;
  const open = openness(g);
  const cells = Math.ceil(g.side / 8);
  const up = view.light[2];
  const share = 1 / (s * s);
  const sunlight = up ** 1.35 * share;
  const skylight = (0.55 + 0.45 * up) * share;
  for (let y = 0; y < g.side; y++) {
    for (let x = 0; x < g.side; x++) {
      const i = y * g.side + x;
      const reach = lit(g, view, shadows, x, y);
      const water = (g.height[i] as number) < 0.5;
      const direct =
        Math.abs(g.light[i] as number) * sunlight * (water ? 0.5 + 0.5 * reach : reach);
      const sky = (open[(y >> 3) * cells + (x >> 3)] as number) * skylight;
      const o = Math.floor(y / s) * side + Math.floor(x / s);
      r[o] = (r[o] as number) + (g.r[i] as number) * (direct * SUN[0] + sky * SKY[0]);
      gr[o] = (gr[o] as number) + (g.g[i] as number) * (direct * SUN[1] + sky * SKY[1]);
      b[o] = (b[o] as number) + (g.b[i] as number) * (direct * SUN[2] + sky * SKY[2]);
      n[o] = (n[o] as number) + (g.n[i] as number) * (direct * SUN[3] + sky * SKY[3]);
    }
  }
  return [r, gr, b, n].map((band, k) => blur(band, side, look.blur, look.haze[k] as number));
}

/** How much of the sky a low place sees: less near walls. Coarse, by cells of eight samples. */
function openness(g: GBuffer): Float32Array {
  const n = Math.ceil(g.side / 8);
  const mean = new Float32Array(n * n);
  for (let y = 0; y < g.side; y += 2)
    for (let x = 0; x < g.side; x += 2) {
      const k = (y >> 3) * n + (x >> 3);
      mean[k] = (mean[k] as number) + (g.height[y * g.side + x] as number) / 16;
    }
  const out = new Float32Array(n * n);
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      let sum = 0;
      for (let k = 0; k < 25; k++) {
        const yy = clamp(y + Math.floor(k / 5) - 2, 0, n - 1);
        const xx = clamp(x + (k % 5) - 2, 0, n - 1);
        sum += mean[yy * n + xx] as number;
      }
      out[y * n + x] = clamp(
        1 - 0.06 * Math.max(0, sum / 25 - (mean[y * n + x] as number)),
        0.5,
        1,
      );
    }
  return out;
}

/** Gaussian blur of a square plane, and haze added to it. */
export function blur(plane: Float32Array, side: number, sigma: number, add: number): Float32Array {
  const weights = [0, 1, 2].map((d) => Math.exp((-d * d) / (2 * sigma * sigma)));
  const total = (weights[0] as number) + 2 * (weights[1] as number) + 2 * (weights[2] as number);
  const [w0, w1, w2] = [
    (weights[0] as number) / total,
    (weights[1] as number) / total,
    (weights[2] as number) / total,
  ];
  const pass = (from: Float32Array, step: number, offset: number) => {
    const out = new Float32Array(from.length);
    const last = from.length - 1;
    for (let i = 0; i < from.length; i++) {
      out[i] =
        w0 * (from[i] as number) +
        w1 *
          ((from[Math.max(0, i - step)] as number) + (from[Math.min(last, i + step)] as number)) +
        w2 *
          ((from[Math.max(0, i - 2 * step)] as number) +
            (from[Math.min(last, i + 2 * step)] as number)) +
        offset;
    }
    return out;
  };
  return pass(pass(plane, 1, 0), side, add);
}

/** Display curve of a finished 8-bit product, by exposed radiance in steps of 1/4096. */
const TONE = Float32Array.from({ length: 4 * 4096 }, (_, i) => {
  const v = i / 4096;
  return 255 * (1 - Math.exp(-v * 1.15)) ** 0.62 * 1.04;
});

function tone(radiance: number, exposure: number): number {
  const step = clamp(radiance * exposure * 4096, 0, TONE.length - 2);
  const i = Math.floor(step);
  const a = TONE[i] as number;
  return a + ((TONE[i + 1] as number) - a) * (step - i);
}

const RGB = [0, 1, 2] as const;
const BGRN = [2, 1, 0, 3] as const;

/** Writes one pixel's samples. x and y count from the frame's corner, so that tiles agree. */
export function develop(
  planes: readonly Float32Array[],
  from: number,
  look: SensorLook,
  seed: number,
  x: number,
  y: number,
  out: Uint8Array | Uint16Array,
  to: number,
) {
  const bands = look.kind === 'rgb8' ? RGB : BGRN;
  const stripe = 1 + 0.0035 * hashNormal(x, 17, seed);
  for (let k = 0; k < bands.length; k++) {
    const radiance = (planes[bands[k] as number] as Float32Array)[from] as number;
    const sigma = look.noise * Math.sqrt(0.35 + radiance * 9);
    const seen = radiance * stripe + sigma * hashNormal(x, y, seed + 31 * k);
    // A finished product has most of the haze taken off; a measured one has it still.
    const clear = seen - 0.6 * (look.haze[bands[k] as number] as number);
    const value = look.kind === 'rgb8' ? tone(clear, look.exposure) : 2047 * look.exposure * seen;
    out[to + k] = clamp(Math.round(value), 1, look.kind === 'rgb8' ? 255 : 2047);
  }
}
