/** Which bands of a picture its tiles carry: all of up to four, else those that are shown and some more. */
import type { Raster } from '../model/frame';
import { bandRoles } from './band-roles';

/** Tiles carry at most this many bands besides alpha. */
const MOST = 4;

type Shape = Pick<Raster, 'sampleType' | 'alphaBand'> & { readonly bandNames: readonly string[] };

/** Ascending: those that are wanted, then the natural colours, then near infrared, then the first others. */
export function tileBands(shape: Shape, wanted: readonly number[] = []): number[] {
  const { red, green, blue, nir } = bandRoles(shape);
  const all = shape.bandNames.map((_, band) => band).filter((band) => band !== shape.alphaBand);
  const natural = red === null || green === null || blue === null ? [] : [red, green, blue];
  const order = [...wanted, ...natural, ...(nir === null ? [] : [nir]), ...all];
  const chosen = [...new Set(order)].filter((band) => all.includes(band)).slice(0, MOST);
  return chosen.sort((a, b) => a - b);
}

/**
 * Bands that tiles have to carry to show some: the usual ones where these are among them, so that one
 * picture serves most displays.
 */
export function bandsToShow(shape: Shape, shown: readonly number[]): number[] {
  const usual = tileBands(shape);
  return shown.every((band) => usual.includes(band)) ? usual : tileBands(shape, shown);
}
