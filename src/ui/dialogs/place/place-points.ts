/** The control points in work: pairs of a pixel and a place, either of which may still be missing. */
import { useMemo } from 'react';
import {
  fitPlace,
  isMirrored,
  type PlacedPoint,
  type PlaceFit,
  placedPoints,
} from '../../../domain/geo/placing';
import type { Georef } from '../../../domain/model/frame';
import type { LonLat, PixelXY } from '../../../domain/model/units';
import { type PointList, usePointList } from '../../points/point-list';

export type PointDraft = {
  readonly id: number;
  readonly pixel: PixelXY | null;
  readonly lonLat: LonLat | null;
};

export type PlacePoints = PointList<PointDraft> & {
  /** Of the complete points. */
  readonly fit: PlaceFit | null;
  /** The complete points, in the order of the fit's residuals. */
  readonly complete: readonly PointDraft[];
};

const isComplete = (point: PointDraft): point is PointDraft & PlacedPoint =>
  point.pixel !== null && point.lonLat !== null;

const blank = (id: number): PointDraft => ({ id, pixel: null, lonLat: null });

/** Begins with the points that the frame's place was fitted to. */
export function usePlacePoints(georef: Georef | null): PlacePoints {
  const first = () => placedPoints(georef).map((point, i) => ({ id: i + 1, ...point }));
  const list = usePointList<PointDraft>(first, blank, isComplete);
  const complete = useMemo(() => list.points.filter(isComplete), [list.points]);
  const fit = useMemo(() => fitPlace(complete), [complete]);
  return { ...list, fit, complete };
}

/** What to do next, as a sentence. */
export function nextStep({ points, current }: PlacePoints, other: string | null): string {
  const point = points.find(({ id }) => id === current);
  const there =
    other === null ? 'type where it is' : `click the same place in ${other}, or type it`;
  if (point && !point.pixel && !point.lonLat)
    return `Point ${point.id}: click it in this picture or type its pixel, then ${there}.`;
  if (point && !point.pixel)
    return `Point ${point.id}: click its place in this picture, or type its pixel.`;
  if (point && !point.lonLat) return `Point ${point.id}: now ${there}.`;
  if (point) return `Point ${point.id}: click where it really is, in either picture.`;
  return `Click a place in this picture that you know, then ${there}.`;
}

/** What the fit is worth, as a sentence. */
export function fitText(complete: number, fit: PlaceFit | null): string {
  if (complete < 2)
    return 'Two points give scale and direction; four and more show how well it fits.';
  if (!fit)
    return 'These points give no place: in the picture or on the earth, they lie in one line or at one place, or they are too far apart.';
  const mirrored = isMirrored(fit.georef.transform)
    ? ' They show the picture mirrored: two of them may be exchanged.'
    : '';
  return `${missText(complete, fit)}${mirrored}`;
}

function missText(complete: number, fit: PlaceFit): string {
  if (complete === 2) return 'Two points: scale and direction, without a check.';
  if (complete === 3) return 'Three points always fit exactly; a fourth shows how well.';
  return `${complete} points miss by ${fit.rmsPx.toFixed(2)} px, ${fit.rmsM.toFixed(2)} m (root mean square).`;
}
