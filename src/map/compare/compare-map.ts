/**
 * Two to four maps of the same place, presented as the session's mode of comparing wants it. Each frame
 * is drawn and edited in a map of its own, so that tools, boxes and measures are those of any map.
 */
import './compare.css';
import type { Patch } from '../../domain/model/commit';
import type { Frame } from '../../domain/model/frame';
import type { BoxId, FrameId } from '../../domain/model/ids';
import type { LonLat, PixelXY, PlaneXY } from '../../domain/model/units';
import type { PixelBounds } from '../../store/ports';
import type { SessionState, ViewState } from '../../store/session';
import type { FrameMap, FrameMapOptions } from '../frame-map-types';
import { MixedPicture } from './mixed-picture';
import { Pane } from './pane';
import { peekedAt, presentationOf } from './presentation';
import { type LinkState, pointIn, ViewLink } from './view-link';

export type CompareMapOptions = Omit<FrameMapOptions, 'pane'> & {
  /** How well the frames lie on each other; called when it has changed. */
  readonly onLink: (state: LinkState) => void;
  /** Which of the two is the only one to be seen just now, 0 or 1; null where both are. */
  readonly onAlone: (index: 0 | 1 | null) => void;
};

export function createCompareMap(options: CompareMapOptions): FrameMap {
  return new CompareMap(options);
}

class CompareMap implements FrameMap {
  private readonly element = document.createElement('div');
  private panes: Pane[] = [];
  private active: Pane | null = null;
  private pointed: { readonly pane: Pane; readonly point: PlaneXY } | null = null;
  /** Whether blinking shows the after frame. */
  private turned = false;
  private timer = 0;
  private readonly link = new ViewLink();
  private told = '';
  /** The animation frame in which the mixture is looked at again. */
  private later = 0;
  private readonly mixed = new MixedPicture(
    () => this.pair(),
    () => this.options.session.getState().compare,
  );
  private readonly stops: readonly (() => void)[];

  constructor(private readonly options: CompareMapOptions) {
    this.element.className = 'qm-compare';
    const { session, document: doc } = options;
    this.stops = [
      session.subscribe((state, before) => this.sessionChanged(state, before)),
      doc.subscribe(({ patches }) => this.recordsChanged(new Set(patches.map((p) => p.table)))),
    ];
  }

  setTarget(element: HTMLElement | null): void {
    if (!element) {
      this.element.remove();
      return;
    }
    element.append(this.element);
    this.showFrames();
    this.present();
    this.setBlinking();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    window.clearInterval(this.timer);
    window.cancelAnimationFrame(this.later);
    this.mixed.dispose();
    for (const pane of this.panes) pane.dispose();
    this.panes = [];
    this.active = null;
    this.element.remove();
  }

  reopen(): void {
    for (const { map } of this.panes) map.reopen();
    const leader = this.active;
    if (leader) this.link.link(this.panes, leader);
  }

  fitFrame(): void {
    this.active?.map.fitFrame();
  }

  actualSize(): void {
    this.active?.map.actualSize();
  }

  zoomBy(factor: number): void {
    this.active?.map.zoomBy(factor);
  }

  panBy(shareX: number, shareY: number): void {
    this.active?.map.panBy(shareX, shareY);
  }

  rotateBy(angle: number): void {
    this.active?.map.rotateBy(angle);
  }

  northUp(): void {
    this.active?.map.northUp();
  }

  imageUp(): void {
    this.active?.map.imageUp();
  }

  reveal(boxIds: readonly BoxId[], least?: number): void {
    const frames = new Set(
      boxIds.map((id) => this.options.document.get('boxes', id)?.frameId ?? null),
    );
    const owner = this.panes.find(({ frameId }) => frames.has(frameId)) ?? this.active;
    owner?.map.reveal(boxIds, least);
  }

  center(): PixelXY | null {
    return this.active?.map.center() ?? null;
  }

  centerOn(place: LonLat): void {
    this.active?.map.centerOn(place);
  }

  view(): ViewState | null {
    return this.active?.map.view() ?? null;
  }

  visible(): PixelBounds | null {
    return this.active?.map.visible() ?? null;
  }

  corners(): readonly PixelXY[] | null {
    return this.active?.map.corners() ?? null;
  }

  isWhole(): boolean {
    return this.panes.every(({ map }) => map.isWhole());
  }

  cancelGesture(): boolean {
    return this.panes.map(({ map }) => map.cancelGesture()).includes(true);
  }

  pointer(): PixelXY | null {
    return this.active?.map.pointer() ?? null;
  }

  focus(): void {
    this.active?.map.focus();
  }

  private pair(): readonly [Pane, Pane] | null {
    const [before, after] = this.panes;
    return before && after ? [before, after] : null;
  }

  /** Gives each frame that is compared a pane, and takes the others away. */
  private showFrames(): void {
    const { session } = this.options;
    const { compare, frameId } = session.getState();
    const wanted = compare.mode === 'sides' ? compare.frames : compare.frames.slice(0, 2);
    for (const pane of this.panes.splice(wanted.length)) this.remove(pane);
    const stayed = this.panes.filter((pane, i) => pane.frameId === wanted[i]);
    for (const [i, id] of wanted.entries()) {
      const pane = this.panes[i];
      if (pane) pane.show(id);
      else this.add(id);
    }
    const own = this.panes.find((pane) => pane.frameId === frameId);
    const held = this.active && stayed.includes(this.active) ? this.active : stayed[0];
    const leader = held ?? own ?? this.panes[0];
    this.activate(own ?? leader ?? null);
    if (leader) this.link.link(this.panes, leader);
    this.report();
  }

  private add(frameId: FrameId): void {
    const pane = new Pane(this.options, this.options.session, frameId, {
      drawn: (drawn) => this.drawn(drawn),
      pointed: (from, point, rests) => this.pointerAt(from, point, rests),
      ghostsFrom: (of) => this.ghostsFrom(of),
    });
    this.panes.push(pane);
    pane.mount(this.element);
    pane.element.addEventListener('focusin', () => this.activate(pane));
    pane.readout.subscribe(() => this.passReadout(pane));
  }

  private remove(pane: Pane): void {
    if (this.active === pane) this.active = null;
    if (this.pointed?.pane === pane) this.pointed = null;
    pane.dispose();
  }

  private drawn(pane: Pane): void {
    // The one that leads is drawn last, and what is made of all after it, once.
    if (this.link.busy) return;
    if (this.mixed.busy) {
      this.drawLater();
      return;
    }
    if (this.link.follow(this.panes, pane)) {
      this.mirrorPointer();
      this.report();
    }
    this.mixed.learn();
    this.mixed.draw();
  }

  /** What lies beneath the mixture is drawn no faster than the mixture itself. */
  private drawLater(): void {
    window.cancelAnimationFrame(this.later);
    this.later = window.requestAnimationFrame(() => {
      const pane = this.panes.find(({ moved }) => moved) ?? this.panes[0];
      if (pane) this.drawn(pane);
    });
  }

  private report(): void {
    const { byGround, residual } = this.link.state;
    const rounded = Math.ceil(residual * 20) / 20;
    const text = `${byGround} ${rounded}`;
    if (text === this.told) return;
    this.told = text;
    this.options.onLink({ byGround, residual: rounded });
  }

  private pointerAt(pane: Pane, point: PlaneXY | null, rests: boolean): void {
    if (point) {
      // Keys may mean another pane than that which the pointer rests over, or is thought to.
      if (rests && this.pointed?.pane !== pane) return;
      this.pointed = { pane, point };
      if (!rests) this.activate(pane);
    } else if (this.pointed?.pane === pane) {
      this.pointed = null;
    }
    this.mirrorPointer();
  }

  /** Side by side, every other pane shows where the pointer is. */
  private mirrorPointer(): void {
    const { pointed } = this;
    const apart = this.options.session.getState().compare.mode === 'sides';
    for (const pane of this.panes) {
      const other = apart && pointed && pointed.pane !== pane;
      pane.mirror(other ? pointIn(pointed.pane, pointed.point, pane) : null);
    }
  }

  /** Commands and panels mean the frame of the active pane. */
  private activate(pane: Pane | null): void {
    if (!pane || this.active === pane) return;
    this.active = pane;
    const { session } = this.options;
    if (session.getState().frameId !== pane.frameId) session.setState({ frameId: pane.frameId });
    this.passReadout(pane);
  }

  private passReadout(pane: Pane): void {
    if (pane === this.active) this.options.readout.setState(pane.readout.getState());
  }

  /** The after frame's boxes are ghosts on the before frame, and the before frame's on all others. */
  private ghostsFrom(pane: Pane): Frame | null {
    if (!this.options.session.getState().compare.ghosts) return null;
    const [before, after] = this.panes;
    return (pane === before ? after : before)?.frame() ?? null;
  }

  private sessionChanged(state: SessionState, old: SessionState): void {
    const { compare } = state;
    const before = old.compare;
    const othersWanted = compare.frames !== before.frames || compare.mode !== before.mode;
    if (othersWanted) this.showFrames();
    else if (state.frameId !== old.frameId) this.followFrame(state.frameId);
    if (compare === before && state.peek === old.peek) return;
    this.present();
    if (compare.ghosts !== before.ghosts) this.redraw();
    const timed = ['mode', 'blinking', 'blinkHz'] as const;
    if (timed.some((key) => compare[key] !== before[key])) this.setBlinking();
  }

  private recordsChanged(tables: ReadonlySet<Patch['table']>): void {
    // A frame that is aligned lies elsewhere from now on.
    if (tables.has('frames') && this.active) {
      this.link.link(this.panes, this.active);
      this.report();
    }
    // Each map redraws its own boxes; here they may be another's ghosts.
    if (tables.has('frames') || tables.has('boxes')) this.redraw();
  }

  /** The current frame was changed elsewhere: its pane is the active one now. */
  private followFrame(frameId: FrameId | null): void {
    const pane = this.panes.find((one) => one.frameId === frameId);
    if (pane) this.activate(pane);
  }

  private present(): void {
    const { compare, peek } = this.options.session.getState();
    const { panes, mixture } = presentationOf(compare, this.panes.length, this.turned, peek);
    for (const [i, look] of panes.entries()) this.panes[i]?.present(look);
    const matched = compare.matched && !peek ? 'matched' : null;
    this.mixed.show(mixture ?? matched, panes[1]?.opacity ?? 1);
    // Where only one can be pointed at, it is the one that keys mean.
    const live = this.panes.filter((_, i) => panes[i]?.live);
    if (this.active && !live.includes(this.active)) this.takeOver(this.active, live[0] ?? null);
    this.mirrorPointer();
    if (compare.mode === 'sides') this.options.onAlone(null);
    else if (peek) this.options.onAlone(peekedAt(compare, this.turned));
    else this.options.onAlone(compare.mode === 'blink' ? (this.turned ? 1 : 0) : null);
  }

  /** One pane is seen in another's stead, under a pointer that may be at rest. */
  private takeOver(from: Pane, to: Pane | null): void {
    const { pointed } = this;
    // What is hidden cannot keep the focus, and would leave it to the page.
    const focused = from.element.contains(document.activeElement);
    this.activate(to);
    if (focused) to?.map.focus();
    const point = to && pointed?.pane === from ? pointIn(from, pointed.point, to) : null;
    if (!to || !point) return;
    this.pointed = { pane: to, point };
    to.pointAt(point);
  }

  private setBlinking(): void {
    window.clearInterval(this.timer);
    const { mode, blinking, blinkHz } = this.options.session.getState().compare;
    if (mode !== 'blink' || !blinking) return;
    this.timer = window.setInterval(() => this.turn(), 1000 / blinkHz);
  }

  private turn(): void {
    // What is begun on one date is finished on it.
    if (this.panes.some(({ busy }) => busy)) return;
    this.turned = !this.turned;
    this.present();
  }

  private redraw(): void {
    for (const { map } of this.panes) map.redrawBoxes();
  }
}
