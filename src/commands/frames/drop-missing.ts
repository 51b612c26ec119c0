/** The session names records, which the history or another tab may take away. */
import { openDocument } from '../open-document';
import type { Services } from '../types';

/** Drops from the selection, and from the view, what is no longer in the project. */
export function dropMissing(services: Services): void {
  const document = openDocument(services);
  if (!document) return;
  const { session } = services;
  const { selection, frameId, areaId } = session.getState();
  const standing = selection.filter((id) => document.get('boxes', id));
  if (standing.length !== selection.length) session.setState({ selection: standing });
  if (areaId && !document.get('observations', areaId)) session.setState({ areaId: null });
  if (frameId === null || !document.get('frames', frameId)) {
    const [first] = document.all('frames');
    session.setState({ frameId: first?.id ?? null });
  }
}
