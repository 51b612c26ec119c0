/** Dark tags with a line of text, as labels and measures have them. */
export type TagRect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const TAG_HEIGHT = 16;
const PADDING = 5;
const SWATCH = 7;
const SWATCH_GAP = 5;
const LOCK_WIDTH = 13;
const RADIUS = 3;
const BACKGROUND = 'rgba(13, 13, 13, 0.84)';
const TEXT = '#f2f2f2';
/** Widest text, CSS pixels: about 28 letters. What is longer ends in an ellipsis. */
const WIDEST = 168;
const ELLIPSIS = '…';

export type TagContent = {
  readonly text: string;
  /** Class colour of the swatch before the text. */
  readonly swatch?: string;
  readonly lock?: boolean;
  /** White edge, for the selected box. */
  readonly edged?: boolean;
};

/** A text as far as there is room for it. */
type Fitted = { readonly text: string; readonly width: number };

/** Measures texts in the map's typeface and remembers how they fit. */
export class TagPainter {
  private readonly fitted = new Map<string, Fitted>();
  private readonly font: string;

  constructor(family: string) {
    this.font = `500 11px ${family}`;
  }

  width(context: CanvasRenderingContext2D, content: TagContent): number {
    const swatch = content.swatch ? SWATCH + SWATCH_GAP : 0;
    const { width } = this.fit(context, content.text);
    return Math.ceil(width + 2 * PADDING + swatch + (content.lock ? LOCK_WIDTH : 0));
  }

  /** Forgets the widths, for when the typeface has arrived. */
  reset(): void {
    this.fitted.clear();
  }

  paint(context: CanvasRenderingContext2D, rect: TagRect, content: TagContent): void {
    const x = Math.round(rect.x);
    const y = Math.round(rect.y);
    context.beginPath();
    context.roundRect(x, y, rect.width, rect.height, RADIUS);
    context.fillStyle = BACKGROUND;
    context.fill();
    if (content.edged) {
      context.beginPath();
      context.roundRect(x - 0.5, y - 0.5, rect.width + 1, rect.height + 1, RADIUS + 0.5);
      context.strokeStyle = '#ffffff';
      context.lineWidth = 1;
      context.stroke();
    }
    let left = x + PADDING;
    if (content.swatch) {
      context.beginPath();
      context.roundRect(left, y + (rect.height - SWATCH) / 2, SWATCH, SWATCH, 1.5);
      context.fillStyle = content.swatch;
      context.fill();
      left += SWATCH + SWATCH_GAP;
    }
    context.font = this.font;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillStyle = TEXT;
    context.fillText(this.fit(context, content.text).text, left, y + rect.height / 2 + 0.5);
    if (content.lock) paintLock(context, x + rect.width - LOCK_WIDTH, y + rect.height / 2);
  }

  private fit(context: CanvasRenderingContext2D, text: string): Fitted {
    const known = this.fitted.get(text);
    if (known) return known;
    if (this.fitted.size > 20_000) this.fitted.clear();
    context.font = this.font;
    const found = cutToFit(text, (part) => context.measureText(part).width);
    this.fitted.set(text, found);
    return found;
  }
}

/** A text, or as much of its beginning as fits with an ellipsis. */
export function cutToFit(text: string, widthOf: (text: string) => number): Fitted {
  const whole = widthOf(text);
  if (whole <= WIDEST) return { text, width: whole };
  // By letters, not by halves of those that take two code units.
  const letters = [...text];
  let [least, most] = [0, letters.length];
  const cut = (count: number) => letters.slice(0, count).join('').trimEnd() + ELLIPSIS;
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (widthOf(cut(middle)) <= WIDEST) least = middle;
    else most = middle;
  }
  return { text: cut(least), width: widthOf(cut(least)) };
}

/** A small padlock, 8 × 9 px, its left edge at x and its middle at y. */
function paintLock(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.strokeStyle = TEXT;
  context.lineWidth = 1.25;
  context.beginPath();
  context.roundRect(x + 0.5, y - 0.5, 7, 5, 1);
  context.moveTo(x + 2, y - 0.5);
  context.lineTo(x + 2, y - 2);
  context.arc(x + 4, y - 2, 2, Math.PI, 0);
  context.lineTo(x + 6, y - 0.5);
  context.stroke();
}
