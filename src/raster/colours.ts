/** Turns the colours of a decoded block into the red, green and blue that the bands are called. */
import { UserError } from '../domain/errors';
import type { Layout } from './layout';
import type { SampleArray } from './samples';
import { PHOTOMETRIC } from './tags';

/** Samples per pixel of a block after conversion: palettes give three for one. */
export function shownSamples({ palette, blockSamples }: Layout): number {
  return palette ? 3 : blockSamples;
}

/** Palette indices and YCbCr become RGB; everything else stays as it is. */
export function convertColours(samples: SampleArray, name: string, layout: Layout): SampleArray {
  if (layout.palette) return applyPalette(samples, layout.palette, layout.blockSamples);
  if (layout.photometric !== PHOTOMETRIC.YCbCr) return samples;
  if (
    !(samples instanceof Uint8Array) ||
    layout.blockSamples !== 3 ||
    layout.codec.name !== 'JPEG'
  ) {
    // WebP decodes to RGB by itself.
    if (layout.codec.name === 'WebP') return samples;
    throw new UserError(
      `“${name}” stores YCbCr colours in a way that cannot be read here. Convert it with gdal_translate -co PHOTOMETRIC=RGB.`,
    );
  }
  return yCbCrToRgb(samples);
}

function applyPalette(
  samples: SampleArray,
  [red, green, blue]: readonly [Uint8Array, Uint8Array, Uint8Array],
  stride: number,
): Uint8Array {
  const pixels = samples.length / stride;
  const out = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const index = samples[i * stride] as number;
    out[i * 3] = red[index] ?? 0;
    out[i * 3 + 1] = green[index] ?? 0;
    out[i * 3 + 2] = blue[index] ?? 0;
  }
  return out;
}

/** Full-range BT.601, as JFIF and TIFF 6.0 section 21 have it; in place. */
function yCbCrToRgb(data: Uint8Array): Uint8Array {
  const rgb = new Uint8ClampedArray(3);
  for (let i = 0; i + 2 < data.length; i += 3) {
    const y = data[i] as number;
    const cb = (data[i + 1] as number) - 128;
    const cr = (data[i + 2] as number) - 128;
    rgb[0] = y + 1.402 * cr;
    rgb[1] = y - 0.344136 * cb - 0.714136 * cr;
    rgb[2] = y + 1.772 * cb;
    data[i] = rgb[0] as number;
    data[i + 1] = rgb[1] as number;
    data[i + 2] = rgb[2] as number;
  }
  return data;
}
