/** The tie points in work: pairs of pixels, either of which may still be missing. */
import { useMemo } from 'react';
import { fitTiePoints, type TieFit } from '../../commands/frames/tie-points';
import type { Alignment, TiePoint } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';
import { type PointList, usePointList } from '../points/point-list';

export type TieDraft = {
  readonly id: number;
  readonly own: PixelXY | null;
  readonly reference: PixelXY | null;
};

export type TiePoints = PointList<TieDraft> & {
  readonly complete: readonly TieDraft[];
  readonly found: TieFit | null;
};

function tieOf({ own, reference }: TieDraft): TiePoint | null {
  return own && reference
    ? { own: [own[0], own[1]], reference: [reference[0], reference[1]] }
    : null;
}

const blank = (id: number): TieDraft => ({ id, own: null, reference: null });
const isComplete = (point: TieDraft) => tieOf(point) !== null;

/** Begins with the points that the frame is laid by. */
export function useTiePoints(frame: Frame, reference: Frame, kind: Alignment['kind']): TiePoints {
  const first = () => (frame.alignment?.tiePoints ?? []).map((one, i) => ({ id: i + 1, ...one }));
  const list = usePointList<TieDraft>(first, blank, isComplete);
  const complete = useMemo(() => list.points.filter(isComplete), [list.points]);
  const found = useMemo(() => {
    const ties = complete.flatMap((point) => tieOf(point) ?? []);
    return fitTiePoints(frame, reference, ties, kind);
  }, [frame, reference, complete, kind]);
  return { ...list, complete, found };
}

/** What to do next, as a sentence. */
export function nextTieStep({ points, current }: TiePoints): string {
  const point = points.find(({ id }) => id === current);
  if (point && !point.own && !point.reference) {
    return `Point ${point.id}: click the same place in both pictures.`;
  }
  if (point && !point.own) return `Point ${point.id}: click its place in this frame.`;
  if (point && !point.reference)
    return `Point ${point.id}: now click the same place in the reference.`;
  if (point) return `Point ${point.id}: click where it really is, in either picture.`;
  return 'Click a place that both pictures show, in one and then in the other.';
}
