/** A list of changes in which none is told twice. */
import { inCommon } from './footprint';
import { boxOverlap } from './overlap';
import type { ChangeCandidate } from './types';

/** Finds whose boxes overlap more than this may be one: seen in two parts of a grid, or by two parts of a hull. */
const SAME = 0.3;
/** They are where more than this share of one lies where the other has cells: of stacks around a corner hardly any does. */
const SHARED = 0.3;

/**
 * The list, in its order, without what is one with something before it. A ship that left and one that came to the
 * same berth are two, however much their hulls overlap; so are stacks of which only the boxes do.
 * @param list best first
 * @param most how many are kept
 */
export function distinct(
  list: readonly ChangeCandidate[],
  most = Number.POSITIVE_INFINITY,
): ChangeCandidate[] {
  const kept: ChangeCandidate[] = [];
  for (const candidate of list) {
    const isKnown = kept.some((one) => !isOpposite(one, candidate) && isSame(one, candidate));
    if (!isKnown) kept.push(candidate);
    if (kept.length === most) break;
  }
  return kept;
}

function isSame(a: ChangeCandidate, b: ChangeCandidate): boolean {
  return boxOverlap(a.box, b.box) > SAME && inCommon(a, b) > SHARED;
}

function isOpposite({ kind }: ChangeCandidate, { kind: other }: ChangeCandidate): boolean {
  return (kind === 'gone' && other === 'appeared') || (kind === 'appeared' && other === 'gone');
}
