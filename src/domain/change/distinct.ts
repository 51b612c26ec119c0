/** A list of changes in which none is told twice. */
import { boxOverlap } from './overlap';
import type { ChangeCandidate } from './types';

/** Two finds that overlap more than this are one thing: seen in two parts of a grid, or by two parts of a hull. */
const SAME = 0.3;

/**
 * The list, in its order, without what overlaps one before it. A ship that left and one that came to the same
 * berth are two, however much their hulls overlap.
 * @param list best first
 * @param most how many are kept
 */
export function distinct(
  list: readonly ChangeCandidate[],
  most = Number.POSITIVE_INFINITY,
): ChangeCandidate[] {
  const kept: ChangeCandidate[] = [];
  for (const candidate of list) {
    const isKnown = kept.some(
      (one) => !isOpposite(one, candidate) && boxOverlap(one.box, candidate.box) > SAME,
    );
    if (!isKnown) kept.push(candidate);
    if (kept.length === most) break;
  }
  return kept;
}

function isOpposite({ kind }: ChangeCandidate, { kind: other }: ChangeCandidate): boolean {
  return (kind === 'gone' && other === 'appeared') || (kind === 'appeared' && other === 'gone');
}
