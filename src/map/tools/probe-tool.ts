/** Choosing what to chart: a drag is a line, a click is a point. */
import type { PlaneXY } from '../../domain/model/units';
import type { ScreenXY } from '../view-transform';
import { isClick, type PointerAction } from './gesture';

export type ProbeState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'line'; readonly start: PlaneXY; readonly from: ScreenXY };

export type ProbeLine = { readonly from: PlaneXY; readonly to: PlaneXY };

export const PROBE_IDLE: ProbeState = { phase: 'idle' };

export function probeStep(
  state: ProbeState,
  action: PointerAction,
): { readonly state: ProbeState; readonly finished: ProbeLine | null } {
  if (action.type === 'press' && state.phase === 'idle') {
    const line: ProbeState = { phase: 'line', start: action.plane, from: action.screen };
    return { state: line, finished: null };
  }
  if (action.type !== 'release' || state.phase === 'idle') return { state, finished: null };
  const to = isClick(state.from, action.screen) ? state.start : action.plane;
  return { state: PROBE_IDLE, finished: { from: state.start, to } };
}

/** The line in hand; null between gestures. */
export function probeDraft(state: ProbeState, pointer: PlaneXY): ProbeLine | null {
  return state.phase === 'idle' ? null : { from: state.start, to: pointer };
}
