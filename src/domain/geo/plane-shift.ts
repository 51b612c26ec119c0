/**
 * Affine transformations of a frame's plane (u right, v down, units of pixel rows): how a picture is laid on
 * another. See model/alignment for what their parts mean.
 */
import { fromPlane, normalizeAngle, toPlane } from '../geometry/plane';
import type { Alignment } from '../model/alignment';
import type { Frame, Transform } from '../model/frame';
import type { PlaneXY } from '../model/units';
import { fitAffine } from './affine-fit';

/** About the middle of the plane: p ↦ c + scale·R(rotation)·S(p − c) + shift. */
export type PlaneShift = Pick<Alignment, 'shift' | 'rotation' | 'scale' | 'stretch'>;

export const UNALIGNED: PlaneShift = { shift: [0, 0], rotation: 0, scale: 1 };

/** These parts alone of what has more; without a stretch where there is none. */
export const shiftAlone = ({ shift, rotation, scale, stretch }: PlaneShift): PlaneShift => ({
  shift,
  rotation,
  scale,
  ...(stretch && { stretch }),
});

/** What of a frame makes its plane. */
export type PlaneSize = Pick<Frame, 'pixelAspect'> & {
  readonly raster: { readonly width: number; readonly height: number };
};

export function planeCenter({ raster, pixelAspect }: PlaneSize): PlaneXY {
  return [(raster.width * pixelAspect) / 2, raster.height / 2];
}

/** Where the frame's own georeferencing has what is at `point`. */
export function applyShift(by: PlaneShift, center: PlaneXY, point: PlaneXY): PlaneXY {
  const [u, v] = multiplied(linearOf(by), [point[0] - center[0], point[1] - center[1]]);
  return [center[0] + u + by.shift[0], center[1] + v + by.shift[1]];
}

/** The other way round: undoes `applyShift` with the inverse. */
export function invertShift(by: PlaneShift): PlaneShift {
  const { rotation, scale, stretch, shift } = by;
  const linear = {
    rotation: normalizeAngle(-rotation),
    scale: 1 / scale,
    // What was made longer along the axis, which was turned then, is made longer across it.
    ...(stretch && { stretch: stretchOf(stretch.ratio, stretch.axis + rotation + Math.PI / 2) }),
  };
  return { shift: multiplied(linearOf(linear), [-shift[0], -shift[1]]), ...linear };
}

/** After the picture was dragged by (du, dv) as it lies: what is seen moves by that much. */
export function draggedShift(by: PlaneShift, du: number, dv: number): PlaneShift {
  return { ...by, shift: [by.shift[0] + du, by.shift[1] + dv] };
}

/** Rows of a matrix: u' = a·u + b·v, v' = c·u + d·v. */
type Linear = readonly [a: number, b: number, c: number, d: number];

const multiplied = ([a, b, c, d]: Linear, [u, v]: PlaneXY): [number, number] => [
  a * u + b * v,
  c * u + d * v,
];

/** What a transformation does to vectors. */
export function linearOf({ rotation, scale, stretch }: Omit<PlaneShift, 'shift'>): Linear {
  const [cos, sin] = [scale * Math.cos(rotation), scale * Math.sin(rotation)];
  if (!stretch) return [cos, -sin, sin, cos];
  const [along, x, y] = [Math.sqrt(stretch.ratio), Math.cos(stretch.axis), Math.sin(stretch.axis)];
  const [p, q, r] = [
    along * x * x + (y * y) / along,
    (along - 1 / along) * x * y,
    along * y * y + (x * x) / along,
  ];
  return [cos * p - sin * q, cos * q - sin * r, sin * p + cos * q, sin * q + cos * r];
}

const stretchOf = (ratio: number, axis: number) => ({
  ratio,
  axis: ((axis % Math.PI) + Math.PI) % Math.PI,
});

/**
 * The parts of a matrix that does not mirror, as far as the kind has them (polar decomposition: a turn and a
 * scale after a stretch). Of one that is not of that kind, those nearest to it.
 */
export function partsOf([a, b, c, d]: Linear, kind: Alignment['kind']): Omit<PlaneShift, 'shift'> {
  if (kind === 'shift') return { rotation: 0, scale: 1 };
  const rotation = Math.atan2(c - b, a + d);
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  if (kind === 'similarity') return { rotation, scale };
  // R⁻¹·matrix is symmetric: [p q; q r], with the stretch's two factors as its eigenvalues.
  const [cos, sin] = [Math.cos(rotation) / scale, Math.sin(rotation) / scale];
  const [p, q, r] = [cos * a + sin * c, cos * b + sin * d, cos * d - sin * b];
  const apart = Math.hypot(p - r, 2 * q);
  const along = (apart + Math.hypot(apart, 2)) / 2;
  return { rotation, scale, stretch: stretchOf(along * along, Math.atan2(2 * q, p - r) / 2) };
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
 * The transformation of a kind with the least sum of squared residuals (a similarity as of Umeyama 1991, in
 * the plane and without reflection). null where the pairs do not determine it: for no pairs, for a similarity
 * of fewer than two different points, and for an affine one of points in one line.
 */
export function fitShift(
  pairs: readonly PlanePair[],
  kind: Alignment['kind'],
  center: PlaneXY,
): ShiftFit | null {
  if (pairs.length === 0) return null;
  const from = meanOf(pairs.map((pair) => pair.from));
  const to = meanOf(pairs.map((pair) => pair.to));
  const linear = kind === 'affine' ? stretchedBy(pairs) : turnedBy(pairs, from, to, kind);
  if (!linear) return null;
  const [u, v] = multiplied(linearOf(linear), [from[0] - center[0], from[1] - center[1]]);
  const by: PlaneShift = { shift: [to[0] - center[0] - u, to[1] - center[1] - v], ...linear };
  const residuals = pairs.map((pair): PlaneXY => {
    const at = applyShift(by, center, pair.from);
    return [pair.to[0] - at[0], pair.to[1] - at[1]];
  });
  const sum = residuals.reduce((all, [du, dv]) => all + du * du + dv * dv, 0);
  return { ...by, residuals, rms: Math.sqrt(sum / pairs.length) };
}

function turnedBy(
  pairs: readonly PlanePair[],
  from: PlaneXY,
  to: PlaneXY,
  kind: 'shift' | 'similarity',
): Omit<PlaneShift, 'shift'> | null {
  if (kind === 'shift') return { rotation: 0, scale: 1 };
  let [dot, cross, square] = [0, 0, 0];
  for (const pair of pairs) {
    const [u, v] = [pair.from[0] - from[0], pair.from[1] - from[1]];
    const [U, V] = [pair.to[0] - to[0], pair.to[1] - to[1]];
    dot += u * U + v * V;
    cross += u * V - v * U;
    square += u * u + v * v;
  }
  const length = Math.hypot(dot, cross);
  if (!(square > 0 && length > 0)) return null;
  return { rotation: normalizeAngle(Math.atan2(cross, dot)), scale: length / square };
}

/** null too where the pairs would mirror the picture. */
function stretchedBy(pairs: readonly PlanePair[]): Omit<PlaneShift, 'shift'> | null {
  if (pairs.length < 3) return null;
  const fit = fitAffine(
    pairs.map(({ from, to }) => ({ pixel: [from[0], from[1]], map: [to[0], to[1]] })),
  );
  if (!fit) return null;
  const [, a, b, , c, d] = fit.transform;
  return a * d - b * c > 0 ? partsOf([a, b, c, d], 'affine') : null;
}

function meanOf(points: readonly PlaneXY[]): PlaneXY {
  const sum = points.reduce<[number, number]>(([u, v], p) => [u + p[0], v + p[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
