/** A box as a GeoJSON geometry: RFC 7946, sections 3.1.6 (winding) and 3.1.9 (antimeridian). */
import { signedArea } from '../domain/geo/frame-geo';
import { longitudeNear } from '../domain/geo/geodesy';
import type { Corners } from '../domain/geometry/box-geometry';
import type { LonLat } from '../domain/model/units';

export type Position = [number, number];
export type BoxShape =
  | { readonly type: 'Polygon'; readonly coordinates: Position[][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: Position[][][] };

/** Seven decimals of a degree: 1.1 cm. */
export function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/**
 * The box's outline, counter-clockwise, its first edge along the keel from stern to bow where the
 * picture is not mirrored. A box that crosses the antimeridian is cut there into two parts.
 */
export function shapeOf([
  sternPort,
  bowPort,
  bowStarboard,
  sternStarboard,
]: Corners<LonLat>): BoxShape {
  const reference = sternStarboard[0];
  const open = [sternStarboard, bowStarboard, bowPort, sternPort].map(
    ([lon, lat]): Position => [longitudeNear(lon, reference), lat],
  );
  if (signedArea(open) < 0) open.reverse();
  const lons = open.map(([lon]) => lon);
  const cut = Math.max(...lons) > 180 ? 180 : Math.min(...lons) < -180 ? -180 : null;
  if (cut === null) return { type: 'Polygon', coordinates: [closed(open, 0)] };
  const parts = [
    closed(clip(open, cut, 1), cut > 0 ? 0 : 360),
    closed(clip(open, cut, -1), cut > 0 ? -360 : 0),
  ].filter((ring) => ring.length > 3);
  const [only] = parts;
  if (parts.length === 1 && only) return { type: 'Polygon', coordinates: [only] };
  return { type: 'MultiPolygon', coordinates: parts.map((ring) => [ring]) };
}

/** The part of a convex ring west (side 1) or east (side −1) of a meridian: Sutherland–Hodgman. */
function clip(ring: readonly Position[], meridian: number, side: 1 | -1): Position[] {
  const kept: Position[] = [];
  for (const [i, point] of ring.entries()) {
    const next = ring[(i + 1) % ring.length] ?? point;
    const [here, there] = [side * (meridian - point[0]), side * (meridian - next[0])];
    if (here >= 0) kept.push(point);
    if (here * there < 0) {
      const part = here / (here - there);
      kept.push([meridian, point[1] + (next[1] - point[1]) * part]);
    }
  }
  return kept;
}

/** Rounded, shifted by a turn, without repeats, and closed; [] where nothing is left. */
function closed(ring: readonly Position[], shift: number): Position[] {
  const rounded: Position[] = [];
  for (const [lon, lat] of ring) {
    const point: Position = [round7(lon + shift), round7(lat)];
    const last = rounded.at(-1);
    if (last?.[0] !== point[0] || last[1] !== point[1]) rounded.push(point);
  }
  const [first] = rounded;
  const last = rounded.at(-1);
  if (first && last && rounded.length > 1 && first[0] === last[0] && first[1] === last[1]) {
    rounded.pop();
  }
  return first && rounded.length > 2 ? [...rounded, [first[0], first[1]]] : [];
}
