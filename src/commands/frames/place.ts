/** Giving a frame a place, beyond what its file says. */
import { placeFrame } from '../../domain/edits/frame-edits';
import { UserError } from '../../domain/errors';
import { guessCrs } from '../../domain/geo/placing';
import type { Frame } from '../../domain/model/frame';
import type { LonLat } from '../../domain/model/units';
import { editContext, openDocument } from '../open-document';
import type { Services } from '../types';

/**
 * Names the coordinate system that a frame's own transform is of: 'EPSG:32652', a proj4 definition or
 * WKT. Rejects with a UserError where it is not known, or puts the picture off the earth.
 */
export async function nameCrs(services: Services, frame: Frame, text: string): Promise<void> {
  const document = openDocument(services);
  const transform = frame.unplacedTransform;
  if (!document || !transform) return;
  const [x, , , y] = transform;
  const crs = await services.imagery.crsOf(text, [x, y]);
  if (!crs) {
    throw new UserError(
      `"${text.trim()}" is not a known coordinate system. Write its EPSG code, such as EPSG:32652.`,
    );
  }
  const georef = { transform, ...crs, source: 'analyst' as const };
  document.commit(placeFrame(document, editContext(document), { id: frame.id, georef }));
}

/** Codes that the frame's coordinates are likely of, by where the project's other frames lie. */
export function guessedCrs(services: Services, frame: Frame): { label: string; text: string }[] {
  const document = openDocument(services);
  if (!document || !frame.unplacedTransform) return [];
  const near = [...document.all('frames')].flatMap(({ footprint }): LonLat[] => {
    const [corner] = footprint ?? [];
    return corner ? [corner] : [];
  });
  return guessCrs(frame.unplacedTransform, frame.raster, near).map(({ crsName, epsg }) => ({
    label: crsName,
    text: `EPSG:${epsg}`,
  }));
}
