/** What the pixels of two frames say has changed: proposals for the analyst to judge, no boxes yet. */
import { acceptProposal, type ProposalArgs, rejectProposal } from '../domain/edits/event-edits';
import type { DocumentView } from '../domain/edits/types';
import { UserError } from '../domain/errors';
import type { Frame } from '../domain/model/frame';
import type { ChangeEvent } from '../domain/model/observation';
import type { ChangeSide } from '../workers/analysis-client';
import { analysedFrame, analysisOf } from './analysis';
import { runTask } from './notify';
import type { Services } from './types';
import { commitEdit } from './vessel-commands';

/** A proposal lies on the frame that shows the object: the before frame where it is gone. */
export type Proposal = ProposalArgs & { readonly score: number };

async function side(services: Services, frame: Frame): Promise<ChangeSide> {
  const analysed = await analysedFrame(services, frame);
  const { alignment } = frame;
  return { ...analysed, frame: { ...analysed.frame, ...(alignment ? { alignment } : {}) } };
}

/**
 * Compares two frames as they are aligned, as a task that can be cancelled; the strongest first. Rejects
 * with an AbortError, and with a UserError where they show no ground in common or a file is away.
 */
export async function findProposals(
  services: Services,
  before: Frame,
  after: Frame,
): Promise<readonly Proposal[]> {
  const label = `Looking for changes from ${before.title} to ${after.title}`;
  const answer = await runTask(services.session, label, async ({ signal, progress }) => {
    const args = { before: await side(services, before), after: await side(services, after) };
    return analysisOf(services).run('changes', args, { signal, progress });
  });
  return answer.found.map(({ kind, score, before: old, after: young }) => {
    const gone = kind === 'gone';
    return {
      kind,
      beforeId: before.id,
      afterId: after.id,
      frameId: gone ? before.id : after.id,
      geometry: gone ? old : young,
      score,
    };
  });
}

/** The analyst's earlier answer to a proposal: an event of the same frames at the same place. */
export function verdictOn(doc: DocumentView, proposal: Proposal): ChangeEvent | null {
  for (const event of doc.all('events')) {
    if (event.beforeId !== proposal.beforeId || event.afterId !== proposal.afterId) continue;
    if (event.frameId !== proposal.frameId) continue;
    const away = Math.hypot(
      event.geometry.x - proposal.geometry.x,
      event.geometry.y - proposal.geometry.y,
    );
    if (away < Math.min(event.geometry.length, proposal.geometry.length) / 2) return event;
  }
  return null;
}

/** Makes a proposal a box of the class that new boxes get, and an event. */
export function accept(services: Services, proposal: Proposal): void {
  commitEdit(services, (document, context) => {
    const { classId } = services.session.getState();
    const chosen = (classId && document.get('classes', classId)) ?? [...document.all('classes')][0];
    if (!chosen) throw new UserError('The project has no classes. Add one before accepting.');
    const made = acceptProposal(document, context, { ...proposal, classId: chosen.id });
    services.session.setState({ selection: [made.boxId] });
    return made.edit;
  });
}

/** Remembers that a proposal is no change. */
export function reject(services: Services, proposal: Proposal): void {
  commitEdit(services, (document, context) => rejectProposal(document, context, proposal));
}
