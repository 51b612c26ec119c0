/** Which proposals of change there still are to judge. */

import { containsPoint } from '../geometry/box-geometry';
import { toPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box-geometry';
import type { FrameId } from '../model/ids';
import type { ProposalArgs } from './event-edits';
import type { DocumentView } from './types';
import { verdictOn } from './verdict';

/** A proposal as it lies on both frames. */
export type PlacedProposal = ProposalArgs & {
  /** The same place in pixels of the frame that does not show the object. */
  readonly otherGeometry: BoxGeometry;
};

/**
 * Those that were not judged, and whose place can be seen on both dates: under cloud nothing has come
 * or gone, whatever the pixels say.
 */
export function openProposals<P extends PlacedProposal>(
  doc: DocumentView,
  found: readonly P[],
): readonly P[] {
  const obscured = [...doc.all('observations')].filter(({ kind }) => kind === 'obscured');
  const isHidden = (proposal: P) =>
    obscured.some(({ frameId, geometry }) => {
      const place = placeOn(proposal, frameId);
      const aspect = doc.get('frames', frameId)?.pixelAspect ?? 1;
      return (
        place !== null && containsPoint(geometry, toPlane([place.x, place.y], aspect), 0, aspect)
      );
    });
  return found.filter((proposal) => !isHidden(proposal) && !verdictOn(doc, proposal));
}

function placeOn(proposal: PlacedProposal, frameId: FrameId): BoxGeometry | null {
  const { beforeId, afterId } = proposal;
  if (frameId === proposal.frameId) return proposal.geometry;
  return frameId === beforeId || frameId === afterId ? proposal.otherGeometry : null;
}
