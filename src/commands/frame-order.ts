/** The frames of a site in the order they are stepped through. */
import type { Frame } from '../domain/model/frame';
import { framesByTime } from '../domain/tracks/occupancy';
import type { DocumentStore } from '../store/document-store';

export { framesByTime as framesOfSite } from '../domain/tracks/occupancy';

/** The next date of the same place and the one before, as far as there are such. */
export function neighboursOf(document: DocumentStore, frame: Frame): Frame[] {
  const frames = framesByTime(document, frame.siteId);
  const at = frames.findIndex(({ id }) => id === frame.id);
  return [frames[at + 1], frames[at - 1]].filter((one) => one !== undefined);
}
