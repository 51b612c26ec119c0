/** The pointer on the map: what is a pan or a turn of the view, and what goes to the tool in hand. */
import type { ScreenXY } from '../view-transform';

export type PointerHost = {
  /** Whether the main button pans by itself, as with the pan tool. */
  pansByDefault(): boolean;
  press(at: ScreenXY, shift: boolean): void;
  move(at: ScreenXY, shift: boolean): void;
  release(at: ScreenXY, shift: boolean): void;
  leave(): void;
  /** The pointer was taken away in the middle of a press. */
  interrupted(): void;
  /** The secondary button was pressed and released without movement. */
  secondaryClick(): void;
  doubleClick(at: ScreenXY): void;
  beginDrag(): void;
  endDrag(): void;
  panBy(dx: number, dy: number): void;
  rotateBy(angle: number): void;
  size(): ScreenXY;
};

type Mode =
  | { readonly kind: 'tool' }
  | { readonly kind: 'pan'; readonly secondary: boolean }
  | { readonly kind: 'rotate' };

const CLICK_SLOP = 4;

export class PointerInput {
  private mode: Mode | null = null;
  private pointerId = -1;
  private last: ScreenXY = [0, 0];
  private shift = false;
  /** Whether the pointer is over the map. */
  private over = false;
  private travelled = 0;
  private spaceHeld = false;
  private readonly touches = new Set<number>();
  private readonly stop = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly host: PointerHost,
  ) {
    const { signal } = this.stop;
    element.addEventListener('pointerdown', (event) => this.down(event), { signal });
    element.addEventListener('pointermove', (event) => this.move(event), { signal });
    element.addEventListener('pointerup', (event) => this.up(event), { signal });
    element.addEventListener('pointercancel', (event) => this.lost(event), { signal });
    element.addEventListener('lostpointercapture', (event) => this.lost(event), { signal });
    element.addEventListener('pointerleave', () => this.left(), { signal });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    // The middle button would scroll the page.
    element.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), {
      signal,
    });
    element.addEventListener('dblclick', (event) => this.doubleClick(event), { signal });
    window.addEventListener('keydown', (event) => this.key(event, true), { signal });
    window.addEventListener('keyup', (event) => this.key(event, false), { signal });
    window.addEventListener('blur', () => this.holdSpace(false), { signal });
  }

  /** Whether a drag now would pan, or one is panning. */
  get pan(): 'ready' | 'dragging' | null {
    if (this.mode?.kind === 'pan' && this.travelled > 0) return 'dragging';
    return this.spaceHeld || this.host.pansByDefault() ? 'ready' : null;
  }

  /** Where the pointer is over the map, with nothing pressed; null elsewhere. */
  get rest(): ScreenXY | null {
    return this.over && !this.mode ? this.last : null;
  }

  dispose(): void {
    this.stop.abort();
  }

  private down(event: PointerEvent): void {
    if (isControl(event.target)) return;
    if (event.pointerType === 'touch') this.touches.add(event.pointerId);
    if (this.mode) {
      // A second finger zooms and turns; what the first had begun is dropped.
      if (this.touches.size > 1) this.interrupt();
      return;
    }
    const mode = this.modeOf(event);
    if (!mode) return;
    this.element.setPointerCapture(event.pointerId);
    this.mode = mode;
    this.pointerId = event.pointerId;
    this.last = this.at(event);
    this.travelled = 0;
    if (mode.kind === 'tool') this.host.press(this.last, event.shiftKey);
    else this.host.beginDrag();
  }

  private modeOf(event: PointerEvent): Mode | null {
    if (this.touches.size > 1) return null;
    if (event.button === 1) return { kind: 'pan', secondary: false };
    if (event.button === 2) return { kind: 'pan', secondary: true };
    if (event.button !== 0) return null;
    if (event.shiftKey && event.altKey) return { kind: 'rotate' };
    if (this.spaceHeld || this.host.pansByDefault()) return { kind: 'pan', secondary: false };
    return { kind: 'tool' };
  }

  private move(event: PointerEvent): void {
    const at = this.at(event);
    this.over = true;
    this.shift = event.shiftKey;
    if (!this.mode) {
      this.last = at;
      this.host.move(at, event.shiftKey);
      return;
    }
    if (event.pointerId !== this.pointerId) return;
    const [dx, dy] = [at[0] - this.last[0], at[1] - this.last[1]];
    const before = this.last;
    this.last = at;
    this.travelled += Math.hypot(dx, dy);
    if (this.mode.kind === 'rotate') this.host.rotateBy(this.turn(before, at));
    else if (this.mode.kind === 'pan' || this.spaceHeld) this.host.panBy(dx, dy);
    this.host.move(at, event.shiftKey);
  }

  private turn(from: ScreenXY, to: ScreenXY): number {
    const [width, height] = this.host.size();
    const angle = ([x, y]: ScreenXY) => Math.atan2(y - height / 2, x - width / 2);
    return angle(to) - angle(from);
  }

  private up(event: PointerEvent): void {
    this.touches.delete(event.pointerId);
    const { mode } = this;
    if (!mode || event.pointerId !== this.pointerId) return;
    this.mode = null;
    this.element.releasePointerCapture(event.pointerId);
    const at = this.at(event);
    if (mode.kind === 'tool') {
      this.host.release(at, event.shiftKey);
      return;
    }
    this.host.endDrag();
    const click = this.travelled <= CLICK_SLOP;
    if (mode.kind === 'pan' && mode.secondary && click) this.host.secondaryClick();
  }

  private lost(event: PointerEvent): void {
    this.touches.delete(event.pointerId);
    if (this.mode && event.pointerId === this.pointerId) this.interrupt();
  }

  private interrupt(): void {
    const { mode } = this;
    this.mode = null;
    if (mode?.kind === 'tool') this.host.interrupted();
    else if (mode) this.host.endDrag();
  }

  private left(): void {
    this.over = false;
    if (!this.mode) this.host.leave();
  }

  private doubleClick(event: MouseEvent): void {
    if (!isControl(event.target)) this.host.doubleClick(this.at(event));
  }

  private key(event: KeyboardEvent, down: boolean): void {
    if (event.code !== 'Space') return;
    if (!down) this.holdSpace(false);
    else if (!takesSpace(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.holdSpace(true);
    }
  }

  private holdSpace(held: boolean): void {
    if (this.spaceHeld === held) return;
    this.spaceHeld = held;
    // For the cursor. Of several maps the one under the pointer is meant; elsewhere it points at nothing.
    if (this.over) this.host.move(this.last, this.shift);
  }

  private at(event: MouseEvent): ScreenXY {
    const { left, top } = this.element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function takesSpace(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, button, a, [role="button"]') !== null)
  );
}
