/** The way out when a project cannot be written: its records as a file, and no loss by leaving it. */
import { UserError } from '../../domain/errors';
import type { DocumentStore } from '../../store/document-store';
import { notify } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';

/** Projects whose records were saved as a file since writing failed; nothing can be edited after. */
const rescued = new WeakSet<DocumentStore>();

/** Hands over all records of the open project as they are in memory, stored or not. */
export async function saveRescueFile(services: Services): Promise<void> {
  const document = openDocument(services);
  if (!document) return;
  // The writer of files is large and seldom needed here.
  const { exportContent, defaultFileName, exportGeoJson } = await import('./export');
  const name = defaultFileName(exportContent(services, { kind: 'project' }));
  const fileName = name.replace(/(\.\w+)$/, '-rescue$1');
  const { features } = await exportGeoJson(services, { scope: { kind: 'project' }, fileName });
  if (document.saveState.status === 'failed') rescued.add(document);
  const boxes = features === 1 ? '1 box' : `${features} boxes`;
  notify(
    services.session,
    'info',
    `${fileName} holds the project as it is on the screen, with ${boxes}. “Open a Quaymark file” brings it back, here or in another browser.`,
  );
}

/** Writing works again: what was saved as a file is no longer the newest. */
export function forgetRescue(document: DocumentStore): void {
  rescued.delete(document);
}

/** Nothing was put into the project, so that nothing is lost with it. */
export function isBare(document: DocumentStore): boolean {
  return document.count('frames') === 0 && document.undoLabel === null;
}

/** True when the open project can be left without loss, else the sentence that says what to do first. */
export function canLeave(services: Services): true | string {
  const document = openDocument(services);
  if (document?.saveState.status !== 'failed' || rescued.has(document)) return true;
  // A project that is not stored itself, and holds nothing, is no loss.
  if (!document.isOnRecord && isBare(document)) return true;
  return `The last changes of “${document.project.name}” are not stored yet. Try again to save, or save a rescue file, before you leave it.`;
}

/** Throws a UserError where leaving the open project would lose something. */
export function requireLeave(services: Services): void {
  const possible = canLeave(services);
  if (possible !== true) throw new UserError(possible);
}
