/**
 * The map: shows the session's current frame in its own plane, draws its boxes, and carries the tools.
 * A disposable projection of the document and the session; it keeps nothing of its own.
 */
import './map.css';
import { sentenceOf } from '../domain/errors';
import { labelOf } from '../domain/listing/box-label';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { PixelXY } from '../domain/model/units';
import type { DocumentChange } from '../store/document-store';
import type { SessionState } from '../store/session';
import { FrameBase } from './base/frame-base';
import { MapControls } from './controls/map-controls';
import { currentScene } from './current-scene';
import type { FrameMap, FrameMapOptions, PaneHost, PaneMap } from './frame-map-types';
import { HeldPicture } from './held-picture';
import { type PointerHost, PointerInput } from './input/pointer-input';
import { LiveRegion, spokenSize } from './live-region';
import { Magnifier } from './magnifier';
import { MapStage } from './map-stage';
import { MapTarget } from './map-target';
import type { GhostBoxes } from './overlay/ghost-boxes';
import { BoxOverlay } from './overlay/overlay';
import type { Scene } from './overlay/scene';
import { PictureMark } from './picture-mark';
import { PointerReadout } from './pointer-readout';
import { ReadAhead } from './read-ahead';
import { ShownFrame } from './shown-frame';
import { ToolDesk } from './tools/tool-desk';
import { UnseenFrames } from './unseen-frames';
import { carriedView } from './view-carry';
import { measureOf, ViewPort } from './view-port';
import { type ScreenXY, sameView, screenToPlane, type ViewTransform } from './view-transform';

export type { FrameMap, FrameMapOptions } from './frame-map-types';
export type { RasterState } from './shown-frame';

export function createFrameMap(options: FrameMapOptions): FrameMap {
  return new DocumentMap(options);
}

/** A map that is one of several which show the same place. */
export function createPane(options: FrameMapOptions & { readonly pane: PaneHost }): PaneMap {
  return new DocumentMap(options);
}

class DocumentMap extends ViewPort implements PaneMap {
  private readonly held = new HeldPicture(this.stage.map);
  private readonly mark = new PictureMark(this.stage.map, this.stage.viewport);
  private readonly magnifier = new Magnifier(this.stage.viewport, {
    picture: () => this.shown?.magnified() ?? null,
    view: () => this.stage.transform(),
  });
  private readonly live = new LiveRegion();
  readonly desk: ToolDesk;
  private readonly overlay: BoxOverlay;
  private readonly input: PointerInput;
  readonly pointerReadout: PointerReadout;
  private readonly controls = new MapControls({
    northUp: () => this.northUp(),
    imageUp: () => this.imageUp(),
  });
  private readonly base: FrameBase;
  private readonly stops: (() => void)[] = [];
  private readonly target = new MapTarget();
  /** The view in which the place under the pointer was read last. */
  private readIn: ViewTransform | null = null;
  private readonly unseen = new UnseenFrames(this.stage.map, (frame, boxes) =>
    this.makeShown(frame, boxes),
  );

  constructor(private readonly options: FrameMapOptions) {
    super(new MapStage(options.pane !== undefined));
    const { document: doc, session, readout } = options;
    this.desk = new ToolDesk({
      document: doc,
      session,
      current: () => this.shown,
      view: () => this.stage.transform(),
      handChanged: () => this.overlay.handChanged(),
      boxesChanged: () => this.overlay.boxesChanged(),
      notice: (sentence) => this.notice(sentence),
      ghostAt: (point) => this.ghosts()?.at(point) ?? null,
    });
    this.overlay = new BoxOverlay(
      "'Inter Variable', Inter, system-ui, sans-serif",
      () => this.scene(),
      () => this.stage.transform(),
    );
    this.pointerReadout = new PointerReadout(
      readout,
      () =>
        this.shown && {
          raster: this.shown.raster,
          lonLatAt: (pixel) => this.shown?.lonLatAt(pixel) ?? null,
        },
      (error) => this.notice(sentenceOf(error)),
    );
    const { viewport } = this.stage;
    viewport.append(this.overlay.element, this.controls.element, this.live.element);
    this.base = new FrameBase(this.stage, {
      document: doc,
      session,
      current: () => this.shown,
      covered: () => this.controls.rects(),
      notice: (sentence) => this.notice(sentence),
    });
    this.input = new PointerInput(viewport, this.pointerHost());
    this.stage.map.on('postrender', () => this.drawn());
    this.stage.map.on('moveend', () => this.storeView());
    if (options.neighbours) this.readAhead(options.neighbours);
    this.stops.push(
      doc.subscribe((change) => this.documentChanged(change)),
      doc.subscribeSaveState(() => this.overlay.handChanged()),
      session.subscribe((state, before) => this.sessionChanged(state, before)),
    );
    this.magnifier.show(session.getState().magnifier);
    this.showFrame(session.getState().frameId);
  }

  private readAhead(neighbours: (frame: Frame) => readonly Frame[]): void {
    const { session, openRaster } = this.options;
    const ahead = new ReadAhead(this.stage.map, {
      session,
      current: () => this.shown,
      view: () => this.stage.state(),
      size: () => this.stage.size(),
      neighbours,
      openRaster,
      prepare: (frame, raster) => this.unseen.prepare(frame, raster),
    });
    this.stops.push(() => ahead.stop());
  }

  setTarget(element: HTMLElement | null): void {
    this.target.set(element);
    this.stage.map.setTarget(element ?? undefined);
    this.describe();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.input.dispose();
    this.base.dispose();
    this.magnifier.dispose();
    this.pointerReadout.reset();
    this.held.release();
    this.unseen.dispose();
    this.shown?.dispose();
    this.shown = null;
    this.overlay.dispose();
    this.setTarget(null);
    this.stage.dispose();
  }

  reopen(): void {
    this.showFrame(this.options.session.getState().frameId);
  }

  isWhole(): boolean {
    return this.mark.isWhole;
  }

  cancelGesture(): boolean {
    return this.desk.cancel();
  }

  pointer(): PixelXY | null {
    return this.pointerReadout.last;
  }

  focus(): void {
    this.target.element?.focus({ preventScroll: true });
  }

  private pointerHost(): PointerHost {
    const { session } = this.options;
    return {
      pansByDefault: () => session.getState().tool === 'pan',
      press: (at, shift) => {
        this.desk.press(at, shift);
        this.setCursor();
      },
      move: (at, shift) => {
        this.desk.move(at, shift);
        this.readPointer(at, false);
        this.setCursor();
      },
      release: (at, shift) => {
        this.desk.release(at, shift);
        this.setCursor();
      },
      leave: () => {
        this.desk.leave();
        this.pointerReadout.leave();
        this.options.pane?.pointed(null, false);
      },
      interrupted: () => this.desk.cancel(),
      secondaryClick: () => this.desk.cancel(),
      doubleClick: (at) => this.doubleClick(at),
      beginDrag: () => this.stage.beginDrag(),
      endDrag: () => {
        this.stage.endDrag();
        this.setCursor();
      },
      panBy: (dx, dy) => this.stage.dragBy(dx, dy),
      rotateBy: (angle) => this.stage.turnBy(angle),
      size: () => this.stage.size(),
    };
  }

  private doubleClick(at: ScreenXY): void {
    const { session, onInspect } = this.options;
    const { tool, selection } = session.getState();
    const view = this.stage.transform();
    if (!view) return;
    if (tool === 'pan') this.stage.zoomBy(2, at);
    if (tool !== 'select') return;
    const under = this.desk.boxesAt(screenToPlane(view, at));
    const box = under.find(({ id }) => selection.includes(id)) ?? under[0];
    if (!box) return;
    session.setState({ selection: [box.id] });
    onInspect?.(box.id);
  }

  private sessionChanged(state: SessionState, before: SessionState): void {
    if (state.frameId !== before.frameId) this.showFrame(state.frameId);
    if (state.tool !== before.tool) {
      this.desk.cancel();
      this.setCursor();
    }
    if (state.displayDraft !== before.displayDraft) this.showDraft(state.displayDraft);
    if (state.magnifier !== before.magnifier) this.magnifier.show(state.magnifier);
    if (state.boxesShown !== before.boxesShown) this.overlay.boxesChanged();
    if (state.selection !== before.selection) this.announce();
    const drawn = [
      ...(['selection', 'hovered', 'labelsShown', 'classId', 'tool', 'probe'] as const),
      ...(['areaId', 'proposals', 'compare', 'screen', 'boxesShown'] as const),
    ] as const;
    if (drawn.some((key) => state[key] !== before[key])) this.overlay.handChanged();
  }

  private showDraft(draft: SessionState['displayDraft']): void {
    const { shown } = this;
    shown?.tryStretch(draft?.frameId === shown.frame.id ? draft.stretch : null);
    this.magnifier.redraw();
  }

  private documentChanged({ patches }: DocumentChange): void {
    const { document: doc, session } = this.options;
    const { frameId } = session.getState();
    const after = frameId ? doc.get('frames', frameId) : undefined;
    if (!this.shown || !after || this.shown.needsReopening(after)) {
      this.showFrame(after?.id ?? null);
      return;
    }
    if (after !== this.shown.frame) this.shown.update(after);
    this.desk.recordsChanged(patches);
    const boxes = this.shown.applyPatches(patches, () => doc.boxesOf(after.id));
    if (boxes || patches.some(({ table }) => table === 'classes')) this.overlay.boxesChanged();
    this.describe();
    this.overlay.handChanged();
    this.magnifier.redraw();
  }

  private showFrame(frameId: FrameId | null): void {
    const { document: doc, session } = this.options;
    const frame = frameId ? doc.get('frames', frameId) : undefined;
    const before = this.shown;
    const beforeView = this.stage.state();
    this.desk.cancel();
    this.mark.expect(frame !== undefined);
    if (!frame) {
      before?.dispose();
      this.shown = null;
      this.stage.hide();
      this.held.release();
      this.controls.hide();
      this.overlay.draw();
    } else {
      const shown = this.unseen.toShow(frame, doc.boxesOf(frame.id));
      const carried = before && beforeView && carriedView(before, beforeView, shown);
      this.shown = shown;
      const view = carried ?? session.getState().views[frame.id] ?? null;
      this.stage.show(frame, shown.projection, view);
      this.held.release();
      if (before && !shown.isReady(this.stage.transform())) this.held.hold();
      if (before) this.unseen.add(before, frame.id);
      void shown.open().then(() => this.unseen.letGo());
    }
    this.pointerReadout.reset();
    this.readPointer(this.input.rest, true);
    this.base.refresh();
    this.overlay.boxesChanged();
    this.describe();
  }

  private makeShown(frame: Frame, boxes: readonly Box[]): ShownFrame {
    const { openRaster, onRasterState } = this.options;
    return new ShownFrame(frame, boxes, {
      map: this.stage.map,
      // What panes show is mixed with what others do.
      copied: this.options.pane !== undefined,
      openRaster,
      onState: (state) => {
        if (state === 'ready') {
          this.mark.opened();
          this.pointerReadout.pictureCame();
        }
        if (typeof state === 'object') {
          this.held.release();
          this.mark.expect(false);
        }
        onRasterState(frame.id, state);
      },
      onTile: () => {
        this.held.tileCame();
        this.magnifier.redraw();
      },
      onNotice: (sentence) => this.notice(sentence),
    });
  }

  /** After OpenLayers has drawn the picture, in the same screen frame. */
  private drawn(): void {
    const view = this.stage.transform();
    const { shown } = this;
    if (!view || !shown) {
      this.overlay.draw();
      return;
    }
    this.held.drawn(view);
    this.magnifier.redraw();
    const measure = measureOf(shown, view);
    this.pointerReadout.viewed({ resolution: view.resolution, ...measure });
    this.controls.update({ view, ...measure });
    this.desk.viewMoved();
    if (!this.readIn || !sameView(this.readIn, view)) this.readPointer(this.input.rest, true);
    this.overlay.draw();
    this.options.pane?.drawn();
  }

  redrawBoxes(): void {
    this.overlay.boxesChanged();
  }

  private ghosts(): GhostBoxes | null {
    return (this.shown && this.options.pane?.ghosts(this.shown)) ?? null;
  }

  private scene(): Scene | null {
    const { shown, desk } = this;
    return shown && currentScene(this.options, shown, desk, this.controls.rects());
  }

  private setCursor(): void {
    const { pan } = this.input;
    const cursor = pan === 'dragging' ? 'grabbing' : pan === 'ready' ? 'grab' : this.desk.cursor();
    this.stage.viewport.style.cursor = cursor;
  }

  /** @param rests whether the pointer is at rest, and another picture, or another part of it, has come under it */
  private readPointer(at: ScreenXY | null, rests: boolean): void {
    const view = this.stage.transform();
    if (!at || !view || !this.shown) return;
    const point = screenToPlane(view, at);
    this.readIn = view;
    this.pointerReadout.move(this.shown.pixelOf(point));
    this.options.pane?.pointed(point, rests);
  }

  private storeView(): void {
    const { session } = this.options;
    const state = this.stage.state();
    const { shown } = this;
    // Before the map is on a page its view is a guess, which must not replace what was stored.
    if (!shown || !state || !this.target.element) return;
    session.setState(({ views }) => ({ views: { ...views, [shown.frame.id]: state } }));
  }

  private announce(): void {
    const { document: doc, session } = this.options;
    const { shown } = this;
    const boxes = session.getState().selection.flatMap((id) => doc.get('boxes', id) ?? []);
    this.live.announce(boxes, shown?.frame.id ?? null, (box) => ({
      name: labelOf(doc, box),
      size: shown ? spokenSize(shown.measureOf(box.geometry, box.bowKnown).size) : '',
    }));
  }

  private describe(): void {
    this.target.describe(this.shown?.label ?? 'Map, no frame');
  }

  private notice(sentence: string): void {
    this.options.onNotice?.(sentence);
  }
}
