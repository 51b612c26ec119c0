/** The dimension line beside a box and the tags with its size and heading. */
import type { ScreenXY } from '../view-transform';
import { strokeWithHalo } from './bulk-painter';
import type { ScreenBox } from './shapes';
import { TAG_HEIGHT, type TagPainter, type TagRect } from './text-tag';

export type MeasureTexts = {
  /** Length × width. */
  readonly size: string;
  /** The length alone, while there is no width yet. */
  readonly length: string;
  readonly heading: string | null;
};

/** Distance of the line from the hull, CSS pixels. */
const OFFSET = 14;
const CAP = 5;
const WHITE = '#ffffff';

export type PlacedMeasure = {
  readonly from: ScreenXY;
  readonly to: ScreenXY;
  /** Unit vector away from the hull. */
  readonly outward: ScreenXY;
  readonly texts: MeasureTexts;
  readonly sizeTag: TagRect;
  readonly headingTag: TagRect | null;
};

/** The line lies along the long side that faces down the screen; tags are kept on the screen. */
export function placeMeasure(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  shape: ScreenBox,
  texts: MeasureTexts,
  dot: ScreenXY,
  screen: TagRect,
): PlacedMeasure {
  const [sternPort, bowPort, bowStarboard, sternStarboard] = shape.corners;
  const [fx, fy] = shape.forward;
  // Starboard is clockwise of forward on screen: (−fy, fx). It faces down where fx is positive.
  const starboard = fx >= 0;
  const outward: ScreenXY = starboard ? [-fy, fx] : [fy, -fx];
  const move = ([x, y]: ScreenXY): ScreenXY => [x + OFFSET * outward[0], y + OFFSET * outward[1]];
  const from = move(starboard ? sternStarboard : sternPort);
  const to = move(starboard ? bowStarboard : bowPort);
  const width = tags.width(context, { text: texts.size });
  const reach = 6 + (Math.abs(outward[0]) * width + Math.abs(outward[1]) * TAG_HEIGHT) / 2;
  const middle: ScreenXY = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const sizeTag = tagAt(
    [middle[0] + reach * outward[0], middle[1] + reach * outward[1]],
    width,
    screen,
  );
  return { from, to, outward, texts, sizeTag, headingTag: headingTagAt() };

  function headingTagAt(): TagRect | null {
    if (texts.heading === null) return null;
    const wide = tags.width(context, { text: texts.heading });
    const ahead = 10 + (Math.abs(fx) * wide + Math.abs(fy) * TAG_HEIGHT) / 2;
    return tagAt([dot[0] + ahead * fx, dot[1] + ahead * fy], wide, screen);
  }
}

function tagAt([x, y]: ScreenXY, width: number, screen: TagRect): TagRect {
  const clamp = (value: number, low: number, high: number) =>
    Math.max(low, Math.min(value, Math.max(low, high)));
  return {
    x: clamp(x - width / 2, screen.x, screen.x + screen.width - width),
    y: clamp(y - TAG_HEIGHT / 2, screen.y, screen.y + screen.height - TAG_HEIGHT),
    width,
    height: TAG_HEIGHT,
  };
}

export function paintMeasure(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  { from, to, outward, texts, sizeTag, headingTag }: PlacedMeasure,
): void {
  const line = new Path2D();
  line.moveTo(from[0], from[1]);
  line.lineTo(to[0], to[1]);
  for (const [x, y] of [from, to]) {
    line.moveTo(x - CAP * outward[0], y - CAP * outward[1]);
    line.lineTo(x + CAP * outward[0], y + CAP * outward[1]);
  }
  strokeWithHalo(context, line, WHITE, 1);
  tags.paint(context, sizeTag, { text: texts.size });
  if (headingTag && texts.heading !== null) {
    tags.paint(context, headingTag, { text: texts.heading });
  }
}

export function tagRects({ sizeTag, headingTag }: PlacedMeasure): readonly TagRect[] {
  return headingTag ? [sizeTag, headingTag] : [sizeTag];
}
