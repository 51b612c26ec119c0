/** The mixture over the after pane: when it is shown, what it is made of, and the matched brightness. */
import { matchCurve } from '../../domain/imaging/match-brightness';
import type { CompareState } from '../../store/compare-state';
import { type Matrix2, multiply } from '../view-transform';
import { type MixedPicture as Layer, Mixture, type MixtureKind } from './mixture';
import type { Pane } from './pane';

/** Size of the small pictures that brightness is compared on, pixels. */
const SMALL = { width: 320, height: 200 } as const;
/** Milliseconds at rest after which the brightness is compared anew. */
const REST = 250;

export class MixedPicture {
  private mixture: Mixture | null = null;
  private kind: MixtureKind | null = null;
  private curve: Uint8Array<ArrayBuffer> | null = null;
  private timer = 0;
  /** The frames that the curve is of. */
  private of = '';

  constructor(
    private readonly panes: () => readonly [Pane, Pane] | null,
    private readonly state: () => CompareState,
  ) {}

  /**
   * @param kind null: the after pane shows its own picture
   * @param opacity of the after pane's picture
   */
  show(kind: MixtureKind | null, opacity: number): void {
    const pair = this.panes();
    const wanted = pair ? kind : null;
    const layers = pair?.[1].map.stage.layers();
    this.kind = wanted;
    if (!wanted || !layers) {
      this.mixture?.canvas.remove();
      return;
    }
    const of = pair?.map(({ frameId }) => frameId).join() ?? '';
    if (of !== this.of) this.curve = null;
    this.of = of;
    this.mixture ??= new Mixture();
    const { canvas } = this.mixture;
    if (canvas.previousElementSibling !== layers) layers.after(canvas);
    layers.style.opacity = '0';
    canvas.style.opacity = `${opacity}`;
    this.draw();
    this.learn();
  }

  /** Whether the graphics card still draws the last mixture: another would only make it late. */
  get busy(): boolean {
    return this.kind !== null && this.mixture?.busy === true;
  }

  /** Draws what the two maps show just now. */
  draw(): void {
    const pair = this.kind && this.panes();
    if (!pair || !this.kind) return;
    const [before, after] = pair.map(layerOf);
    if (!before || !after) return;
    const { threshold, matched } = this.state();
    const curve = matched ? this.curve : null;
    this.mixture?.draw(before, after, { kind: this.kind, threshold, curve });
  }

  /** The views have changed, or more of the pictures has come: their brightness is compared once they are at rest. */
  learn(): void {
    window.clearTimeout(this.timer);
    if (this.state().matched) this.timer = window.setTimeout(() => this.compare(), REST);
  }

  dispose(): void {
    window.clearTimeout(this.timer);
    this.mixture?.dispose();
    this.mixture = null;
    this.kind = null;
  }

  private compare(): void {
    const pair = this.panes();
    const [before, after] = pair?.map(layerOf) ?? [];
    if (!before || !after) return;
    const [a, b] = [smallOf(before), smallOf(after)];
    if (!a || !b) return;
    const both = a.known.map((known, i) => known & (b.known[i] ?? 0));
    // Where too little ground is common, what was learnt of other ground says nothing either.
    this.curve = matchCurve(a.levels, b.levels, both);
    this.draw();
  }
}

function layerOf(pane: Pane): Layer | null {
  const canvas = pane.map.stage.pictureCanvas();
  return canvas && { canvas, warp: pane.map.stage.transform()?.warp };
}

/** Levels 0…255 of a small copy of a picture, and where it has data. */
function smallOf({ canvas, warp }: Layer) {
  const { width, height } = SMALL;
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context) return null;
  const [sx, sy] = [width / canvas.width, height / canvas.height];
  const scaled: Matrix2 = multiply([sx, 0, 0, sy], warp ?? [1, 0, 0, 1]);
  context.setTransform(...scaled, width / 2, height / 2);
  context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
  const { data } = context.getImageData(0, 0, width, height);
  const levels = new Uint8Array(width * height);
  const known = new Uint8Array(width * height);
  for (let i = 0; i < levels.length; i++) {
    const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(4 * i, 4 * i + 4);
    levels[i] = Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
    known[i] = alpha > 250 ? 1 : 0;
  }
  return { levels, known };
}
