/** Land of a region as paths that a canvas fills and strokes, made once and moved with the view. */
import { isSeam, type Land, landWithin, type Region } from '../../domain/geo/land';

/** Points of the paths are relative to `origin`, so that they keep their precision. */
export type LandPath = {
  readonly region: Region;
  readonly origin: readonly [x: number, y: number];
  /** Plane units; nothing finer is in the paths. */
  readonly tolerance: number;
  readonly fill: Path2D;
  readonly coast: Path2D;
};

/** Where a place lies on a flat map; null where the map does not reach. */
export type ToPlane = (lon: number, lat: number) => readonly [x: number, y: number] | null;

export function makeLandPath(
  land: Land,
  region: Region,
  { toPlane, tolerance }: { readonly toPlane: ToPlane; readonly tolerance: number },
): LandPath {
  const middle = toPlane((region.west + region.east) / 2, (region.south + region.north) / 2);
  const origin = middle ?? ([0, 0] as const);
  const paths = { fill: new Path2D(), coast: new Path2D() };
  for (const ring of landWithin(land, region)) addRing(paths, ring, { toPlane, origin, tolerance });
  return { region, origin, tolerance, ...paths };
}

type Plan = {
  readonly toPlane: ToPlane;
  readonly origin: readonly [number, number];
  readonly tolerance: number;
};

function addRing(
  { fill, coast }: { readonly fill: Path2D; readonly coast: Path2D },
  ring: Float64Array,
  { toPlane, origin, tolerance }: Plan,
): void {
  let last: readonly [x: number, y: number, lon: number, lat: number] | null = null;
  const step = (i: number, keep: boolean) => {
    const [lon, lat] = [ring[i] ?? 0, ring[i + 1] ?? 0];
    const point = toPlane(lon, lat);
    if (!point) return;
    const [x, y] = [point[0] - origin[0], point[1] - origin[1]];
    if (last === null) {
      fill.moveTo(x, y);
      coast.moveTo(x, y);
    } else {
      const seam = isSeam(last[2], last[3], lon, lat);
      const near = Math.abs(x - last[0]) < tolerance && Math.abs(y - last[1]) < tolerance;
      if (near && !keep && !seam) return;
      fill.lineTo(x, y);
      if (seam) coast.moveTo(x, y);
      else coast.lineTo(x, y);
    }
    last = [x, y, lon, lat];
  };
  for (let i = 0; i < ring.length; i += 2) step(i, false);
  step(0, true);
  fill.closePath();
}

/** A map plane laid on the screen: CSS pixels = matrix · (x − origin, y − origin). */
export type ScreenMatrix = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
];

export type LandLook = { readonly land: string; readonly coast: string; readonly width: number };

/** @param scale CSS pixels to a plane unit */
export function paintLand(
  context: CanvasRenderingContext2D,
  path: LandPath,
  {
    matrix,
    scale,
    look,
  }: { readonly matrix: ScreenMatrix; readonly scale: number; readonly look: LandLook },
): void {
  context.save();
  context.transform(...matrix);
  context.fillStyle = look.land;
  context.fill(path.fill, 'evenodd');
  context.strokeStyle = look.coast;
  context.lineWidth = look.width / scale;
  context.lineJoin = 'round';
  context.stroke(path.coast);
  context.restore();
}

export function holds(outer: Region, inner: Region): boolean {
  return (
    outer.west <= inner.west &&
    outer.east >= inner.east &&
    outer.south <= inner.south &&
    outer.north >= inner.north
  );
}

/** The region widened on each side by a part of its size. */
export function widened({ west, south, east, north }: Region, part: number): Region {
  const [across, up] = [(east - west) * part, (north - south) * part];
  return {
    west: west - across,
    east: east + across,
    south: Math.max(-90, south - up),
    north: Math.min(90, north + up),
  };
}
