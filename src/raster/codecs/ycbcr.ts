/** YCbCr samples that are not inside a JPEG stream (TIFF 6.0 section 21). */
import type { Layout, SpecialTags } from '../directory/layout-types';

const ONE = 65_536;
const HALF = ONE / 2;
const DEFAULT_LUMA = [0.299, 0.587, 0.114];
const DEFAULT_REFERENCE = [0, 255, 128, 255, 128, 255];

/**
 * Red, green and blue of a block. Where colour is subsampled, the data is in units of the brightnesses of
 * a patch and its two colour differences, which count for all of its pixels.
 */
export function yCbCrToRgb(data: Uint8Array, rows: number, layout: Layout): Uint8Array {
  const { blockWidth: width, special, planar } = layout;
  const [across, down] = planar ? [1, 1] : special.subsampling;
  const convert = converter(special.lumaCoefficients, special.referenceBlackWhite);
  const out = new Uint8Array(width * rows * 3);
  const patch = across * down;
  let from = 0;
  for (let top = 0; top < rows; top += down) {
    for (let left = 0; left < width; left += across, from += patch + 2) {
      const cb = data[from + patch] as number;
      const cr = data[from + patch + 1] as number;
      for (let i = 0; i < patch; i++) {
        const x = left + (i % across);
        const y = top + Math.floor(i / across);
        if (x < width && y < rows) {
          convert(data[from + i] as number, cb, cr, out, (y * width + x) * 3);
        }
      }
    }
  }
  return out;
}

/** As yCbCrToRgb, of samples that are one for each pixel; in place. */
export function yCbCrPixelsToRgb<T extends Uint8Array>(data: T, special: SpecialTags): T {
  const convert = converter(special.lumaCoefficients, special.referenceBlackWhite);
  for (let i = 0; i + 2 < data.length; i += 3) {
    convert(data[i] as number, data[i + 1] as number, data[i + 2] as number, data, i);
  }
  return data;
}

/** In whole numbers of 1/65536, so that rounding is that of libtiff. */
function converter(luma: readonly number[] | null, reference: readonly number[] | null) {
  const [red = 0, green = 1, blue = 0] = luma ?? DEFAULT_LUMA;
  const range = reference ?? DEFAULT_REFERENCE;
  const whole = (factor: number) => Math.trunc(Math.min(2, Math.max(0, factor)) * ONE + 0.5);
  const code = (value: number, black: number, white: number, top: number) =>
    Math.trunc(((value - black) * top) / (white === black ? 1 : white - black));
  const fromRed = 2 - 2 * red;
  const fromBlue = 2 - 2 * blue;
  const toRed = whole(fromRed);
  const toBlue = whole(fromBlue);
  const redToGreen = -whole((red * fromRed) / green);
  const blueToGreen = -whole((blue * fromBlue) / green);
  const table = (make: (i: number) => number) =>
    Int32Array.from({ length: 256 }, (_, i) => make(i));
  const at = (i: number) => range[i] ?? DEFAULT_REFERENCE[i] ?? 0;
  const bright = table((i) => code(i, at(0), at(1), 255));
  const cbCode = table((i) => code(i - 128, at(2) - 128, at(3) - 128, 127));
  const crCode = table((i) => code(i - 128, at(4) - 128, at(5) - 128, 127));
  const clamp = (v: number) => Math.min(255, Math.max(0, v));
  return (y: number, cb: number, cr: number, out: Uint8Array, to: number) => {
    const light = bright[y] as number;
    const b = cbCode[cb] as number;
    const r = crCode[cr] as number;
    out[to] = clamp(light + Math.floor((toRed * r + HALF) / ONE));
    out[to + 1] = clamp(light + Math.floor((blueToGreen * b + HALF + redToGreen * r) / ONE));
    out[to + 2] = clamp(light + Math.floor((toBlue * b + HALF) / ONE));
  };
}
