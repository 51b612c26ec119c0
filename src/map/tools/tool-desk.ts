/** The tools at work: turns the pure machines' results into edits, selections and things to draw. */
import { createBox, setGeometry } from '../../domain/edits/box-edits';
import { createdBoxIds } from '../../domain/edits/edit-parts';
import { addObservation } from '../../domain/edits/observation-edits';
import type { Edit, EditContext } from '../../domain/edits/types';
import { sentenceOf } from '../../domain/errors';
import { fromPlane, type PlaneRect, toPlane } from '../../domain/geometry/plane';
import type { Box, BoxGeometry } from '../../domain/model/box';
import type { Patch } from '../../domain/model/commit';
import type { BoxId, ObservationId } from '../../domain/model/ids';
import type { BoxClass } from '../../domain/model/project';
import type { PlaneXY } from '../../domain/model/units';
import { withSearchArea } from '../../store/compare-state';
import { areaAt } from '../current-marks';
import type { Draft } from '../overlay/scene';
import { type ScreenXY, screenToPlane } from '../view-transform';
import { AreaHand, type HeldArea } from './area-hand';
import type { DeskFrame, DeskHost } from './desk-types';
import type { PointerAction } from './gesture';
import { type Handle, handleAt, handleCursor } from './handles';
import { KEEL_IDLE, type KeelContext, keelDraft, keelStep } from './keel-tool';
import { PROBE_IDLE, type ProbeLine, probeDraft, probeStep } from './probe-tool';
import { RECTANGLE_IDLE, rectangleDraft, rectangleStep } from './rectangle-tool';
import {
  type Geometries,
  heldBoxes,
  isElsewhere,
  marqueeOf,
  previewOf,
  SELECT_IDLE,
  type SelectContext,
  type SelectEffect,
  selectStep,
} from './select-tool';

/** Boxes are hit from this far outside, CSS pixels. */
const TOLERANCE = 5;

export class ToolDesk {
  private keel = KEEL_IDLE;
  private rectangle = RECTANGLE_IDLE;
  private select = SELECT_IDLE;
  private probing = PROBE_IDLE;
  readonly area: AreaHand;
  private pointer: { readonly screen: ScreenXY; readonly shift: boolean } | null = null;

  constructor(private readonly host: DeskHost) {
    this.area = new AreaHand(host, (make) => this.commit(make));
  }

  press(screen: ScreenXY, shift: boolean): void {
    this.act('press', screen, shift);
  }

  release(screen: ScreenXY, shift: boolean): void {
    this.act('release', screen, shift);
  }

  move(screen: ScreenXY, shift: boolean): void {
    this.act('move', screen, shift);
  }

  /** The view has moved under a pointer that stands still. */
  viewMoved(): void {
    if (this.pointer && this.busy) this.act('move', this.pointer.screen, this.pointer.shift);
  }

  leave(): void {
    this.pointer = null;
    this.setHovered(null);
  }

  /** Whether a gesture is under way. */
  get busy(): boolean {
    const states = [this.keel, this.rectangle, this.select, this.probing];
    return this.area.busy || states.some(({ phase }) => phase !== 'idle');
  }

  /** Drops the gesture; what was dragged goes back. Gives whether there was one. */
  cancel(): boolean {
    if (!this.busy) return false;
    const dragged = this.preview !== null;
    this.keel = KEEL_IDLE;
    this.rectangle = RECTANGLE_IDLE;
    this.select = SELECT_IDLE;
    this.probing = PROBE_IDLE;
    this.area.cancel();
    if (dragged) this.host.boxesChanged();
    this.host.handChanged();
    return true;
  }

  /** Drops a drag whose boxes or area were moved, locked or removed meanwhile: its end would undo that unseen. */
  recordsChanged(patches: readonly Patch[]): void {
    const held = new Set(heldBoxes(this.select).map(({ id }) => id));
    const elsewhere = patches.some(
      (patch) => patch.table === 'boxes' && held.has(patch.id) && isElsewhere(patch),
    );
    if (elsewhere || this.area.isChangedBy(patches)) this.cancel();
  }

  get preview(): Geometries | null {
    return previewOf(this.select);
  }

  get marquee(): PlaneRect | null {
    return marqueeOf(this.select);
  }

  /** The line of values in hand, else the one that is charted. */
  get probe(): ProbeLine | null {
    const desk = this.host.current();
    const action = this.pointer && this.action('move', this.pointer.screen, this.pointer.shift);
    const inHand = action && probeDraft(this.probing, action.plane);
    const { probe } = this.host.session.getState();
    if (inHand || !desk || probe?.frameId !== desk.frame.id) return inHand;
    const aspect = desk.frame.pixelAspect;
    return { from: toPlane(probe.from, aspect), to: toPlane(probe.to, aspect) };
  }

  get draft(): Draft | null {
    const action = this.pointer && this.action('move', this.pointer.screen, this.pointer.shift);
    const desk = this.host.current();
    if (!action || !desk) return null;
    const aspect = desk.frame.pixelAspect;
    const rectangle = rectangleDraft(this.rectangle, action.plane, aspect);
    if (rectangle) return { kind: 'box', geometry: rectangle, bowKnown: false };
    const keel = keelDraft(this.keel, action, this.keelContext(desk, action.plane));
    return keel && { ...keel, bowKnown: this.bowMatters() };
  }

  /** Class that a new box gets: the session's, or the first of the list. */
  newClass(): BoxClass | null {
    const { document, session } = this.host;
    const { classId } = session.getState();
    const chosen = classId ? document.get('classes', classId) : undefined;
    if (chosen) return chosen;
    return [...document.all('classes')].sort((a, b) => a.order - b.order)[0] ?? null;
  }

  cursor(): string {
    const { tool } = this.host.session.getState();
    if (tool !== 'select' && tool !== 'pan') return 'crosshair';
    if (tool === 'pan') return 'grab';
    const view = this.host.view();
    if (!this.pointer || !view) return 'default';
    const held =
      this.select.phase === 'handle' ? this.select : this.handleUnder(this.pointer.screen);
    if (held) {
      const geometry = this.preview?.get(held.box.id) ?? held.box.geometry;
      return handleCursor(held.handle, geometry, view);
    }
    const point = screenToPlane(view, this.pointer.screen);
    const area = this.heldArea(this.pointer.screen, point);
    if (area) {
      const geometry = this.area.preview(area.area.id) ?? area.area.geometry;
      return handleCursor(area.handle, geometry, view);
    }
    if (this.select.phase === 'move') return 'move';
    const [top] = this.boxesAt(point);
    if (!top) return this.areaUnder(this.pointer.screen) ? 'pointer' : 'default';
    const { selection } = this.host.session.getState();
    const movable = selection.includes(top.id) && !top.locked && !this.host.document.lockedReason;
    return movable ? 'move' : 'pointer';
  }

  /** The single selected box, where it may be reshaped. */
  reshapable(): Box | null {
    const { selection, tool, boxesShown } = this.host.session.getState();
    const [only] = selection;
    if (!only || selection.length > 1 || tool !== 'select' || !boxesShown) return null;
    const box = this.host.current()?.index.get(only);
    return box && !box.locked && !this.host.document.lockedReason ? box : null;
  }

  boxesAt(point: PlaneXY): readonly Box[] {
    const view = this.host.view();
    const { boxesShown } = this.host.session.getState();
    if (!view || !boxesShown) return [];
    return this.host.current()?.index.at(point, TOLERANCE * view.resolution) ?? [];
  }

  private action(
    type: PointerAction['type'],
    screen: ScreenXY,
    shift: boolean,
  ): PointerAction | null {
    const view = this.host.view();
    return view && { type, screen, shift, plane: screenToPlane(view, screen) };
  }

  private act(type: PointerAction['type'], screen: ScreenXY, shift: boolean): void {
    this.pointer = { screen, shift };
    const action = this.action(type, screen, shift);
    const desk = this.host.current();
    if (!action || !desk) return;
    const { tool } = this.host.session.getState();
    const gesture = this.gesture();
    if (gesture === 'keel') this.actKeel(action, desk);
    else if (gesture === 'rectangle') this.actRectangle(action, desk);
    else if (tool === 'select') this.actSelect(action, desk);
    else if (tool === 'profile') this.actProbe(action, desk);
    const hovering = tool === 'select' && !this.busy;
    this.setHovered(hovering ? this.under(action.plane) : null);
    if (this.busy || type !== 'move') this.host.handChanged();
  }

  /** How boxes and areas are drawn just now; null where nothing is drawn. */
  private gesture(): 'keel' | 'rectangle' | null {
    const { tool, areaShape } = this.host.session.getState();
    if (tool === 'area') return areaShape === 'keel' ? 'keel' : 'rectangle';
    return tool === 'keel' || tool === 'rectangle' ? tool : null;
  }

  private bowMatters(): boolean {
    return this.host.session.getState().tool === 'keel' && (this.newClass()?.directed ?? false);
  }

  private under(point: PlaneXY): BoxId | null {
    const [top] = this.boxesAt(point);
    return top?.id ?? (this.host.session.getState().boxesShown ? this.host.ghostAt(point) : null);
  }

  private actKeel(action: PointerAction, desk: DeskFrame): void {
    if (this.keel.phase === 'idle' && action.type === 'press' && this.refusesDrawing()) return;
    const step = keelStep(this.keel, action, this.keelContext(desk, action.plane));
    this.keel = step.state;
    if (step.finished) this.finish(step.finished, this.bowMatters());
  }

  private actRectangle(action: PointerAction, desk: DeskFrame): void {
    if (this.rectangle.phase === 'idle' && action.type === 'press' && this.refusesDrawing()) return;
    const step = rectangleStep(this.rectangle, action, desk.frame.pixelAspect);
    this.rectangle = step.state;
    if (step.finished) this.finish(step.finished, false);
  }

  private actProbe(action: PointerAction, { frame }: DeskFrame): void {
    const step = probeStep(this.probing, action);
    this.probing = step.state;
    if (!step.finished) return;
    const from = fromPlane(step.finished.from, frame.pixelAspect);
    const to = fromPlane(step.finished.to, frame.pixelAspect);
    this.host.session.setState({ probe: { frameId: frame.id, from, to } });
  }

  private refusesDrawing(): boolean {
    const { tool, areaUse } = this.host.session.getState();
    const area = tool === 'area';
    // Where changes are searched is no record of the project.
    if (area && areaUse === 'search') return false;
    const classes = 'The project has no classes. Add one before drawing boxes.';
    const reason = this.host.document.lockedReason ?? (area || this.newClass() ? null : classes);
    if (reason) this.host.notice(reason);
    return reason !== null;
  }

  private keelContext(desk: DeskFrame, at: PlaneXY): KeelContext {
    return {
      gesture: this.host.session.getState().keelGesture,
      aspect: desk.frame.pixelAspect,
      resolution: this.host.view()?.resolution ?? 1,
      north: desk.northAt(at),
    };
  }

  private finish(geometry: BoxGeometry, bowKnown: boolean): void {
    if (this.host.session.getState().tool === 'area') this.drawArea(geometry);
    else this.draw(geometry, bowKnown);
  }

  private drawArea(geometry: BoxGeometry): void {
    const { document, session } = this.host;
    const frame = this.host.current()?.frame;
    if (!frame) return;
    const { areaUse, compare } = session.getState();
    if (areaUse === 'search') {
      const next = withSearchArea(compare, { frameId: frame.id, geometry });
      session.setState({ compare: next, tool: 'select' });
      return;
    }
    this.commit((context) => {
      const draft = { frameId: frame.id, kind: areaUse, geometry };
      const { edit, observationId } = addObservation(document, context, draft);
      const chosen = { areaId: observationId, selection: [], tool: 'select' } as const;
      return { edit, afterwards: () => session.setState(chosen) };
    });
  }

  private draw(geometry: BoxGeometry, bowKnown: boolean): void {
    const desk = this.host.current();
    const boxClass = this.newClass();
    if (!desk || !boxClass) return;
    this.commit((context) => {
      const edit = createBox(this.host.document, context, {
        frameId: desk.frame.id,
        classId: boxClass.id,
        geometry,
        bowKnown,
      });
      const made = createdBoxIds(edit);
      const { session } = this.host;
      const { tool, sternToBow } = session.getState();
      const drawn = tool === 'keel' ? { sternToBow: new Set([...sternToBow, ...made]) } : {};
      return { edit, afterwards: () => session.setState({ ...drawn, selection: made }) };
    });
  }

  private actSelect(action: PointerAction, desk: DeskFrame): void {
    const before = this.preview;
    if (this.area.act(action, desk, this.heldArea(action.screen, action.plane))) return;
    if (action.type === 'press' && this.takesArea(action)) return;
    const { selection, boxesShown } = this.host.session.getState();
    const context: SelectContext = {
      aspect: desk.frame.pixelAspect,
      north: desk.northAt(action.plane),
      selection,
      selected: () => selection.flatMap((id) => desk.index.get(id) ?? []),
      boxesAt: (point) => this.boxesAt(point),
      boxesIn: (rect) => (boxesShown ? desk.index.within(rect) : []),
      handleAt: (point) => this.handleUnder(point),
      lockedReason: this.host.document.lockedReason,
    };
    const step = selectStep(this.select, action, context);
    this.select = step.state;
    for (const effect of step.effects) this.carryOut(effect);
    if ((before?.size ?? 0) !== (this.preview?.size ?? 0)) this.host.boxesChanged();
  }

  /** A press on the outline of an area takes it in hand; one elsewhere lets go of it. */
  private takesArea({ screen, plane }: PointerAction): boolean {
    const { session } = this.host;
    const onBox = this.handleUnder(screen) !== null || this.boxesAt(plane).length > 0;
    const areaId = onBox ? null : this.areaUnder(screen);
    if (areaId) session.setState({ areaId, selection: [] });
    else if (session.getState().areaId) session.setState({ areaId: null });
    return areaId !== null;
  }

  /** The handle or the edge of the area in hand at a point, where no box's handle lies over it. */
  private heldArea(screen: ScreenXY, plane: PlaneXY): HeldArea | null {
    const { areaId } = this.host.session.getState();
    const own = areaId !== null && this.areaUnder(screen) === areaId;
    const onBox = !own && this.boxesAt(plane).length > 0;
    return onBox && !this.area.busy ? null : this.area.under(screen, plane, own);
  }

  private areaUnder(screen: ScreenXY): ObservationId | null {
    const view = this.host.view();
    const frame = this.host.current()?.frame;
    if (!view || !frame || !this.host.session.getState().boxesShown) return null;
    const point = screenToPlane(view, screen);
    const area = areaAt(this.host.document, frame, point, TOLERANCE * view.resolution);
    return area?.id ?? null;
  }

  private carryOut(effect: SelectEffect): void {
    if (effect.type === 'select') this.setSelection(effect.ids);
    else if (effect.type === 'refuse') this.host.notice(effect.reason);
    else {
      const changes = [...effect.geometries].map(([id, geometry]) => ({ id, geometry }));
      this.commit((context) => ({
        edit: setGeometry(this.host.document, context, { changes, verb: effect.verb }),
      }));
    }
  }

  private commit(make: (context: EditContext) => { edit: Edit; afterwards?: () => void }): void {
    const { document } = this.host;
    try {
      const context = { now: new Date().toISOString(), author: document.project.author };
      const { edit, afterwards } = make(context);
      document.commit(edit);
      afterwards?.();
    } catch (error) {
      this.host.notice(sentenceOf(error));
    }
  }

  private handleUnder(screen: ScreenXY): { handle: Handle; box: Box } | null {
    const box = this.reshapable();
    const view = this.host.view();
    const desk = this.host.current();
    if (!box || !view || !desk) return null;
    const handle = handleAt(box.geometry, desk.frame.pixelAspect, view, screen);
    return handle && { handle, box };
  }

  private setSelection(selection: readonly BoxId[]): void {
    this.host.session.setState({ selection });
  }

  private setHovered(hovered: BoxId | null): void {
    if (this.host.session.getState().hovered !== hovered) this.host.session.setState({ hovered });
  }
}
