/** Between a frame's plane and the screen: pure arithmetic on the state of a view. */
import type { PlaneRect } from '../domain/geometry/plane';
import { rectFromPoints } from '../domain/geometry/plane';
import type { PlaneXY, Radians } from '../domain/model/units';

/** CSS pixels from the top left corner of the map. */
export type ScreenXY = readonly [x: number, y: number];

/** What the screen shows: the plane point in its middle, plane units per CSS pixel, clockwise turn. */
export type ViewTransform = {
  readonly center: PlaneXY;
  readonly resolution: number;
  readonly rotation: Radians;
  /** Size of the map in CSS pixels. */
  readonly width: number;
  readonly height: number;
};

export function planeToScreen(view: ViewTransform, point: PlaneXY): ScreenXY {
  const cos = Math.cos(view.rotation);
  const sin = Math.sin(view.rotation);
  const dx = (point[0] - view.center[0]) / view.resolution;
  const dy = (point[1] - view.center[1]) / view.resolution;
  return [view.width / 2 + dx * cos - dy * sin, view.height / 2 + dx * sin + dy * cos];
}

export function screenToPlane(view: ViewTransform, point: ScreenXY): PlaneXY {
  const cos = Math.cos(view.rotation);
  const sin = Math.sin(view.rotation);
  const dx = (point[0] - view.width / 2) * view.resolution;
  const dy = (point[1] - view.height / 2) * view.resolution;
  return [view.center[0] + dx * cos + dy * sin, view.center[1] - dx * sin + dy * cos];
}

/** The upright rectangle of the plane that holds everything on screen, widened by CSS pixels. */
export function visibleRect(view: ViewTransform, margin = 0): PlaneRect {
  const [right, bottom] = [view.width + margin, view.height + margin];
  return rectFromPoints(
    (
      [
        [-margin, -margin],
        [right, -margin],
        [right, bottom],
        [-margin, bottom],
      ] as const
    ).map((corner) => screenToPlane(view, corner)),
  );
}

export function sameView(a: ViewTransform, b: ViewTransform): boolean {
  return (
    a.center[0] === b.center[0] &&
    a.center[1] === b.center[1] &&
    a.resolution === b.resolution &&
    a.rotation === b.rotation &&
    a.width === b.width &&
    a.height === b.height
  );
}

/**
 * The CSS matrix that lays what was painted for one view where another view has it, about the
 * top left corner.
 */
export function matrixBetween(painted: ViewTransform, now: ViewTransform): string {
  const scale = painted.resolution / now.resolution;
  const turn = now.rotation - painted.rotation;
  const cos = scale * Math.cos(turn);
  const sin = scale * Math.sin(turn);
  const [x, y] = planeToScreen(now, painted.center);
  const [px, py] = [painted.width / 2, painted.height / 2];
  const dx = x - (cos * px - sin * py);
  const dy = y - (sin * px + cos * py);
  return `matrix(${cos}, ${sin}, ${-sin}, ${cos}, ${dx}, ${dy})`;
}
