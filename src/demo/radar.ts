/** From a painted tile to radar amplitude: layover, shadow, corner echoes, sidelobes, speckle. */
import { clamp } from './arrays';
import type { GBuffer, View } from './gbuffer';
import { hash2, hash01 } from './random';
import { lit, type ShadowBuffer } from './shadows';

/** Power of each pixel of a tile before speckle. */
export function echo(
  g: GBuffer,
  view: View,
  shadows: ShadowBuffer,
  supersample: number,
  seed: number,
  origin: readonly [number, number],
): Float32Array {
  const side = g.side / supersample;
  const power = new Float32Array(side * side);
  const share = 1 / supersample ** 2;
  const [le, ln] = view.light;
  const norm = Math.hypot(le, ln);
  const sx = Math.round(((g.toSample[0] * le + g.toSample[1] * ln) / norm) * 2.2);
  const sy = Math.round(((g.toSample[3] * le + g.toSample[4] * ln) / norm) * 2.2);
  for (let y = 0; y < g.side; y++) {
    for (let x = 0; x < g.side; x++) {
      const i = y * g.side + x;
      const o = Math.floor(y / supersample) * side + Math.floor(x / supersample);
      const z = g.height[i] as number;
      let amplitude = (g.radar[i] as number) * Math.min(1.6, Math.abs(g.light[i] as number));
      if (lit(g, view, shadows, x, y) === 0) amplitude *= 0.04;
      const nx = clamp(x + sx, 0, g.side - 1);
      const ny = clamp(y + sy, 0, g.side - 1);
      const step = z - (g.height[ny * g.side + nx] as number);
      if (step > 1.2) amplitude = amplitude * 1.5 + Math.min(6, step * 0.5);
      const h = hash01(x + origin[0] * supersample, y + origin[1] * supersample, seed);
      if (z > 5 && h > 0.9965) amplitude *= 9;
      power[o] = (power[o] as number) + amplitude * amplitude * share;
    }
  }
  return spread(power, side);
}

/** The impulse response: a narrow peak, and a cross of sidelobes that only strong echoes show. */
function spread(power: Float32Array, side: number): Float32Array {
  const out = new Float32Array(power.length);
  const lobes = [0.62, 0.19, 0.012, 0.008, 0.005, 0.004, 0.003, 0.0022, 0.0016];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let d = 0; d < lobes.length; d++) {
        const w = (lobes[d] as number) / (d === 0 ? 1 : 2);
        const a = power[y * side + Math.max(0, x - d)] as number;
        const b = power[y * side + Math.min(side - 1, x + d)] as number;
        const c = power[Math.max(0, y - d) * side + x] as number;
        const e = power[Math.min(side - 1, y + d) * side + x] as number;
        sum += d === 0 ? w * a : (w * (a + b + c + e)) / 2;
      }
      out[y * side + x] = sum;
    }
  }
  return out;
}

/** Amplitude with multi-look speckle: a gamma deviate of as many looks times the power, as a sample value. */
export function speckled(power: number, x: number, y: number, seed: number): number {
  let product = 1;
  const looks = 3;
  for (let k = 0; k < looks; k++) product *= 1 - hash2(x, y, seed + 101 * k) / 4294967297;
  const gamma = -Math.log(product) / looks;
  const amplitude = Math.sqrt(power * gamma + 0.0009 * gamma);
  return clamp(Math.round(amplitude * 620), 1, 65535);
}
