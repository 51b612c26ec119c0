/** Whether what a proposal of a change is about has a box already. */
import { boxOverlap } from '../change/overlap';
import type { Box } from '../model/box';
import type { ChangeEvent } from '../model/observation';
import type { DocumentView } from './types';

/**
 * Proposals take in shadow and wash and are not turned as the hull is: from this overlap on, intersection
 * over union, a box and a proposal are about one object.
 */
const SAME = 0.25;

/** The box of the proposal's frame that it is about, which accepting it then names; null where there is none. */
export function boxOfProposal(
  doc: DocumentView,
  { frameId, geometry }: Pick<ChangeEvent, 'frameId' | 'geometry'>,
): Box | null {
  const aspect = doc.get('frames', frameId)?.pixelAspect ?? 1;
  let best: { readonly box: Box; readonly overlap: number } | null = null;
  for (const box of doc.boxesOf(frameId)) {
    const overlap = boxOverlap(box.geometry, geometry, aspect);
    if (overlap >= SAME && overlap > (best?.overlap ?? 0)) best = { box, overlap };
  }
  return best?.box ?? null;
}
