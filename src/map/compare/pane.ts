/** One frame of a comparison: a map of its own, and the marks of the others in it. */
import { fromPlane } from '../../domain/geometry/plane';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { PlaneXY } from '../../domain/model/units';
import { createReadout, type Readout, type Session } from '../../store/session';
import { createPane } from '../frame-map';
import type { FrameMapOptions, PaneMap } from '../frame-map-types';
import type { GhostBoxes } from '../overlay/ghost-boxes';
import type { TagRect } from '../overlay/text-tag';
import type { PlacedFrame } from '../view-carry';
import { planeToScreen, sameView, type ViewTransform } from '../view-transform';
import { GhostSource } from './ghost-source';
import { PaneSession } from './pane-session';
import type { PaneLook, Part } from './presentation';

export type PaneEvents = {
  /** The map has been drawn. */
  readonly drawn: (pane: Pane) => void;
  /** The pointer was moved to a point of the plane or rests there, or has left: null. */
  readonly pointed: (pane: Pane, point: PlaneXY | null, rests: boolean) => void;
  /** The frame whose boxes this pane shows as ghosts; null for none. */
  readonly ghostsFrom: (pane: Pane) => Frame | null;
};

/** Room that the signs over compared frames take at most, CSS pixels. */
const SIGNS = {
  gap: 12,
  date: { width: 320, height: 28 },
  lying: { width: 230, height: 56 },
} as const;

export class Pane {
  readonly element = document.createElement('div');
  readonly readout: Readout = createReadout();
  readonly map: PaneMap;
  private readonly session: PaneSession;
  private readonly cursor = document.createElement('div');
  private readonly ghosts = new GhostSource();
  private settled: ViewTransform | null = null;
  private look: PaneLook | null = null;

  constructor(
    private readonly options: FrameMapOptions,
    readonly base: Session,
    public frameId: FrameId,
    private readonly events: PaneEvents,
  ) {
    this.element.className = 'qm-compare-pane';
    this.cursor.className = 'qm-compare-cursor';
    this.cursor.hidden = true;
    this.session = new PaneSession(base, frameId);
    this.map = createPane({
      ...options,
      session: this.session,
      readout: this.readout,
      pane: {
        ghosts: (shown) => this.ghostsOn(shown),
        window: () => this.window(),
        covered: () => this.covered(),
        pointed: (point, rests) => events.pointed(this, point, rests),
        drawn: () => events.drawn(this),
      },
    });
  }

  /** Puts the pane on the page. */
  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.map.setTarget(this.element);
    this.map.stage.viewport.append(this.cursor);
  }

  show(frameId: FrameId): void {
    this.frameId = frameId;
    this.session.show(frameId);
  }

  frame(): Frame | null {
    return this.options.document.get('frames', this.frameId) ?? null;
  }

  /** Whether the view is another than when it was last settled. */
  get moved(): boolean {
    const now = this.map.stage.transform();
    return now !== null && !(this.settled && sameView(this.settled, now));
  }

  settle(): void {
    this.settled = this.map.stage.transform();
  }

  /** Lays the pane out as its mode wants it. */
  present(look: PaneLook): void {
    const before = this.look;
    this.look = look;
    const { style } = this.element;
    const { place, window } = look;
    style.left = percent(place.left);
    style.top = percent(place.top);
    style.width = percent(place.width);
    style.height = percent(place.height);
    style.zIndex = `${look.layer}`;
    style.visibility = window ? '' : 'hidden';
    style.clipPath = window && !isWhole(window) ? insetOf(window) : '';
    style.pointerEvents = look.live ? '' : 'none';
    this.element.classList.toggle('qm-compare-dead', !look.live);
    const layers = this.map.stage.layers();
    if (layers) layers.style.opacity = look.opacity === 1 ? '' : `${look.opacity}`;
    if (before && before.window !== window) this.map.redrawBoxes();
  }

  /** Shows where the pointer of another pane is; null: nowhere. */
  mirror(point: PlaneXY | null): void {
    const view = this.map.stage.transform();
    const at = point && view && planeToScreen(view, point);
    this.cursor.hidden = !at;
    if (at) this.cursor.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
  }

  /** Whether something is being drawn, moved or measured here. */
  get busy(): boolean {
    return this.map.desk.busy;
  }

  /** The pointer rests over a point of the plane, though the page has not told the map of it. */
  pointAt(point: PlaneXY): void {
    const frame = this.frame();
    if (frame) this.map.pointerReadout.move(fromPlane(point, frame.pixelAspect));
  }

  dispose(): void {
    this.map.dispose();
    this.session.dispose();
    this.element.remove();
  }

  private ghostsOn(shown: PlacedFrame): GhostBoxes | null {
    const from = this.events.ghostsFrom(this);
    if (!from || from.id === shown.frame.id) return null;
    return this.ghosts.of(from, this.options.document.boxesOf(from.id), shown.frame);
  }

  /** The dates in the upper corners, and below at the right how the frames lie. */
  private covered(): readonly TagRect[] {
    const [width, height] = this.map.stage.size();
    const { gap, date, lying } = SIGNS;
    const right = width - gap - date.width;
    // Where one lies above the other, the lower one's date stands below.
    const above = (this.look?.window?.height ?? 1) < 1;
    const second = above ? height - gap - lying.height - date.height : gap;
    return [
      { x: gap, y: gap, ...date },
      { x: right, y: second, ...date },
      { x: width - gap - lying.width, y: height - gap - lying.height, ...lying },
    ];
  }

  private window(): TagRect | null {
    const part = this.look?.window;
    if (!part || isWhole(part)) return null;
    const [width, height] = this.map.stage.size();
    return {
      x: part.left * width,
      y: part.top * height,
      width: part.width * width,
      height: part.height * height,
    };
  }
}

function percent(part: number): string {
  return `${part * 100}%`;
}

function isWhole({ width, height }: Part): boolean {
  return width === 1 && height === 1;
}

function insetOf({ left, top, width, height }: Part): string {
  const sides = [top, 1 - left - width, 1 - top - height, left].map(percent);
  return `inset(${sides.join(' ')})`;
}
