/** The line, or the point, along which values are charted. */
import type { ScreenXY } from '../view-transform';
import { strokeWithHalo } from './bulk-painter';

const WHITE = '#ffffff';
const RING = 4;
const TICK = 6;

/** A ring where the chart begins, a cross stroke where it ends. A point has the ring and a small cross. */
export function paintProbe(context: CanvasRenderingContext2D, from: ScreenXY, to: ScreenXY): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const path = new Path2D();
  path.arc(from[0], from[1], RING, 0, 2 * Math.PI);
  if (length < 1) {
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      path.moveTo(from[0] + RING * dx, from[1] + RING * dy);
      path.lineTo(from[0] + 2.5 * RING * dx, from[1] + 2.5 * RING * dy);
    }
  } else {
    const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    path.moveTo(from[0] + RING * dx, from[1] + RING * dy);
    path.lineTo(to[0], to[1]);
    path.moveTo(to[0] - TICK * dy, to[1] + TICK * dx);
    path.lineTo(to[0] + TICK * dy, to[1] - TICK * dx);
  }
  strokeWithHalo(context, path, WHITE, 1.25);
}
