/**
 * Lays a picture on another by itself: a first guess from small pictures, windows of phase correlation at
 * full size, a vote among them, and the same backwards as a check. Says that it cannot rather than guess.
 */
import { coarseGuesses, type Guess } from './coarse';
import { fuse, type Model, type Vote } from './fusion';
import { chanceOf, closureOf, type Fit, isAgreed, judge, windowsOf } from './judgement';
import {
  correlation,
  edges,
  IDENTITY,
  inverse,
  mapped,
  type Plane,
  type Similarity,
  warped,
} from './plane';
import type { Aligned, AlignResult, Feature, Refused } from './result';
import { type Checkpoint, measureWindows, type WindowMeasure, windowSize } from './windows';

export type AlignOptions = {
  readonly model: Model;
  /** Whether the pictures are of one kind; of optical and radar, edges are compared first. */
  readonly sameKind: boolean;
  /** Shifts of up to this many grid pixels are looked for; half the shorter side if left out. */
  readonly maxShift?: number | undefined;
  readonly checkpoint?: Checkpoint | undefined;
};

/** The common grid must hold at least this many pixels that both pictures show. */
const LEAST_COMMON = 64 * 64;
/** A guess with such a peak is followed without looking at others first. */
const SURE = 12;
/** Windows each way when a guess is only tried. */
const TRY_ACROSS = 4;
/** Windows each way on the way back: other ones than forth, or the check would prove nothing. */
const BACK_ACROSS = 5;
/**
 * Votes may be this far from each other, grid pixels: little; more where that gives nothing, for ground that
 * is not flat and pictures whose geometry no similarity can mend.
 */
const TOLERANCES: Readonly<Record<Feature, readonly number[]>> = {
  brightness: [1, 3],
  edges: [1.5],
};
/** The windows are laid anew when they were off by more than this, pixels. */
const OFF = 0.75;
const MOST_ROUNDS = 4;

const nothing: Checkpoint = async () => undefined;

/**
 * From the reference to the moving picture, both on the same grid. Ends with what the checkpoint rejects
 * with. Planes of different sizes are a RangeError.
 */
export async function alignPlanes(
  reference: Plane,
  moving: Plane,
  options: AlignOptions,
): Promise<AlignResult> {
  if (reference.width !== moving.width || reference.height !== moving.height) {
    throw new RangeError('The planes are not on one grid.');
  }
  if (commonPixels(reference, moving) < LEAST_COMMON) return noOverlap();
  // Light and echoes have edges in common, but not brightness.
  const features: readonly Feature[] = options.sameKind ? ['brightness', 'edges'] : ['edges'];
  let refused: Refused | null = null;
  for (const feature of features) {
    const of = (plane: Plane) => (feature === 'edges' ? edges(plane) : plane);
    const result = await alignFeature(of(reference), of(moving), feature, options);
    if (result.kind === 'aligned') return result;
    refused ??= result;
  }
  return refused ?? noOverlap();
}

async function alignFeature(
  first: Plane,
  second: Plane,
  feature: Feature,
  { model, maxShift, checkpoint = nothing }: AlignOptions,
): Promise<AlignResult> {
  const { width, height } = first;
  await checkpoint(0, 1);
  const guesses = coarseGuesses(first, second, {
    turned: model === 'similarity',
    maxShift: maxShift ?? Math.min(width, height) / 2,
  });
  const search = { tolerances: TOLERANCES[feature], model, checkpoint };
  const forward = await followed(first, second, guesses, search);
  const backward = forward.fusion
    ? await once(second, first, inverse(forward.transform), search, BACK_ACROSS)
    : null;
  const size = { width, height };
  const closure = backward?.fusion ? closureOf(forward.transform, backward.transform, size) : null;
  const verdict = judge(forward, closure);
  const windows = windowsOf(forward);
  if (verdict.kind === 'refused') return { ...verdict, windows };
  const least = {
    least: LEAST_COMMON / 4,
    step: Math.max(1, Math.floor(Math.min(width, height) / 512)),
  };
  return {
    kind: 'aligned',
    model,
    feature,
    ...verdict.figures,
    ...aboutMiddle(forward.transform, size),
    transform: forward.transform,
    windows,
    closure: closure ?? 0,
    correlationBefore: correlation(first, second, IDENTITY, least) ?? 0,
    correlationAfter: correlation(first, second, forward.transform, least) ?? 0,
  };
}

/** The transformation's parts about the middle of a grid. */
export function aboutMiddle(
  transform: Similarity,
  { width, height }: Pick<Plane, 'width' | 'height'>,
): Pick<Aligned, 'dx' | 'dy' | 'rotation' | 'scale'> {
  const middle = [width / 2, height / 2] as const;
  const [x, y] = mapped(transform, middle);
  return {
    dx: x - middle[0],
    dy: y - middle[1],
    rotation: Math.atan2(transform.b, transform.a),
    scale: Math.hypot(transform.a, transform.b),
  };
}

type Search = {
  /** Grid pixels, the first that gives a result counts. */
  readonly tolerances: readonly number[];
  readonly model: Model;
  readonly checkpoint: Checkpoint;
};

/** The best guess worked out: the first where it is sure, else the one that most windows agree with. */
async function followed(
  first: Plane,
  second: Plane,
  guesses: readonly Guess[],
  search: Search,
): Promise<Fit> {
  const [best = { transform: IDENTITY, snr: 0 }] = guesses;
  if (best.snr >= SURE) {
    const fit = await refined(first, second, best, search);
    if (isAgreed(fit)) return fit;
  }
  let chosen = best;
  let least = Number.POSITIVE_INFINITY;
  for (const guess of guesses) {
    const { chance } = await once(first, second, guess.transform, search, TRY_ACROSS);
    if (chance < least) [least, chosen] = [chance, guess];
  }
  return refined(first, second, chosen, search);
}

/** Windows laid by the guess, then by what they said, until that does not change any more. */
async function refined(first: Plane, second: Plane, guess: Guess, search: Search): Promise<Fit> {
  let fit = await once(first, second, guess.transform, search);
  let laid = guess.transform;
  for (let round = 1; round < MOST_ROUNDS; round++) {
    if (!fit.fusion || closureOf(fit.transform, inverse(laid), first) <= OFF) break;
    laid = fit.transform;
    fit = await once(first, second, laid, search);
  }
  return fit;
}

async function once(
  first: Plane,
  second: Plane,
  expected: Similarity,
  { tolerances, model, checkpoint }: Search,
  most?: number,
): Promise<Fit> {
  // Windows cannot be turned: the other picture is, where that is needed.
  const still = expected.a === 1 && expected.b === 0;
  const laid = still ? second : warped(second, expected, first.width, first.height);
  const n = windowSize(first);
  const size = most === undefined ? { n } : { n, most };
  const found = await measureWindows(first, laid, still ? expected : IDENTITY, size, checkpoint);
  const measures = still ? found : found.map((measure) => seenThrough(measure, expected));
  const votes = measures.filter(({ evidence }) => evidence).map(voteOf);
  const fits = tolerances.map((tolerance): Fit => {
    const fusion = fuse(votes, model, tolerance);
    const chance = chanceOf(fusion, measures.length, n / 8, tolerance, model);
    return { transform: fusion?.transform ?? expected, fusion, measures, chance };
  });
  const least = fits.reduce((best, fit) => (fit.chance < best.chance ? fit : best));
  return fits.find(isAgreed) ?? least;
}

/** What a window says of the picture as it was before it was turned. */
function seenThrough(measure: WindowMeasure, expected: Similarity): WindowMeasure {
  const { at, vector } = measure;
  const [x, y] = mapped(expected, [at[0] + vector[0], at[1] + vector[1]]);
  return { ...measure, vector: [x - at[0], y - at[1]] };
}

const voteOf = ({ at, vector, snr }: WindowMeasure): Vote => ({
  at,
  to: [at[0] + vector[0], at[1] + vector[1]],
  weight: Math.min(1, snr / 20),
});

function commonPixels(first: Plane, second: Plane): number {
  let count = 0;
  for (let i = 0; i < first.valid.length; i++) if (first.valid[i] && second.valid[i]) count++;
  return count;
}

const noOverlap = (): Refused => ({
  kind: 'refused',
  cause: 'no overlap',
  reason:
    'Could not align: the two frames have too little ground in common. Choose frames, or an area, that both show.',
  windows: [],
});
