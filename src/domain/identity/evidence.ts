/**
 * What speaks for and against two boxes being one hull. Each piece of evidence is the natural logarithm
 * of how much more probable it is if they are one than if they are two of the same trade, so that
 * pieces add up. Tails are kept heavy, since boxes are sometimes drawn wrongly: no measure alone
 * can settle the matter, but for a speed that no ship reaches.
 */
import { formatDistance, formatMeters, formatNumber } from '../geo/format-numbers';
import { measureSigma } from '../geo/frame-geo';
import type { Degrees, LonLat, Meters } from '../model/units';
import { LEAST_KNOTS, legBetween, MOST_KNOTS, type ObservedAt } from '../tracks/legs';
import { type Appearance, appearance, type Signature } from './appearance';

/** A box as identity sees it. What is not known is null and tells nothing. */
export type HullSight = {
  readonly boxId: string;
  readonly lengthM: Meters | null;
  readonly beamM: Meters | null;
  /** Length and beam were taken over from another box and not measured on its frame. */
  readonly sizeCopied?: boolean;
  /** Ground size of a pixel of its frame. */
  readonly resolutionM: Meters | null;
  readonly className: string | null;
  readonly at: ObservedAt | null;
  readonly place: LonLat | null;
  /** Direction of the keel, 0 ≤ a < 180. */
  readonly axisDeg: Degrees | null;
  readonly signature: Signature | null;
};

export type Verdict = 'for' | 'neutral' | 'against' | 'impossible';

export type Reason = {
  readonly kind: 'length' | 'beam' | 'class' | 'speed' | 'appearance';
  readonly verdict: Verdict;
  /** 'Length 122.4 ± 0.7 m agrees with 122.9 ± 1.0 m' */
  readonly text: string;
  /** In natural units of log-likelihood; −Infinity for what is impossible. */
  readonly weight: number;
};

/** A measure with its standard deviation. */
export type Measured = { readonly value: Meters; readonly sigma: Meters };

/** Share of its length by which a box is drawn wrongly, one standard deviation, besides its pixels. */
const DRAWN_SHARE = { length: 0.01, beam: 0.04 } as const;
/** One box in ten is drawn worse than that. */
const BADLY_DRAWN = 0.1;
const BAD_SHARE = 0.12;
/** Spread of sizes among the ships that might be mistaken for each other, as a share. */
const FLEET_SHARE = 0.35;
/** Beam follows from length for the most part, so it does not tell as much again. */
const BEAM_WEIGHT = 0.6;
/** Who copies a box of some size takes the hull for one of that size, but has not measured it. */
const COPIED_WEIGHT = 1;

function normal(difference: number, sigma: number): number {
  return Math.exp(-0.5 * (difference / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
}

/**
 * σ of one measure: √2 · 0.5 pixel for the placing of both ends, see measureSigma. Where the
 * resolution is not known, a fiftieth of the measure.
 */
export function measured(value: Meters | null, resolutionM: Meters | null): Measured | null {
  if (value === null || !(value > 0)) return null;
  return { value, sigma: resolutionM === null ? value / 50 : measureSigma(resolutionM) };
}

/** Several measures of one thing: their mean, weighted by 1/σ². */
export function combined(measures: readonly (Measured | null)[]): Measured | null {
  let [sum, weight] = [0, 0];
  for (const measure of measures) {
    if (!measure) continue;
    weight += 1 / measure.sigma ** 2;
    sum += measure.value / measure.sigma ** 2;
  }
  return weight > 0 ? { value: sum / weight, sigma: 1 / Math.sqrt(weight) } : null;
}

/**
 * Several measures of one hull, for showing: their mean weighted by 1/σ², with a σ that is widened by the
 * Birge ratio √(χ²/(n − 1)) where the boxes differ by more than their own σ tell (Particle Data Group,
 * Review, "Unconstrained averaging"): boxes that disagree give no exact size, however many they are.
 */
export function pooled(measures: readonly (Measured | null)[]): Measured | null {
  const mean = combined(measures);
  const known = measures.filter((one): one is Measured => one !== null);
  if (!mean || known.length < 2) return mean;
  const chi2 = known.reduce((sum, one) => sum + ((one.value - mean.value) / one.sigma) ** 2, 0);
  return { ...mean, sigma: mean.sigma * Math.max(1, Math.sqrt(chi2 / (known.length - 1))) };
}

/** How many standard deviations two lengths or beams differ by: σ² = σ₁² + σ₂² + (share · size)², the last for how boxes are drawn. */
export function sizeGap(kind: 'length' | 'beam', a: Measured, b: Measured): number {
  return Math.abs(a.value - b.value) / gapSigma(kind, a, b);
}

function gapSigma(kind: 'length' | 'beam', a: Measured, b: Measured): Meters {
  return Math.hypot(a.sigma, b.sigma, (DRAWN_SHARE[kind] * (a.value + b.value)) / 2);
}

/**
 * Two lengths or beams, judged by sizeGap.
 * @param copied one of the two was taken over from another box: then nothing speaks against, and that they agree is
 *   the analyst's guess and no measure
 */
export function sizeReason(
  kind: 'length' | 'beam',
  query: Measured | null,
  known: Measured | null,
  copied = false,
): Reason | null {
  if (!query || !known) return null;
  const size = (query.value + known.value) / 2;
  const difference = query.value - known.value;
  const sigma = gapSigma(kind, query, known);
  const same =
    (1 - BADLY_DRAWN) * normal(difference, sigma) +
    BADLY_DRAWN * normal(difference, Math.hypot(sigma, BAD_SHARE * size));
  const other = normal(difference, FLEET_SHARE * size);
  const weight = Math.max(-6, Math.log(same / other)) * (kind === 'beam' ? BEAM_WEIGHT : 1);
  if (copied) return kind === 'length' ? copiedReason(weight) : null;
  const off = sizeGap(kind, query, known);
  const [verdict, words]: [Verdict, string] =
    off <= 2 ? ['for', 'agrees with'] : off <= 3 ? ['neutral', 'is near'] : ['against', 'is not'];
  const text = `${kind === 'length' ? 'Length' : 'Beam'} ${withSigma(query)} ${words} ${withSigma(known)}`;
  return { kind, verdict, text, weight };
}

/** Said once, of length and beam. */
function copiedReason(weight: number): Reason {
  return {
    kind: 'length',
    verdict: 'neutral',
    text: 'Length and beam were copied with a box, not measured anew: they tell little',
    weight: Math.max(0, Math.min(COPIED_WEIGHT, weight)),
  };
}

function withSigma({ value, sigma }: Measured): string {
  return formatMeters(value, sigma, sigma);
}

export function classReason(query: string | null, known: string | null): Reason | null {
  if (!query || !known) return null;
  if (query === known) {
    return { kind: 'class', verdict: 'for', text: `Both are marked as ${known}`, weight: 0.7 };
  }
  const text = `Marked as ${query}, before as ${known}`;
  return { kind: 'class', verdict: 'against', text, weight: -1.5 };
}

/** Hours within which a ship that lies where one lay is most likely that one. */
const SAME_BERTH_HOURS = 72;
const SAME_BERTH_M = 60;
/** Knots above which few cargo ships sail. */
const FAST_KNOTS = 16;

/** Where and when, without which nothing is said of speed. */
export type PlacedSight = Pick<HullSight, 'boxId' | 'at' | 'place'>;

/** Time and distance: what speed it takes to have been at both places. */
export function speedReason(query: PlacedSight, known: PlacedSight): Reason | null {
  if (!query.at || !query.place || !known.at || !known.place) return null;
  const leg = legBetween(
    { id: query.boxId, at: query.at, place: query.place },
    { id: known.boxId, at: known.at, place: known.place },
  );
  const way = formatDistance(leg.distanceM);
  const [least, most] = leg.hours;
  const time = least === most ? hoursText(most) : `${hoursText(least)} to ${hoursText(most)}`;
  const reason = (verdict: Verdict, text: string, weight: number): Reason => ({
    kind: 'speed',
    verdict,
    text,
    weight,
  });
  const [knots] = leg.knots;
  if (leg.impossible) {
    const text =
      most === 0
        ? `Seen ${way} apart at the same time`
        : `${way} in ${time} takes at least ${formatNumber(knots, 1)} kn, above ${MOST_KNOTS}`;
    return reason('impossible', text, Number.NEGATIVE_INFINITY);
  }
  if (leg.distanceM < SAME_BERTH_M && most <= SAME_BERTH_HOURS) {
    return reason('for', `Lies within ${SAME_BERTH_M} m of where it lay ${time} apart`, 1.5);
  }
  // Weeks between two dates say nothing of speed: 'at least 0.0 kn' would be no figure.
  const speed = knots < LEAST_KNOTS ? '' : `: at least ${formatNumber(knots, 1)} kn`;
  const text = `${way} in ${time}${speed}`;
  return knots > FAST_KNOTS ? reason('against', text, -1) : reason('neutral', text, 0);
}

function hoursText(hours: number): string {
  return hours < 72
    ? `${formatNumber(hours, hours < 10 ? 1 : 0)} h`
    : `${formatNumber(hours / 24)} days`;
}

/**
 * Scores of appearance of one ship on two pictures, of one whose deck was laden or cleared between them,
 * and of look-alikes. The first and the last are what rendered pairs gave; the middle one is an estimate
 * that was set by the six sightings of the demo's three named ships (0.3 to 0.6).
 */
const SAME_SCORES = { mean: 0.76, deviation: 0.11 } as const;
const WORKED_SCORES = { mean: 0.42, deviation: 0.15 } as const;
const OTHER_SCORES = { mean: 0.27, deviation: 0.19 } as const;
/** One ship in four has worked cargo on deck between two pictures. */
const WORKED = 0.25;
/** No look counts for or against more than this. */
export const MOST_APPEARANCE = 4;

function appearanceWeight(score: number): number {
  const density = ({ mean, deviation }: { readonly mean: number; readonly deviation: number }) =>
    normal(score - mean, deviation);
  const same = (1 - WORKED) * density(SAME_SCORES) + WORKED * density(WORKED_SCORES);
  const other = density(OTHER_SCORES);
  return Math.max(-MOST_APPEARANCE, Math.min(MOST_APPEARANCE, Math.log(same / other)));
}

/**
 * The most alike of the known chips. Only chips of one kind are compared: nothing is concluded from
 * how a hull looks to a radar and how it looks in colour.
 */
export function appearanceReason(
  query: Signature | null,
  known: readonly (Signature | null)[],
): Reason | null {
  if (!query) return null;
  let best: Appearance | null = null;
  for (const signature of known) {
    if (!signature || signature.planes.length !== query.planes.length) continue;
    const found = appearance(query, signature);
    if (!best || found.score > best.score) best = found;
  }
  if (!best) return null;
  const weight = appearanceWeight(best.score);
  const verdict = weight > 1 ? 'for' : weight < -1 ? 'against' : 'neutral';
  const words = { for: 'Looks alike', against: 'Looks unlike', neutral: 'Looks tell little' }[
    verdict
  ];
  const way = best.flipped ? ', laid the other way round' : '';
  const text = `${words}: ${formatNumber(best.score, 2)} of 1${way}`;
  return { kind: 'appearance', verdict, text, weight };
}

export const present = (reason: Reason | null): reason is Reason => reason !== null;

export function totalWeight(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, reason) => sum + reason.weight, 0);
}
