/** Names of bands and which of them make a natural-colour picture. */

import { bandRoles } from '../domain/imaging/band-roles';
import { shownSamples } from './colours';
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
  if (layout.conversion) return ['Red', 'Green', 'Blue', 'Alpha'].slice(0, shownSamples(layout));
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

/** The bands to show: [grey] or [red, green, blue], stored indices; see bandRoles. */
export function naturalColours(
  { layout }: Pick<Shape, 'layout'>,
  names: readonly string[],
): [number] | [number, number, number] {
  if (layout.conversion) return [0, 1, 2];
  const { red, green, blue } = rolesOf(layout, names);
  return red === null || green === null || blue === null ? [0] : [red, green, blue];
}

function rolesOf(layout: Layout, bandNames: readonly string[]) {
  return bandRoles({ bandNames, sampleType: sampleTypeOf(layout), alphaBand: layout.alpha });
}

/**
 * Stored bands that tiles carry, ascending: the first four; of more than four those that are wanted,
 * then near infrared, then the first others.
 */
export function tileBands(
  layout: Layout,
  names: readonly string[],
  wanted: readonly number[],
): number[] {
  const count = shownSamples(layout);
  const all = Array.from({ length: count }, (_, i) => i).filter((i) => i !== layout.alpha);
  const { nir } = rolesOf(layout, names);
  const first = all.length > MAX_TILE_BANDS ? [...wanted, ...(nir === null ? [] : [nir])] : [];
  const chosen = new Set(first.filter((band) => all.includes(band)));
  for (const band of all) if (chosen.size < MAX_TILE_BANDS) chosen.add(band);
  return [...chosen].slice(0, MAX_TILE_BANDS).sort((a, b) => a - b);
}
