/** The control points in work: pairs of a pixel and a place, either of which may still be missing. */
import { useMemo, useState } from 'react';
import {
  fitPlace,
  type PlacedPoint,
  type PlaceFit,
  placedPoints,
} from '../../../domain/geo/placing';
import type { Georef } from '../../../domain/model/frame';
import type { LonLat, PixelXY } from '../../../domain/model/units';

export type PointDraft = {
  readonly id: number;
  readonly pixel: PixelXY | null;
  readonly lonLat: LonLat | null;
};

export type PlacePoints = {
  readonly points: readonly PointDraft[];
  /** The point that the next click belongs to; null: the next click begins a new one. */
  readonly current: number | null;
  /** Of the complete points. */
  readonly fit: PlaceFit | null;
  /** The complete points, in the order of the fit's residuals. */
  readonly complete: readonly PointDraft[];
  choose(id: number | null): void;
  set(part: Partial<Pick<PointDraft, 'pixel' | 'lonLat'>>): void;
  change(id: number, lonLat: LonLat): void;
  remove(id: number): void;
};

const isComplete = (point: PointDraft): point is PointDraft & PlacedPoint =>
  point.pixel !== null && point.lonLat !== null;

/** Begins with the points that the frame's place was fitted to. */
export function usePlacePoints(georef: Georef | null): PlacePoints {
  const [points, setPoints] = useState<readonly PointDraft[]>(() =>
    placedPoints(georef).map((point, i) => ({ id: i + 1, ...point })),
  );
  const [current, setCurrent] = useState<number | null>(null);
  const complete = useMemo(() => points.filter(isComplete), [points]);
  const fit = useMemo(() => fitPlace(complete), [complete]);
  return {
    points,
    current,
    fit,
    complete,
    choose: setCurrent,
    set(part) {
      const known = points.find(({ id }) => id === current);
      const id = known?.id ?? Math.max(0, ...points.map((point) => point.id)) + 1;
      const changed = { pixel: null, lonLat: null, ...known, ...part, id };
      const others = points.filter((point) => point.id !== id);
      setPoints([...others, changed].sort((a, b) => a.id - b.id));
      setCurrent(isComplete(changed) ? null : id);
    },
    change(id, lonLat) {
      setPoints(points.map((point) => (point.id === id ? { ...point, lonLat } : point)));
      if (id === current && points.find((point) => point.id === id)?.pixel) setCurrent(null);
    },
    remove(id) {
      setPoints(points.filter((point) => point.id !== id));
      if (id === current) setCurrent(null);
    },
  };
}

/** What to do next, as a sentence. */
export function nextStep({ points, current }: PlacePoints, other: string | null): string {
  const point = points.find(({ id }) => id === current);
  const there =
    other === null ? 'type where it is' : `click the same place in ${other}, or type it`;
  if (point && !point.pixel) return `Point ${point.id}: click its place in this picture.`;
  if (point && !point.lonLat) return `Point ${point.id}: now ${there}.`;
  if (point) return `Point ${point.id}: click where it really is, in either picture.`;
  return `Click a place in this picture that you know, then ${there}.`;
}

/** What the fit is worth, as a sentence. */
export function fitText(complete: number, fit: PlaceFit | null): string {
  if (complete < 2)
    return 'Two points give scale and direction; four and more show how well it fits.';
  if (!fit) return 'These points give no place: they lie in one line, or are too far apart.';
  if (complete === 2) return 'Two points: scale and direction, without a check.';
  if (complete === 3) return 'Three points always fit exactly; a fourth shows how well.';
  return `${complete} points miss by ${fit.rmsPx.toFixed(2)} px, ${fit.rmsM.toFixed(2)} m (root mean square).`;
}
