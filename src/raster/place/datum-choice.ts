/** Which of several operations ties a system to WGS 84 at a place: PROJ's choice, as GDAL takes it. */
import type { LonLat, MapXY } from '../../domain/model/units';

/** [west, south, east, north], degrees; west > east across 180°. */
export type Area = readonly [number, number, number, number];

export type DatumShift = {
  /** Metres, as the register gives it; negative where it does not. */
  readonly accuracy: number;
  readonly area: Area;
  /**
   * As +towgs84 has them: metres, arc seconds (position vector), parts per million. Empty where longitude and
   * latitude stay as they are; null where it is another kind of operation, which is not computed here.
   */
  readonly parameters: readonly number[] | null;
  /** Degrees east of Greenwich from which longitudes count, where the system says otherwise; else null. */
  readonly meridian: number | null;
  readonly offshore: boolean;
  /** Not of the register: coordinates are taken as they are for want of anything better. */
  readonly ballpark: boolean;
};

export function holds([west, south, east, north]: Area, [lon, lat]: LonLat): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/** [least x, least y, greatest x, greatest y] of a map. */
type Box = readonly [number, number, number, number];

const ENDLESS: Box = [-Infinity, -Infinity, Infinity, Infinity];
const STEPS = 20;

/**
 * What an area takes up on the map, by 21 places along each of its sides (reproject_bbox in PROJ's 4D_api.cpp);
 * null where none of them is on the map.
 */
function boxOf(
  [west, south, east, north]: Area,
  toMap: (lonLat: LonLat) => MapXY | null,
): Box | null {
  if (west === -180 && east === 180 && south === -90 && north === 90) return ENDLESS;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let step = 0; step <= STEPS; step += 1) {
    const lon = west + (step * (east - west)) / STEPS;
    const lat = south + (step * (north - south)) / STEPS;
    for (const place of [
      [lon, south],
      [lon, north],
      [west, lat],
      [east, lat],
    ] as const) {
      const map = toMap(place);
      if (!map) continue;
      [minX, minY] = [Math.min(minX, map[0]), Math.min(minY, map[1])];
      [maxX, maxY] = [Math.max(maxX, map[0]), Math.max(maxY, map[1])];
    }
  }
  return minX <= maxX ? [minX, minY, maxX, maxY] : null;
}

/** In two where it crosses 180°, as PROJ has it. */
function partsOf(area: Area): readonly Area[] {
  const [west, south, east, north] = area;
  if (west <= east) return [area];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** Without touching any side of it. */
const inside = (inner: Box, outer: Box) =>
  inner[0] > outer[0] && inner[1] > outer[1] && inner[2] < outer[2] && inner[3] < outer[3];

type Candidate = { readonly shift: DatumShift; readonly box: Box };

/**
 * PROJ's choice for a place of the map (pj_get_suggested_operation in 4D_api.cpp): of those whose area, as a
 * rectangle of the map, holds it the most exact, of several the one within the other, and one for the sea only
 * where it is the first. An only one is taken everywhere, and where none is meant for the place the first.
 * null where there is none.
 * @param toMap from longitude and latitude of the system's own ellipsoid, from Greenwich
 */
export function chosenShift(
  all: readonly DatumShift[],
  [x, y]: MapXY,
  toMap: (lonLat: LonLat) => MapXY | null,
): DatumShift | null {
  const [first = null] = all;
  if (all.length < 2) return first;
  const prepared = all.flatMap((shift): Candidate[] =>
    partsOf(shift.area).flatMap((area) => {
      const box = boxOf(area, toMap);
      return box ? [{ shift, box }] : [];
    }),
  );
  let best: Candidate | null = null;
  for (const next of prepared) {
    const { shift, box } = next;
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
    if (!best || (shift.accuracy >= 0 && !shift.offshore && betters(next, best))) best = next;
  }
  return (best ?? prepared[0])?.shift ?? first;
}

function betters(next: Candidate, best: Candidate): boolean {
  const known = best.shift.accuracy;
  if (next.shift.accuracy === known) return inside(next.box, best.box);
  return next.shift.accuracy < known;
}

function extent([west, south, east, north]: Area): number {
  return ((east - west + 360) % 360) * (north - south);
}

/** The one of the register that is meant for the widest area, for where no place is given; null where it has none. */
export function widestShift(all: readonly DatumShift[]): DatumShift | null {
  return all
    .filter(({ parameters, ballpark }) => parameters && !ballpark)
    .reduce<DatumShift | null>(
      (widest, next) => (widest && extent(widest.area) >= extent(next.area) ? widest : next),
      null,
    );
}
