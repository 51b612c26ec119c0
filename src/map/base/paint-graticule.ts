/** Meridians and parallels on a map of any projection, each with its degrees where it enters the map. */
import { graticuleLabel, graticuleStep, graticuleValues } from '../../domain/geo/graticule';
import type { Region } from '../../domain/geo/land';
import type { TagRect } from '../overlay/text-tag';
import type { ScreenXY } from '../view-transform';
import { BASE_FONT, type BaseLook } from './base-look';

/** CSS pixels that lines are apart at least, about. */
const APART = 130;
/** Points of one line, which is a curve. */
const SAMPLES = 48;
/** Room between a label and the map's edge, CSS pixels. */
const INSET = 6;
const LABEL_HEIGHT = 14;

export type GraticulePlan = {
  readonly region: Region;
  readonly width: number;
  readonly height: number;
  /** null where the map does not reach. */
  readonly toScreen: (lon: number, lat: number) => ScreenXY | null;
  /** Whether a label may not stand there. */
  readonly taken: (rect: TagRect) => boolean;
  readonly look: BaseLook;
};

type Line = { readonly label: string; readonly points: readonly ScreenXY[] };

export function paintGraticule(context: CanvasRenderingContext2D, plan: GraticulePlan): void {
  const lines = graticuleLines(plan);
  context.save();
  context.lineWidth = 1;
  context.strokeStyle = plan.look.line;
  context.beginPath();
  for (const { points } of lines) {
    for (const [i, [x, y]] of points.entries()) {
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  }
  context.stroke();
  paintLabels(context, lines, plan);
  context.restore();
}

/** Southward meridians and eastward parallels, so that labels stand at the north and west if they can. */
function graticuleLines({ region, width, height, toScreen }: GraticulePlan): Line[] {
  const { west, east, south, north } = region;
  const most = Math.max(2, Math.min(width, height) / APART);
  const step = graticuleStep(Math.min(east - west, north - south), most);
  const along = (from: number, to: number, at: (value: number) => ScreenXY | null) =>
    Array.from({ length: SAMPLES + 1 }, (_, i) => at(from + ((to - from) * i) / SAMPLES)).filter(
      (point) => point !== null,
    );
  const meridians = graticuleValues(west, east, step).map((lon) => ({
    label: graticuleLabel(lon, step, 'lon'),
    points: along(north, south, (lat) => toScreen(lon, lat)),
  }));
  const parallels = graticuleValues(south, north, step)
    .filter((lat) => Math.abs(lat) < 90)
    .map((lat) => ({
      label: graticuleLabel(lat, step, 'lat'),
      points: along(west, east, (lon) => toScreen(lon, lat)),
    }));
  return [...meridians, ...parallels];
}

function paintLabels(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  plan: GraticulePlan,
): void {
  context.font = BASE_FONT;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = plan.look.void;
  context.fillStyle = plan.look.text;
  const placed: TagRect[] = [];
  for (const { label, points } of lines) {
    const width = context.measureText(label).width;
    const rect = placeLabel(points, width, plan, placed);
    if (!rect) continue;
    placed.push(rect);
    context.strokeText(label, rect.x, rect.y + LABEL_HEIGHT / 2);
    context.fillText(label, rect.x, rect.y + LABEL_HEIGHT / 2);
  }
}

/** The first place along a line, from where it enters the map, at which its label is in nobody's way. */
function placeLabel(
  points: readonly ScreenXY[],
  labelWidth: number,
  { width, height, taken }: GraticulePlan,
  placed: readonly TagRect[],
): TagRect | null {
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (!from || !mayCross(from, to, width, height)) continue;
    // Curves are sampled coarsely: the edge of the map is found between two samples.
    for (let part = 0; part < 1; part += 1 / 16) {
      const x = from[0] + (to[0] - from[0]) * part;
      const y = from[1] + (to[1] - from[1]) * part;
      const rect = labelAt(x, y, labelWidth);
      if (
        rect.x >= INSET &&
        rect.y >= INSET &&
        rect.x + rect.width <= width - INSET &&
        rect.y + rect.height <= height - INSET &&
        !taken(rect) &&
        !placed.some((other) => overlap(rect, other))
      ) {
        return rect;
      }
    }
  }
  return null;
}

function labelAt(x: number, y: number, width: number): TagRect {
  return { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
}

function mayCross(a: ScreenXY, b: ScreenXY, width: number, height: number): boolean {
  return (
    Math.max(a[0], b[0]) >= 0 &&
    Math.min(a[0], b[0]) <= width &&
    Math.max(a[1], b[1]) >= 0 &&
    Math.min(a[1], b[1]) <= height
  );
}

/** Whether two rectangles share a point, or nearly. */
export function overlap(a: TagRect, b: TagRect, margin = 4): boolean {
  return (
    a.x < b.x + b.width + margin &&
    b.x < a.x + a.width + margin &&
    a.y < b.y + b.height + margin &&
    b.y < a.y + a.height + margin
  );
}
