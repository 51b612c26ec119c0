/** A map of the earth or a part of it without any network: coast, graticule, sites, sightings and legs. */
import '../base/base.css';
import './world-map.css';
import { sentenceOf } from '../../domain/errors';
import type { Land } from '../../domain/geo/land';
import { holds, type LandPath, makeLandPath, paintLand, widened } from '../base/land-path';
import { loadLand } from '../base/load-land';
import { paintGraticule } from '../base/paint-graticule';
import { TagPainter } from '../overlay/text-tag';
import {
  boundedView,
  fittedWorld,
  toWorld,
  type WorldView,
  type WorldXY,
  worldRegion,
  worldToScreen,
  zoomedView,
} from './mercator';
import { paintHitTag, paintWorld, type WorldLook, worldLook } from './world-painter';
import { hitWorld, placeWorld, spreadOf, type WorldHit, type WorldScene } from './world-scene';
import type { WorldData, WorldMapOptions } from './world-types';

export type {
  WorldData,
  WorldFootprint,
  WorldLeg,
  WorldSighting,
  WorldSite,
} from './world-types';

/** Part of the view that the coast's paths reach beyond it. */
const BEYOND = 0.3;
const DETAIL = 0.5;
const CLOSER = 4;
const COAST_WIDTH = 1;
const CREDIT = 'Coast: Natural Earth, 1:10 million';
/** A notch of the wheel scales by this to the power of its pixels. */
const WHEEL = 1.0025;
const ZOOM = 1.5;
/** Part of the map that an arrow key moves by. */
const STEP = 0.15;
/** Farther than this, CSS pixels, a press has dragged and not clicked. */
const CLICK = 4;
/** At the right, above and below: buttons and the credit stand there, no degrees. CSS pixels. */
const CORNER = [96, 40] as const;

export interface WorldMap {
  /** Shows other data; the view stays unless a place is added, moved or gone: then all is shown. */
  update(data: WorldData): void;
  /** Shows all data. */
  fit(): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

/**
 * Makes the map in an element that has a size. The element gets the keyboard: arrows move, + and − zoom, 0
 * fits. The wheel zooms while it has the keyboard, or with Ctrl. Its name and the same facts as text are for the caller to give.
 */
export function createWorldMap(target: HTMLElement, options: WorldMapOptions): WorldMap {
  return new CanvasWorldMap(target, options);
}

class CanvasWorldMap implements WorldMap {
  private readonly canvas = document.createElement('canvas');
  private readonly credit = document.createElement('div');
  private readonly tags = new TagPainter("'Inter Variable', Inter, system-ui, sans-serif");
  private readonly stop = new AbortController();
  private readonly resizing = new ResizeObserver(() => this.resized());
  private readonly themes = new MutationObserver(() => this.themeChanged());
  private data: WorldData;
  private view: WorldView | null = null;
  private land: Land | null = null;
  private path: LandPath | null = null;
  private look: WorldLook | null = null;
  private scene: WorldScene | null = null;
  private pointer: WorldXY | null = null;
  private pressed: { readonly at: WorldXY; dragged: boolean } | null = null;
  private request = 0;

  constructor(
    private readonly target: HTMLElement,
    private readonly options: WorldMapOptions,
  ) {
    this.data = options.data;
    target.classList.add('qm-world');
    target.tabIndex = 0;
    this.canvas.setAttribute('aria-hidden', 'true');
    this.credit.className = 'qm-world-credit';
    this.credit.textContent = CREDIT;
    target.append(this.canvas, this.credit);
    this.listen();
    this.resizing.observe(target);
    this.themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    loadLand().then(
      (land) => {
        this.land = land;
        this.draw();
      },
      (error: unknown) => {
        if (!this.stop.signal.aborted) options.onNotice(sentenceOf(error));
      },
    );
  }

  update(data: WorldData): void {
    const before = placesOf(this.data);
    this.data = data;
    if (placesOf(data) === before) this.draw();
    else this.fit();
  }

  fit(): void {
    const { clientWidth, clientHeight } = this.target;
    if (clientWidth === 0 || clientHeight === 0) return;
    const close = fittedWorld(this.data, clientWidth, clientHeight);
    const around = spreadOf(placeWorld(this.data, close));
    this.setView(fittedWorld(this.data, clientWidth, clientHeight, around));
  }

  zoomBy(factor: number): void {
    const { view } = this;
    if (view) this.setView(zoomedView(view, factor, [view.width / 2, view.height / 2]));
  }

  destroy(): void {
    this.stop.abort();
    this.resizing.disconnect();
    this.themes.disconnect();
    cancelAnimationFrame(this.request);
    this.canvas.remove();
    this.credit.remove();
    this.target.classList.remove('qm-world');
  }

  private setView(view: WorldView): void {
    this.view = view;
    this.draw();
  }

  private moveBy(dx: number, dy: number): void {
    const { view } = this;
    if (!view) return;
    const [x, y] = view.center;
    this.setView(boundedView({ ...view, center: [x - dx / view.scale, y - dy / view.scale] }));
  }

  private resized(): void {
    const { clientWidth: width, clientHeight: height } = this.target;
    if (width === 0 || height === 0) return;
    if (this.view) this.setView(boundedView({ ...this.view, width, height }));
    else this.fit();
  }

  private themeChanged(): void {
    this.look = null;
    this.draw();
  }

  private listen(): void {
    const { target } = this;
    const { signal } = this.stop;
    target.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
    target.addEventListener('pointerdown', (event) => this.press(event), { signal });
    target.addEventListener('pointermove', (event) => this.move(event), { signal });
    target.addEventListener('pointerup', (event) => this.release(event), { signal });
    target.addEventListener('pointercancel', () => this.drop(), { signal });
    target.addEventListener('pointerleave', () => this.point(null), { signal });
    target.addEventListener('keydown', (event) => this.key(event), { signal });
    document.fonts.addEventListener('loadingdone', () => this.fontsCame(), { signal });
  }

  private fontsCame(): void {
    this.tags.reset();
    this.draw();
  }

  private at({ clientX, clientY }: MouseEvent): WorldXY {
    const { left, top } = this.target.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** A page that scrolls is not held up by a map under the pointer: it takes the wheel once it is clicked. */
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== this.target) {
      this.credit.textContent = `Click, or hold Ctrl, to zoom by the wheel · ${CREDIT}`;
      return;
    }
    event.preventDefault();
    if (this.view) {
      this.setView(zoomedView(this.view, WHEEL ** -event.deltaY, this.at(event)));
    }
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.target.setPointerCapture(event.pointerId);
    this.pressed = { at: this.at(event), dragged: false };
  }

  private move(event: PointerEvent): void {
    const at = this.at(event);
    const { pressed, pointer } = this;
    if (pressed && Math.hypot(at[0] - pressed.at[0], at[1] - pressed.at[1]) > CLICK) {
      if (!pressed.dragged) this.moveBy(at[0] - pressed.at[0], at[1] - pressed.at[1]);
      else if (pointer) this.moveBy(at[0] - pointer[0], at[1] - pointer[1]);
      pressed.dragged = true;
      this.target.dataset.dragging = '';
    } else if (pressed?.dragged && pointer) {
      this.moveBy(at[0] - pointer[0], at[1] - pointer[1]);
    }
    this.point(at);
  }

  private release(event: PointerEvent): void {
    const clicked = this.pressed?.dragged === false;
    this.drop();
    const hit = clicked && this.scene ? hitWorld(this.scene, this.at(event)) : null;
    if (hit?.kind === 'sighting') this.options.onSighting(hit.sighting.id);
  }

  private drop(): void {
    this.pressed = null;
    delete this.target.dataset.dragging;
  }

  private point(at: WorldXY | null): void {
    this.pointer = at;
    this.draw();
  }

  /** Keys that are used here are not for the commands of the window. */
  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { clientWidth, clientHeight } = this.target;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.moveBy(clientWidth * STEP, 0),
      ArrowRight: () => this.moveBy(-clientWidth * STEP, 0),
      ArrowUp: () => this.moveBy(0, clientHeight * STEP),
      ArrowDown: () => this.moveBy(0, -clientHeight * STEP),
      '+': () => this.zoomBy(ZOOM),
      '=': () => this.zoomBy(ZOOM),
      '-': () => this.zoomBy(1 / ZOOM),
      '0': () => this.fit(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private draw(): void {
    if (this.request === 0) this.request = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.request = 0;
    const { view, canvas, target } = this;
    const context = canvas.getContext('2d');
    if (!view || !context || this.stop.signal.aborted) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.look ??= worldLook(target);
    const scene = placeWorld(this.data, view);
    this.scene = scene;
    const over = this.pressed?.dragged ? null : this.pointer;
    const hit = over && hitWorld(scene, over);
    this.paintEarth(context, view, this.look);
    paintWorld(context, scene, { look: this.look, hovered: hit });
    if (hit && over) paintHitTag(context, this.tags, { hit, at: over, width: view.width });
    this.markOver(hit);
  }

  private paintEarth(context: CanvasRenderingContext2D, view: WorldView, look: WorldLook): void {
    const path = this.landPath(view);
    if (path) {
      const [x, y] = worldToScreen(view, path.origin);
      const { scale } = view;
      const matrix = [scale, 0, 0, scale, x, y] as const;
      paintLand(context, path, { matrix, scale, look: { ...look, width: COAST_WIDTH } });
    }
    paintGraticule(context, {
      region: worldRegion(view),
      width: view.width,
      height: view.height,
      toScreen: (lon, lat) => worldToScreen(view, toWorld(lon, lat)),
      taken: (rect) => {
        const right = rect.x + rect.width > view.width - CORNER[0];
        return right && (rect.y < CORNER[1] || rect.y + rect.height > view.height - CORNER[1]);
      },
      look,
    });
  }

  private landPath(view: WorldView): LandPath | null {
    if (!this.land) return null;
    const region = worldRegion(view);
    const tolerance = DETAIL / view.scale;
    const { path } = this;
    if (path && holds(path.region, region) && tolerance * CLOSER >= path.tolerance) return path;
    this.path = makeLandPath(this.land, widened(region, BEYOND), { tolerance, toPlane: toWorld });
    return this.path;
  }

  private markOver(hit: WorldHit | null): void {
    if (hit) this.target.dataset.over = hit.kind;
    else delete this.target.dataset.over;
  }
}

/** Changes where a place is added, moved or gone, and not with names or times. */
function placesOf({ sites, sightings, legs, footprints }: WorldData): string {
  return JSON.stringify([
    sites.map(({ lonLat }) => lonLat),
    sightings.map(({ lonLat }) => lonLat),
    legs.map(({ from, to }) => [from, to]),
    footprints.map(({ ring }) => ring[0]),
  ]);
}
