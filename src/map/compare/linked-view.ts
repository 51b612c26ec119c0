/**
 * The view of one frame's plane that shows what a view of another shows. Between two map projections the
 * way from plane to plane is nearly a similarity; what it is more is put into the view's warp, where it
 * would be seen.
 */
import type { PlaneXY } from '../../domain/model/units';
import {
  apply,
  inverse,
  linearOf,
  type Matrix2,
  multiply,
  planeToScreen,
  type ScreenXY,
  screenToPlane,
  type ViewTransform,
} from '../view-transform';
import type { PlaneMapping } from './frame-link';

/** What may be left at the view's edge without a warp, CSS pixels. */
const TOLERATED = 0.25;
/** Distance from the middle, as a part of the screen, over which the way is measured. */
const REACH = 1 / 3;

export type LinkedView = {
  readonly view: ViewTransform;
  /** What is left at the worst of the corners and the middles of the sides, CSS pixels. */
  readonly residual: number;
};

/**
 * @param mapping from the leader's plane to the follower's
 * @param size of the follower's map, CSS pixels
 * @param similar leave out any warp
 * @returns null where what the leader shows has no counterpart
 */
export function linkedView(
  leader: ViewTransform,
  mapping: PlaneMapping,
  size: readonly [width: number, height: number],
  similar = false,
): LinkedView | null {
  const [width, height] = size;
  const at = (x: number, y: number): PlaneXY | null =>
    mapping(screenToPlane(leader, [leader.width / 2 + x, leader.height / 2 + y]));
  const center = at(0, 0);
  const linear = linearAbout(at, width * REACH, height * REACH);
  if (!center || !linear) return null;
  const { resolution, rotation, turned } = similarity(linear);
  const plain: ViewTransform = { center, resolution, rotation, width, height };
  const bent = similar ? null : warpedView(plain, multiply(linear, inverse(turned) ?? linear));
  const view = bent ?? plain;
  return { view, residual: residualOf(view, at) };
}

/** The matrix from plane steps to screen steps, by central differences. */
function linearAbout(
  at: (x: number, y: number) => PlaneXY | null,
  dx: number,
  dy: number,
): Matrix2 | null {
  const [left, right, above, below] = [at(-dx, 0), at(dx, 0), at(0, -dy), at(0, dy)];
  if (!left || !right || !above || !below) return null;
  return inverse([
    (right[0] - left[0]) / (2 * dx),
    (right[1] - left[1]) / (2 * dx),
    (below[0] - above[0]) / (2 * dy),
    (below[1] - above[1]) / (2 * dy),
  ]);
}

/** The turn and scale nearest to a matrix; of a mirrored one, those nearest to it mirrored back. */
function similarity(linear: Matrix2) {
  const [a, b, c, d] = linear;
  const side = a * d - b * c < 0 ? -1 : 1;
  const cos = (side * a + d) / 2;
  const sin = (b - side * c) / 2;
  const resolution = 1 / Math.hypot(cos, sin);
  const turned: Matrix2 = [cos, sin, -sin, cos];
  return { resolution, rotation: Math.atan2(sin, cos), turned };
}

/** null where the warp would not be seen. */
function warpedView(plain: ViewTransform, warp: Matrix2): ViewTransform | null {
  const corner: readonly ScreenXY[] = [
    [plain.width / 2, plain.height / 2],
    [plain.width / 2, -plain.height / 2],
  ];
  if (corner.every((at) => movedBy(warp, at) < TOLERATED)) return null;
  const back = inverse(warp);
  if (!back) return null;
  // More is drawn than is seen, so that the warped picture still covers the corners.
  let more = 1;
  for (const at of corner) {
    const [x, y] = apply(back, at);
    more = Math.max(more, Math.abs(2 * x) / plain.width, Math.abs(2 * y) / plain.height);
  }
  const [a, b, c, d] = warp;
  return {
    ...plain,
    resolution: plain.resolution * more,
    warp: [a * more, b * more, c * more, d * more],
  };
}

function movedBy(warp: Matrix2, at: ScreenXY): number {
  const [x, y] = apply(warp, at);
  return Math.hypot(x - at[0], y - at[1]);
}

/** The warp that makes `view`, whose turn and scale stay, show what `wanted` shows; null for none. */
export function warpTowards(view: ViewTransform, wanted: ViewTransform): Matrix2 | null {
  const { warp: _, ...plain } = view;
  const back = inverse(linearOf(plain));
  if (!back) return null;
  const warp = multiply(linearOf(wanted), back);
  const corner: ScreenXY = [view.width / 2, view.height / 2];
  return movedBy(warp, corner) < TOLERATED ? null : warp;
}

function residualOf(view: ViewTransform, at: (x: number, y: number) => PlaneXY | null): number {
  let worst = 0;
  for (const x of [-view.width / 2, 0, view.width / 2]) {
    for (const y of [-view.height / 2, 0, view.height / 2]) {
      const point = at(x, y);
      const [sx, sy] = point ? planeToScreen(view, point) : [Number.NaN, Number.NaN];
      const off = Math.hypot(sx - view.width / 2 - x, sy - view.height / 2 - y);
      if (off > worst) worst = off;
    }
  }
  return worst;
}
