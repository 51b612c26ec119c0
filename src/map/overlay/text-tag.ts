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

export type TagContent = {
  readonly text: string;
  /** Class colour of the swatch before the text. */
  readonly swatch?: string;
  readonly lock?: boolean;
  /** White edge, for the selected box. */
  readonly edged?: boolean;
};

/** Measures texts in the map's typeface and remembers their widths. */
export class TagPainter {
  private readonly widths = new Map<string, number>();
  private readonly font: string;

  constructor(family: string) {
    this.font = `500 11px ${family}`;
  }

  width(context: CanvasRenderingContext2D, content: TagContent): number {
    const known = this.widths.get(content.text);
    const text = known ?? this.measure(context, content.text);
    const swatch = content.swatch ? SWATCH + SWATCH_GAP : 0;
    return Math.ceil(text + 2 * PADDING + swatch + (content.lock ? LOCK_WIDTH : 0));
  }

  /** Forgets the widths, for when the typeface has arrived. */
  reset(): void {
    this.widths.clear();
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
    context.fillText(content.text, left, y + rect.height / 2 + 0.5);
    if (content.lock) paintLock(context, x + rect.width - LOCK_WIDTH, y + rect.height / 2);
  }

  private measure(context: CanvasRenderingContext2D, text: string): number {
    if (this.widths.size > 20_000) this.widths.clear();
    context.font = this.font;
    const { width } = context.measureText(text);
    this.widths.set(text, width);
    return width;
  }
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
