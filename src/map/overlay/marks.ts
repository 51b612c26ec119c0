/** Areas and proposals on the picture: what was looked at, what cannot be seen, where is searched. */
import { placeHandles } from '../tools/handles';
import type { ViewTransform } from '../view-transform';
import { planeShape } from './box-index';
import { screenOf } from './labels';
import { paintHandles } from './paint-box';
import { boundsOf, clipToRect, rectsOverlap } from './polygons';
import type { Mark, Scene } from './scene';
import { HALO, projector, type ScreenBox, screenBox, tracePolygon } from './shapes';
import { TAG_HEIGHT, type TagPainter, type TagRect } from './text-tag';

type Line = { readonly width: number; readonly dash: readonly number[]; readonly halo: string };

const NOT_OBSERVED: Line = { width: 1.5, dash: [2, 6], halo: HALO };
const LINES: Readonly<Record<Mark['kind'], Line>> = {
  nothing_seen: NOT_OBSERVED,
  obscured: NOT_OBSERVED,
  counted: { width: 1.5, dash: [], halo: HALO },
  search: { width: 1.5, dash: [8, 5], halo: HALO },
  proposal: { width: 2, dash: [3, 3], halo: 'rgba(0, 0, 0, 0.4)' },
};
const WHITE = '#ffffff';
/** Between the lines of a hatch, CSS pixels, and how strong they are. */
const HATCH = 12;
const HATCH_ALPHA = 0.7;
/** Areas whose longer side is less than this on screen have no label. */
const LABEL_FROM = 24;

type MarkScene = Pick<Scene, 'aspect' | 'labelsShown' | 'window' | 'controls'>;

/** Paints the marks without their labels. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  { aspect }: Pick<MarkScene, 'aspect'>,
  view: ViewTransform,
): void {
  const project = projector(view);
  for (const mark of marks) {
    const shape = screenBox(planeShape(mark.geometry, aspect), project);
    paintMark(context, mark, shape, view);
    if (mark.handles) {
      const handles = placeHandles(mark.geometry, aspect, view);
      paintHandles(context, handles, shape, false, mark.geometry.angle + view.rotation);
    }
  }
}

/**
 * Paints the labels of marks where nothing else stands, those of selected ones anywhere, and gives the
 * rectangles that they take.
 */
export function paintMarkLabels(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  marks: readonly Mark[],
  { aspect, labelsShown, window, controls }: MarkScene,
  view: ViewTransform,
  taken: readonly TagRect[],
): readonly TagRect[] {
  const project = projector(view);
  const placed: TagRect[] = [];
  for (const mark of marks) {
    if (mark.label === '' || (!labelsShown && !mark.selected)) continue;
    const shape = screenBox(planeShape(mark.geometry, aspect), project);
    const wanted = labelRect(context, tags, mark, shape, screenOf(view, window));
    const rect = wanted && belowControls(wanted, controls);
    if (!rect || placed.some((other) => rectsOverlap(other, rect))) continue;
    if (!mark.selected && taken.some((other) => rectsOverlap(other, rect))) continue;
    tags.paint(context, rect, { text: mark.label, edged: mark.selected });
    placed.push(rect);
  }
  return placed;
}

function paintMark(
  context: CanvasRenderingContext2D,
  { kind, colour, selected }: Mark,
  { corners }: ScreenBox,
  view: ViewTransform,
): void {
  const { width, dash, halo } = LINES[kind];
  const outline = new Path2D();
  tracePolygon(outline, corners);
  if (kind === 'obscured') hatch(context, outline, corners, view, colour);
  context.lineJoin = 'miter';
  context.lineCap = 'butt';
  const stroke = (style: string, wide: number, broken: readonly number[]) => {
    context.strokeStyle = style;
    context.lineWidth = wide;
    context.setLineDash([...broken]);
    context.stroke(outline);
  };
  if (selected) {
    // As boxes in hand: the colour in a white edge, whatever the line was.
    stroke(HALO, 6.5, []);
    stroke(WHITE, 4.5, []);
    stroke(colour, 2.5, []);
  } else {
    stroke(halo, width + 2, dash);
    stroke(colour, width, dash);
  }
  context.setLineDash([]);
}

/** Lines at 45° across what can be seen of the area, where they stay when it is panned. */
function hatch(
  context: CanvasRenderingContext2D,
  outline: Path2D,
  corners: ScreenBox['corners'],
  { width, height }: ViewTransform,
  colour: string,
): void {
  const bounds = boundsOf(clipToRect(corners, { x: 0, y: 0, width, height }));
  if (!bounds) return;
  const [origin] = corners;
  const offset = origin[0] + origin[1];
  const from = bounds.x + bounds.y;
  const to = from + bounds.width + bounds.height;
  const lines = new Path2D();
  for (let at = offset + Math.ceil((from - offset) / HATCH) * HATCH; at < to; at += HATCH) {
    lines.moveTo(at - bounds.y, bounds.y);
    lines.lineTo(at - bounds.y - bounds.height, bounds.y + bounds.height);
  }
  context.save();
  context.clip(outline);
  context.globalAlpha = HATCH_ALPHA;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke(lines);
  context.restore();
}

/** Labels at the map's edge make room for what lies over the map there. */
function belowControls(rect: TagRect, controls: readonly TagRect[]): TagRect {
  const over = controls.find((control) => rectsOverlap(control, rect));
  return over ? { ...rect, y: over.y + over.height + 4 } : rect;
}

/** Above the top of the part that can be seen, or inside it at the edge of the map. */
function labelRect(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  { label, selected }: Mark,
  { corners }: ScreenBox,
  screen: TagRect,
): TagRect | null {
  const part = boundsOf(clipToRect(corners, screen));
  if (!part || (!selected && Math.max(part.width, part.height) < LABEL_FROM)) return null;
  const width = tags.width(context, { text: label });
  return {
    x: Math.max(screen.x + 2, Math.min(screen.x + screen.width - width - 2, part.x)),
    y: Math.max(screen.y + 2, part.y - TAG_HEIGHT - 5),
    width,
    height: TAG_HEIGHT,
  };
}
