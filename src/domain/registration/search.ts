/** Looks for the transformation between two planes that most windows agree with. */
import type { Transform } from '../model/frame';
import { applied, IDENTITY, inverted, type Point } from './affine';
import { coarseGuesses, type Guess } from './coarse';
import { fuse, type Model } from './fusion';
import { chanceOf, closureOf, type Fit, isAgreed, type WayBack } from './judgement';
import { edges, type Plane, warped } from './plane';
import { votesOf } from './proof';
import type { Feature } from './result';
import {
  type Checkpoint,
  measureWindows,
  rivalOf,
  type WindowMeasure,
  type WindowOptions,
  windowSizes,
} from './windows';

/** What is compared, and in windows of what size. */
export type Lens = {
  readonly feature: Feature;
  readonly first: Plane;
  readonly second: Plane;
  /** Side of the windows, pixels. */
  readonly n: number;
};

export type SearchOptions = {
  readonly model: Model;
  readonly sameKind: boolean;
  /** Pixels. */
  readonly maxShift: number;
  readonly checkpoint: Checkpoint;
};

/** A fit, and through what it was seen. */
export type Attempt = { readonly fit: Fit; readonly lens: Lens };

/** A guess with such a peak is followed without looking at others first. */
const SURE = 12;
/** Windows each way when a guess is only tried. */
const TRY_ACROSS = 4;
/** Windows each way on the way back: other ones than forth, or the check would prove nothing. */
const BACK_ACROSS = 5;
/** So many of the guesses that were tried are worked out, if they differ by more than some pixels. */
const MOST_ATTEMPTS = 3;
const SAME = 4;
/**
 * Votes may be this far from each other, grid pixels: little; more where that gives nothing, for ground that
 * is not flat and pictures whose geometry no similarity can mend.
 */
const TOLERANCES = [1, 3] as const;
/**
 * How windows may hang together: two pictures that turn and scale against each other are often stretched
 * as well, and only windows that are laid by that find what they look for.
 */
const MOTIONS: Readonly<Record<Model, readonly [Model, ...Model[]]>> = {
  shift: ['shift'],
  similarity: ['similarity', 'affine'],
  affine: ['similarity', 'affine'],
};
/** The windows are laid anew when they were off by more than this, pixels. */
const OFF = 0.75;
const MOST_ROUNDS = 4;

/**
 * What may be the answer, the likeliest first: the best guess by the feature that suits the kinds of
 * pictures, in large windows; then whatever of all guesses, features and sizes a few windows speak for.
 */
export async function* attempts(
  reference: Plane,
  moving: Plane,
  options: SearchOptions,
): AsyncGenerator<Attempt> {
  const { model, maxShift, checkpoint } = options;
  const sizes = windowSizes(reference);
  const features = featuresFor(options);
  const lenses: Lens[] = [];
  // Frames with a place lie about right by themselves.
  const guesses: Guess[] = [{ transform: IDENTITY, snr: 0 }];
  for (const feature of features) {
    await checkpoint(0, 1);
    const [first, second] = seenBy(feature, [reference, moving]);
    const found = coarseGuesses(first, second, { turned: model !== 'shift', maxShift });
    const looks = sizes.map((n): Lens => ({ feature, first, second, n }));
    lenses.push(...looks);
    guesses.push(...found);
    const [best, largest] = [found[0], looks[0]];
    if (feature === features[0] && best && best.snr >= SURE && largest) {
      yield { fit: await refined(largest, best.transform, options), lens: largest };
    }
  }
  const followed: Attempt[] = [];
  for (const { lens, start } of await likeliest(lenses, guesses, options)) {
    const attempt = { lens, fit: await refined(lens, start, options) };
    followed.push(attempt);
    yield attempt;
  }
  // Few large windows may agree on what only many small ones can show to be no chance.
  for (const { lens, fit } of followed) {
    const finer = lenses.find(({ feature, n }) => feature === lens.feature && n < lens.n);
    if (!finer || !fit.fusion) continue;
    yield { lens: finer, fit: await refined(finer, fit.transform, options) };
  }
}

type Start = { readonly lens: Lens; readonly start: Transform; readonly chance: number };

/** Through which lens from where most windows agree, tried with few of them; no two the same. */
async function likeliest(
  lenses: readonly Lens[],
  guesses: readonly Guess[],
  options: SearchOptions,
): Promise<readonly Start[]> {
  const tried: Start[] = [];
  for (const lens of lenses) {
    for (const { transform: guess } of guesses) {
      const { fusion, chance, transform } = await fitAround(lens, guess, options, {
        most: TRY_ACROSS,
      });
      tried.push({ lens, start: fusion ? transform : guess, chance });
    }
  }
  tried.sort((a, b) => a.chance - b.chance);
  const kept: Start[] = [];
  for (const one of tried) {
    if (kept.length === MOST_ATTEMPTS) break;
    const corners = cornersOf(one.lens.first);
    const isSame = ({ lens, start }: Start) =>
      lens === one.lens && closureOf(start, inverted(one.start), corners) <= SAME;
    if (!kept.some(isSame)) kept.push(one);
  }
  return kept;
}

/** Light and echoes have edges in common more often than brightness; pictures of one kind the brightness. */
export const featuresFor = ({
  sameKind,
}: Pick<SearchOptions, 'sameKind'>): readonly [Feature, Feature] =>
  sameKind ? ['brightness', 'edges'] : ['edges', 'brightness'];

/** Both planes as a feature shows them. */
export function seenBy(
  feature: Feature,
  [one, two]: readonly [Plane, Plane],
): readonly [Plane, Plane] {
  return feature === 'edges' ? [edges(one), edges(two)] : [one, two];
}

/** Windows laid by the guess, then by what they said, until that does not change any more. */
async function refined(lens: Lens, start: Transform, options: SearchOptions): Promise<Fit> {
  let fit = await fitAround(lens, start, options);
  let laid = start;
  for (let round = 1; round < MOST_ROUNDS; round++) {
    if (!fit.fusion || closureOf(fit.transform, inverted(laid), cornersOf(lens.first)) <= OFF)
      break;
    laid = fit.transform;
    fit = await fitAround(lens, laid, options);
  }
  return fit;
}

const cornersOf = ({ width, height }: Plane): readonly Point[] => [
  [0, 0],
  [width, 0],
  [0, height],
  [width, height],
];

/** What looking the other way says of a fit; null where nothing was found there. */
export async function wayBack(
  { fit, lens }: Attempt,
  options: SearchOptions,
): Promise<WayBack | null> {
  if (!fit.fusion) return null;
  const swapped = { ...lens, first: lens.second, second: lens.first };
  // What is stretched one way cannot be undone by turn and scale the other.
  const size = { most: BACK_ACROSS, together: true, motions: [fit.motion] as const };
  const back = await fitAround(swapped, inverted(fit.transform), options, size);
  const closure = closureOf(fit.transform, back.transform, agreeing(fit));
  return back.fusion && { closure, rival: back.rival };
}

function agreeing({ fusion, measures }: Fit): readonly Point[] {
  const evident = measures.filter(({ evidence }) => evidence);
  return evident.filter((_, i) => fusion?.used[i]).map(({ at }) => at);
}

type AroundOptions = Omit<WindowOptions, 'n'> & {
  /** How the windows may hang together, if not in all ways that are looked for. */
  readonly motions?: readonly [Model, ...Model[]];
};

/**
 * What windows say around where a transform puts them, and what most of them agree on.
 * @param options of which `motions` are those by which the windows may hang together
 */
export async function fitAround(
  { first, second, n }: Lens,
  expected: Transform,
  { model, checkpoint }: SearchOptions,
  { most, together, motions = MOTIONS[model] }: AroundOptions = {},
): Promise<Fit> {
  // Windows cannot be turned: the other picture is, where that is needed.
  const [, xCol, xRow, , yCol, yRow] = expected;
  const still = xCol === 1 && xRow === 0 && yCol === 0 && yRow === 1;
  const laid = still ? second : warped(second, expected, first.width, first.height);
  const size = { n, most, together };
  const found = await measureWindows(first, laid, still ? expected : IDENTITY, size, checkpoint);
  const measures = still
    ? found.measures
    : found.measures.map((measure) => seenThrough(measure, expected));
  const { own } = found;
  const votes = votesOf(measures);
  const fits = motions.flatMap((motion) =>
    TOLERANCES.map((tolerance): Fit => {
      const fusion = fuse(votes, motion, tolerance);
      const windows = measures.length;
      const trial = { windows, own, reach: n / 8, tolerance, motion };
      const chance = chanceOf(fusion, trial);
      const rival =
        fusion && found.surface
          ? rivalOf(found.surface, found.offset, middleVote(found.measures, fusion.used))
          : 0;
      const transform = fusion?.transform ?? expected;
      return { transform, fusion, motion, measures, own, chance, rival };
    }),
  );
  const agreed = fits.filter(isAgreed);
  return leastByChance(agreed.length > 0 ? agreed : fits);
}

/** The mean of the vectors that are used. */
function middleVote(measures: readonly WindowMeasure[], used: readonly boolean[]): Point {
  const evident = measures.filter(({ evidence }) => evidence);
  const vectors = evident.filter((_, i) => used[i]).map(({ vector }) => vector);
  const count = Math.max(1, vectors.length);
  return [
    vectors.reduce((sum, [x]) => sum + x, 0) / count,
    vectors.reduce((sum, [, y]) => sum + y, 0) / count,
  ];
}

/** What is the least likely to be by chance, be it by a simpler motion or by more windows. */
const leastByChance = (fits: readonly Fit[]): Fit =>
  fits.reduce((best, fit) => (fit.chance < best.chance ? fit : best));

/** What a window says of the picture as it was before it was turned. */
function seenThrough(measure: WindowMeasure, expected: Transform): WindowMeasure {
  const { at, vector } = measure;
  const [x, y] = applied(expected, [at[0] + vector[0], at[1] + vector[1]]);
  return { ...measure, vector: [x - at[0], y - at[1]] };
}
