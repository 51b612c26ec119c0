/** The length of the scale bar: 1, 2 or 5 times a power of ten. */
import { formatNumber } from '../../domain/geo/format-numbers';

export type ScaleLength = { readonly pixels: number; readonly text: string };

/**
 * The longest nice length that fits.
 * @param unitsPerPixel metres (or image rows) per CSS pixel
 * @param unit 'm', written as km from 1000 m on, or 'px' for image rows
 */
export function niceLength(
  unitsPerPixel: number,
  mostPixels: number,
  unit: 'm' | 'px',
): ScaleLength | null {
  const most = unitsPerPixel * mostPixels;
  if (!(most > 0) || !Number.isFinite(most)) return null;
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= most * (1 + 1e-9)) ?? 1;
  const length = factor * power;
  return { pixels: length / unitsPerPixel, text: textOf(length, unit) };
}

function textOf(length: number, unit: 'm' | 'px'): string {
  if (unit === 'm' && length >= 1000) return `${formatNumber(length / 1000)} km`;
  const decimals = Math.max(0, -Math.floor(Math.log10(length) + 1e-9));
  return `${formatNumber(length, decimals)} ${unit}`;
}
