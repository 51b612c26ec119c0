/** Boxes as shapes on screen, and the paths that draw them. */
import type { ScreenXY, ViewTransform } from '../view-transform';
import type { PlaneShape } from './box-index';

/** Corners on screen, from the stern's port side clockwise, and the direction of the bow. */
export type ScreenBox = {
  readonly corners: readonly [ScreenXY, ScreenXY, ScreenXY, ScreenXY];
  readonly bow: ScreenXY;
  /** Unit vector from stern to bow. */
  readonly forward: ScreenXY;
};

/** What the rotation and scale of a view do to vectors, computed once for many boxes. */
export type Projector = {
  readonly a: number;
  readonly b: number;
  readonly x0: number;
  readonly y0: number;
};

/** x = x0 + a·u − b·v, y = y0 + b·u + a·v. */
export function projector(view: ViewTransform): Projector {
  const a = Math.cos(view.rotation) / view.resolution;
  const b = Math.sin(view.rotation) / view.resolution;
  const [u, v] = view.center;
  return { a, b, x0: view.width / 2 - a * u + b * v, y0: view.height / 2 - b * u - a * v };
}

export function screenBox(item: PlaneShape, { a, b, x0, y0 }: Projector): ScreenBox {
  const x = x0 + a * item.u - b * item.v;
  const y = y0 + b * item.u + a * item.v;
  const alongX = a * item.alongU - b * item.alongV;
  const alongY = b * item.alongU + a * item.alongV;
  const acrossX = a * item.acrossU - b * item.acrossV;
  const acrossY = b * item.acrossU + a * item.acrossV;
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
export function traceTick(path: PathSink, { bow, forward }: ScreenBox, height: number): void {
  const [fx, fy] = forward;
  const half = height * 0.62;
  const [x, y] = [bow[0] + fx, bow[1] + fy];
  path.moveTo(x - fy * half, y + fx * half);
  path.lineTo(x + fx * height, y + fy * height);
  path.lineTo(x + fy * half, y - fx * half);
  path.closePath();
}
