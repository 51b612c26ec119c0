/** Values of a picture along a line: where they are read, how they are charted and written down. */
import { lyingText } from '../geo/alignment-text';
import type { Frame } from '../model/frame';
import type { PixelXY } from '../model/units';
import { csvText } from '../tracks/csv';

/** Most points of a profile: more than a chart can show. */
export const MOST_POINTS = 1500;

/** Under which the picture of a profile stands. */
const SOURCE_NAMES = ['image_file', 'image_sha256', 'bands_of_file', 'rows_per_value', 'alignment'];

export type ProfilePoint = {
  readonly pixel: PixelXY;
  /** From the line's beginning, pixels of the full picture. */
  readonly distancePx: number;
  /** From the line's beginning, metres on the ellipsoid; null without a place. */
  readonly distanceM: number | null;
  /** One per band of the profile; null where there is no data. */
  readonly values: readonly number[] | null;
};

export type Profile = {
  /** Names of the bands whose values the points hold. */
  readonly names: readonly string[];
  readonly points: readonly ProfilePoint[];
  /** Rows of the full picture per row that was read: above 1 an overview was read. */
  readonly scale: number;
};

/**
 * Points from one end of a line to the other, both included, at equal steps of at most `step` pixels.
 * A line of no length is one point.
 */
export function linePoints(from: PixelXY, to: PixelXY, step: number): readonly PixelXY[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.ceil(length / step);
  return Array.from({ length: steps + 1 }, (_, i): PixelXY => {
    const part = steps === 0 ? 0 : i / steps;
    return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
  });
}

/** The finest level at which a line has no more than MOST_POINTS pixels; heights finest first. */
export function profileLevel(heights: readonly number[], lengthPx: number): number {
  const full = heights[0] ?? 1;
  const found = heights.findIndex((height) => (lengthPx * height) / full <= MOST_POINTS);
  return found === -1 ? heights.length - 1 : found;
}

/** How many bands of a file hold values to be charted: all but that of opacity. */
export function chartedBands({ raster: { bands, alphaBand } }: Pick<Frame, 'raster'>): number {
  return bands - (alphaBand === null ? 0 : 1);
}

/** Least and greatest of all values; null where there are none. */
export function valueRange({ points }: Profile): readonly [low: number, high: number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of points) {
    for (const value of values ?? []) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * A line of names, then one line per point; empty where there is no value. Each says at its end which picture
 * it was read from, of how many bands those that are named are some, of how many rows of the full picture a value
 * was made (above 1: of an overview), and how the picture is laid.
 * @param reference the frame that the picture is laid on
 */
export function profileCsv(
  { names, points, scale }: Profile,
  frame: Pick<Frame, 'file' | 'raster' | 'alignment'>,
  reference: Pick<Frame, 'title'> | undefined,
): string {
  const head = ['column', 'row', 'distance_px', 'distance_m', ...names, ...SOURCE_NAMES];
  const source = [
    frame.file.name,
    frame.file.sha256,
    String(chartedBands(frame)),
    String(Number(scale.toFixed(3))),
    lyingText(frame, reference),
  ];
  const lines = points.map(({ pixel, distancePx, distanceM, values }) => [
    pixel[0].toFixed(2),
    pixel[1].toFixed(2),
    distancePx.toFixed(2),
    distanceM === null ? '' : distanceM.toFixed(2),
    ...names.map((_, i) => (Number.isFinite(values?.[i]) ? String(values?.[i]) : '')),
    ...source,
  ]);
  return csvText([head, ...lines]);
}
