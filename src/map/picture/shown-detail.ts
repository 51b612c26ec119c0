/**
 * How finely a drawing has to be made. Where somebody goes close to a picture, coarse pixels stand in for a moment
 * until the fine ones have been read. Drawn in fewer pixels, which the browser enlarges, they look the same, and
 * take from the reading a fraction of the processor's time where graphics are done in software.
 */
import type { TilePlace } from './early-reading';

/** Pixels of the drawing to a pixel of the picture, each way. */
const FINE = 2;
const COARSEST = 256;
/** Pixels of the drawing to a pixel of the screen, at least. */
const LEAST = 1 / 8;

/**
 * Pixels to draw to a pixel of the screen, each way; at most 1.
 * @param tilesAt the tiles that a drawing of so many plane units to a pixel would be made of
 * @param known whether a tile has been read
 */
export function shownDetail(
  resolution: number,
  tilesAt: (resolution: number) => readonly TilePlace[],
  known: (place: TilePlace) => boolean,
): number {
  // The next finer ones too are shown in place of tiles that have yet to come.
  if (tilesAt(resolution).some(known) || tilesAt(resolution / 2).some(known)) return 1;
  for (let factor = 2; factor <= COARSEST; factor *= 2) {
    if (tilesAt(resolution * factor).some(known))
      return Math.min(1, Math.max(LEAST, FINE / factor));
  }
  return 1;
}
