/** Whether a proposal of a change was judged already. */
import type { ChangeEvent } from '../model/observation';
import type { ProposalArgs } from './event-edits';
import type { DocumentView } from './types';

/** The analyst's earlier answer to a proposal: an event of the same frames, in any order, at the same place. */
export function verdictOn(doc: DocumentView, proposal: ProposalArgs): ChangeEvent | null {
  const aspect = doc.get('frames', proposal.frameId)?.pixelAspect ?? 1;
  for (const event of doc.all('events')) {
    const frames = [proposal.beforeId, proposal.afterId];
    if (!frames.includes(event.beforeId) || !frames.includes(event.afterId)) continue;
    if (event.frameId !== proposal.frameId) continue;
    const columns = event.geometry.x - proposal.geometry.x;
    const away = Math.hypot(columns * aspect, event.geometry.y - proposal.geometry.y);
    if (away < Math.min(event.geometry.length, proposal.geometry.length) / 2) return event;
  }
  return null;
}
