/** A small map of one frame on which places are pointed at: numbered marks, a click that gives a pixel. */
import './point-map.css';
import { fromPlane, toPlane } from '../domain/geometry/plane';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { PixelXY } from '../domain/model/units';
import type { FrameRaster } from '../raster/types';
import type { DocumentStore } from '../store/document-store';
import { createReadout, createSession, type ViewState } from '../store/session';
import { createFrameMap, type FrameMap } from './frame-map';
import { planeToScreen, screenToPlane } from './view-transform';

/** A numbered place; the one in work is drawn stronger. */
export type PointMark = {
  readonly label: string;
  readonly pixel: PixelXY;
  readonly active: boolean;
};

export type PointMapOptions = {
  readonly document: DocumentStore;
  readonly frameId: FrameId;
  readonly openRaster: (frame: Frame) => Promise<FrameRaster>;
  /** The picture was clicked at a pixel within it. */
  readonly onClick: (pixel: PixelXY) => void;
  /** The sentence that says why the picture cannot be shown. */
  readonly onError: (sentence: string) => void;
};

export interface PointMap {
  setMarks(marks: readonly PointMark[]): void;
  zoomBy(factor: number): void;
  dispose(): void;
}

/** Farther than this, in CSS pixels, the pointer has dragged and not clicked. */
const CLICK = 4;

/** Makes the map in an element that is on the page, without boxes or tools. */
export function createPointMap(target: HTMLElement, options: PointMapOptions): PointMap {
  return new MarkedMap(target, options);
}

class MarkedMap implements PointMap {
  private readonly map: FrameMap;
  private readonly layer = document.createElement('div');
  private readonly stop = new AbortController();
  private marks: readonly { readonly element: HTMLElement; readonly pixel: PixelXY }[] = [];
  private pressed: readonly [number, number] | null = null;
  private drawn = '';
  private turn = 0;

  constructor(
    private readonly target: HTMLElement,
    private readonly options: PointMapOptions,
  ) {
    const { frameId, openRaster, onError } = options;
    const session = createSession({ frameId, tool: 'pan', boxesShown: false });
    this.map = createFrameMap({
      document: options.document,
      session,
      readout: createReadout(),
      openRaster,
      onRasterState: (_, state) => {
        if (typeof state === 'object') onError(state.error);
      },
    });
    this.map.setTarget(target);
    target.setAttribute(
      'aria-label',
      `Map of ${this.frame?.title ?? 'a frame'}, for control points`,
    );
    this.layer.className = 'qm-points';
    target.append(this.layer);
    const { signal } = this.stop;
    target.addEventListener('pointerdown', (event) => this.press(event), { signal });
    target.addEventListener('pointerup', (event) => this.release(event), { signal });
    target.addEventListener('pointermove', () => this.showCursor(), { signal });
    this.follow();
  }

  setMarks(marks: readonly PointMark[]): void {
    this.marks = marks.map(({ label, pixel, active }) => {
      const element = document.createElement('div');
      element.className = active ? 'qm-point qm-point-active' : 'qm-point';
      element.dataset.label = label;
      return { element, pixel };
    });
    this.layer.replaceChildren(...this.marks.map(({ element }) => element));
    this.drawn = '';
  }

  zoomBy(factor: number): void {
    this.map.zoomBy(factor);
  }

  dispose(): void {
    cancelAnimationFrame(this.turn);
    this.stop.abort();
    this.layer.remove();
    this.map.dispose();
  }

  /** The map tells of its view when a movement ends; marks have to stay on their places before. */
  private follow(): void {
    const state = this.map.view();
    const now = state
      ? `${JSON.stringify(state)} ${this.target.clientWidth} ${this.target.clientHeight}`
      : '';
    if (state && now !== this.drawn) {
      this.drawn = now;
      for (const { element, pixel } of this.marks) {
        const [x, y] = planeToScreen(this.transform(state), toPlane(pixel, this.aspect));
        element.style.transform = `translate(${x}px, ${y}px)`;
      }
    }
    this.turn = requestAnimationFrame(() => this.follow());
  }

  /** As it is recorded now: what is changed of it leaves the map and its view as they are. */
  private get frame(): Frame | undefined {
    return this.options.document.get('frames', this.options.frameId);
  }

  private get aspect(): number {
    return this.frame?.pixelAspect ?? 1;
  }

  private transform({ center, resolution, rotation }: ViewState) {
    const { clientWidth: width, clientHeight: height } = this.target;
    return { center: toPlane(center, this.aspect), resolution, rotation, width, height };
  }

  private press({ button, clientX, clientY, target }: PointerEvent): void {
    // The map's own buttons lie over the picture and mean no place on it.
    const onControl = target instanceof Element && target.closest('button') !== null;
    this.pressed = button === 0 && !onControl ? [clientX, clientY] : null;
  }

  private release({ clientX, clientY }: PointerEvent): void {
    const { pressed } = this;
    this.pressed = null;
    this.showCursor();
    const state = this.map.view();
    if (!pressed || !state) return;
    if (Math.hypot(clientX - pressed[0], clientY - pressed[1]) > CLICK) return;
    const { left, top } = this.target.getBoundingClientRect();
    const plane = screenToPlane(this.transform(state), [clientX - left, clientY - top]);
    const [x, y] = fromPlane(plane, this.aspect);
    const { width, height } = this.frame?.raster ?? { width: 0, height: 0 };
    if (x >= 0 && y >= 0 && x <= width && y <= height) this.options.onClick([x, y]);
  }

  /** The map's own cursor is a hand; a place is pointed at with a cross. */
  private showCursor(): void {
    const viewport = this.target.querySelector<HTMLElement>('.ol-viewport');
    if (viewport && !this.pressed) viewport.style.cursor = 'crosshair';
  }
}
