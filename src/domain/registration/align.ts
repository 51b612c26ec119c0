/**
 * Lays a picture on another by itself: a first guess from small pictures, windows of phase correlation at
 * full size, a vote among them, and the same backwards as a check. Says that it cannot rather than guess.
 */
import type { Transform } from '../model/frame';
import { applied, IDENTITY } from './affine';
import type { Model } from './fusion';
import { bestOf, figuresOf, refusalOf, windowsOf } from './judgement';
import { correlation, type Plane } from './plane';
import { provenBy } from './proof';
import type { Aligned, AlignResult, Feature, Refused } from './result';
import { type Attempt, attempts, featuresFor, wayBack } from './search';
import type { Checkpoint } from './windows';

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
  if (!haveCommon(reference, moving, LEAST_COMMON)) return noOverlap();
  const { width, height } = reference;
  const { maxShift = Math.min(width, height) / 2, checkpoint = nothing } = options;
  const search = { ...options, maxShift, checkpoint };
  const refused: Partial<Record<Feature, Refused>> = {};
  for await (const attempt of attempts(reference, moving, search)) {
    const back = await wayBack(attempt, search);
    const refusal = refusalOf(attempt.fit, back);
    if (!refusal) return alignedBy(attempt, back?.closure ?? 0, options);
    const { feature } = attempt.lens;
    // That things repeat themselves explains more than that windows disagree.
    if (refusal.cause === 'repeats itself' || !refused[feature])
      refused[feature] = { ...refusal, windows: windowsOf(attempt.fit) };
  }
  // What suits the pictures' kinds best says best why not.
  const [best, other] = featuresFor(options);
  return refused[best] ?? refused[other] ?? noOverlap();
}

function alignedBy(
  { fit, lens }: Attempt,
  closure: number,
  { model, sameKind }: AlignOptions,
): Aligned {
  const { feature, first, second } = lens;
  const { fit: kept, note } = provenBy(fit, model, bestOf(sameKind));
  const least = {
    least: LEAST_COMMON / 4,
    step: Math.max(1, Math.floor(Math.min(first.width, first.height) / 512)),
  };
  return {
    kind: 'aligned',
    model: kept.motion,
    feature,
    ...figuresOf(kept, closure, sameKind, note),
    ...aboutMiddle(kept.transform, first),
    transform: kept.transform,
    windows: windowsOf(kept),
    closure,
    correlationBefore: correlation(first, second, IDENTITY, least) ?? 0,
    correlationAfter: correlation(first, second, kept.transform, least) ?? 0,
  };
}

/** The transformation's parts about the middle of a grid. */
export function aboutMiddle(
  transform: Transform,
  { width, height }: Pick<Plane, 'width' | 'height'>,
): Pick<Aligned, 'dx' | 'dy' | 'rotation' | 'scale'> {
  const [, xCol, xRow, , yCol, yRow] = transform;
  const middle = [width / 2, height / 2] as const;
  const [x, y] = applied(transform, middle);
  return {
    dx: x - middle[0],
    dy: y - middle[1],
    rotation: Math.atan2(yCol - xRow, xCol + yRow),
    scale: Math.sqrt(Math.abs(xCol * yRow - xRow * yCol)),
  };
}

/** Whether both planes hold data at `least` pixels or more. */
function haveCommon(first: Plane, second: Plane, least: number): boolean {
  let count = 0;
  for (let i = 0; i < first.valid.length && count < least; i++) {
    if (first.valid[i] && second.valid[i]) count++;
  }
  return count >= least;
}

const noOverlap = (): Refused => ({
  kind: 'refused',
  cause: 'no overlap',
  reason:
    'Could not align: the two frames have too little ground in common. Choose frames, or an area, that both show.',
  windows: [],
});
