/** Names of bands and which of them make a natural-colour picture. */
import type { MetadataItem } from './gdal-metadata';
import { sampleTypeOf } from './layout';
import type { Layout } from './layout-types';
import { PHOTOMETRIC } from './tags';

/** Tiles carry at most this many bands besides alpha. */
export const MAX_TILE_BANDS = 4;

type Shape = {
  readonly layout: Layout;
  readonly items: readonly MetadataItem[];
};

/** Names of all stored bands: what the file says, else what its kind implies, else 'Band n'. */
export function bandNames({ layout, items }: Shape): string[] {
  if (layout.palette) return ['Red', 'Green', 'Blue'];
  const rgb = layout.photometric === PHOTOMETRIC.Rgb || layout.photometric === PHOTOMETRIC.YCbCr;
  return Array.from({ length: layout.samples }, (_, band) => {
    const of = (role: string) => items.find((i) => i.sample === band && i.role === role)?.value;
    const said = of('description') || items.find((i) => i.name === `BAND_${band + 1}_NAME`)?.value;
    if (said) return said;
    if (band === layout.alpha) return 'Alpha';
    if (rgb && layout.samples >= 3 && band < 3) return ['Red', 'Green', 'Blue'][band] ?? '';
    return of('colorinterp') || `Band ${band + 1}`;
  });
}

const COLOUR_NAMES: readonly (readonly RegExp[])[] = [
  [/^red$/i, /^r$/i, /^(b0?4|band ?4) ?\(?red/i, /^b0?4$/i, /\bred\b(?! ?-?edge)/i],
  [/^green$/i, /^g$/i, /^b0?3$/i, /\bgreen\b(?!.?i\b)/i],
  [/^blue$/i, /^b$/i, /^b0?2$/i, /(?<!coastal.?)\bblue\b/i],
];

/**
 * The bands to show: [grey] or [red, green, blue], stored indices. By names where the bands are named;
 * three bands are taken as red, green, blue; four of more than 8 bits as blue, green, red, near
 * infrared (PlanetScope, Pléiades, SkySat and WorldView bundles are delivered so); four of 8 bits as red,
 * green, blue, near infrared (NAIP); eight as WorldView orders them (coastal, blue, green, yellow, red,
 * red edge, two near infrared); twelve and more as Sentinel-2 numbers them.
 */
export function naturalColours(
  shape: Shape,
  names: readonly string[],
): [number] | [number, number, number] {
  const { layout } = shape;
  if (layout.palette) return [0, 1, 2];
  const colours = names.filter((_, i) => i !== layout.alpha);
  const named = COLOUR_NAMES.map((patterns) => {
    for (const pattern of patterns) {
      const found = colours.findIndex((name) => pattern.test(name.trim()));
      if (found >= 0) return found;
    }
    return -1;
  });
  const [red = -1, green = -1, blue = -1] = named;
  if (red >= 0 && green >= 0 && blue >= 0) return [red, green, blue];
  if (colours.length < 3) return [0];
  if (colours.length === 3) return [0, 1, 2];
  if (colours.length === 4) return sampleTypeOf(layout) === 'uint8' ? [0, 1, 2] : [2, 1, 0];
  if (colours.length === 8) return [4, 2, 1];
  if (colours.length >= 12) return [3, 2, 1];
  return [2, 1, 0];
}

/** Stored bands that tiles carry, ascending: the first four, unless the shown ones lie further on. */
export function tileBands(layout: Layout, shown: readonly number[]): number[] {
  const count = layout.palette ? 3 : layout.samples;
  const all = Array.from({ length: count }, (_, i) => i).filter((i) => i !== layout.alpha);
  const chosen = new Set(all.length > MAX_TILE_BANDS ? shown : []);
  for (const band of all) if (chosen.size < MAX_TILE_BANDS) chosen.add(band);
  return [...chosen].sort((a, b) => a - b);
}
