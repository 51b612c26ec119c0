/**
 * Drawing along the keel: stern, bow, beam. One gesture (press at the stern, drag to the bow, move out
 * to the beam, click) and three clicks are the same three points, so either can be used at any time.
 */
import { fromKeel } from '../../domain/geometry/box-drawing';
import type { BoxGeometry } from '../../domain/model/box';
import type { PlaneXY, Radians } from '../../domain/model/units';
import type { KeelGesture } from '../../store/session';
import type { ScreenXY } from '../view-transform';
import {
  CLICK_SLOP,
  isClick,
  type PointerAction,
  type PointerPoint,
  snapDirection,
} from './gesture';

export type KeelState =
  | { readonly phase: 'idle' }
  /** The stern is set; `pressed` while the button that set it is down. */
  | {
      readonly phase: 'keel';
      readonly stern: PlaneXY;
      readonly from: ScreenXY;
      readonly pressed: boolean;
    }
  | { readonly phase: 'beam'; readonly stern: PlaneXY; readonly bow: PlaneXY };

export type KeelContext = {
  readonly gesture: KeelGesture;
  readonly aspect: number;
  /** Plane units per CSS pixel. */
  readonly resolution: number;
  /** Direction in the plane from which snapped headings are counted. */
  readonly north: Radians;
};

export const KEEL_IDLE: KeelState = { phase: 'idle' };

/** The state after the action, and the box where the action was the last of the gesture. */
export function keelStep(
  state: KeelState,
  action: PointerAction,
  context: KeelContext,
): { readonly state: KeelState; readonly finished: BoxGeometry | null } {
  const stay = { state, finished: null };
  if (action.type === 'move') return stay;
  if (state.phase === 'idle') {
    if (action.type === 'release') return stay;
    const keel = { stern: action.plane, from: action.screen, pressed: true } as const;
    return { state: { phase: 'keel', ...keel }, finished: null };
  }
  if (state.phase === 'keel') {
    if (action.type === 'press') return stay;
    const click = isClick(state.from, action.screen);
    if (state.pressed && (click || context.gesture === 'clicks')) {
      return { state: { ...state, pressed: false }, finished: null };
    }
    if (click) return stay;
    const bow = bowAt(state.stern, action, context);
    return { state: { phase: 'beam', stern: state.stern, bow }, finished: null };
  }
  if (action.type === 'press') return stay;
  const finished = fromKeel(state.stern, state.bow, action.plane, context.aspect);
  // The click that set the bow, made twice by a nervous finger, must not make a box without beam.
  const tooNarrow = finished.width < (CLICK_SLOP / 2) * context.resolution;
  return tooNarrow ? stay : { state: KEEL_IDLE, finished };
}

export type KeelDraft =
  | { readonly kind: 'line'; readonly stern: PlaneXY; readonly bow: PlaneXY }
  | { readonly kind: 'box'; readonly geometry: BoxGeometry };

/** What to show while the pointer is there; null where nothing has been begun. */
export function keelDraft(
  state: KeelState,
  pointer: PointerPoint & { readonly shift: boolean },
  context: KeelContext,
): KeelDraft | null {
  if (state.phase === 'idle') return null;
  if (state.phase === 'keel') {
    return { kind: 'line', stern: state.stern, bow: bowAt(state.stern, pointer, context) };
  }
  const geometry = fromKeel(state.stern, state.bow, pointer.plane, context.aspect);
  return { kind: 'box', geometry };
}

function bowAt(
  stern: PlaneXY,
  pointer: PointerPoint & { readonly shift: boolean },
  context: KeelContext,
): PlaneXY {
  return pointer.shift ? snapDirection(stern, pointer.plane, context.north) : pointer.plane;
}
