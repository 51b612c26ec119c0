/** Turns the colours of a decoded block into the red, green and blue that the bands are called. */
import { UserError } from '../domain/errors';
import type { Layout } from './layout-types';
import type { SampleArray } from './samples';
import { PHOTOMETRIC } from './tags';

/** Samples per pixel of a block after conversion: palettes give three for one. */
export function shownSamples({ palette, blockSamples }: Layout): number {
  return palette ? 3 : blockSamples;
}

/** Palette indices become RGB; YCbCr is RGB already where its decoder converts it; all else stays. */
export function convertColours(samples: SampleArray, name: string, layout: Layout): SampleArray {
  if (layout.palette) return applyPalette(samples, layout.palette, layout.blockSamples);
  const decodedToRgb = layout.codec.name === 'JPEG' || layout.codec.name === 'WebP';
  if (layout.photometric !== PHOTOMETRIC.YCbCr || decodedToRgb) return samples;
  throw new UserError(
    `“${name}” stores YCbCr colours in a way that cannot be read here. Convert it with gdal_translate -co PHOTOMETRIC=RGB.`,
  );
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
