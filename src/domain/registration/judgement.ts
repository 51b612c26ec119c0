/** Whether what the windows said is enough to lay a picture on another. */
import type { Transform } from '../model/frame';
import { applied, type Point } from './affine';
import { type Fusion, type Model, median, VOTES_NEEDED } from './fusion';
import type { Aligned, AlignedWindow, Refused } from './result';
import type { WindowMeasure } from './windows';

/** A transformation with the windows that it came out of. */
export type Fit = {
  readonly transform: Transform;
  /** null where no window had anything to hold on to. */
  readonly fusion: Fusion | null;
  readonly motion: Model;
  readonly measures: readonly WindowMeasure[];
  /** The part of a window that it does not share with others, 0 … 1. */
  readonly own: number;
  /** Decimal logarithm of how often so many windows would agree by chance. */
  readonly chance: number;
  /** How well the windows together would lie elsewhere over how well they lie so; 0 where not asked for. */
  readonly rival: number;
};

/** Of windows that hold on to something, so many must agree. */
const LEAST_INLIERS = 4;
/** Where fewer windows hold on to anything, or a smaller part of all, that is why they do not agree. */
const LEAST_EVIDENCE = 4;
const LEAST_PART = 0.15;
const LEAST_SHARE = 0.3;
/** Agreement that chance gives once in a million pairs of pictures is taken for none. */
const MOST_CHANCE = -6;
/** Forth and back must close within this many grid pixels, or this many times what the spread allows. */
const CLOSED = 0.1;
const SPREADS = 4;
const NEVER_CLOSED = 1;
/** Of what repeats itself, another place fits nearly as well; of what does not, none stands out. */
export const MOST_RIVAL = 0.35;

type Trial = {
  readonly windows: number;
  /** The part of a window that it does not share with others, 0 … 1. */
  readonly own: number;
  readonly reach: number;
  readonly tolerance: number;
  readonly motion: Model;
};

/**
 * Decimal logarithm of the expected number of groups of windows that agree as well by chance, if each
 * window's peak lay anywhere in reach (the a-contrario test of Desolneux, Moisan & Morel 2000).
 */
export function chanceOf(
  fusion: Fusion | null,
  { windows, own, reach, tolerance, motion }: Trial,
): number {
  if (!fusion) return 0;
  const agreeing = fusion.used.filter(Boolean).length;
  const free = VOTES_NEEDED[motion];
  if (agreeing * own <= free) return 0;
  const part = (Math.PI * tolerance * tolerance) / (2 * reach + 1) ** 2;
  // Any of the groups that determine a motion could have been the start (Moisan & Stival 2004).
  const starts = logChoose(agreeing, free);
  const groups = own * logChoose(windows, agreeing) + starts;
  return groups + (agreeing * own - free) * Math.log10(part);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log10((n - k + i) / i);
  return sum;
}

/** How far a transformation and another one back miss the start: root mean square over some points, pixels. */
export function closureOf(forth: Transform, back: Transform, points: readonly Point[]): number {
  let squares = 0;
  for (const point of points) {
    const [x, y] = applied(back, applied(forth, point));
    squares += (x - point[0]) ** 2 + (y - point[1]) ** 2;
  }
  return Math.sqrt(squares / Math.max(1, points.length));
}

/** What looking from the moving picture to the reference says. */
export type WayBack = {
  /** How far forth and back miss each other, grid pixels. */
  readonly closure: number;
  /** Of the fit found on the way back. */
  readonly rival: number;
};

type Refusal = Omit<Refused, 'windows'>;

/** Whether so many windows say the same that it is not by chance. */
export function isAgreed(fit: Fit): boolean {
  const [inliers, evidence] = countsOf(fit);
  return inliers >= Math.max(LEAST_INLIERS, LEAST_SHARE * evidence) && fit.chance <= MOST_CHANCE;
}

/** Why a fit must not be used; null where it may. */
export function refusalOf(fit: Fit, back: WayBack | null): Refusal | null {
  const { fusion } = fit;
  const [inliers, evidence] = countsOf(fit);
  const places = fit.measures.length;
  if (!fusion || !isAgreed(fit)) {
    const few = evidence < Math.max(LEAST_EVIDENCE, LEAST_PART * places);
    return few ? nothingToHold(evidence, places) : disagreement(inliers, evidence);
  }
  const spread = fusion.rmse * Math.sqrt(VOTES_NEEDED[fit.motion] / inliers);
  const allowed = Math.max(CLOSED, SPREADS * spread);
  if (!back || back.closure > Math.min(NEVER_CLOSED, allowed)) return notClosed(back);
  if (back.rival > MOST_RIVAL) return repeats();
  return null;
}

type Figures = Pick<Aligned, 'ce90' | 'inliers' | 'evidence' | 'confidence' | 'detail'>;

/** Windows that are off by more than so many grid pixels saw something else, or something that moved. */
const NEAR = 3;
/** No alignment is claimed to be better, grid pixels; of light and radar, which see no edge alike, less so. */
const BEST = 0.03;
const BEST_OF_KINDS = 0.25;
export const bestOf = (sameKind: boolean): number => (sameKind ? BEST : BEST_OF_KINDS);
/** By so much aliasing and noise widen a peak, square pixels. */
const WIDENED = 0.07;
/** Circular error of which nine of ten are no larger, over its root mean square (normal both ways). */
export const NINE_OF_TEN = 1.517;

/** How good a fit is that may be used. @param note said beside how well its windows agree */
export function figuresOf(fit: Fit, closure: number, sameKind: boolean, note = ''): Figures {
  const [inliers, evidence] = countsOf(fit);
  const spread = Math.hypot(leftOf(fit), withinWindows(fit), closure, bestOf(sameKind));
  const ce90 = NINE_OF_TEN * spread;
  const share = inliers / evidence;
  const confidence = share * (1 - 2 ** (-inliers / 4)) * (1 / (1 + spread)) * (1 - closure / 2);
  const agree = (fit.fusion?.rmse ?? 0).toFixed(2);
  const detail = `${inliers} of ${evidence} windows agree within ${agree} pixel${note}, nine places of ten within ${ce90.toFixed(2)} pixel`;
  return { ce90, inliers, evidence, confidence, detail };
}

/**
 * Root mean square of what is left in the windows, grid pixels: of those that were voted out too, unless
 * they say something quite different. What makes windows disagree by a little (lean of buildings, layover,
 * other shadows) shifts those that agree as well, together, where their own spread does not show it.
 */
function leftOf({ fusion }: Fit): number {
  const near = fusion?.residuals.filter((residual, i) => residual < NEAR || fusion.used[i]) ?? [];
  const squares = near.reduce((sum, residual) => sum + residual * residual, 0);
  return Math.sqrt(squares / Math.max(1, near.length));
}

/**
 * How much the shifts differ within a window, root mean square, grid pixels: what leans by its height does so
 * everywhere alike, so that all windows are off together, but the ground between stays, which widens the peak.
 */
export function withinWindows({ fusion, measures }: Fit): number {
  const evident = measures.filter(({ evidence }) => evidence);
  const widened = evident.flatMap((one, i) => (fusion?.used[i] ? [one.widened] : []));
  return Math.sqrt(Math.max(0, median(widened) - WIDENED));
}

/** Windows that agree, and windows that have something to hold on to. */
function countsOf({ fusion, measures }: Fit): readonly [inliers: number, evidence: number] {
  return [
    fusion?.used.filter(Boolean).length ?? 0,
    measures.filter((measure) => measure.evidence).length,
  ];
}

/** The windows with what the fit leaves in each. */
export function windowsOf({ transform, fusion, measures }: Fit): readonly AlignedWindow[] {
  let vote = 0;
  return measures.map(({ at, vector, snr, second, evidence }) => {
    const [x, y] = applied(transform, at);
    const used = evidence && (fusion?.used[vote++] ?? false);
    return {
      at,
      vector,
      residual: [at[0] + vector[0] - x, at[1] + vector[1] - y],
      snr,
      second,
      state: used ? 'used' : evidence ? 'outlier' : 'no evidence',
    };
  });
}

const refusal = (cause: Refused['cause'], reason: string): Refusal => ({
  kind: 'refused',
  cause,
  reason,
});

const nothingToHold = (evidence: number, windows: number) =>
  refusal(
    'nothing to hold on to',
    `Could not align: only ${evidence} of ${windows} places show something fixed that both frames have in common; the rest looks like water, cloud or plain ground. Align by tie points instead.`,
  );

const disagreement = (inliers: number, evidence: number) =>
  refusal(
    'disagreement',
    `Could not align: the places compared disagree (at most ${inliers} of ${evidence} say the same). The frames may not show the same place; if they do, align by hand or by tie points.`,
  );

const repeats = () =>
  refusal(
    'repeats itself',
    'Could not align: what the frames show repeats itself (rows of the same boxes, roofs or fields), so that other places fit about as well. Align by tie points instead.',
  );

const notClosed = (back: WayBack | null) =>
  refusal(
    'not closed',
    back === null
      ? 'Could not align: the way back from the second frame to the first was not found. Align by hand or by tie points.'
      : `Could not align: forth and back miss each other by ${back.closure.toFixed(2)} pixel. Align by hand or by tie points.`,
  );
