/** Named ways to show a frame, as its bands allow. */
import type { Frame } from '../model/frame';
import type { Stretch } from '../model/stretch';
import { bandRoles } from './band-roles';

export type PresetId =
  | 'true'
  | 'false-nir'
  | 'three'
  | 'grey'
  | 'ramp'
  | 'ndvi'
  | 'ndwi'
  | 'radar-db';

export type DisplayPreset = {
  readonly id: PresetId;
  readonly label: string;
  /** What it is good for, in a few words. */
  readonly hint: string;
} & Pick<Stretch, 'bands' | 'index' | 'ramp' | 'decibel'>;

/** Bounds of the indices: the same for all frames, so that dates can be compared. */
export const INDEX_BOUND = 0.8;

/** The presets that a frame's bands and values allow, always in the same order. */
export function displayPresets(frame: Pick<Frame, 'raster' | 'stretch'>): readonly DisplayPreset[] {
  const { raster } = frame;
  const roles = bandRoles(raster);
  const { red, green, blue, nir } = roles;
  const plain = { index: null, ramp: 'grey', decibel: false } as const;
  const presets: DisplayPreset[] = [];
  if (red !== null && green !== null && blue !== null) {
    const bands: Stretch['bands'] = [red, green, blue];
    presets.push({ id: 'true', label: 'True colour', hint: 'Red, green, blue', bands, ...plain });
  }
  if (nir !== null && red !== null && green !== null) {
    const bands: Stretch['bands'] = [nir, red, green];
    const hint = 'Near infrared, red, green: plants red, water black';
    presets.push({ id: 'false-nir', label: 'False colour', hint, bands, ...plain });
  }
  const [first, second, third] = colourBands(raster);
  if (presets.length === 0 && first !== undefined && second !== undefined && third !== undefined) {
    // Bands are mostly delivered from short waves to long ones, and the longest is shown red.
    const bands: Stretch['bands'] = [third, second, first];
    const hint = 'Any three bands as red, green and blue';
    presets.push({ id: 'three', label: 'Three bands', hint, bands, ...plain });
  }
  const one: [number] = [nir ?? firstBand(raster.alphaBand)];
  presets.push({ id: 'grey', label: 'Grey', hint: 'One band in grey', bands: one, ...plain });
  const even = { ...plain, ramp: 'uniform' } as const;
  const steps = 'One band in colours of even steps';
  presets.push({ id: 'ramp', label: 'Colour ramp', hint: steps, bands: one, ...even });
  if (nir !== null && red !== null) {
    const hint = '(near infrared − red) / (near infrared + red)';
    const look = { ...plain, index: 'ndvi', ramp: 'diverging' } as const;
    presets.push({ id: 'ndvi', label: 'NDVI', hint, bands: [nir, red], ...look });
  }
  if (nir !== null && green !== null) {
    const hint = '(green − near infrared) / (green + near infrared)';
    const look = { ...plain, index: 'ndwi', ramp: 'diverging' } as const;
    presets.push({ id: 'ndwi', label: 'NDWI', hint, bands: [green, nir], ...look });
  }
  if (raster.sampleType === 'complex' || (mayBeAmplitude(raster) && !showsNegative(frame))) {
    const look = { ...plain, decibel: true } as const;
    const hint = 'Amplitude as 20·log10, in grey';
    presets.push({ id: 'radar-db', label: 'Radar dB', hint, bands: one, ...look });
  }
  return presets;
}

/** All bands but alpha. */
function colourBands({ bands, alphaBand }: Frame['raster']): readonly number[] {
  return Array.from({ length: bands }, (_, band) => band).filter((band) => band !== alphaBand);
}

/** Whether it is stretched from below zero: amplitudes never are, decibels mostly. */
function showsNegative({ stretch }: Pick<Frame, 'stretch'>): boolean {
  const { bands, decibel, lo } = stretch;
  return !decibel && bands.length !== 2 && lo.some((value) => value < 0);
}

function firstBand(alpha: number | null): number {
  return alpha === 0 ? 1 : 0;
}

/** One or two bands of more than 8 bits, as radar is delivered. */
function mayBeAmplitude({ bands, alphaBand, bandNames, sampleType }: Frame['raster']): boolean {
  const shown = bands - (alphaBand === null ? 0 : 1);
  // Sentinel-2 and Landsat name their bands B1…B12, and those are no radar.
  const optical = bandNames.some((name) => /^b\d{1,2}a?$|red|green|blue|nir/i.test(name.trim()));
  return shown <= 2 && !optical && sampleType !== 'uint8' && sampleType !== 'int8';
}

/**
 * The preset that a stretch is, whichever band stands for the single one and whichever three for any three;
 * null for one of one's own.
 */
export function presetOf(frame: Pick<Frame, 'raster' | 'stretch'>): DisplayPreset | null {
  const { stretch } = frame;
  const free = (id: PresetId) => id === 'three' && stretch.bands.length === 3;
  const single = stretch.bands.length === 1;
  const found = displayPresets(frame).find(
    ({ bands, index, ramp, decibel, id }) =>
      decibel === stretch.decibel &&
      index === stretch.index &&
      (single || free(id) || String(bands) === String(stretch.bands)) &&
      bands.length === stretch.bands.length &&
      (single && id === 'ramp' ? stretch.ramp !== 'grey' : ramp === stretch.ramp || !single),
  );
  return found ?? null;
}
