/** How well a list of proposed changes fits the truth. */
import { candidatesOf } from '../../../src/domain/change/candidates';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { matchBrightness } from '../../../src/domain/change/radiometry';
import type { ChangeCandidate, ChangeFrame } from '../../../src/domain/change/types';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { standingOut } from '../../unit/change/scenes';
import type { TrueChange } from './change-pairs';

/** Rotated overlap from which a proposal is the true change. */
const HIT = 0.25;
/** Proposals that an analyst looks at first. */
export const FIRST = 5;

export type Tally = {
  hits: number;
  wrong: number;
  missed: number;
  /** True changes among the first proposals of their pair. */
  early: number;
  /** Pairs with a true change among the first proposals. */
  served: number;
  pairs: number;
};

export const emptyTally = (): Tally => ({
  hits: 0,
  wrong: 0,
  missed: 0,
  early: 0,
  served: 0,
  pairs: 0,
});

export const precision = ({ hits, wrong }: Tally) => hits / Math.max(1, hits + wrong);
export const recall = ({ hits, missed }: Tally) => hits / Math.max(1, hits + missed);

export function f1(tally: Tally): number {
  const [p, r] = [precision(tally), recall(tally)];
  return p + r > 0 ? (2 * p * r) / (p + r) : 0;
}

/** A proposed change where it lies on the frame that shows the object; sides tells which that is. */
export type Proposal = { readonly box: BoxGeometry };

/**
 * Adds one pair. Each true change counts once, for the best-ranked proposal that hits it.
 * @param overlapOf how far a proposal is a true change; boxOverlap of their boxes if left out
 * @param counts proposals that it refuses are neither right nor wrong unless they hit
 */
export function addPair<P extends Proposal, T extends Pick<TrueChange, 'box'>>(
  tally: Tally,
  list: readonly P[],
  truth: readonly T[],
  overlapOf: (proposal: P, change: T) => number = (proposal, { box }) =>
    boxOverlap(proposal.box, box),
  counts: (proposal: P) => boolean = () => true,
): readonly T[] {
  const open = new Set(truth);
  let early = 0;
  list.forEach((proposal, rank) => {
    let best: T | null = null;
    let most = HIT;
    for (const change of open) {
      const overlap = overlapOf(proposal, change);
      if (overlap <= most) continue;
      most = overlap;
      best = change;
    }
    if (!best) {
      if (counts(proposal)) tally.wrong += 1;
      return;
    }
    open.delete(best);
    tally.hits += 1;
    if (rank < FIRST) early += 1;
  });
  tally.missed += open.size;
  tally.early += early;
  tally.served += early > 0 ? 1 : 0;
  tally.pairs += 1;
  return [...open];
}

/** The plain way: the difference of matched brightness, in its own robust standard deviations. */
export function plainDifference(
  before: ChangeFrame,
  after: ChangeFrame,
): readonly ChangeCandidate[] {
  const match = matchBrightness(before, after);
  const strength = new Float32Array(before.valid.length);
  before.bands.forEach((a, k) => {
    const { gain, offset } = match?.bands[k] ?? { gain: 1, offset: 0 };
    const b = after.bands[k] as Float32Array;
    const off = a.map((value, i) => Math.abs(value - gain * (b[i] as number) - offset));
    const spread = (off.slice().sort()[off.length >> 1] as number) / 0.6745;
    off.forEach((value, i) => {
      strength[i] = (strength[i] as number) + (value / spread) ** 2 / before.bands.length;
    });
  });
  const nothing = standingOut(new Float32Array(strength.length), before.width);
  const evidence = {
    strength: strength.map(Math.sqrt),
    before: nothing,
    after: nothing,
    ground: null,
    planes: [before.bands, after.bands] as const,
    match: null,
    waterside: null,
    quayside: null,
  };
  return candidatesOf(before, evidence);
}
