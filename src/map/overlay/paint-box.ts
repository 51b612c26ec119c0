/** Boxes in hand: hovered, selected with handles, being drawn. Widths are CSS pixels at any zoom. */

import type { PlacedHandle } from '../tools/handles';
import type { ScreenXY } from '../view-transform';
import { fillWithHalo, strokeWithHalo } from './bulk-painter';
import { HALO, type ScreenBox, TICK, TICK_SELECTED, tracePolygon, traceTick } from './shapes';

type Context = CanvasRenderingContext2D;

const WHITE = '#ffffff';
const DARK = 'rgba(0, 0, 0, 0.85)';
const HOVER_FILL = 0.13;

function outlineOf(shape: ScreenBox): Path2D {
  const path = new Path2D();
  tracePolygon(path, shape.corners);
  return path;
}

function tickOf(shape: ScreenBox, height: number): Path2D {
  const path = new Path2D();
  traceTick(path, shape, height);
  return path;
}

export function paintHovered(context: Context, shape: ScreenBox, colour: string, tick: boolean) {
  const outline = outlineOf(shape);
  context.globalAlpha = HOVER_FILL;
  context.fillStyle = colour;
  context.fill(outline);
  context.globalAlpha = 1;
  strokeWithHalo(context, outline, colour, 2);
  if (tick) fillWithHalo(context, tickOf(shape, TICK), colour);
}

/** Class colour in a white edge, whatever the class, so that the colour keeps its meaning. */
export function paintSelected(context: Context, shape: ScreenBox, colour: string, tick: boolean) {
  const outline = outlineOf(shape);
  context.lineJoin = 'miter';
  for (const [style, width] of [
    [HALO, 6.5],
    [WHITE, 4.5],
    [colour, 2.5],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke(outline);
  }
  if (tick) fillWithHalo(context, tickOf(shape, TICK_SELECTED), colour);
}

const HANDLE_SIZE = { corner: 8, side: 6 } as const;

/** @param angle turn of the box on screen, so that the handles lie square on its sides. */
export function paintHandles(
  context: Context,
  handles: readonly PlacedHandle[],
  { bow, forward }: ScreenBox,
  tick: boolean,
  angle: number,
) {
  const dot = handles.find(({ handle }) => handle.kind === 'rotate');
  const clear = tick ? TICK_SELECTED + 2 : 0;
  if (dot) {
    paintRotateDot(context, dot.at, [bow[0] + clear * forward[0], bow[1] + clear * forward[1]]);
  }
  for (const { handle, at } of handles) {
    if (handle.kind === 'rotate') continue;
    const size = HANDLE_SIZE[handle.kind];
    context.save();
    context.translate(at[0], at[1]);
    context.rotate(angle);
    context.beginPath();
    context.rect(-size / 2, -size / 2, size, size);
    context.strokeStyle = DARK;
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = WHITE;
    context.fill();
    context.restore();
  }
}

function paintRotateDot(context: Context, at: ScreenXY, bow: ScreenXY) {
  const stem = new Path2D();
  stem.moveTo(bow[0], bow[1]);
  stem.lineTo(at[0], at[1]);
  strokeWithHalo(context, stem, WHITE, 1);
  context.beginPath();
  context.arc(at[0], at[1], 5, 0, 2 * Math.PI);
  context.strokeStyle = DARK;
  context.lineWidth = 2;
  context.stroke();
  context.fillStyle = WHITE;
  context.fill();
  context.beginPath();
  context.arc(at[0], at[1], 1.75, 0, 2 * Math.PI);
  context.fillStyle = '#000000';
  context.fill();
}

/** The keel while it is being drawn: a line with a mark across at the stern. */
export function paintKeel(context: Context, stern: ScreenXY, bow: ScreenXY, colour: string) {
  const line = new Path2D();
  line.moveTo(stern[0], stern[1]);
  line.lineTo(bow[0], bow[1]);
  const length = Math.hypot(bow[0] - stern[0], bow[1] - stern[1]);
  if (length > 0) {
    const [nx, ny] = [(stern[1] - bow[1]) / length, (bow[0] - stern[0]) / length];
    line.moveTo(stern[0] - 6 * nx, stern[1] - 6 * ny);
    line.lineTo(stern[0] + 6 * nx, stern[1] + 6 * ny);
  }
  strokeWithHalo(context, line, colour, 2);
}

export function paintMarquee(context: Context, corners: readonly ScreenXY[]) {
  const path = new Path2D();
  tracePolygon(path, corners);
  context.fillStyle = 'rgba(255, 255, 255, 0.08)';
  context.fill(path);
  context.setLineDash([4, 3]);
  context.strokeStyle = HALO;
  context.lineWidth = 3;
  context.stroke(path);
  context.strokeStyle = WHITE;
  context.lineWidth = 1;
  context.stroke(path);
  context.setLineDash([]);
}
