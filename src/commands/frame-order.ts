/** The frames of a site in the order they are stepped through. */
import type { Frame } from '../domain/model/frame';
import type { DocumentStore } from '../store/document-store';

/** Frames of a site by acquisition time, undated ones last. */
export function framesOfSite(document: DocumentStore, siteId: Frame['siteId']): Frame[] {
  const frames = [...document.all('frames')].filter((frame) => frame.siteId === siteId);
  return frames.sort(byTime);
}

/** The next date of the same place and the one before, as far as there are such. */
export function neighboursOf(document: DocumentStore, frame: Frame): Frame[] {
  const frames = framesOfSite(document, frame.siteId);
  const at = frames.findIndex(({ id }) => id === frame.id);
  return [frames[at + 1], frames[at - 1]].filter((one) => one !== undefined);
}

function byTime(a: Frame, b: Frame): number {
  const left = a.acquired?.value ?? '~';
  const right = b.acquired?.value ?? '~';
  if (left !== right) return left < right ? -1 : 1;
  return a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1);
}
