/** The picture of the frame before, kept on screen until the next one has something to show. */
import type OlMap from 'ol/Map';
import { sameView, type ViewTransform } from './view-transform';

/** The longest that an old picture stays; milliseconds. */
const LONGEST = 4000;
/** From the first tile until the old picture goes, so that the others can join it. */
const AFTER_FIRST_TILE = 250;

export class HeldPicture {
  private canvas: HTMLCanvasElement | null = null;
  private timer = 0;
  private firstTile = false;
  private shownWith: ViewTransform | null = null;

  constructor(private readonly map: OlMap) {
    map.on('rendercomplete', () => {
      if (this.firstTile) this.release();
    });
  }

  /** Copies what the map's layers show just now. */
  hold(): void {
    this.release();
    const layers = this.map.getViewport()?.querySelector<HTMLElement>('.ol-layers');
    const sources = layers?.querySelectorAll('canvas') ?? [];
    const [first] = sources;
    if (!layers || !first || first.width === 0) return;
    const canvas = document.createElement('canvas');
    canvas.className = 'qm-map-held';
    canvas.width = first.width;
    canvas.height = first.height;
    canvas.style.width = `${layers.clientWidth}px`;
    canvas.style.height = `${layers.clientHeight}px`;
    const context = canvas.getContext('2d');
    for (const source of sources) context?.drawImage(source, 0, 0, canvas.width, canvas.height);
    layers.after(canvas);
    this.canvas = canvas;
    this.firstTile = false;
    this.shownWith = null;
    this.timer = window.setTimeout(() => this.release(), LONGEST);
  }

  /** A tile of the new picture has come. */
  tileCame(): void {
    if (!this.canvas || this.firstTile) return;
    this.firstTile = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.release(), AFTER_FIRST_TILE);
  }

  /** The map has been drawn: once the view moves on, the old picture would be in the wrong place. */
  drawn(view: ViewTransform): void {
    if (!this.canvas) return;
    this.shownWith ??= view;
    if (!sameView(this.shownWith, view)) this.release();
  }

  release(): void {
    window.clearTimeout(this.timer);
    this.canvas?.remove();
    this.canvas = null;
  }
}
