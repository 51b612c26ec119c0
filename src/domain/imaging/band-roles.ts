/** Which bands of a picture are red, green, blue and near infrared. */
import type { Raster } from '../model/frame';

export type BandRole = 'red' | 'green' | 'blue' | 'nir';
export type BandRoles = Readonly<Record<BandRole, number | null>>;

/** What bands are called, the surest first. */
const NAMES: Readonly<Record<BandRole, readonly RegExp[]>> = {
  red: [/^red$/i, /^r$/i, /^(b0?4|band ?4) ?\(?red/i, /^b0?4$/i, /\bred\b(?! ?-?edge)/i],
  green: [/^green$/i, /^g$/i, /^b0?3$/i, /\bgreen\b(?!.?i\b)/i],
  blue: [/^blue$/i, /^b$/i, /^b0?2$/i, /(?<!coastal.?)\bblue\b/i],
  nir: [/^(nir|near.?infra.?red)$/i, /^b0?8$/i, /\bnir\b/i, /\bnear.?infra/i, /^(n|infrared)$/i],
};

/**
 * By the names of the bands, where these tell red, green and blue; else by how many there are: three are
 * red, green, blue; four of more than 8 bits blue, green, red, near infrared (PlanetScope, Pléiades,
 * SkySat and WorldView bundles are delivered so); four of 8 bits red, green, blue, near infrared (NAIP);
 * eight as WorldView orders them (coastal, blue, green, yellow, red, red edge, two near infrared); twelve
 * and more as Sentinel-2 numbers them. A count whose colours the names contradict tells nothing. 0-based indices in the file; null where there is no such band.
 */
export function bandRoles({
  bandNames,
  sampleType,
  alphaBand,
}: Pick<Raster, 'sampleType' | 'alphaBand'> & {
  readonly bandNames: readonly string[];
}): BandRoles {
  const named = {
    red: byName('red', bandNames, alphaBand),
    green: byName('green', bandNames, alphaBand),
    blue: byName('blue', bandNames, alphaBand),
    nir: byName('nir', bandNames, alphaBand),
  };
  const count = bandNames.length - (alphaBand === null ? 0 : 1);
  if (named.red !== null && named.green !== null && named.blue !== null) {
    // NAIP and aerial pictures name their colours and leave the fourth band without a name.
    const fourth = count === 4 ? [0, 1, 2, 3].find((i) => !isOneOf(i, named)) : undefined;
    return { ...named, nir: named.nir ?? (fourth === alphaBand ? null : (fourth ?? null)) };
  }
  const counted = byCount(count, sampleType);
  return contradicts(counted, bandNames) ? named : counted;
}

/** What a band may be named for, as a word of its name; longer numbers (swir16) count too. */
const WORDS = /\b(red|green|blue|nir|swir)\d*\b/gi;

/** Whether a band that its place makes one colour is named for another: 'B1 blue' where red is looked for. */
function contradicts(roles: BandRoles, names: readonly string[]): boolean {
  return (['red', 'green', 'blue'] as const).some((role) => {
    const name = names[roles[role] ?? -1] ?? '';
    const said = [...name.matchAll(WORDS)].map(([, word = '']) => word.toLowerCase());
    return said.length > 0 && !said.includes(role);
  });
}

/** Whether a name only counts the band, or says that it is one. */
export function isUnnamed(name: string): boolean {
  return /^(band \d+|gr[ae]y|undefined|)$/i.test(name.trim());
}

/** What a band is by its own name alone; null where that says none of these. */
export function roleNamed(name: string): BandRole | null {
  const roles = ['red', 'green', 'blue', 'nir'] as const;
  return roles.find((role) => NAMES[role].some((pattern) => pattern.test(name.trim()))) ?? null;
}

function isOneOf(band: number, { red, green, blue }: BandRoles): boolean {
  return band === red || band === green || band === blue;
}

function byName(role: BandRole, names: readonly string[], alpha: number | null): number | null {
  for (const pattern of NAMES[role]) {
    const found = names.findIndex((name, i) => i !== alpha && pattern.test(name.trim()));
    if (found >= 0) return found;
  }
  return null;
}

function byCount(count: number, sampleType: Raster['sampleType']): BandRoles {
  if (count < 3) return { red: null, green: null, blue: null, nir: null };
  if (count === 3) return { red: 0, green: 1, blue: 2, nir: null };
  if (count === 4 && sampleType === 'uint8') return { red: 0, green: 1, blue: 2, nir: 3 };
  if (count === 4) return { red: 2, green: 1, blue: 0, nir: 3 };
  if (count === 8) return { red: 4, green: 2, blue: 1, nir: 6 };
  if (count >= 12) return { red: 3, green: 2, blue: 1, nir: 7 };
  return { red: 2, green: 1, blue: 0, nir: count === 5 ? 4 : null };
}
