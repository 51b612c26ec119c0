/** Names of bands and which of them make a natural-colour picture. */

import { bandRoles } from '../../domain/imaging/band-roles';
import { tileBands } from '../../domain/imaging/tile-bands';
import type { MetadataItem } from '../directory/gdal-metadata';
import type { Layout } from '../directory/layout-types';
import { PHOTOMETRIC } from '../directory/tags';
import { shownSamples } from './colours';
import { sampleTypeOf } from './layout';

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
    const kind = of('colorinterp') ?? '';
    return /^(undefined|)$/i.test(kind) ? `Band ${band + 1}` : kind;
  });
}

/** The bands to show: [grey] or [red, green, blue], stored indices; see bandRoles. */
export function naturalColours(
  { layout }: Pick<Shape, 'layout'>,
  names: readonly string[],
): [number] | [number, number, number] {
  if (layout.conversion) return [0, 1, 2];
  const { red, green, blue } = bandRoles(shapeOf(layout, names));
  return red === null || green === null || blue === null ? [0] : [red, green, blue];
}

function shapeOf(layout: Layout, bandNames: readonly string[]) {
  return { bandNames, sampleType: sampleTypeOf(layout), alphaBand: layout.alpha };
}

/** Stored bands that tiles carry, ascending; see domain/imaging/tile-bands. */
export function carriedBands(
  layout: Layout,
  bandNames: readonly string[],
  wanted: readonly number[] | undefined,
): number[] {
  return tileBands(shapeOf(layout, bandNames), wanted);
}
