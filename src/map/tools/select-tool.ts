/**
 * Picking and changing boxes. A pure machine: it is told what is under the pointer and says what
 * should happen. Changes are previews until the button goes up, and then one edit.
 */

import { assertNever } from '../../domain/errors';
import { resizeCorner, resizeSide, rotateTo, translate } from '../../domain/geometry/box-reshape';
import { type PlaneRect, rectFromPoints } from '../../domain/geometry/plane';
import type { Box, BoxGeometry } from '../../domain/model/box';
import type { PatchOf } from '../../domain/model/commit';
import type { BoxId } from '../../domain/model/ids';
import type { PlaneXY, Radians } from '../../domain/model/units';
import type { ScreenXY } from '../view-transform';
import { isClick, type PointerAction, snapAngle } from './gesture';
import { type Handle, handlePoint } from './handles';

export type Geometries = ReadonlyMap<BoxId, BoxGeometry>;

type Press = { readonly from: ScreenXY; readonly start: PlaneXY; readonly shift: boolean };

export type SelectState =
  | { readonly phase: 'idle' }
  /** Pressed, not moved yet. `box` is what is under the pointer, null on the empty map. */
  | ({ readonly phase: 'pressed'; readonly box: Box | null; readonly wasSelected: boolean } & Press)
  | ({ readonly phase: 'marquee'; readonly to: PlaneXY } & Press)
  | ({ readonly phase: 'move'; readonly boxes: readonly Box[]; readonly to: Geometries } & Press)
  | ({
      readonly phase: 'handle';
      readonly box: Box;
      readonly handle: Handle;
      readonly to: Geometries;
    } & Press);

export const SELECT_IDLE: SelectState = { phase: 'idle' };

export type SelectContext = {
  readonly aspect: number;
  /** Direction in the plane from which snapped headings are counted. */
  readonly north: Radians;
  readonly selection: readonly BoxId[];
  /** Boxes of the selection on this frame. */
  readonly selected: () => readonly Box[];
  /** Boxes at a point, the one to take first, then those beneath. */
  readonly boxesAt: (point: PlaneXY) => readonly Box[];
  readonly boxesIn: (rect: PlaneRect) => readonly BoxId[];
  /** The handle under a point of the screen, with the box that it belongs to. */
  readonly handleAt: (point: ScreenXY) => { readonly handle: Handle; readonly box: Box } | null;
  /** Null when boxes can be changed, else the sentence that says why not. */
  readonly lockedReason: string | null;
};

export type SelectEffect =
  | { readonly type: 'select'; readonly ids: readonly BoxId[] }
  | { readonly type: 'commit'; readonly geometries: Geometries; readonly verb: ChangeVerb }
  | { readonly type: 'refuse'; readonly reason: string };
export type ChangeVerb = 'Move' | 'Resize' | 'Turn';

export type SelectResult = {
  readonly state: SelectState;
  readonly effects: readonly SelectEffect[];
};

export function selectStep(
  state: SelectState,
  action: PointerAction,
  context: SelectContext,
): SelectResult {
  switch (action.type) {
    case 'press':
      return press(action, context);
    case 'move':
      return move(state, action, context);
    case 'release':
      return release(state, action, context);
    default:
      return assertNever(action.type);
  }
}

/** Boxes that are shown elsewhere than the document has them, while a drag is under way. */
export function previewOf(state: SelectState): Geometries | null {
  return state.phase === 'move' || state.phase === 'handle' ? state.to : null;
}

/** The boxes that the gesture under way began with. */
export function heldBoxes(state: SelectState): readonly Box[] {
  if (state.phase === 'move') return state.boxes;
  return (state.phase === 'pressed' || state.phase === 'handle') && state.box ? [state.box] : [];
}

/** Whether a box cannot be dragged on as it was: where it is, or that it may be moved, has changed. */
export function isElsewhere({ before, after }: PatchOf<'boxes'>): boolean {
  const place = (box: Box | null) => box && JSON.stringify([box.geometry, box.locked]);
  return place(before) !== place(after);
}

export function marqueeOf(state: SelectState): PlaneRect | null {
  return state.phase === 'marquee' ? rectFromPoints([state.start, state.to]) : null;
}

const NONE: Geometries = new Map();

function press(action: PointerAction, context: SelectContext): SelectResult {
  const base = { from: action.screen, start: action.plane, shift: action.shift };
  const held = context.handleAt(action.screen);
  if (held && !context.lockedReason) {
    return { state: { phase: 'handle', ...base, ...held, to: NONE }, effects: [] };
  }
  const [first] = context.boxesAt(action.plane);
  // What is selected already stays in hand, so that a drag moves it and not a box on top of it.
  const box =
    context.boxesAt(action.plane).find(({ id }) => context.selection.includes(id)) ?? first;
  const wasSelected = box !== undefined && context.selection.includes(box.id);
  const state = { phase: 'pressed', ...base, box: box ?? null, wasSelected } as const;
  if (!box || wasSelected || action.shift) return { state, effects: [] };
  return { state, effects: [{ type: 'select', ids: [box.id] }] };
}

function move(state: SelectState, action: PointerAction, context: SelectContext): SelectResult {
  const unchanged = { state, effects: [] };
  switch (state.phase) {
    case 'idle':
      return unchanged;
    case 'pressed':
      return isClick(state.from, action.screen) ? unchanged : beginDrag(state, action, context);
    case 'marquee':
      return { state: { ...state, to: action.plane }, effects: [] };
    case 'move':
      return {
        state: { ...state, to: moved(state.boxes, state.start, action, context) },
        effects: [],
      };
    case 'handle': {
      if (state.to === NONE && isClick(state.from, action.screen)) return unchanged;
      const geometry = reshaped(state.box.geometry, state.handle, state.start, action, context);
      return { state: { ...state, to: new Map([[state.box.id, geometry]]) }, effects: [] };
    }
    default:
      return assertNever(state);
  }
}

function beginDrag(
  state: Extract<SelectState, { phase: 'pressed' }>,
  action: PointerAction,
  context: SelectContext,
): SelectResult {
  const base = { from: state.from, start: state.start, shift: state.shift };
  if (!state.box || state.shift) {
    return { state: { phase: 'marquee', ...base, to: action.plane }, effects: [] };
  }
  if (context.lockedReason) {
    const refuse = { type: 'refuse', reason: context.lockedReason } as const;
    return { state: SELECT_IDLE, effects: [refuse] };
  }
  const boxes = context.selected().filter(({ locked }) => !locked);
  if (boxes.length === 0) {
    const refuse = { type: 'refuse', reason: 'This box is locked. Unlock it to move it.' } as const;
    return { state: SELECT_IDLE, effects: [refuse] };
  }
  const to = moved(boxes, state.start, action, context);
  return { state: { phase: 'move', ...base, boxes, to }, effects: [] };
}

function release(state: SelectState, action: PointerAction, context: SelectContext): SelectResult {
  const done = (...effects: SelectEffect[]): SelectResult => ({ state: SELECT_IDLE, effects });
  switch (state.phase) {
    case 'idle':
      return done();
    case 'pressed':
      return done(...clicked(state, context));
    case 'marquee': {
      const inside = context.boxesIn(rectFromPoints([state.start, action.plane]));
      const ids = state.shift ? [...new Set([...context.selection, ...inside])] : inside;
      return done({ type: 'select', ids });
    }
    case 'move':
      return done({ type: 'commit', geometries: state.to, verb: 'Move' });
    case 'handle': {
      const verb = state.handle.kind === 'rotate' ? 'Turn' : 'Resize';
      if (state.to !== NONE) return done({ type: 'commit', geometries: state.to, verb });
      const onBox = context.boxesAt(state.start).length > 0;
      return onBox ? done(...clicked({ ...state, wasSelected: true }, context)) : done();
    }
    default:
      return assertNever(state);
  }
}

/** A click: takes, toggles with shift, clears on the empty map, or goes to the next box beneath. */
function clicked(
  state: Press & { readonly wasSelected: boolean },
  context: SelectContext,
): readonly SelectEffect[] {
  const { selection } = context;
  const under = context.boxesAt(state.start);
  const [top] = under;
  if (state.shift) {
    if (!top) return [];
    const others = selection.filter((id) => id !== top.id);
    return [
      { type: 'select', ids: others.length < selection.length ? others : [...selection, top.id] },
    ];
  }
  if (!top) return selection.length > 0 ? [{ type: 'select', ids: [] }] : [];
  if (!state.wasSelected) return [];
  if (selection.length > 1) return [{ type: 'select', ids: [top.id] }];
  const at = under.findIndex(({ id }) => id === selection[0]);
  const next = under[(at + 1) % under.length];
  return next && next.id !== selection[0] ? [{ type: 'select', ids: [next.id] }] : [];
}

function moved(
  boxes: readonly Box[],
  start: PlaneXY,
  action: PointerAction,
  { aspect }: SelectContext,
): Geometries {
  const du = action.plane[0] - start[0];
  const dv = action.plane[1] - start[1];
  return new Map(boxes.map(({ id, geometry }) => [id, translate(geometry, du, dv, aspect)]));
}

/** Corners and sides keep the distance to the pointer that they had when they were taken hold of. */
export function reshaped(
  box: BoxGeometry,
  handle: Handle,
  start: PlaneXY,
  action: PointerAction,
  { aspect, north }: Pick<SelectContext, 'aspect' | 'north'>,
): BoxGeometry {
  const { plane, shift } = action;
  switch (handle.kind) {
    case 'rotate': {
      const angle = Math.atan2(plane[1] - box.y, plane[0] - box.x * aspect);
      return rotateTo(box, shift ? snapAngle(angle, north) : angle);
    }
    case 'side':
      return resizeSide(box, handle.side, dragged(handle, box, start, plane, aspect), aspect);
    case 'corner':
      return resizeCorner(box, handle.corner, dragged(handle, box, start, plane, aspect), aspect);
    default:
      return assertNever(handle);
  }
}

function dragged(
  handle: Exclude<Handle, { kind: 'rotate' }>,
  box: BoxGeometry,
  start: PlaneXY,
  to: PlaneXY,
  aspect: number,
): PlaneXY {
  const [u, v] = handlePoint(handle, box, aspect);
  return [u + to[0] - start[0], v + to[1] - start[1]];
}
