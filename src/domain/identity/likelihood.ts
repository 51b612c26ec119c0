/** Estimative words and the probabilities they stand for (ICD 203, first row). */
import { LIKELIHOODS } from '../model/attributes';

export type Likelihood = (typeof LIKELIHOODS)[number];

/** Bounds between the words, in per cent. */
const BOUNDS = [1, 5, 20, 45, 55, 80, 95, 99] as const;

/** The word for a probability of 0 to 1; on a bound, the more cautious of the two. */
export function likelihoodOf(probability: number): Likelihood {
  // 0.55 · 100 is a little more than 55.
  const percent = Math.round(probability * 1e6) / 1e4;
  const towardsOne = percent > 50;
  const at = LIKELIHOODS.findIndex((_, i) => {
    const upper = BOUNDS[i + 1] ?? 100;
    return towardsOne ? percent <= upper : percent < upper;
  });
  return LIKELIHOODS[at] ?? 'almost_certain';
}

/** [from, to] in per cent. */
export function likelihoodRange(term: Likelihood): readonly [number, number] {
  const at = LIKELIHOODS.indexOf(term);
  return [BOUNDS[at] ?? 1, BOUNDS[at + 1] ?? 99];
}
