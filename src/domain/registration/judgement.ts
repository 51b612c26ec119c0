/** Whether what the windows said is enough to lay a picture on another. */
import type { Fusion, Model } from './fusion';
import { mapped, type Plane, type Point, type Similarity } from './plane';
import type { Aligned, AlignedWindow, Refused } from './result';
import type { WindowMeasure } from './windows';

/** A transformation with the windows that it came out of. */
export type Fit = {
  readonly transform: Similarity;
  /** null where no window had anything to hold on to. */
  readonly fusion: Fusion | null;
  readonly measures: readonly WindowMeasure[];
  /** Decimal logarithm of how often so many windows would agree by chance. */
  readonly chance: number;
};

type Size = Pick<Plane, 'width' | 'height'>;

/** Windows with something to hold on to, and of these those that agree, must be at least so many. */
const LEAST_EVIDENCE = 4;
const LEAST_INLIERS = 4;
const LEAST_SHARE = 0.3;
/** Agreement that chance gives once in a million pairs of pictures is taken for none. */
const MOST_CHANCE = -6;
/** Forth and back must close within this many grid pixels, or this many times what the spread allows. */
const CLOSED = 0.1;
const SPREADS = 4;
const NEVER_CLOSED = 1;

/**
 * Decimal logarithm of the expected number of groups of windows that agree as well by chance, if each
 * window's peak lay anywhere in reach (the a-contrario test of Desolneux, Moisan & Morel 2000).
 */
export function chanceOf(
  fusion: Fusion | null,
  windows: number,
  reach: number,
  tolerance: number,
  model: Model,
): number {
  if (!fusion) return 0;
  const agreeing = fusion.used.filter(Boolean).length;
  const free = model === 'shift' ? 1 : 2;
  if (agreeing <= free) return 0;
  const part = (Math.PI * tolerance * tolerance) / (2 * reach + 1) ** 2;
  return logChoose(windows, agreeing) + (agreeing - free) * Math.log10(part);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log10((n - k + i) / i);
  return sum;
}

/** How far a transformation and another one back miss the start, at the worst of a grid's corners. */
export function closureOf(forth: Similarity, back: Similarity, { width, height }: Size): number {
  const corners: readonly Point[] = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ];
  const misses = corners.map((corner) => {
    const [x, y] = mapped(back, mapped(forth, corner));
    return Math.hypot(x - corner[0], y - corner[1]);
  });
  return Math.max(...misses);
}

type Figures = Pick<Aligned, 'rmse' | 'inliers' | 'evidence' | 'confidence' | 'detail'>;
type Verdict = { readonly kind: 'accepted'; readonly figures: Figures } | Omit<Refused, 'windows'>;

/** Whether so many windows say the same that it is not by chance. */
export function isAgreed({ fusion, measures, chance }: Fit): boolean {
  const inliers = fusion?.used.filter(Boolean).length ?? 0;
  const evidence = measures.filter((measure) => measure.evidence).length;
  return inliers >= Math.max(LEAST_INLIERS, LEAST_SHARE * evidence) && chance <= MOST_CHANCE;
}

/** @param closure null where there was no way back */
export function judge(fit: Fit, closure: number | null): Verdict {
  const evidence = fit.measures.filter((measure) => measure.evidence).length;
  const { fusion } = fit;
  if (!fusion || evidence < LEAST_EVIDENCE) return nothingToHold(evidence, fit.measures.length);
  const inliers = fusion.used.filter(Boolean).length;
  const share = inliers / evidence;
  if (!isAgreed(fit)) return disagreement(inliers, evidence);
  const allowed = Math.max(CLOSED, (SPREADS * fusion.rmse) / Math.sqrt(inliers));
  if (closure === null || closure > Math.min(NEVER_CLOSED, allowed)) return notClosed(closure);
  const rmse = fusion.rmse;
  const confidence = share * (1 - 2 ** (-inliers / 4)) * (1 / (1 + rmse)) * (1 - closure / 2);
  const detail = `${inliers} of ${evidence} windows agree within ${rmse.toFixed(2)} pixel`;
  return { kind: 'accepted', figures: { rmse, inliers, evidence, confidence, detail } };
}

/** The windows with what the fit leaves in each. */
export function windowsOf({ transform, fusion, measures }: Fit): readonly AlignedWindow[] {
  let vote = 0;
  return measures.map(({ at, vector, snr, second, evidence }) => {
    const [x, y] = mapped(transform, at);
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

const refusal = (cause: Refused['cause'], reason: string): Verdict => ({
  kind: 'refused',
  cause,
  reason,
});

const nothingToHold = (evidence: number, windows: number) =>
  refusal(
    'nothing to hold on to',
    `Could not align: only ${evidence} of ${windows} places show something fixed that both frames have in common; the rest looks like water, cloud or plain ground. Choose an area with land or quays, or align by tie points.`,
  );

const disagreement = (inliers: number, evidence: number) =>
  refusal(
    'disagreement',
    `Could not align: the places compared disagree (at most ${inliers} of ${evidence} say the same). The frames may not show the same place; if they do, align by hand or by tie points.`,
  );

const notClosed = (closure: number | null) =>
  refusal(
    'not closed',
    closure === null
      ? 'Could not align: the way back from the second frame to the first was not found. Align by hand or by tie points.'
      : `Could not align: forth and back miss each other by ${closure.toFixed(2)} pixel. Align by hand or by tie points.`,
  );
