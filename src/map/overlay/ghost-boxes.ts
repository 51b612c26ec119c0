/** Boxes of another date where they lie in a frame's plane: shown, pointed at, never edited there. */
import { type PlaneRect, rectFromPoints } from '../../domain/geometry/plane';
import type { Box } from '../../domain/model/box';
import type { BoxId } from '../../domain/model/ids';
import type { PlaneXY } from '../../domain/model/units';
import { planeToScreen, type ScreenXY, type ViewTransform, visibleRect } from '../view-transform';
import { HALO, TICK, tracePolygon, traceTick } from './shapes';
import { type Bounds, SizeGrid } from './size-grid';

/** Corners from the stern's port side, clockwise in the frame of the box, in the plane shown. */
export type Ghost = { readonly box: Box; readonly corners: readonly PlaneXY[] };

type Indexed = Ghost & Bounds;

const LINE = 1.5;
const DASH = [5, 4];
const OPACITY = 0.85;
/** Ghosts smaller than this on screen are left out, CSS pixels. */
const LEAST = 4;
/** Ghosts shorter than this on screen get no tick. */
const TICK_FROM = 12;

export class GhostBoxes {
  private readonly grid = new SizeGrid<Indexed>();
  private readonly byId = new Map<BoxId, Ghost>();

  /** @param date when their frame was taken, in words; its title where that is not known */
  constructor(
    ghosts: readonly Ghost[],
    readonly date: string,
  ) {
    for (const ghost of ghosts) {
      const { minU, minV, maxU, maxV } = rectFromPoints(ghost.corners);
      this.grid.insert({ ...ghost, minX: minU, minY: minV, maxX: maxU, maxY: maxV });
      this.byId.set(ghost.box.id, ghost);
    }
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: BoxId): Ghost | undefined {
    return this.byId.get(id);
  }

  search({ minU, minV, maxU, maxV }: PlaneRect): readonly Ghost[] {
    return this.grid.search({ minX: minU, minY: minV, maxX: maxU, maxY: maxV });
  }

  /** The smallest ghost around a point. */
  at([u, v]: PlaneXY): BoxId | null {
    const around = this.grid
      .search({ minX: u, minY: v, maxX: u, maxY: v })
      .filter(({ corners }) => contains(corners, [u, v]));
    const size = ({ minX, minY, maxX, maxY }: Indexed) => (maxX - minX) * (maxY - minY);
    around.sort((a, b) => size(a) - size(b));
    return around[0]?.box.id ?? null;
  }

  /** @param context in CSS pixels of the view */
  paint(
    context: CanvasRenderingContext2D,
    view: ViewTransform,
    colourOf: (classId: Box['classId']) => string,
  ): void {
    context.save();
    context.globalAlpha = OPACITY;
    context.setLineDash(DASH);
    context.lineJoin = 'miter';
    for (const ghost of this.search(visibleRect(view, 2 * TICK))) {
      const corners = screenCorners(ghost, view);
      if (sideOf(corners) >= LEAST)
        paintGhost(context, ghost, corners, colourOf(ghost.box.classId));
    }
    context.restore();
  }
}

export function screenCorners({ corners }: Ghost, view: ViewTransform): readonly ScreenXY[] {
  return corners.map((corner) => planeToScreen(view, corner));
}

/** The longer side, CSS pixels. */
function sideOf([a, b, c]: readonly ScreenXY[]): number {
  if (!a || !b || !c) return 0;
  return Math.max(Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(c[0] - b[0], c[1] - b[1]));
}

function paintGhost(
  context: CanvasRenderingContext2D,
  { box }: Ghost,
  corners: readonly ScreenXY[],
  colour: string,
): void {
  const outline = new Path2D();
  tracePolygon(outline, corners);
  strokeTwice(context, outline, colour, LINE);
  const [, port, starboard] = corners;
  const [stern] = corners;
  if (!box.bowKnown || !stern || !port || !starboard || sideOf(corners) < TICK_FROM) return;
  const reach = Math.hypot(port[0] - stern[0], port[1] - stern[1]) || 1;
  const tick = new Path2D();
  const bow: ScreenXY = [(port[0] + starboard[0]) / 2, (port[1] + starboard[1]) / 2];
  const forward: ScreenXY = [(port[0] - stern[0]) / reach, (port[1] - stern[1]) / reach];
  traceTick(tick, { bow, forward }, TICK);
  context.setLineDash([]);
  strokeTwice(context, tick, colour, 1);
  context.setLineDash(DASH);
}

function strokeTwice(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  width: number,
): void {
  context.strokeStyle = HALO;
  context.lineWidth = width + 2;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

/** Whether a point is on the same side of all sides of a convex polygon. */
function contains(corners: readonly PlaneXY[], [u, v]: PlaneXY): boolean {
  const sides = corners.map((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    return (to[0] - from[0]) * (v - from[1]) - (to[1] - from[1]) * (u - from[0]);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}
