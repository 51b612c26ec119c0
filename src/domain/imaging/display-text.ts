/** How a stretch is told: in a few words above the picture, in full where the picture is evidence. */
import { formatNumber } from '../geo/format-numbers';
import type { Frame, Raster } from '../model/frame';
import type { Stretch } from '../model/stretch';
import { isUnnamed } from './band-roles';
import { presetOf } from './presets';

/** 'True colour 3-2-1', 'NDVI', 'B08 nir', 'Band 4' where it has no name; bands counted from one, as the reader of a rule knows them. */
export function bandsText(raster: Raster, stretch: Stretch): string {
  const { bands } = stretch;
  const numbers = bands.map((band) => band + 1).join('-');
  if (bands.length === 2) return stretch.index?.toUpperCase() ?? `Bands ${numbers}`;
  if (bands.length === 1) {
    const ramp = stretch.ramp === 'grey' ? '' : ', ramp';
    const name = raster.bandNames[bands[0]] ?? '';
    return `${isUnnamed(name) ? `Band ${numbers}` : name}${ramp}`;
  }
  const preset = presetOf({ raster, stretch });
  return preset ? `${preset.label} ${numbers}` : `Bands ${numbers}`;
}

function boundsText({ method, parameter, extent, bands, lo, hi }: Stretch): string {
  if (bands.length === 2 && method === 'manual') {
    return `${formatNumber(lo[0] ?? 0, 2)} to ${formatNumber(hi[0] ?? 0, 2)}`;
  }
  const cut = parameter ?? 2;
  const names = {
    none: 'as is',
    percentile: `${cut}–${100 - cut} %`,
    min_max: 'min–max',
    sigma: `±${parameter ?? 2}σ`,
    manual: 'by hand',
  };
  return `${names[method]}${extent === 'view' ? ' of a view' : ''}`;
}

/** 'Stretch 2–98 %, dB, γ 1.2, inverted'. */
export function stretchText(stretch: Stretch): string {
  const { decibel, gamma, brightness, contrast, saturation, invert, sharpen } = stretch;
  const adjusted = brightness !== 0 || contrast !== 1 || saturation !== 1;
  const parts = [
    boundsText(stretch),
    decibel ? 'dB' : '',
    gamma === 1 ? '' : `γ ${Number(gamma.toFixed(2))}`,
    adjusted ? 'adjusted' : '',
    sharpen > 0 ? 'sharpened' : '',
    invert ? 'inverted' : '',
  ];
  return `Stretch ${parts.filter((part) => part !== '').join(', ')}`;
}

/** Figures as a program writes them; bounds of 11 bits and of decibels need no more digits. */
const plain = (value: number) => String(Number(value.toPrecision(6)));

/**
 * 'True colour 3-2-1, 0.5–99.5 %, values 210 to 3312, 190 to 2800, 201 to 2555, γ 1.2': all that is needed
 * to show the picture like this again. Values are those of the file.
 */
export function displayText({ raster, stretch }: Pick<Frame, 'raster' | 'stretch'>): string {
  const { decibel, gamma, brightness, contrast, saturation, invert, sharpen, ramp } = stretch;
  const bounds = stretch.lo.map((lo, i) => `${plain(lo)} to ${plain(stretch.hi[i] ?? lo)}`);
  const one = stretch.bands.length < 3;
  const parts = [
    bandsText(raster, stretch),
    boundsText(stretch),
    `values ${bounds.join(', ')}`,
    decibel ? 'in decibels' : '',
    gamma === 1 ? '' : `γ ${plain(gamma)}`,
    brightness === 0 ? '' : `brightness ${plain(brightness)}`,
    contrast === 1 ? '' : `contrast ${plain(contrast)}`,
    saturation === 1 ? '' : `saturation ${plain(saturation)}`,
    sharpen === 0 ? '' : `sharpened ${plain(sharpen)}`,
    one && ramp !== 'grey' ? `${ramp} colours` : '',
    invert ? 'inverted' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
