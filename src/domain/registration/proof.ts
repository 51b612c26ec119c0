/**
 * Which transformation the windows prove. One with more freedom always leaves less; it is taken only where an
 * F test of the nested fits says that this is no chance.
 */
import { leastSquares, type Model, misses, VOTES_NEEDED, type Vote } from './fusion';
import type { Fit } from './judgement';
import type { WindowMeasure } from './windows';

export type Proven = {
  readonly fit: Fit;
  /** ' (without stretch 1.52; F test, p < 0.001)', to be said beside how well the windows agree; '' untested. */
  readonly note: string;
};

/** Chance makes turn and scale, or stretch, of nothing once in so many pairs of pictures at most. */
const MOST_P = 0.001;

/** What windows say, weighted by how clearly. */
export const votesOf = (measures: readonly WindowMeasure[]): readonly Vote[] =>
  measures
    .filter(({ evidence }) => evidence)
    .map(({ at, vector, snr }) => ({
      at,
      to: [at[0] + vector[0], at[1] + vector[1]],
      weight: Math.min(1, snr / 20),
    }));

/**
 * The fit as it may be used: a shift, or shift, turn and scale, as it was asked for; where stretch was asked
 * for, too, the simplest of the three that the windows do not speak against. What it does not model is left
 * as the windows' residual.
 * @param floor differences below this prove nothing, root mean square, grid pixels
 */
export function provenBy(fit: Fit, asked: Model, floor: number): Proven {
  if (!fit.fusion || asked === 'shift') return { fit, note: '' };
  if (asked === 'similarity') return { fit: fittedAs(fit, 'similarity'), note: '' };
  const [shift, similarity, affine] = [
    fittedAs(fit, 'shift'),
    fittedAs(fit, 'similarity'),
    fittedAs(fit, 'affine'),
  ];
  const stretch = chanceOfBetter(affine, similarity, floor);
  if (stretch <= MOST_P) {
    return { fit: affine, note: ` (without stretch ${leftIn(similarity)}; ${testText(stretch)})` };
  }
  const turn = chanceOfBetter(similarity, shift, floor);
  return turn <= MOST_P
    ? { fit: similarity, note: ` (no stretch is proved; ${testText(stretch)})` }
    : { fit: shift, note: ` (no turn, scale or stretch is proved; ${testText(turn)})` };
}

/** The transformation of a kind through the windows that agree; as it is where it is of that kind. */
function fittedAs(fit: Fit, motion: Model): Fit {
  const { fusion, measures } = fit;
  if (!fusion || fit.motion === motion) return fit;
  const votes = votesOf(measures);
  const weights = votes.map(({ weight }, i) => (fusion.used[i] ? weight : 0));
  const transform = leastSquares(votes, weights, motion);
  if (!transform) return fit;
  const kept = { ...fusion, ...misses(transform, votes, fusion.used) };
  return { ...fit, transform, motion, fusion: kept };
}

/**
 * How likely it is that the freer of two nested fits leaves so much less by chance. With two more parameters
 * the F distribution's tail is (SS₁/SS₀)^(ν/2), ν the degrees of freedom that are left. Windows that overlap
 * count for what each has of its own.
 */
export function chanceOfBetter(free: Fit, bound: Fit, floor: number): number {
  if (free.motion === bound.motion || !free.fusion || !bound.fusion) return 1;
  const windows = free.fusion.used.filter(Boolean).length * free.own;
  const left = 2 * (windows - VOTES_NEEDED[free.motion]);
  if (left <= 0) return 1;
  const [less, more] = [free.fusion.rmse, bound.fusion.rmse].map((rmse) => Math.hypot(rmse, floor));
  return Math.min(1, ((less ?? 1) / (more ?? 1)) ** left);
}

const leftIn = ({ fusion }: Fit) => (fusion?.rmse ?? 0).toFixed(2);

const testText = (p: number) =>
  p < 0.001 ? 'F test, p < 0.001' : `F test, p = ${p.toPrecision(1)}`;
