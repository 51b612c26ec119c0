/** OpenLayers' map and view, spoken to in terms of a frame's plane. */
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom';
import PinchRotate from 'ol/interaction/PinchRotate';
import PinchZoom from 'ol/interaction/PinchZoom';
import OlMap from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import { fromPlane, type PlaneRect, toPlane } from '../domain/geometry/plane';
import type { Frame } from '../domain/model/frame';
import type { PlaneXY, Radians } from '../domain/model/units';
import type { PixelBounds } from '../store/ports';
import type { ViewState } from '../store/session';
import { fittedView, makeView, toCoordinate, toPlanePoint } from './plane-view';
import { type ScreenXY, screenToPlane, type ViewTransform, visibleRect } from './view-transform';

/** Milliseconds of a movement that shows where the view goes. */
const GLIDE = 200;
/** Size taken for granted until the map is on a page. */
const NO_SIZE: [number, number] = [1024, 640];
/** Boxes nearer to the edge than this, in CSS pixels, are not well in view. */
const MARGIN = 48;
/** Boxes whose longer side is shorter than this, CSS pixels, are not well seen. */
const LEAST_SEEN = 16;
/** Part of the map that revealed boxes fill at most. */
const REVEALED_PART = 0.4;

export class MapStage {
  readonly map = new OlMap({
    controls: [],
    interactions: [
      new MouseWheelZoom({ duration: reducedMotion() ? 0 : 150 }),
      new PinchZoom({ duration: 0 }),
      new PinchRotate(),
    ],
  });
  /** The element with the picture, to put overlays into and to listen to. */
  readonly viewport: HTMLElement;
  private frame: Frame | null = null;
  /** Whether the view was fitted to a map without a size, and is to be fitted again. */
  private fitWhenSized = false;

  constructor() {
    const viewport = this.map.getViewport();
    if (!viewport) throw new Error('OpenLayers has made no viewport.');
    this.viewport = viewport;
    this.map.on('change:size', () => {
      const size = this.map.getSize();
      if (!this.fitWhenSized || !size || !this.frame || (size[0] ?? 0) === 0) return;
      this.fitWhenSized = false;
      const projection = this.map.getView().getProjection();
      this.map.setView(makeView(this.frame, projection, fittedView(this.frame, this.size())));
    });
  }

  /** Shows a frame's plane from this view, or as a whole. */
  show(frame: Frame, projection: Projection, state: ViewState | null): void {
    this.frame = frame;
    const size = this.size();
    this.fitWhenSized = !state && !this.map.getSize();
    const start = state ? transformOf(state, frame, size) : fittedView(frame, size);
    this.map.setView(makeView(frame, projection, start));
  }

  hide(): void {
    this.frame = null;
  }

  size(): [number, number] {
    const [width, height] = this.map.getSize() ?? NO_SIZE;
    return width && height ? [width, height] : NO_SIZE;
  }

  transform(): ViewTransform | null {
    const view = this.map.getView();
    const center = view.getCenter();
    const resolution = view.getResolution();
    if (!this.frame || !center || !resolution) return null;
    const [width, height] = this.size();
    const rotation = view.getRotation();
    return { center: toPlanePoint(center), resolution, rotation, width, height };
  }

  state(): ViewState | null {
    const transform = this.transform();
    if (!transform || !this.frame) return null;
    const { center, resolution, rotation } = transform;
    return { center: fromPlane(center, this.frame.pixelAspect), resolution, rotation };
  }

  /** Bounds of what is in view, in pixels of the frame. */
  visible(): PixelBounds | null {
    const transform = this.transform();
    if (!transform || !this.frame) return null;
    const { minU, minV, maxU, maxV } = visibleRect(transform);
    const [minX, minY] = fromPlane([minU, minV], this.frame.pixelAspect);
    const [maxX, maxY] = fromPlane([maxU, maxV], this.frame.pixelAspect);
    return { minX, minY, maxX, maxY };
  }

  fit(): void {
    if (!this.frame) return;
    const { center, resolution, rotation } = fittedView(this.frame, this.size());
    this.glide({ center, resolution, rotation });
  }

  setResolution(resolution: number): void {
    this.glide({ resolution });
  }

  zoomBy(factor: number, about?: ScreenXY): void {
    const transform = this.transform();
    if (!transform || !(factor > 0)) return;
    const anchor = about && toCoordinate(screenToPlane(transform, about));
    this.finishMovement();
    const resolution = transform.resolution / factor;
    const duration = reducedMotion() ? 0 : GLIDE;
    const view = this.map.getView();
    view.animate({ resolution, duration, ...(anchor ? { anchor } : {}) });
  }

  /** Moves the picture with a drag of so many CSS pixels. */
  dragBy(dx: number, dy: number): void {
    const transform = this.transform();
    if (!transform) return;
    const middle: ScreenXY = [transform.width / 2 - dx, transform.height / 2 - dy];
    this.map.getView().setCenter(toCoordinate(screenToPlane(transform, middle)));
  }

  glideBy(dx: number, dy: number): void {
    const transform = this.transform();
    if (!transform) return;
    const to: ScreenXY = [transform.width / 2 + dx, transform.height / 2 + dy];
    this.glide({ center: screenToPlane(transform, to) });
  }

  turnBy(angle: Radians): void {
    this.map.getView().adjustRotation(angle);
  }

  turnTo(rotation: Radians): void {
    const now = this.map.getView().getRotation();
    const step = Math.atan2(Math.sin(rotation - now), Math.cos(rotation - now));
    this.glide({ rotation: now + step });
  }

  centerOn(center: PlaneXY): void {
    this.glide({ center });
  }

  /** Brings a rectangle of the plane into view; nothing moves where all of it is well in view. */
  reveal(rect: PlaneRect, largest: number): void {
    const transform = this.transform();
    if (!transform) return;
    const across = rect.maxU - rect.minU;
    const down = rect.maxV - rect.minV;
    const center: PlaneXY = [rect.minU + across / 2, rect.minV + down / 2];
    const radius = Math.hypot(across, down) / 2;
    const needed = radius / (Math.min(transform.width, transform.height) / 2 - MARGIN);
    const tooSmall = largest / transform.resolution < LEAST_SEEN;
    if (!tooSmall && needed <= transform.resolution && this.isWellIn(transform, center, radius)) {
      return;
    }
    const close = Math.max(needed, largest / (Math.min(...this.size()) * REVEALED_PART));
    const resolution = tooSmall ? close : Math.max(transform.resolution, needed);
    this.glide({ center, resolution });
  }

  beginDrag(): void {
    this.finishMovement();
    this.map.getView().beginInteraction();
  }

  endDrag(): void {
    this.map.getView().endInteraction();
  }

  dispose(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  private isWellIn(transform: ViewTransform, center: PlaneXY, radius: number): boolean {
    const [du, dv] = [center[0] - transform.center[0], center[1] - transform.center[1]];
    const cos = Math.cos(transform.rotation);
    const sin = Math.sin(transform.rotation);
    const { resolution, width, height } = transform;
    const x = Math.abs(du * cos - dv * sin) / resolution;
    const y = Math.abs(du * sin + dv * cos) / resolution;
    const reach = radius / resolution + MARGIN;
    return x + reach <= width / 2 && y + reach <= height / 2;
  }

  private glide(to: {
    readonly center?: PlaneXY;
    readonly resolution?: number;
    readonly rotation?: Radians;
  }): void {
    this.finishMovement();
    const { center, ...others } = to;
    const target = { ...others, ...(center ? { center: toCoordinate(center) } : {}) };
    this.map.getView().animate({ ...target, duration: reducedMotion() ? 0 : GLIDE });
  }

  /** Ends an animation where it was going, so that quick repeats of a key add up. */
  private finishMovement(): void {
    const view = this.map.getView();
    if (view.getAnimating()) view.cancelAnimations();
  }
}

function transformOf(state: ViewState, frame: Frame, [width, height]: [number, number]) {
  return { ...state, center: toPlane(state.center, frame.pixelAspect), width, height };
}

function reducedMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
