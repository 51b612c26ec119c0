/** The tie points in work: pairs of pixels, either of which may still be missing. */
import { useMemo, useState } from 'react';
import { fitTiePoints, type TieFit } from '../../commands/tie-points';
import type { Alignment, TiePoint } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';

export type TieDraft = {
  readonly id: number;
  readonly own: PixelXY | null;
  readonly reference: PixelXY | null;
};

export type TiePoints = {
  readonly points: readonly TieDraft[];
  /** The point that the next click belongs to; null: the next click begins a new one. */
  readonly current: number | null;
  readonly complete: readonly TieDraft[];
  readonly found: TieFit | null;
  choose(id: number | null): void;
  set(part: Partial<Pick<TieDraft, 'own' | 'reference'>>): void;
  change(id: number, part: Partial<Pick<TieDraft, 'own' | 'reference'>>): void;
  add(): void;
  remove(id: number): void;
};

function tieOf({ own, reference }: TieDraft): TiePoint | null {
  return own && reference
    ? { own: [own[0], own[1]], reference: [reference[0], reference[1]] }
    : null;
}

/** Begins with the points that the frame is laid by. */
export function useTiePoints(frame: Frame, reference: Frame, kind: Alignment['kind']): TiePoints {
  const [points, setPoints] = useState<readonly TieDraft[]>(() =>
    (frame.alignment?.tiePoints ?? []).map((point, i) => ({ id: i + 1, ...point })),
  );
  const [current, setCurrent] = useState<number | null>(null);
  const complete = useMemo(() => points.filter((point) => tieOf(point) !== null), [points]);
  const found = useMemo(() => {
    const ties = complete.flatMap((point) => tieOf(point) ?? []);
    return fitTiePoints(frame, reference, ties, kind);
  }, [frame, reference, complete, kind]);
  const nextId = Math.max(0, ...points.map((point) => point.id)) + 1;
  const put = (changed: TieDraft) => {
    const others = points.filter((point) => point.id !== changed.id);
    setPoints([...others, changed].sort((a, b) => a.id - b.id));
    if (changed.id === current || current === null) setCurrent(tieOf(changed) ? null : changed.id);
  };
  const blank = (id: number): TieDraft => ({ id, own: null, reference: null });
  return {
    points,
    current,
    complete,
    found,
    choose: setCurrent,
    set: (part) => {
      const known = points.find(({ id }) => id === current);
      put({ ...(known ?? blank(nextId)), ...part });
    },
    change: (id, part) => {
      const known = points.find((point) => point.id === id);
      if (known) put({ ...known, ...part });
    },
    add: () => put(blank(nextId)),
    remove: (id) => {
      setPoints(points.filter((point) => point.id !== id));
      if (id === current) setCurrent(null);
    },
  };
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
