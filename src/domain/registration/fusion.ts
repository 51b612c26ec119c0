/** One transformation out of many windows, some of which are wrong. */
import { IDENTITY, mapped, type Point, type Similarity } from './plane';

/** What a window says: the thing at `at` in the reference lies at `to` in the other picture. */
export type Vote = {
  readonly at: Point;
  readonly to: Point;
  /** How much it counts. */
  readonly weight: number;
};

export type Model = 'shift' | 'similarity';

export type Fusion = {
  readonly transform: Similarity;
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
 * for a shift, of pairs for a similarity), made better by Tukey's weights. null without enough votes.
 */
export function fuse(votes: readonly Vote[], model: Model, tolerance: number): Fusion | null {
  const start = consensus(votes, model, tolerance);
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
    const next = leastSquares(votes, weights, model);
    if (!next) return null;
    const moved = Math.hypot(next.tx - transform.tx, next.ty - transform.ty);
    transform = next;
    if (moved < 1e-6) break;
  }
  const residuals = votes.map((vote) => residualOf(transform, vote));
  const used = weights.map((weight) => weight > 0);
  const squares = residuals.flatMap((residual, i) => (used[i] ? [residual * residual] : []));
  const rmse = Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / Math.max(1, squares.length));
  return { transform, residuals, used, rmse };
}

function residualOf(transform: Similarity, { at, to }: Vote): number {
  const [x, y] = mapped(transform, at);
  return Math.hypot(to[0] - x, to[1] - y);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half] as number;
  return sorted.length === 0 ? 0 : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

function consensus(votes: readonly Vote[], model: Model, tolerance: number): Similarity | null {
  let best: Similarity | null = null;
  let most = 0;
  for (const candidate of candidates(votes, model)) {
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

function* candidates(votes: readonly Vote[], model: Model): Generator<Similarity> {
  if (model === 'shift') {
    for (const { at, to } of votes) yield { ...IDENTITY, tx: to[0] - at[0], ty: to[1] - at[1] };
    return;
  }
  const pairs = (votes.length * (votes.length - 1)) / 2;
  // Every so manieth pair, so that the same votes give the same answer always.
  const step = Math.max(1, Math.floor(pairs / MOST_TRIES));
  let count = 0;
  for (let i = 0; i < votes.length; i++) {
    for (let j = i + 1; j < votes.length; j++) {
      if (count++ % step !== 0) continue;
      const pair = [votes[i], votes[j]].filter((vote) => vote !== undefined);
      const found = leastSquares(pair, [1, 1], 'similarity');
      if (found) yield found;
    }
  }
}

/** The transformation with the least weighted sum of squared residuals; null where it is not determined. */
export function leastSquares(
  votes: readonly Vote[],
  weights: readonly number[],
  model: Model,
): Similarity | null {
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
  if (model === 'shift') return { ...IDENTITY, tx: mu - mx, ty: mv - my };
  let [square, dot, cross] = [0, 0, 0];
  for (const [i, { at, to }] of votes.entries()) {
    const w = weights[i] ?? 0;
    const [x, y, u, v] = [at[0] - mx, at[1] - my, to[0] - mu, to[1] - mv];
    square += w * (x * x + y * y);
    dot += w * (x * u + y * v);
    cross += w * (x * v - y * u);
  }
  if (!(square > total)) return null;
  const [a, b] = [dot / square, cross / square];
  return { a, b, tx: mu - a * mx + b * my, ty: mv - b * mx - a * my };
}
