/** What a box is called wherever it is named. */
import type { DocumentView } from '../edits/types';
import type { Box } from '../model/box';

/** The vessel's name where the box is linked to one, else 'Cargo ship 14'. */
export function labelOf(doc: DocumentView, box: Box): string {
  const vessel = box.link && doc.get('vessels', box.link.vesselId);
  if (vessel) return vessel.name;
  const name = doc.get('classes', box.classId)?.name ?? 'box';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${box.number}`;
}
