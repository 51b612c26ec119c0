/** Rows of samples, of which some may hold no data, at half their size. */
import type { ChannelSpec, PixelArray } from './assemble';
import type { Block } from './blocks';
import type { Combine } from './box-mean';

/** A row of a block: where its first sample is. */
export type Row = { readonly samples: Block; readonly at: number };

/** What says which pixels hold data. */
export type DataTest = {
  readonly bands: readonly number[];
  readonly alpha: number | null;
  /** Per band, as floats; NaN for none. */
  readonly missing: readonly number[];
  /** Alpha alone decides. */
  readonly plain: boolean;
};

export function dataTest({ bands, alpha, nodata, floating }: ChannelSpec): DataTest {
  const missing = nodata.map((value) => (value === null ? Number.NaN : Math.fround(value)));
  return { bands, alpha, missing, plain: !floating && nodata.some((value) => value === null) };
}

/**
 * Whether each pixel of a row holds data, 1 or 0: its alpha sample is not 0, and one of its bands is not nodata.
 * @param stride samples from pixel to pixel
 * @param flags as long as the row, or longer
 */
export function markData(
  { samples, at }: Row,
  stride: number,
  { bands, alpha, missing, plain }: DataTest,
  flags: Uint8Array,
  width: number,
): void {
  for (let x = 0, from = at; x < width; x++, from += stride) {
    let holds = 0;
    if (alpha === null || samples[from + alpha] !== 0) {
      if (plain) holds = 1;
      for (let band = 0; holds === 0 && band < bands.length; band++) {
        const value = Math.fround(samples[from + (bands[band] as number)] as number);
        if (!Number.isNaN(value) && value !== missing[band]) holds = 1;
      }
    }
    flags[x] = holds;
  }
}

/** Where the pixels of the row above, or below, are and which of them hold data. */
export type Marked = { readonly row: Row; readonly flags: Uint8Array };

/**
 * A band of two rows at half their size: of the up to four pixels that hold data the mean, or the first. Where none
 * does, `out` is left as it is.
 * @param offset of the band's sample in a pixel
 * @param place of the first pixel's value in `out`, and from there to the next one's
 */
export function halveMarked(
  { row: upper, flags: a }: Marked,
  { row: lower, flags: b }: Marked,
  {
    stride,
    offset,
    width,
  }: { readonly stride: number; readonly offset: number; readonly width: number },
  combine: Combine,
  out: PixelArray,
  { at, step }: { readonly at: number; readonly step: number },
): void {
  const rounding = out instanceof Uint8Array && combine === 'mean' ? 0.5 : 0;
  const [above, below] = [upper.samples, lower.samples];
  for (let x = 0, to = at; x < width; x += 2, to += step) {
    // The last of an odd number of columns counts twice.
    const next = x + 1 < width ? x + 1 : x;
    const [a0, a1, b0, b1] = [a[x], a[next], b[x], b[next]] as [number, number, number, number];
    const count = a0 + a1 + b0 + b1;
    if (count === 0) continue;
    const left = x * stride + offset;
    const right = next * stride + offset;
    if (combine === 'nearest') {
      const { samples, at: from } = a0 + a1 > 0 ? upper : lower;
      const first = a0 + a1 > 0 ? a0 : b0;
      out[to] = samples[from + (first ? left : right)] as number;
      continue;
    }
    let sum = 0;
    if (a0) sum += above[upper.at + left] as number;
    if (a1) sum += above[upper.at + right] as number;
    if (b0) sum += below[lower.at + left] as number;
    if (b1) sum += below[lower.at + right] as number;
    out[to] = sum / count + rounding;
  }
}

/** Takes alpha away where none of the up to four pixels holds data. */
export function clearAlpha(
  a: Uint8Array,
  b: Uint8Array,
  width: number,
  out: PixelArray,
  { at, step }: { readonly at: number; readonly step: number },
): void {
  for (let x = 0, to = at; x < width; x += 2, to += step) {
    const next = x + 1 < width ? x + 1 : x;
    if (!(a[x] || a[next] || b[x] || b[next])) out[to] = 0;
  }
}
