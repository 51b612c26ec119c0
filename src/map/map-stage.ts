/** OpenLayers' map and view, spoken to in terms of a frame's plane. */
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom';
import PinchRotate from 'ol/interaction/PinchRotate';
import PinchZoom from 'ol/interaction/PinchZoom';
import OlMap from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import { fromPlane, type PlaneRect } from '../domain/geometry/plane';
import type { Frame } from '../domain/model/frame';
import type { PixelXY, PlaneXY, Radians } from '../domain/model/units';
import type { PixelBounds } from '../store/ports';
import type { ViewState } from '../store/session';
import { leaveContext } from './picture/warm-context';
import { fittedView, makeView, toCoordinate, toPlanePoint, viewTransform } from './plane-view';
import {
  apply as applyMatrix,
  inverse,
  type Matrix2,
  planeToScreen,
  type ScreenXY,
  screenToPlane,
  type ViewTransform,
  visibleRect,
} from './view-transform';

/** Milliseconds of a movement that shows where the view goes. */
const GLIDE = 200;
/** Size taken for granted until the map is on a page. */
const NO_SIZE: [number, number] = [1024, 640];
/** Boxes nearer to the edge than this, in CSS pixels, are not well in view. */
const MARGIN = 48;
/** Part of the map that revealed boxes fill at most. */
const REVEALED_PART = 0.4;
/** By how much what was brought into view may be smaller for rounding. */
const ROUNDED = 0.01;

/** What a movement changes. */
type Goal = Partial<Pick<ViewTransform, 'center' | 'resolution' | 'rotation'>>;

/** OpenLayers' map, which is told where a warped picture's coordinates are. */
class WarpableMap extends OlMap {
  warp: Matrix2 | null = null;

  override getCoordinateFromPixel(pixel: number[]): number[] {
    const back = this.warp && inverse(this.warp);
    if (!back) return super.getCoordinateFromPixel(pixel);
    const [width = 0, height = 0] = this.getSize() ?? [];
    const [x = 0, y = 0] = pixel;
    const [dx, dy] = applyMatrix(back, [x - width / 2, y - height / 2]);
    return super.getCoordinateFromPixel([width / 2 + dx, height / 2 + dy]);
  }
}

export class MapStage {
  readonly map = new WarpableMap({
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
  private region = false;
  /** Where a movement that is under way ends; null between movements of ours. */
  private goal: Goal | null = null;

  /** @param free whether views may leave the frame, see makeView */
  constructor(private readonly free = false) {
    const viewport = this.map.getViewport();
    if (!viewport) throw new Error('OpenLayers has made no viewport.');
    this.viewport = viewport;
    this.map.on('change:size', () => {
      const size = this.map.getSize();
      if (!this.fitWhenSized || !size || !this.frame || (size[0] ?? 0) === 0) return;
      this.fitWhenSized = false;
      const projection = this.map.getView().getProjection();
      const fitted = fittedView(this.frame, this.size());
      this.map.setView(makeView(this.frame, projection, fitted, this.free, this.region));
    });
  }

  /** Shows a frame's plane from this view, or as a whole. */
  show(frame: Frame, projection: Projection, state: ViewState | null): void {
    this.frame = frame;
    const size = this.size();
    this.fitWhenSized = !state && !this.map.getSize();
    const start = state ? viewTransform(state, frame, size) : fittedView(frame, size);
    this.goal = null;
    this.map.setView(makeView(frame, projection, start, this.free, this.region));
  }

  /** Whether the view may go so far away that the region around the frame is seen. */
  allowRegion(region: boolean): void {
    if (region === this.region) return;
    this.region = region;
    const now = this.transform();
    if (!now || !this.frame) return;
    const projection = this.map.getView().getProjection();
    this.goal = null;
    this.map.setView(makeView(this.frame, projection, now, this.free, region));
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
    const { warp } = this.map;
    return {
      center: toPlanePoint(center),
      resolution,
      rotation,
      width,
      height,
      ...(warp ? { warp } : {}),
    };
  }

  /** Takes over a view as it is, at once; the size stays the map's own. */
  follow({ center, resolution, rotation, warp }: ViewTransform): void {
    this.endMovement();
    const view = this.map.getView();
    view.setCenter(toCoordinate(center));
    view.setResolution(resolution);
    view.setRotation(rotation);
    this.fitWhenSized = false;
    this.warpBy(warp ?? null);
  }

  /** Bends the picture on screen about its middle; boxes and the pointer follow by the view. */
  warpBy(warp: Matrix2 | null): void {
    this.map.warp = warp;
    const layers = this.layers();
    if (layers) layers.style.transform = warp ? `matrix(${warp.join(', ')}, 0, 0)` : '';
  }

  /** The canvas that the graphics card draws the picture on. */
  pictureCanvas(): HTMLCanvasElement | null {
    const canvases = this.layers()?.querySelectorAll('canvas') ?? [];
    return [...canvases].find((canvas) => canvas.getContext('webgl') !== null) ?? null;
  }

  /** The element with the picture alone. */
  layers(): HTMLElement | null {
    return this.viewport.querySelector<HTMLElement>('.ol-layers');
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

  /** Corners of what is in view, in pixels of the frame, from the screen's upper left clockwise. */
  corners(): readonly PixelXY[] | null {
    const [view, frame] = [this.transform(), this.frame];
    if (!view || !frame) return null;
    const { width, height } = view;
    const screen: readonly ScreenXY[] = [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ];
    return screen.map((corner) => fromPlane(screenToPlane(view, corner), frame.pixelAspect));
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
    const [now, aim] = [this.transform(), this.aim()];
    if (!now || !aim || !(factor > 0)) return;
    this.glide({ resolution: aim.resolution / factor }, about && screenToPlane(now, about));
  }

  /** Moves the picture with a drag of so many CSS pixels. */
  dragBy(dx: number, dy: number): void {
    const transform = this.transform();
    if (!transform) return;
    const middle: ScreenXY = [transform.width / 2 - dx, transform.height / 2 - dy];
    this.map.getView().setCenter(toCoordinate(screenToPlane(transform, middle)));
  }

  glideBy(dx: number, dy: number): void {
    const aim = this.aim();
    if (!aim) return;
    this.glide({ center: screenToPlane(aim, [aim.width / 2 + dx, aim.height / 2 + dy]) });
  }

  turnBy(angle: Radians): void {
    this.map.getView().adjustRotation(angle);
  }

  glideTurn(angle: Radians): void {
    const aim = this.aim();
    if (aim) this.turnTo(aim.rotation + angle);
  }

  turnTo(rotation: Radians): void {
    const now = this.map.getView().getRotation();
    const step = Math.atan2(Math.sin(rotation - now), Math.cos(rotation - now));
    this.glide({ rotation: now + step });
  }

  centerOn(center: PlaneXY): void {
    this.glide({ center });
  }

  /**
   * Brings a rectangle of the plane into view; nothing moves where all of it is well in view.
   * @param largest the longest side of a box in it
   * @param least CSS pixels that this side has at least where it is well seen
   */
  reveal(rect: PlaneRect, largest: number, least: number): void {
    const transform = this.aim();
    if (!transform) return;
    const across = rect.maxU - rect.minU;
    const down = rect.maxV - rect.minV;
    const center: PlaneXY = [rect.minU + across / 2, rect.minV + down / 2];
    const radius = Math.hypot(across, down) / 2;
    const needed = radius / (Math.min(transform.width, transform.height) / 2 - MARGIN);
    const shorter = Math.min(...this.size());
    // In a low map less has to do, or the view would move each time.
    const wanted = Math.min(least, shorter * REVEALED_PART);
    const tooSmall = largest / transform.resolution < wanted * (1 - ROUNDED);
    if (!tooSmall && needed <= transform.resolution && this.isWellIn(transform, center, radius)) {
      return;
    }
    const close = Math.max(needed, largest / (shorter * REVEALED_PART));
    const resolution = tooSmall ? close : Math.max(transform.resolution, needed);
    this.glide({ center, resolution });
  }

  beginDrag(): void {
    this.endMovement();
    this.map.getView().beginInteraction();
  }

  endDrag(): void {
    this.map.getView().endInteraction();
  }

  dispose(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
    leaveContext(this.map);
  }

  private isWellIn(transform: ViewTransform, center: PlaneXY, radius: number): boolean {
    const { resolution, width, height } = transform;
    const [x, y] = planeToScreen(transform, center);
    const reach = radius / resolution + MARGIN;
    return Math.min(x, width - x) >= reach && Math.min(y, height - y) >= reach;
  }

  /** The view at the end of the movement that is under way: quick repeats of a key count from there. */
  private aim(): ViewTransform | null {
    const now = this.transform();
    return now && { ...now, ...this.goal };
  }

  /**
   * Goes on to what a movement under way was to reach, with what is new.
   * @param about the point of the plane that stays where it is on screen, instead of the middle
   */
  private glide(to: Goal, about?: PlaneXY): void {
    const { center, ...rest }: Goal = { ...this.goal, ...to };
    this.endMovement();
    const goal: Goal = center && !about ? { ...rest, center } : rest;
    const place = about
      ? { anchor: toCoordinate(about) }
      : center
        ? { center: toCoordinate(center) }
        : {};
    this.goal = goal;
    const duration = reducedMotion() ? 0 : GLIDE;
    this.map.getView().animate({ ...rest, ...place, duration }, () => {
      if (this.goal === goal) this.goal = null;
    });
  }

  private endMovement(): void {
    this.goal = null;
    const view = this.map.getView();
    if (view.getAnimating()) view.cancelAnimations();
  }
}

function reducedMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
