/** Drawing an axis-aligned box: by a drag from corner to corner, or by two clicks. */
import { fromDragRect } from '../../domain/geometry/box-drawing';
import type { BoxGeometry } from '../../domain/model/box';
import type { PlaneXY } from '../../domain/model/units';
import type { ScreenXY } from '../view-transform';
import { isClick, type PointerAction } from './gesture';

export type RectangleState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'corner'; readonly corner: PlaneXY; readonly from: ScreenXY };

export const RECTANGLE_IDLE: RectangleState = { phase: 'idle' };

export function rectangleStep(
  state: RectangleState,
  action: PointerAction,
  aspect: number,
): { readonly state: RectangleState; readonly finished: BoxGeometry | null } {
  if (state.phase === 'idle') {
    if (action.type !== 'press') return { state, finished: null };
    const corner: RectangleState = { phase: 'corner', corner: action.plane, from: action.screen };
    return { state: corner, finished: null };
  }
  if (action.type !== 'release' || isClick(state.from, action.screen)) {
    return { state, finished: null };
  }
  return { state: RECTANGLE_IDLE, finished: fromDragRect(state.corner, action.plane, aspect) };
}

export function rectangleDraft(
  state: RectangleState,
  pointer: PlaneXY,
  aspect: number,
): BoxGeometry | null {
  return state.phase === 'idle' ? null : fromDragRect(state.corner, pointer, aspect);
}
