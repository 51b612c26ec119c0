/** A grid on the ground that two frames have in common, for comparing them pixel by pixel. */
import { makeFrameGeo } from '../geo/frame-geo';
import type { Frame, Transform } from '../model/frame';
import type { PixelXY } from '../model/units';
import { leastSquaresAffine, type Point } from './affine';

/** What has to be known of a frame. */
export type GridFrame = Pick<Frame, 'georef' | 'pixelAspect' | 'resolutionM'> & {
  readonly raster: { readonly width: number; readonly height: number };
};

export type CommonGrid = {
  /** Pixels; they are square on the ground, and their rows run along the reference's. */
  readonly width: number;
  readonly height: number;
  /** From places of the grid to pixels of each frame, as a PlaneGrid has it. */
  readonly reference: Transform;
  readonly moving: Transform;
  /** Ground size of a grid pixel, metres; null where neither frame has a place. */
  readonly pixelM: number | null;
  /** How far the moving frame's own geometry bends away from its transform at most, grid pixels. */
  readonly bend: number;
};

export type GridOptions = {
  /** Only this part, as a polygon in pixels of the reference. */
  readonly area?: readonly PixelXY[] | undefined;
  /** Longest side in grid pixels; a larger area gets a coarser grid. */
  readonly maxSide?: number | undefined;
};

const MAX_SIDE = 2048;
/** Points along each side of an outline, since it may be curved in the other frame. */
const OUTLINE_STEPS = 8;
/** Points each way to which the moving frame's transform is fitted. */
const FIT_POINTS = 7;

/**
 * The ground that both frames show, with pixels as large as the coarser frame's. Two frames without a
 * place are laid pixel on pixel. null where they have nothing in common or only one has a place.
 * @throws UserError where a coordinate system cannot be computed with.
 */
export function commonGrid(
  reference: GridFrame,
  moving: GridFrame,
  { area, maxSide = MAX_SIDE }: GridOptions = {},
): CommonGrid | null {
  const between = pixelsBetween(reference, moving);
  if (!between) return null;
  const bounds = boundsOf(reference, moving, between.toReference, area);
  if (!bounds) return null;
  const { left, top, right, bottom } = bounds;
  const aspect = reference.pixelAspect;
  const [wide, high] = [(right - left) * aspect, bottom - top];
  // In rows of the reference; its rows and the plane's units are the same.
  const step = Math.max(1, between.coarser, wide / maxSide, high / maxSide);
  const width = Math.floor(wide / step);
  const height = Math.floor(high / step);
  if (width < 1 || height < 1) return null;
  const toReference: Transform = [left, step / aspect, 0, top, 0, step];
  const fit = fitted({ width, height }, toReference, between.toMoving);
  if (!fit) return null;
  const [, xCol, xRow, , yCol, yRow] = fit.transform;
  const movingPerGrid = Math.sqrt(Math.abs(xCol * yRow - xRow * yCol));
  return {
    width,
    height,
    reference: toReference,
    moving: fit.transform,
    pixelM: reference.resolutionM === null ? null : reference.resolutionM * step,
    bend: fit.worst / movingPerGrid,
  };
}

type Convert = (pixel: PixelXY) => PixelXY | null;

/** Pixels of one frame to pixels of the other, and how many reference rows a pixel of the moving one is. */
function pixelsBetween(reference: GridFrame, moving: GridFrame) {
  const [own, other] = [makeFrameGeo(reference), makeFrameGeo(moving)];
  if (!own && !other) {
    const same: Convert = (pixel) => pixel;
    return { toMoving: same, toReference: same, coarser: 1 };
  }
  if (!own || !other) return null;
  const toMoving: Convert = (pixel) => {
    const place = own.pixelToLonLat(pixel);
    return place && other.lonLatToPixel(place);
  };
  const toReference: Convert = (pixel) => {
    const place = other.pixelToLonLat(pixel);
    return place && own.lonLatToPixel(place);
  };
  const coarser = (moving.resolutionM ?? 1) / (reference.resolutionM ?? 1);
  return { toMoving, toReference, coarser };
}

/** The rectangle of reference pixels around what both frames (and the area) show. */
function boundsOf(
  { raster }: GridFrame,
  moving: GridFrame,
  toReference: Convert,
  area: readonly PixelXY[] | undefined,
) {
  const outline: Point[] = [];
  const { width, height } = moving.raster;
  const corners: readonly Point[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % 4] ?? [0, 0];
    for (let k = 0; k < OUTLINE_STEPS; k++) {
      const part = k / OUTLINE_STEPS;
      const place = toReference([x + (nextX - x) * part, y + (nextY - y) * part]);
      if (place) outline.push([place[0], place[1]]);
    }
  }
  const limits = boxAround(area ?? []) ?? {
    left: 0,
    top: 0,
    right: raster.width,
    bottom: raster.height,
  };
  const kept = clipped(outline, {
    left: Math.max(0, limits.left),
    top: Math.max(0, limits.top),
    right: Math.min(raster.width, limits.right),
    bottom: Math.min(raster.height, limits.bottom),
  });
  return boxAround(kept);
}

type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

function boxAround(points: readonly (readonly [number, number])[]): Box | null {
  if (points.length < 3) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

/** The part of a polygon inside a box (Sutherland & Hodgman 1974). */
function clipped(polygon: readonly Point[], { left, top, right, bottom }: Box): readonly Point[] {
  const sides: readonly ((point: Point) => number)[] = [
    ([x]) => x - left,
    ([x]) => right - x,
    ([, y]) => y - top,
    ([, y]) => bottom - y,
  ];
  return sides.reduce<readonly Point[]>((points, inside) => {
    const out: Point[] = [];
    for (const [i, point] of points.entries()) {
      const next = points[(i + 1) % points.length] ?? point;
      const [here, there] = [inside(point), inside(next)];
      if (here >= 0) out.push(point);
      if (here >= 0 === there >= 0) continue;
      const part = here / (here - there);
      out.push([point[0] + part * (next[0] - point[0]), point[1] + part * (next[1] - point[1])]);
    }
    return out;
  }, polygon);
}

/** The transform that leads from the grid into the moving frame with the least error over the grid. */
function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  toReference: Transform,
  toMoving: Convert,
) {
  const pairs: { from: Point; to: Point }[] = [];
  const [x0, xCol, , y0, , yRow] = toReference;
  for (let j = 0; j < FIT_POINTS; j++) {
    for (let i = 0; i < FIT_POINTS; i++) {
      const c = (width * i) / (FIT_POINTS - 1);
      const r = (height * j) / (FIT_POINTS - 1);
      const place = toMoving([x0 + c * xCol, y0 + r * yRow]);
      if (place) pairs.push({ from: [c, r], to: [place[0], place[1]] });
    }
  }
  return leastSquaresAffine(pairs);
}
