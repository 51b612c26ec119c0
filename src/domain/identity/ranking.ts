/** Which of the known vessels a box may show. A ranking for the analyst to judge; it links nothing. */
import { timeRangeOf } from '../tracks/legs';
import {
  appearanceReason,
  classReason,
  combined,
  type HullSight,
  measured,
  present,
  type Reason,
  sizeReason,
  speedReason,
  totalWeight,
} from './evidence';
import { type Likelihood, likelihoodOf } from './likelihood';

/** A vessel and the boxes that are linked to it. */
export type LinkCandidate = {
  readonly vesselId: string;
  readonly sightings: readonly HullSight[];
};

export type RankedLink = {
  readonly vesselId: string;
  /** Sum of the reasons' weights; −Infinity where one makes it impossible. */
  readonly score: number;
  /** 0 to 1, among the candidates and some vessel that is not among them. */
  readonly probability: number;
  /** A proposal for the link's likelihood; never above 'very_likely', which is for the analyst to say. */
  readonly likelihood: Likelihood;
  readonly impossible: boolean;
  readonly reasons: readonly Reason[];
};

/** How much likelier it is, before looking, that the box shows none than that it shows a given one. */
const UNKNOWN_VESSEL = 2;
const MOST_PROBABLE = 0.94;
const LEAST_PROBABLE = 0.01;

/** All candidates, the likeliest first; those that are impossible come last, with the reason. */
export function rankLinks(
  query: HullSight,
  candidates: readonly LinkCandidate[],
): readonly RankedLink[] {
  const judged = candidates.map(({ vesselId, sightings }) => {
    const reasons = reasonsFor(query, sightings);
    return { vesselId, reasons, score: totalWeight(reasons) };
  });
  const top = Math.max(0, ...judged.map(({ score }) => score));
  const odds = (score: number) => Math.exp(score - top);
  const all = judged.reduce((sum, { score }) => sum + odds(score), UNKNOWN_VESSEL * odds(0));
  return judged
    .map(({ vesselId, reasons, score }) => {
      const probability = Math.max(LEAST_PROBABLE, Math.min(MOST_PROBABLE, odds(score) / all));
      return {
        vesselId,
        score,
        probability,
        likelihood: likelihoodOf(probability),
        impossible: score === Number.NEGATIVE_INFINITY,
        reasons,
      };
    })
    .sort((a, b) => Number(a.impossible) - Number(b.impossible) || b.score - a.score);
}

function reasonsFor(query: HullSight, sightings: readonly HullSight[]): readonly Reason[] {
  const own = sightings.filter(({ sizeCopied }) => !sizeCopied);
  const sized = own.length > 0 ? own : sightings;
  const size = (kind: 'length' | 'beam', of: (sight: HullSight) => number | null) =>
    sizeReason(
      kind,
      measured(of(query), query.resolutionM),
      combined(sized.map((sight) => measured(of(sight), sight.resolutionM))),
      query.sizeCopied || own.length === 0,
    );
  return [
    size('length', (sight) => sight.lengthM),
    size('beam', (sight) => sight.beamM),
    classReason(query.className, usualClass(sightings)),
    worstSpeed(query, sightings),
    appearanceReason(
      query.signature,
      sightings.map(({ signature }) => signature),
    ),
  ].filter(present);
}

/** The class that most sightings have; of equals that of the latest, as sightings are given. */
function usualClass(sightings: readonly HullSight[]): string | null {
  const counts = new Map<string, number>();
  for (const { className } of sightings) {
    if (!className) continue;
    const count = (counts.get(className) ?? 0) + 1;
    // Taken out and put back, so that the map's order is that of the last sightings.
    counts.delete(className);
    counts.set(className, count);
  }
  let usual: string | null = null;
  for (const [name, count] of counts) {
    if (usual === null || count >= (counts.get(usual) ?? 0)) usual = name;
  }
  return usual;
}

/** Of the sightings next before and next after the query, the one that is harder to reach. */
function worstSpeed(query: HullSight, sightings: readonly HullSight[]): Reason | null {
  const { at } = query;
  if (!at) return null;
  const moment = (sight: HullSight) => (sight.at ? timeRangeOf(sight.at).fromMs : Number.NaN);
  const here = timeRangeOf(at).fromMs;
  const dated = sightings
    .filter((sight) => sight.at && sight.place)
    .sort((a, b) => moment(a) - moment(b));
  const before = dated.findLast((sight) => moment(sight) <= here);
  const after = dated.find((sight) => moment(sight) > here);
  const reasons = [before, after]
    .map((sight) => (sight ? speedReason(query, sight) : null))
    .filter(present);
  return reasons.reduce<Reason | null>(
    (worst, reason) => (worst && worst.weight <= reason.weight ? worst : reason),
    null,
  );
}
