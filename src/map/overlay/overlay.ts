/** Two canvases over the picture: the many boxes below, what is in hand above. */

import type { BoxId } from '../../domain/model/ids';
import { matrixBetween, sameView, type ViewTransform } from '../view-transform';
import { paintActive } from './active-painter';
import { BulkPainter } from './bulk-painter';
import type { Scene } from './scene';
import { TagPainter } from './text-tag';

/**
 * Part of the time that painting the many may take while the view moves; between paintings the canvas
 * is moved along as it is.
 */
const PAINTING_SHARE = 0.2;
/** Milliseconds without movement after which the boxes are painted anew, sharp. */
const REST = 80;
const NOBODY: ReadonlySet<BoxId> = new Set();

export class BoxOverlay {
  readonly element = document.createElement('div');
  private readonly bulk = emptyCanvas();
  private readonly active = emptyCanvas();
  private readonly bulkPainter = new BulkPainter();
  private readonly tags: TagPainter;
  private painted: ViewTransform | null = null;
  private paintedAt = 0;
  private cost = 0;
  private bulkDirty = true;
  private frameRequest = 0;
  private restTimer = 0;
  private readonly stop = new AbortController();

  constructor(
    family: string,
    private readonly scene: () => Scene | null,
    private readonly view: () => ViewTransform | null,
  ) {
    this.tags = new TagPainter(family);
    this.element.className = 'qm-map-overlay';
    this.element.setAttribute('aria-hidden', 'true');
    this.element.append(this.bulk, this.active);
    // Texts measured before their typeface had arrived have the wrong width.
    const fontsCame = () => {
      this.tags.reset();
      this.request();
    };
    document.fonts.addEventListener('loadingdone', fontsCame, { signal: this.stop.signal });
  }

  /** The document's boxes, their classes or what is dragged have changed. */
  boxesChanged(): void {
    this.bulkDirty = true;
    this.request();
  }

  /** Selection, hover, drafts or labels have changed. */
  handChanged(): void {
    this.request();
  }

  /** Draws at once, in the same screen frame as the picture. */
  draw(): void {
    cancelAnimationFrame(this.frameRequest);
    this.frameRequest = 0;
    const view = this.view();
    const scene = this.scene();
    if (!view || !scene || isEmpty(scene)) {
      this.clear();
      return;
    }
    const ratio = window.devicePixelRatio;
    fitCanvas(this.active, view, ratio);
    this.drawBulk(scene, view, ratio);
    const context = this.active.getContext('2d');
    if (context) paintActive(context, this.tags, scene, view, ratio);
  }

  dispose(): void {
    this.stop.abort();
    cancelAnimationFrame(this.frameRequest);
    window.clearTimeout(this.restTimer);
    this.element.remove();
    for (const canvas of [this.bulk, this.active]) canvas.width = 0;
  }

  private request(): void {
    if (this.frameRequest === 0) this.frameRequest = requestAnimationFrame(() => this.draw());
  }

  /** Canvases with nothing on them would still be laid over each drawing of the picture, which takes time. */
  private clear(): void {
    if (this.bulk.width + this.active.width === 0) return;
    for (const canvas of [this.bulk, this.active]) canvas.width = 0;
    this.painted = null;
    this.bulkDirty = true;
  }

  private drawBulk(scene: Scene, view: ViewTransform, ratio: number): void {
    if (!this.bulkDirty && this.painted && sameView(this.painted, view)) {
      // The view may have been elsewhere since, and have come back.
      this.bulk.style.transform = '';
      return;
    }
    const sinceLast = performance.now() - this.paintedAt;
    const sized = this.painted?.width === view.width && this.painted.height === view.height;
    if (!this.bulkDirty && this.painted && sized && sinceLast * PAINTING_SHARE < this.cost) {
      this.bulk.style.transform = matrixBetween(this.painted, view);
      window.clearTimeout(this.restTimer);
      this.restTimer = window.setTimeout(() => this.request(), Math.max(REST, this.cost * 2));
      return;
    }
    fitCanvas(this.bulk, view, ratio);
    // Painted by the processor: as fast for many small lines, and its cost can be measured here.
    const context = this.bulk.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    const started = performance.now();
    this.bulk.style.transform = '';
    if (scene.boxesShown) {
      const without = scene.preview ? new Set(scene.preview.keys()) : NOBODY;
      const { index, colourOf, ghosts } = scene;
      this.bulkPainter.paint(context, { index, view, ratio, colourOf, without, ghosts });
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.bulk.width, this.bulk.height);
    }
    this.painted = view;
    this.bulkDirty = false;
    this.paintedAt = performance.now();
    this.cost = this.paintedAt - started;
  }
}

function emptyCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 0;
  return canvas;
}

function isEmpty({ index, ghosts, marks, draft, marquee, probe }: Scene): boolean {
  const boxes = index.size + (ghosts?.size ?? 0);
  return boxes === 0 && marks.length === 0 && !draft && !marquee && !probe;
}

function fitCanvas(canvas: HTMLCanvasElement, view: ViewTransform, ratio: number): void {
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${view.width}px`;
  canvas.style.height = `${view.height}px`;
}
