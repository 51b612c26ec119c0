/** How much ground a small picture must show so that a box is whole on it. */
import type { Meters } from '../model/units';
import type { BoxMeasures } from './frame-geo';

/** Where a hull has no measures: about a coaster's length. */
const UNMEASURED: Meters = 120;
/** Ground around the box, as a part of its extent. */
const ROOM = 1.25;

export type PictureSize = { readonly width: number; readonly height: number };

/**
 * Metres from the left to the right edge of a north-up picture of `size` (any unit), centred on the box: as many as
 * hold its whole rectangle with some water around, whichever way it lies.
 */
export function acrossBox(
  measures: Pick<BoxMeasures, 'lengthM' | 'widthM' | 'axisDeg'> | null | undefined,
  { width, height }: PictureSize,
): Meters {
  if (!measures) return ROOM * UNMEASURED;
  const { lengthM, widthM, axisDeg } = measures;
  const axis = (axisDeg * Math.PI) / 180;
  const [sin, cos] = [Math.abs(Math.sin(axis)), Math.abs(Math.cos(axis))];
  const eastWest = lengthM * sin + widthM * cos;
  const northSouth = lengthM * cos + widthM * sin;
  return ROOM * Math.max(eastWest, northSouth * (width / height));
}
