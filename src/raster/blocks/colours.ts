/** Turns the colours of a decoded block into the red, green and blue that the bands are called. */

import { yCbCrToRgb } from '../codecs/ycbcr';
import type { Layout } from '../directory/layout-types';
import type { SampleArray, StoredArray } from './samples';

/** Samples per pixel as they are shown: converted colours give three, and alpha where there is one. */
export function shownSamples({ conversion, samples, alpha }: Layout): number {
  if (!conversion) return samples;
  return alpha === null ? 3 : 4;
}

/** Whether planes are shown apart: those that make up converted colours are read together. */
export function shownPlanar({ planar, conversion }: Layout): boolean {
  return planar && !conversion;
}

/**
 * Red, green and blue of CMYK, CIELab and YCbCr, as GDAL gives them, 3 for each pixel; all else stays.
 * `samples` are interleaved, all of the pixel's.
 */
export function convertColours(samples: StoredArray, rows: number, layout: Layout): StoredArray {
  switch (layout.conversion) {
    case 'cmyk':
      return cmykToRgb(samples as Uint8Array);
    case 'lab':
      return labToRgb(samples as Uint8Array, layout.samples);
    case 'ycbcr':
      return yCbCrToRgb(samples as Uint8Array, rows, layout);
    default:
      return samples;
  }
}

/** The colours of palette indices, and alpha, which is the last sample, behind them. */
export function applyPalette(samples: SampleArray, layout: Layout): SampleArray {
  if (!layout.palette) return samples;
  const [red, green, blue] = layout.palette;
  const stride = layout.samples;
  const size = shownSamples(layout);
  const pixels = samples.length / stride;
  const out = new Uint8Array(pixels * size);
  for (let i = 0; i < pixels; i++) {
    const index = samples[i * stride] as number;
    out[i * size] = red[index] ?? 0;
    out[i * size + 1] = green[index] ?? 0;
    out[i * size + 2] = blue[index] ?? 0;
    if (size === 4) out[i * size + 3] = samples[i * stride + stride - 1] as number;
  }
  return out;
}

/** The colours of a palette by index, red in the lowest byte of each and full alpha in the highest. */
export function paletteWords([red, green, blue]: NonNullable<Layout['palette']>): Uint32Array {
  const colour = (_: unknown, i: number) =>
    ((red[i] ?? 0) | ((green[i] ?? 0) << 8) | ((blue[i] ?? 0) << 16) | 0xff000000) >>> 0;
  return Uint32Array.from({ length: red.length }, colour);
}

/** Without colour management: each ink takes its part of the light away. */
function cmykToRgb(inks: Uint8Array): Uint8Array {
  const out = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4) {
    const light = 255 - (inks[from + 3] as number);
    for (let c = 0; c < 3; c++) {
      out[to++] = Math.trunc((light * (255 - (inks[from + c] as number))) / 255);
    }
  }
  return out;
}

/** D50, the white point of CIELab in TIFF 6.0 section 23, and XYZ to sRGB. */
const WHITE = [96.425, 100, 82.468] as const;
const TO_SRGB = [
  [3.241, -1.5374, -0.4986],
  [-0.9692, 1.876, 0.0416],
  [0.0556, -0.204, 1.057],
] as const;
/** The display that libtiff assumes: black at a hundredth of the light, gamma 2.4, in 1500 steps. */
const BLACK_LIGHT = 1;
const STEPS = 1500;

function labToRgb(lab: Uint8Array, samples: number): Uint8Array {
  const out = new Uint8Array((lab.length / samples) * 3);
  const cube = (t: number) => (t < 0.2069 ? (t - 0.13793) / 7.787 : t * t * t);
  for (let from = 0, to = 0; from < lab.length; from += samples) {
    const lightness = ((lab[from] as number) * 100) / 255;
    const a = ((lab[from + 1] as number) << 24) >> 24;
    const b = ((lab[from + 2] as number) << 24) >> 24;
    const dark = lightness < 8.856;
    const y = dark ? lightness / 903.292 : ((lightness + 16) / 116) ** 3;
    const f = dark ? 7.787 * y + 16 / 116 : (lightness + 16) / 116;
    const xyz = [cube(f + a / 500) * WHITE[0], y * WHITE[1], cube(f - b / 200) * WHITE[2]];
    for (const row of TO_SRGB) {
      const light = row.reduce((sum, factor, i) => sum + factor * (xyz[i] ?? 0), 0);
      const bounded = Math.min(100, Math.max(BLACK_LIGHT, light));
      const step = Math.min(
        STEPS,
        Math.trunc(((bounded - BLACK_LIGHT) * STEPS) / (100 - BLACK_LIGHT)),
      );
      out[to++] = Math.round(255 * (step / STEPS) ** (1 / 2.4));
    }
  }
  return out;
}
