/**
 * The plane of world maps: spherical Mercator, x in degrees of longitude that run on beyond ±180, y in the
 * same unit, growing southwards. Good for showing where things lie, never for measuring.
 */

import { geodesicLine, westernmost } from '../../domain/geo/geodesic-line';
import { longitudeNear } from '../../domain/geo/geodesy';
import type { Region } from '../../domain/geo/land';
import { rectFromPoints } from '../../domain/geometry/plane';
import type { LonLat } from '../../domain/model/units';
import type { WorldData } from './world-types';

export type WorldXY = readonly [x: number, y: number];

/** Centre in the plane, CSS pixels to a unit, size in CSS pixels. */
export type WorldView = {
  readonly center: WorldXY;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
};

/** Farther to the poles the plane is not shown. */
const HIGHEST = 84;
const DEGREE = Math.PI / 180;
/** Closest view: a CSS pixel is about 5 m at the equator. */
const CLOSEST = 20_000;
/** A single place is shown with this much around it, degrees. */
const LEAST_SPAN = 0.25;
/** Least room around what is shown, CSS pixels. */
const MARGIN = 36;

export function toWorld(lon: number, lat: number): WorldXY {
  const held = Math.max(-HIGHEST, Math.min(HIGHEST, lat));
  return [lon, -Math.asinh(Math.tan(held * DEGREE)) / DEGREE];
}

export function latitudeOf(y: number): number {
  return Math.atan(Math.sinh(-y * DEGREE)) / DEGREE;
}

export function worldToScreen(view: WorldView, [x, y]: WorldXY): WorldXY {
  return [
    view.width / 2 + (x - view.center[0]) * view.scale,
    view.height / 2 + (y - view.center[1]) * view.scale,
  ];
}

export function screenToWorld(view: WorldView, [x, y]: WorldXY): WorldXY {
  return [
    view.center[0] + (x - view.width / 2) / view.scale,
    view.center[1] + (y - view.height / 2) / view.scale,
  ];
}

export function worldRegion(view: WorldView): Region {
  const [west, top] = screenToWorld(view, [0, 0]);
  const [east, bottom] = screenToWorld(view, [view.width, view.height]);
  return { west, east, north: latitudeOf(top), south: latitudeOf(bottom) };
}

/** The view kept on the earth: never more than one turn across, never past the poles. */
export function boundedView(view: WorldView): WorldView {
  const [, top] = toWorld(0, HIGHEST);
  const least = Math.max(view.width / 360, view.height / (-2 * top));
  const scale = Math.min(CLOSEST, Math.max(least, view.scale));
  const reach = Math.max(0, -top - view.height / 2 / scale);
  const y = Math.max(-reach, Math.min(reach, view.center[1]));
  const x = view.center[0] - 360 * Math.round(view.center[0] / 360);
  return { ...view, scale, center: [x, y] };
}

/** The view scaled about a point of the screen, which stays where it is. */
export function zoomedView(view: WorldView, factor: number, about: WorldXY): WorldView {
  const { scale } = boundedView({ ...view, scale: view.scale * factor });
  const place = screenToWorld(view, about);
  const now = screenToWorld({ ...view, scale }, about);
  const [x, y] = view.center;
  return boundedView({ ...view, scale, center: [x + place[0] - now[0], y + place[1] - now[1]] });
}

/**
 * The closest view that shows all data, legs included; the whole earth where there is none.
 * @param around room that marks take beside their places, CSS pixels; at most a quarter of the map is given to it
 */
export function fittedWorld(data: WorldData, width: number, height: number, around = 0): WorldView {
  const margin = Math.max(MARGIN, Math.min(MARGIN + around, Math.min(width, height) / 4));
  const places: readonly LonLat[] = [
    ...data.sites.map(({ lonLat }) => lonLat),
    ...data.sightings.map(({ lonLat }) => lonLat),
    ...data.legs.flatMap(({ from, to }) => geodesicLine(from, to)),
    ...data.footprints.flatMap(({ ring }) => ring),
  ];
  if (places.length === 0) return boundedView({ center: [0, 0], scale: 0, width, height });
  const west = westernmost(places.map(([lon]) => lon));
  const points = places.map(([lon, lat]) => toWorld(longitudeNear(lon, west + 179.999), lat));
  const { minU: left, maxU: right, minV: top, maxV: bottom } = rectFromPoints(points);
  const scale = Math.min(
    Math.max(1, width - 2 * margin) / Math.max(LEAST_SPAN, right - left),
    Math.max(1, height - 2 * margin) / Math.max(LEAST_SPAN, bottom - top),
  );
  return boundedView({ center: [(left + right) / 2, (top + bottom) / 2], scale, width, height });
}
