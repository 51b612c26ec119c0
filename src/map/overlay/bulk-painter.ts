/** All boxes of a view in their normal state, sharp at any number. */
import type { BoxId, ClassId } from '../../domain/model/ids';
import { type ViewTransform, visibleRect } from '../view-transform';
import type { BoxIndex, IndexedBox } from './box-index';
import { DotPainter } from './dots';
import type { GhostBoxes } from './ghost-boxes';
import {
  HALO,
  projector,
  type ScreenBox,
  screenBox,
  TICK,
  tracePolygon,
  traceTick,
} from './shapes';

/** Longer side, in CSS pixels, under which a box is a dot. */
export const DOT_BELOW = 6;
const LINE = 1.5;
const LOCKED_ALPHA = 0.6;
/** Boxes shorter than this on screen get no tick: it would be as large as they. */
const TICK_FROM = 12;

export type BulkScene = {
  readonly index: BoxIndex;
  readonly view: ViewTransform;
  readonly ratio: number;
  readonly colourOf: (classId: ClassId) => string;
  /** Boxes that something else draws, for being dragged just now. */
  readonly without: ReadonlySet<BoxId>;
  readonly ghosts: GhostBoxes | null;
};

export class BulkPainter {
  private readonly dots = new DotPainter();

  /** Clears the canvas and paints. */
  paint(context: CanvasRenderingContext2D, scene: BulkScene): void {
    const { width, height } = context.canvas;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    const { small, large } = this.sort(scene);
    if (small.size > 0) this.dots.paint(context, small, scene.ratio);
    context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
    scene.ghosts?.paint(context, scene.view, scene.colourOf);
    for (const [colour, items] of large.free) this.paintBoxes(context, scene, colour, items);
    context.globalAlpha = LOCKED_ALPHA;
    for (const [colour, items] of large.locked) this.paintBoxes(context, scene, colour, items);
    context.globalAlpha = 1;
  }

  private sort(scene: BulkScene) {
    const { view, without, colourOf } = scene;
    const { linear, x0, y0 } = projector(view);
    const [a, b, c, d] = linear;
    const small = new Map<string, number[]>();
    const large = {
      free: new Map<string, IndexedBox[]>(),
      locked: new Map<string, IndexedBox[]>(),
    };
    const colours = new Map<ClassId, string>();
    for (const item of scene.index.search(visibleRect(view, 2 * TICK))) {
      const { box } = item;
      if (without.size > 0 && without.has(box.id)) continue;
      let colour = colours.get(box.classId);
      if (!colour) {
        colour = colourOf(box.classId);
        colours.set(box.classId, colour);
      }
      if (item.size / view.resolution < DOT_BELOW) {
        const list = small.get(colour) ?? [];
        if (list.length === 0) small.set(colour, list);
        list.push(x0 + a * item.u + c * item.v, y0 + b * item.u + d * item.v);
      } else {
        const group = box.locked ? large.locked : large.free;
        const list = group.get(colour) ?? [];
        if (list.length === 0) group.set(colour, list);
        list.push(item);
      }
    }
    return { small, large };
  }

  /**
   * One small path for each box and pass: a path of many boxes that lie far apart takes the browser
   * several times as long. All halos come first, so that none darkens a neighbour's line.
   */
  private paintBoxes(
    context: CanvasRenderingContext2D,
    { view }: BulkScene,
    colour: string,
    items: readonly IndexedBox[],
  ): void {
    const project = projector(view);
    const shapes = items.map((item) => screenBox(item, project));
    const ticked = shapes.filter((_, i) => hasTick(items[i], view));
    context.lineJoin = 'miter';
    context.strokeStyle = HALO;
    context.lineWidth = LINE + 2;
    strokeEach(context, shapes);
    context.strokeStyle = colour;
    context.lineWidth = LINE;
    strokeEach(context, shapes);
    for (const shape of ticked) {
      const tick = new Path2D();
      traceTick(tick, shape, TICK);
      fillWithHalo(context, tick, colour);
    }
  }
}

function hasTick(item: IndexedBox | undefined, view: ViewTransform): boolean {
  return item?.box.bowKnown === true && item.size / view.resolution >= TICK_FROM;
}

function strokeEach(context: CanvasRenderingContext2D, shapes: readonly ScreenBox[]): void {
  for (const { corners } of shapes) {
    context.beginPath();
    tracePolygon(context, corners);
    context.stroke();
  }
}

export function strokeWithHalo(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  width: number,
): void {
  context.lineJoin = 'miter';
  context.strokeStyle = HALO;
  context.lineWidth = width + 2;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

export function fillWithHalo(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
): void {
  context.lineJoin = 'round';
  context.strokeStyle = HALO;
  context.lineWidth = 2;
  context.stroke(path);
  context.fillStyle = colour;
  context.fill(path);
}
