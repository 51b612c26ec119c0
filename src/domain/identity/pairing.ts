/** Which box of one frame is which of another, for all of them at once: a proposal for approval. */
import { distanceM } from '../geo/geodesy';
import type { Degrees, Meters } from '../model/units';
import { solveWithMargins } from './assignment';
import {
  appearanceReason,
  classReason,
  type HullSight,
  MOST_APPEARANCE,
  measured,
  present,
  type Reason,
  sizeReason,
  speedReason,
  totalWeight,
} from './evidence';

export type PairState =
  /** At the same place in the same direction. */
  | 'stayed'
  /** Elsewhere at the same site. */
  | 'shifted'
  | 'moved'
  /** The frame covers where it lay, and nothing there is it. */
  | 'gone'
  | 'appeared'
  /** The other frame does not show the place. */
  | 'not_observed';

export type Pairing = {
  readonly beforeId: string | null;
  readonly afterId: string | null;
  readonly state: PairState;
  /** Of a pair: how far it went, metres; null where a place is not known. */
  readonly distanceM: Meters | null;
  /** How clearly this beats the next best solution, in units of log-likelihood. */
  readonly margin: number;
  /** The margin is so small that the analyst should be asked. */
  readonly doubtful: boolean;
  readonly reasons: readonly Reason[];
};

export type PairingOptions = {
  /** Whether the frame shows the place where a box of the other frame lies, unobscured. */
  readonly seenAfter: (before: HullSight) => boolean;
  readonly seenBefore: (after: HullSight) => boolean;
  /** Pairs that the analyst has said are two ships: never proposed. */
  readonly apart?: (before: HullSight, after: HullSight) => boolean;
  /** σ of how well the frames lie on each other, metres. */
  readonly registrationM: Meters;
};

/** Log-likelihood that a pair must reach to be proposed rather than left as gone and appeared. */
const LEAST_WEIGHT = 1;
const CLEAR_MARGIN = 2;
const STAYED_M = 10;
const STAYED_DEG = 8;
/** Metres beyond which a move is not within one port. */
const SAME_SITE_M = 5000;

type Judged = { readonly reasons: readonly Reason[]; readonly weight: number };

/**
 * Solves the assignment of `before` to `after` at the greatest total log-likelihood. A pair that is
 * impossible is never proposed, and a box is left alone where no pair speaks for it.
 */
export function assignPair(
  before: readonly HullSight[],
  after: readonly HullSight[],
  options: PairingOptions,
): readonly Pairing[] {
  const judged = before.map((a) => after.map((b) => judge(a, b, options)));
  const cost = Float64Array.from(judged.flat(), ({ weight }) => -weight);
  const { columns, margins } = solveWithMargins(cost, before.length, after.length, -LEAST_WEIGHT);
  const taken = new Set(columns);
  const found = before.map((a, row): Pairing => {
    const column = columns[row] ?? -1;
    const b = after[column];
    const margin = margins[row] ?? 0;
    const common = { beforeId: a.boxId, margin, doubtful: margin < CLEAR_MARGIN };
    if (!b) {
      const state = options.seenAfter(a) ? 'gone' : 'not_observed';
      return { ...common, afterId: null, state, distanceM: null, reasons: [] };
    }
    return {
      ...common,
      afterId: b.boxId,
      state: stateOf(a, b, options),
      distanceM: wayBetween(a, b),
      reasons: judged[row]?.[column]?.reasons ?? [],
    };
  });
  const alone = after.flatMap((b, column): Pairing[] => {
    if (taken.has(column)) return [];
    const margin = marginAlone(judged, columns, column);
    return [
      {
        beforeId: null,
        afterId: b.boxId,
        state: options.seenBefore(b) ? 'appeared' : 'not_observed',
        distanceM: null,
        margin,
        doubtful: margin < CLEAR_MARGIN,
        reasons: [],
      },
    ];
  });
  return [...found, ...alone];
}

/** What the best change of one box's partner to a box that was left alone would lose. */
function marginAlone(
  judged: readonly (readonly Judged[])[],
  columns: Int32Array,
  column: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [row, weights] of judged.entries()) {
    const now = weights[columns[row] ?? -1]?.weight ?? LEAST_WEIGHT;
    least = Math.min(least, now - (weights[column]?.weight ?? Number.NEGATIVE_INFINITY));
  }
  return least;
}

/** What a hull at the same place in the same direction has more than one elsewhere. */
const STAYING_WEIGHT = 1.5;

/** What speaks for and against two boxes of two frames being one hull, but for where they lie. */
function blindReasons(a: HullSight, b: HullSight): readonly Reason[] {
  const copied = a.sizeCopied || b.sizeCopied;
  const size = (kind: 'length' | 'beam', of: (sight: HullSight) => number | null) =>
    sizeReason(kind, measured(of(a), a.resolutionM), measured(of(b), b.resolutionM), copied);
  return [
    size('length', (sight) => sight.lengthM),
    size('beam', (sight) => sight.beamM),
    classReason(b.className, a.className),
    speedReason(a, b),
  ].filter(present);
}

/** Whether looks can make one hull of two boxes: what is too unlike besides need not be compared. */
export function worthLooking(a: HullSight, b: HullSight): boolean {
  return totalWeight(blindReasons(a, b)) + STAYING_WEIGHT + MOST_APPEARANCE >= LEAST_WEIGHT;
}

function judge(a: HullSight, b: HullSight, options: PairingOptions): Judged {
  if (options.apart?.(a, b)) return { reasons: [], weight: Number.NEGATIVE_INFINITY };
  const looks = worthLooking(a, b) ? appearanceReason(b.signature, [a.signature]) : null;
  const reasons = [...blindReasons(a, b), looks].filter(present);
  const staying = stateOf(a, b, options) === 'stayed' ? STAYING_WEIGHT : 0;
  return { reasons, weight: totalWeight(reasons) + staying };
}

function wayBetween(a: HullSight, b: HullSight): Meters | null {
  return a.place && b.place ? distanceM(a.place, b.place) : null;
}

function turnBetween(a: Degrees | null, b: Degrees | null): Degrees {
  if (a === null || b === null) return 0;
  const turn = Math.abs(a - b) % 180;
  return Math.min(turn, 180 - turn);
}

function stateOf(a: HullSight, b: HullSight, { registrationM }: PairingOptions): PairState {
  const way = wayBetween(a, b);
  if (way === null || way > SAME_SITE_M) return 'moved';
  const near = way < Math.max(STAYED_M, 3 * registrationM);
  return near && turnBetween(a.axisDeg, b.axisDeg) < STAYED_DEG ? 'stayed' : 'shifted';
}
