/** Boxes as shapes on screen, and the paths that draw them. */
import {
  apply,
  linearOf,
  type Matrix2,
  type ScreenXY,
  type ViewTransform,
} from '../view-transform';
import type { PlaneShape } from './box-index';

export const HALO = 'rgba(0, 0, 0, 0.7)';

/** Corners on screen, from the stern's port side clockwise, and the direction of the bow. */
export type ScreenBox = {
  readonly corners: readonly [ScreenXY, ScreenXY, ScreenXY, ScreenXY];
  readonly bow: ScreenXY;
  /** Unit vector from stern to bow. */
  readonly forward: ScreenXY;
};

/** What a view does to vectors, computed once for many boxes. */
export type Projector = {
  readonly linear: Matrix2;
  readonly x0: number;
  readonly y0: number;
};

/** x = x0 + a·u + c·v, y = y0 + b·u + d·v. */
export function projector(view: ViewTransform): Projector {
  const linear = linearOf(view);
  const [x, y] = apply(linear, view.center);
  return { linear, x0: view.width / 2 - x, y0: view.height / 2 - y };
}

export function screenBox(item: PlaneShape, { linear, x0, y0 }: Projector): ScreenBox {
  const [a, b, c, d] = linear;
  const x = x0 + a * item.u + c * item.v;
  const y = y0 + b * item.u + d * item.v;
  const alongX = a * item.alongU + c * item.alongV;
  const alongY = b * item.alongU + d * item.alongV;
  const acrossX = a * item.acrossU + c * item.acrossV;
  const acrossY = b * item.acrossU + d * item.acrossV;
  const reach = Math.hypot(alongX, alongY) || 1;
  return {
    corners: [
      [x - alongX - acrossX, y - alongY - acrossY],
      [x + alongX - acrossX, y + alongY - acrossY],
      [x + alongX + acrossX, y + alongY + acrossY],
      [x - alongX + acrossX, y - alongY + acrossY],
    ],
    bow: [x + alongX, y + alongY],
    forward: [alongX / reach, alongY / reach],
  };
}

type PathSink = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'closePath'>;

export function tracePolygon(path: PathSink, points: readonly ScreenXY[]): void {
  const [first, ...others] = points;
  if (!first) return;
  path.moveTo(first[0], first[1]);
  for (const [x, y] of others) path.lineTo(x, y);
  path.closePath();
}

/** Height of the bow tick, CSS pixels. */
export const TICK = 7;
export const TICK_SELECTED = 11;

/** The triangle on the bow side that points ahead. */
export function traceTick(
  path: PathSink,
  { bow, forward }: Pick<ScreenBox, 'bow' | 'forward'>,
  height: number,
): void {
  const [fx, fy] = forward;
  const half = height * 0.62;
  const [x, y] = [bow[0] + fx, bow[1] + fy];
  path.moveTo(x - fy * half, y + fx * half);
  path.lineTo(x + fx * height, y + fy * height);
  path.lineTo(x + fy * half, y - fx * half);
  path.closePath();
}
