/** What box commands share: the boxes in hand, and how an edit is made of them. */
import type { Edit, EditContext } from '../domain/edits/types';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { DocumentStore } from '../store/document-store';
import { canEditOnMap, hasSelection } from './conditions';
import { editContext, openDocument } from './open-document';
import type { Services } from './types';

export { editContext, openDocument } from './open-document';

export function currentFrame(services: Services): Frame | null {
  const { frameId } = services.session.getState();
  return (frameId && openDocument(services)?.get('frames', frameId)) ?? null;
}

export function selectedBoxes(services: Services): readonly Box[] {
  const document = openDocument(services);
  if (!document) return [];
  return services.session.getState().selection.flatMap((id) => document.get('boxes', id) ?? []);
}

export function canEditSelection(services: Services): true | string {
  const possible = canEditOnMap(services);
  if (possible !== true) return possible;
  const selected = hasSelection(services);
  if (selected !== true) return selected;
  return selectedBoxes(services).some((box) => !box.locked) || 'The selected boxes are locked.';
}

/** Commits what `make` gives for the selected boxes that are not locked. */
export function editSelection(
  services: Services,
  make: (document: DocumentStore, context: EditContext, boxes: readonly Box[]) => Edit,
): void {
  const document = openDocument(services);
  const boxes = selectedBoxes(services).filter((box) => !box.locked);
  if (document && boxes.length > 0) document.commit(make(document, editContext(document), boxes));
}
