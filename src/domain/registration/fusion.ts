/** One transformation out of many windows, some of which are wrong. */
import type { Transform } from '../model/frame';
import { applied, type Point } from './affine';

/** What a window says: the thing at `at` in the reference lies at `to` in the other picture. */
export type Vote = {
  readonly at: Point;
  readonly to: Point;
  /** How much it counts. */
  readonly weight: number;
};

/** How votes are expected to hang together; each contains those before it. */
export type Model = 'shift' | 'similarity' | 'affine';

/** So many votes determine one. */
export const VOTES_NEEDED: Readonly<Record<Model, number>> = {
  shift: 1,
  similarity: 2,
  affine: 3,
};

export type Fusion = {
  readonly transform: Transform;
  /** Distance of each vote from where the transformation puts it, in the votes' order. */
  readonly residuals: readonly number[];
  readonly used: readonly boolean[];
  /** Root mean square of the residuals of the used ones, pixels. */
  readonly rmse: number;
};

/** Tukey's constant: 95 % efficient where errors are normal. */
const TUKEY = 4.685;
/** Turns a median of absolute deviations in two dimensions into a standard deviation per axis. */
const MEDIAN_TO_SIGMA = 1 / 1.1774;
/** No estimate is better than this, pixels; without it many equal votes would leave out all others. */
const LEAST_SIGMA = 0.02;
const ROUNDS = 20;
const MOST_TRIES = 400;

/**
 * The transformation that most votes agree with within `tolerance` pixels (RANSAC: of every single vote
 * for a shift, of pairs for a similarity, of threes for what is stretched, too), made better by Tukey's
 * weights. null without enough votes.
 */
export function fuse(votes: readonly Vote[], motion: Model, tolerance: number): Fusion | null {
  const start = consensus(votes, motion, tolerance);
  if (!start) return null;
  let transform = start;
  let weights: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const residuals = votes.map((vote) => residualOf(transform, vote));
    const near = residuals.filter((residual) => residual <= tolerance);
    const sigma = Math.max(LEAST_SIGMA, median(near) * MEDIAN_TO_SIGMA);
    const limit = Math.min(TUKEY * sigma, tolerance);
    weights = residuals.map((residual, i) =>
      residual < limit ? (votes[i]?.weight ?? 0) * (1 - (residual / limit) ** 2) ** 2 : 0,
    );
    const next = leastSquares(votes, weights, motion);
    if (!next) return null;
    const moved = Math.hypot(next[0] - transform[0], next[3] - transform[3]);
    transform = next;
    if (moved < 1e-6) break;
  }
  const used = weights.map((weight) => weight > 0);
  return { transform, used, ...misses(transform, votes, used) };
}

/** What a transformation leaves of each vote, and of those that are used at all, root mean square. */
export function misses(
  transform: Transform,
  votes: readonly Vote[],
  used: readonly boolean[],
): Pick<Fusion, 'residuals' | 'rmse'> {
  const residuals = votes.map((vote) => residualOf(transform, vote));
  const squares = residuals.flatMap((residual, i) => (used[i] ? [residual * residual] : []));
  const rmse = Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / Math.max(1, squares.length));
  return { residuals, rmse };
}

function residualOf(transform: Transform, { at, to }: Vote): number {
  const [x, y] = applied(transform, at);
  return Math.hypot(to[0] - x, to[1] - y);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half] as number;
  return sorted.length === 0 ? 0 : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

function consensus(votes: readonly Vote[], motion: Model, tolerance: number): Transform | null {
  let best: Transform | null = null;
  let most = 0;
  for (const candidate of candidates(votes, motion)) {
    let score = 0;
    for (const vote of votes) {
      const part = residualOf(candidate, vote) / tolerance;
      if (part < 1) score += vote.weight * (1 - part * part);
    }
    if (score > most) {
      most = score;
      best = candidate;
    }
  }
  return best;
}

function* candidates(votes: readonly Vote[], motion: Model): Generator<Transform> {
  const needed = VOTES_NEEDED[motion];
  const groups = choose(votes.length, needed);
  // Every so manieth group, so that the same votes give the same answer always.
  const step = Math.max(1, groups / MOST_TRIES);
  for (let rank = 0; rank < groups; rank += step) {
    const found = leastSquares(groupAt(votes, needed, Math.floor(rank)), [1, 1, 1], motion);
    if (found) yield found;
  }
}

function choose(n: number, k: number): number {
  let count = 1;
  for (let i = 0; i < k; i++) count = (count * (n - i)) / (i + 1);
  return count;
}

/** One of all choices of `size` votes, by its place in lexical order. */
function groupAt(votes: readonly Vote[], size: number, rank: number): readonly Vote[] {
  const group: Vote[] = [];
  let before = rank;
  for (const [i, vote] of votes.entries()) {
    const withThis = choose(votes.length - i - 1, size - group.length - 1);
    if (before >= withThis) {
      before -= withThis;
      continue;
    }
    group.push(vote);
    if (group.length === size) break;
  }
  return group;
}

/** The transformation with the least weighted sum of squared residuals; null where it is not determined. */
export function leastSquares(
  votes: readonly Vote[],
  weights: readonly number[],
  motion: Model,
): Transform | null {
  let total = 0;
  const mean = { x: 0, y: 0, u: 0, v: 0 };
  for (const [i, { at, to }] of votes.entries()) {
    const w = weights[i] ?? 0;
    total += w;
    mean.x += w * at[0];
    mean.y += w * at[1];
    mean.u += w * to[0];
    mean.v += w * to[1];
  }
  if (!(total > 0)) return null;
  const [mx, my, mu, mv] = [mean.x / total, mean.y / total, mean.u / total, mean.v / total];
  if (motion === 'shift') return [mu - mx, 1, 0, mv - my, 0, 1];
  const sums = { xx: 0, xy: 0, yy: 0, xu: 0, xv: 0, yu: 0, yv: 0 };
  for (const [i, { at, to }] of votes.entries()) {
    const w = weights[i] ?? 0;
    const [x, y, u, v] = [at[0] - mx, at[1] - my, to[0] - mu, to[1] - mv];
    sums.xx += w * x * x;
    sums.xy += w * x * y;
    sums.yy += w * y * y;
    sums.xu += w * x * u;
    sums.xv += w * x * v;
    sums.yu += w * y * u;
    sums.yv += w * y * v;
  }
  const linear = motion === 'similarity' ? turnedBy(sums, total) : stretchedBy(sums, total);
  if (!linear) return null;
  const [xCol, xRow, yCol, yRow] = linear;
  return [mu - xCol * mx - xRow * my, xCol, xRow, mv - yCol * mx - yRow * my, yCol, yRow];
}

type Sums = Readonly<Record<'xx' | 'xy' | 'yy' | 'xu' | 'xv' | 'yu' | 'yv', number>>;
type Linear = readonly [xCol: number, xRow: number, yCol: number, yRow: number];

function turnedBy({ xx, yy, xu, xv, yu, yv }: Sums, total: number): Linear | null {
  const square = xx + yy;
  if (!(square > total)) return null;
  const [a, b] = [(xu + yv) / square, (xv - yu) / square];
  return [a, -b, b, a];
}

function stretchedBy({ xx, xy, yy, xu, xv, yu, yv }: Sums, total: number): Linear | null {
  const determinant = xx * yy - xy * xy;
  // The votes must spread by more than a pixel across the line along which they spread most.
  if (!(determinant > total * (xx + yy))) return null;
  return [
    (xu * yy - yu * xy) / determinant,
    (yu * xx - xu * xy) / determinant,
    (xv * yy - yv * xy) / determinant,
    (yv * xx - xv * xy) / determinant,
  ];
}
