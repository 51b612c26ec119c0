/**
 * Similarities of a frame's plane (u right, v down, units of pixel rows): how a picture is laid on another.
 * See model/alignment for what they mean.
 */
import { fromPlane, normalizeAngle, toPlane } from '../geometry/plane';
import type { Alignment } from '../model/alignment';
import type { Frame, Transform } from '../model/frame';
import type { PlaneXY } from '../model/units';

/** A similarity about the middle of the plane: p ↦ c + scale·R(rotation)·(p − c) + shift. */
export type PlaneShift = Pick<Alignment, 'shift' | 'rotation' | 'scale'>;

export const UNALIGNED: PlaneShift = { shift: [0, 0], rotation: 0, scale: 1 };

/** What of a frame makes its plane. */
export type PlaneSize = Pick<Frame, 'pixelAspect'> & {
  readonly raster: { readonly width: number; readonly height: number };
};

export function planeCenter({ raster, pixelAspect }: PlaneSize): PlaneXY {
  return [(raster.width * pixelAspect) / 2, raster.height / 2];
}

/** Where the frame's own georeferencing has what is at `point`. */
export function applyShift(by: PlaneShift, center: PlaneXY, point: PlaneXY): PlaneXY {
  const [u, v] = turned(point[0] - center[0], point[1] - center[1], by.rotation, by.scale);
  return [center[0] + u + by.shift[0], center[1] + v + by.shift[1]];
}

/** The other way round: undoes `applyShift` with the inverse. */
export function invertShift(by: PlaneShift): PlaneShift {
  const [u, v] = turned(-by.shift[0], -by.shift[1], -by.rotation, 1 / by.scale);
  return { shift: [u, v], rotation: normalizeAngle(-by.rotation), scale: 1 / by.scale };
}

/** After the picture was dragged by (du, dv) as it lies: what is seen moves by that much. */
export function draggedShift(by: PlaneShift, du: number, dv: number): PlaneShift {
  return { ...by, shift: [by.shift[0] + du, by.shift[1] + dv] };
}

function turned(u: number, v: number, angle: number, scale: number): readonly [number, number] {
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return [cos * u - sin * v, sin * u + cos * v];
}

/** GDAL's geotransform of the frame as it is laid: affine after affine. */
export function alignedTransform(transform: Transform, by: PlaneShift, size: PlaneSize): Transform {
  const { pixelAspect: aspect } = size;
  const center = planeCenter(size);
  const moved = (x: number, y: number) => {
    return fromPlane(applyShift(by, center, toPlane([x, y], aspect)), aspect);
  };
  // Columns and rows by differences from the middle, where the numbers are smallest.
  const [cx, cy] = fromPlane(center, aspect);
  const [here, right, down] = [moved(cx, cy), moved(cx + 1, cy), moved(cx, cy + 1)];
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const [dxCol, dyCol] = [right[0] - here[0], right[1] - here[1]];
  const [dxRow, dyRow] = [down[0] - here[0], down[1] - here[1]];
  const [zeroX, zeroY] = [here[0] - cx * dxCol - cy * dxRow, here[1] - cx * dyCol - cy * dyRow];
  return [
    x0 + zeroX * xCol + zeroY * xRow,
    dxCol * xCol + dyCol * xRow,
    dxRow * xCol + dyRow * xRow,
    y0 + zeroX * yCol + zeroY * yRow,
    dxCol * yCol + dyCol * yRow,
    dxRow * yCol + dyRow * yRow,
  ];
}

/** A point of the plane, and where it should come to lie in it. */
export type PlanePair = { readonly from: PlaneXY; readonly to: PlaneXY };

export type ShiftFit = PlaneShift & {
  /** What is left at each pair, in the pairs' order: where it should lie, less where it does. */
  readonly residuals: readonly PlaneXY[];
  /** Root mean square of their lengths; 0 where the pairs are as many as the fit needs. */
  readonly rms: number;
};

/**
 * The shift, or the similarity, with the least sum of squared residuals (Umeyama 1991, in the plane and
 * without reflection). null for no pairs, and for a similarity of fewer than two different points.
 */
export function fitShift(
  pairs: readonly PlanePair[],
  kind: Alignment['kind'],
  center: PlaneXY,
): ShiftFit | null {
  if (pairs.length === 0) return null;
  const from = meanOf(pairs.map((pair) => pair.from));
  const to = meanOf(pairs.map((pair) => pair.to));
  let [dot, cross, square] = [0, 0, 0];
  for (const pair of pairs) {
    const [u, v] = [pair.from[0] - from[0], pair.from[1] - from[1]];
    const [U, V] = [pair.to[0] - to[0], pair.to[1] - to[1]];
    dot += u * U + v * V;
    cross += u * V - v * U;
    square += u * u + v * v;
  }
  const free = kind === 'similarity';
  const length = Math.hypot(dot, cross);
  if (free && !(square > 0 && length > 0)) return null;
  const rotation = free ? normalizeAngle(Math.atan2(cross, dot)) : 0;
  const scale = free ? length / square : 1;
  const [u, v] = turned(from[0] - center[0], from[1] - center[1], rotation, scale);
  const by: PlaneShift = { shift: [to[0] - center[0] - u, to[1] - center[1] - v], rotation, scale };
  const residuals = pairs.map((pair): PlaneXY => {
    const at = applyShift(by, center, pair.from);
    return [pair.to[0] - at[0], pair.to[1] - at[1]];
  });
  const sum = residuals.reduce((all, [du, dv]) => all + du * du + dv * dv, 0);
  return { ...by, residuals, rms: Math.sqrt(sum / pairs.length) };
}

function meanOf(points: readonly PlaneXY[]): PlaneXY {
  const sum = points.reduce<[number, number]>(([u, v], p) => [u + p[0], v + p[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
