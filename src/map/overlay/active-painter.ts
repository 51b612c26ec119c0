/** What is in hand, above the many: hover, selection, handles, drafts, measures and labels. */
import { fromKeel } from '../../domain/geometry/box-drawing';
import type { BoxGeometry } from '../../domain/model/box';
import { CLICK_SLOP } from '../tools/gesture';
import { placeHandles, rotateDot } from '../tools/handles';
import { planeToScreen, type ScreenXY, type ViewTransform } from '../view-transform';
import { planeShape } from './box-index';
import { layOutLabels, screenOf } from './labels';
import { paintMarkLabels, paintMarks } from './marks';
import { type PlacedMeasure, paintMeasure, placeMeasure, tagRects } from './measure';
import { paintHandles, paintHovered, paintKeel, paintMarquee, paintSelected } from './paint-box';
import { paintProbe } from './paint-probe';
import type { Scene } from './scene';
import { projector, type ScreenBox, screenBox } from './shapes';
import type { TagPainter, TagRect } from './text-tag';

/** Clears the canvas and paints. */
export function paintActive(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  scene: Scene,
  view: ViewTransform,
  ratio: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintMarks(context, scene.marks, scene, view);
  const measures: PlacedMeasure[] = [];
  const taken: TagRect[] = [];
  if (scene.boxesShown) {
    const { measure, dot } = paintBoxesInHand(context, tags, scene, view);
    if (measure) measures.push(measure);
    if (dot) taken.push(around(dot, DOT_ROOM));
  }
  const drawn = paintDraft(context, tags, scene, view);
  if (drawn) measures.push(drawn);
  if (scene.probe) {
    const { from, to } = scene.probe;
    paintProbe(context, planeToScreen(view, from), planeToScreen(view, to));
  }
  if (scene.marquee) paintMarquee(context, marqueeCorners(scene.marquee, view));
  for (const measure of measures) paintMeasure(context, tags, measure);
  paintLabels(context, tags, scene, view, [...taken, ...measures.flatMap(tagRects)]);
}

/** The selected area's first, then those of boxes, then those of areas and proposals where room is left. */
function paintLabels(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  scene: Scene,
  view: ViewTransform,
  measures: readonly TagRect[],
): void {
  const [selected, others] = [true, false].map((wanted) =>
    scene.marks.filter((mark) => mark.selected === wanted),
  );
  const chosen = paintMarkLabels(context, tags, selected ?? [], scene, view, []);
  const taken = [...measures, ...chosen];
  if (scene.boxesShown && !scene.draft) {
    const before = [...scene.controls, ...taken];
    for (const { rect, content } of layOutLabels(context, tags, scene, view, before)) {
      tags.paint(context, rect, content);
      taken.push(rect);
    }
  }
  paintMarkLabels(context, tags, others ?? [], scene, view, taken);
}

function shapeOf(geometry: BoxGeometry, scene: Scene, view: ViewTransform): ScreenBox {
  return screenBox(planeShape(geometry, scene.aspect), projector(view));
}

type InHand = {
  readonly measure: PlacedMeasure | null;
  /** Where the box is taken hold of to turn it; no name may lie on that. */
  readonly dot: ScreenXY | null;
};

/** Half a side of what is kept clear around the dot, CSS pixels. */
const DOT_ROOM = 7;

function around([x, y]: ScreenXY, room: number): TagRect {
  return { x: x - room, y: y - room, width: 2 * room, height: 2 * room };
}

function paintBoxesInHand(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  scene: Scene,
  view: ViewTransform,
): InHand {
  const { hovered, selection, index, colourOf, preview } = scene;
  const over = hovered && !selection.has(hovered) ? index.get(hovered) : undefined;
  if (over) {
    const shape = shapeOf(over.geometry, scene, view);
    paintHovered(context, shape, colourOf(over.classId), over.bowKnown);
  }
  let inHand: InHand = { measure: null, dot: null };
  for (const id of selection) {
    const box = index.get(id);
    if (!box) continue;
    const geometry = preview?.get(id) ?? box.geometry;
    const shape = shapeOf(geometry, scene, view);
    paintSelected(context, shape, colourOf(box.classId), box.bowKnown);
    if (selection.size > 1) continue;
    const dot = rotateDot(geometry, scene.aspect, view);
    if (scene.reshapable) {
      const handles = placeHandles(geometry, scene.aspect, view);
      paintHandles(context, handles, shape, box.bowKnown, geometry.angle + view.rotation);
    }
    const texts = scene.measureOf(geometry, box.bowKnown);
    const measure = placeMeasure(context, tags, shape, texts, dot, screenOf(view, scene.window));
    inHand = { measure, dot: scene.reshapable ? dot : null };
  }
  return inHand;
}

function paintDraft(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  scene: Scene,
  view: ViewTransform,
): PlacedMeasure | null {
  const { draft, draftColour } = scene;
  if (!draft) return null;
  const line = draft.kind === 'line';
  const geometry = line
    ? fromKeel(draft.stern, draft.bow, draft.bow, scene.aspect)
    : draft.geometry;
  const shape = shapeOf(geometry, scene, view);
  if (line) paintKeel(context, planeToScreen(view, draft.stern), shape.bow, draftColour);
  else paintSelected(context, shape, draftColour, draft.bowKnown);
  // A keel shorter than a click is not on its way anywhere yet.
  if (line && geometry.length < CLICK_SLOP * view.resolution) return null;
  const measured = scene.measureOf(geometry, draft.bowKnown);
  const texts = line ? { ...measured, size: measured.length } : measured;
  // There is no dot to turn a draft by, so its heading stands closer.
  const dot: ScreenXY = [shape.bow[0] + 8 * shape.forward[0], shape.bow[1] + 8 * shape.forward[1]];
  return placeMeasure(context, tags, shape, texts, dot, screenOf(view, scene.window));
}

function marqueeCorners(
  { minU, minV, maxU, maxV }: NonNullable<Scene['marquee']>,
  view: ViewTransform,
): readonly ScreenXY[] {
  const corners = [
    [minU, minV],
    [maxU, minV],
    [maxU, maxV],
    [minU, maxV],
  ] as const;
  return corners.map((corner) => planeToScreen(view, corner));
}
