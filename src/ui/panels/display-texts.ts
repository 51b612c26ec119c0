/** How a stretch is told in a few words, for the frame bar and the display panel. */
import { formatNumber } from '../../domain/geo/format-numbers';
import { isUnnamed } from '../../domain/imaging/band-roles';
import { presetOf } from '../../domain/imaging/presets';
import type { Raster } from '../../domain/model/frame';
import type { Stretch } from '../../domain/model/stretch';

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
