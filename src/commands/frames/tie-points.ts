/** Laying a frame by places that were found in it and in the reference. */
import { alignmentDraft, tiePairs } from '../../domain/geo/aligning';
import { formatNumber } from '../../domain/geo/format-numbers';
import { fitShift, type PlanePair, planeCenter, type ShiftFit } from '../../domain/geo/plane-shift';
import type { AlignmentDraft, TiePoint } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';

export type TieFit = {
  readonly kind: AlignmentDraft['kind'];
  readonly fit: ShiftFit;
  readonly draft: AlignmentDraft;
  /** The point without which the others fit far better, by its place in the list; null where there is none. */
  readonly doubtful: { readonly index: number; readonly rmsWithout: number } | null;
};

/** More points than these show how well they fit. */
const NEEDED = { shift: 1, similarity: 2, affine: 3 } as const;
/** Three points stretch by whatever one of them is clicked wrongly, and nothing shows it. */
const LEAST = { ...NEEDED, affine: 4 } as const;
/** So many times better must the others fit without a point for it to be the one that is wrong. */
const FAR_BETTER = 3;
/** A fit that misses by less, pixels, is as good as points that are clicked come to. */
const GOOD_ENOUGH = 1;

/**
 * The transformation of a kind through the points with the least squares. null where they are too few, lie
 * in one place or in one line, or lie where one of the frames has no place on the earth.
 */
export function fitTiePoints(
  frame: Frame,
  reference: Frame,
  points: readonly TiePoint[],
  kind: AlignmentDraft['kind'],
): TieFit | null {
  if (points.length < LEAST[kind]) return null;
  const pairs = tiePairs(frame, reference, points).filter((pair) => pair !== null);
  if (pairs.length < points.length) return null;
  const fit = fitShift(pairs, kind, planeCenter(frame));
  if (!fit) return null;
  const checked = points.length > NEEDED[kind];
  const draft = alignmentDraft(frame, fit, {
    referenceId: reference.id,
    method: 'tie_points',
    kind,
    detail: tieText(points.length, kind, fit),
    residualPx: checked ? fit.rms : null,
    checks: pairs.map(({ from }, i) => ({
      at: [from[0], from[1]],
      residual: pairOf(fit.residuals[i]),
      used: true,
    })),
    tiePoints: [...points],
  });
  return { kind, fit, draft, doubtful: doubtfulOf(frame, pairs, kind, fit.rms) };
}

/** Of as many points as are needed and one more, any could be left out and the others fit exactly. */
function doubtfulOf(
  frame: Frame,
  pairs: readonly PlanePair[],
  kind: AlignmentDraft['kind'],
  rms: number,
): TieFit['doubtful'] {
  if (pairs.length < NEEDED[kind] + 2 || rms < GOOD_ENOUGH) return null;
  const [best] = pairs
    .map((_, index) => {
      const others = pairs.filter((__, i) => i !== index);
      return { index, rmsWithout: fitShift(others, kind, planeCenter(frame))?.rms ?? rms };
    })
    .sort((a, b) => a.rmsWithout - b.rmsWithout);
  return best && best.rmsWithout * FAR_BETTER < rms ? best : null;
}

/** What to doubt, as a sentence; '' where nothing stands out. */
export function doubtSentence(found: TieFit | null, ids: readonly number[]): string {
  const doubtful = found?.doubtful;
  if (!doubtful) return '';
  return `Without point ${ids[doubtful.index]} the others miss by ${formatNumber(doubtful.rmsWithout, 2)} px: look at it again.`;
}

const pairOf = ([u, v]: PlaneXY = [0, 0]): [number, number] => [u, v];

function tieText(count: number, kind: AlignmentDraft['kind'], { rms }: ShiftFit): string {
  const points = count === 1 ? '1 tie point' : `${count} tie points`;
  return count > NEEDED[kind]
    ? `${points} miss by ${formatNumber(rms, 2)} px (root mean square).`
    : `${points}, not checked by any more.`;
}

const TOO_FEW: Readonly<Record<AlignmentDraft['kind'], string>> = {
  shift: 'One point gives a shift; two and more show how well it fits.',
  similarity: 'Two points give shift, turn and scale; three and more show how well they fit.',
  affine:
    'Four points, well spread, give shift, turn, scale and stretch, and show how well they fit.',
};

/** What points so far are worth, as a sentence. */
export function tieSentence(
  count: number,
  kind: AlignmentDraft['kind'],
  found: TieFit | null,
): string {
  if (count < LEAST[kind]) return TOO_FEW[kind];
  if (!found) {
    const where = kind === 'affine' ? 'in one line' : 'in one place';
    return `These points give nothing: they lie ${where}, or one has no place.`;
  }
  return found.draft.detail;
}
