/** A list of points that are set by clicks in two pictures or typed, each with two sides that may be missing. */
import { useState } from 'react';
import type { PixelXY } from '../../domain/model/units';

export type ListedPoint = { readonly id: number };

export type PointList<P extends ListedPoint> = {
  readonly points: readonly P[];
  /** The point that the next click belongs to; null: the next click begins a new one. */
  readonly current: number | null;
  choose(id: number | null): void;
  /** Sets sides of the current point, or of a new one. */
  set(sides: Partial<Omit<P, 'id'>>): void;
  change(id: number, sides: Partial<Omit<P, 'id'>>): void;
  /** Begins a new point with nothing set, or goes to the one that there is. */
  add(): void;
  remove(id: number): void;
};

/**
 * @param first the points to begin with, looked at once
 * @param blank a point with nothing set
 */
export function usePointList<P extends ListedPoint>(
  first: () => readonly P[],
  blank: (id: number) => P,
  isComplete: (point: P) => boolean,
): PointList<P> {
  const [points, setPoints] = useState<readonly P[]>(first);
  const [current, setCurrent] = useState<number | null>(null);
  const byId = (id: number | null) => points.find((point) => point.id === id);
  const fresh = () => blank(Math.max(0, ...points.map(({ id }) => id)) + 1);
  const isBlank = (point: P) => JSON.stringify(point) === JSON.stringify(blank(point.id));
  const put = (changed: P) => {
    const others = points.filter(({ id }) => id !== changed.id);
    setPoints([...others, changed].sort((a, b) => a.id - b.id));
    if (changed.id === current || current === null) {
      setCurrent(isComplete(changed) ? null : changed.id);
    }
  };
  return {
    points,
    current,
    choose: setCurrent,
    set: (sides) => put({ ...(byId(current) ?? fresh()), ...sides }),
    change: (id, sides) => {
      const known = byId(id);
      if (known) put({ ...known, ...sides });
    },
    add: () => {
      const point = points.find(isBlank) ?? fresh();
      put(point);
      setCurrent(point.id);
    },
    remove: (id) => {
      setPoints(points.filter((point) => point.id !== id));
      if (id === current) setCurrent(null);
    },
  };
}

/** The points as marks on a picture; those that have no place in it are left out. */
export function marksOf<P extends ListedPoint>(
  { points, current }: PointList<P>,
  pixelOf: (point: P) => PixelXY | null | undefined,
) {
  return points.flatMap((point) => {
    const pixel = pixelOf(point);
    return pixel ? [{ label: `${point.id}`, pixel, active: point.id === current }] : [];
  });
}
