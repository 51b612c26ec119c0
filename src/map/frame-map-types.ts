/** What the map is made with, and what can be done with it besides what commands ask of it. */
import type { Frame } from '../domain/model/frame';
import type { BoxId, FrameId } from '../domain/model/ids';
import type { PixelXY, PlaneXY } from '../domain/model/units';
import type { FrameRaster } from '../raster/types';
import type { DocumentStore } from '../store/document-store';
import type { MapPort } from '../store/ports';
import type { Readout, Session } from '../store/session';
import type { MapStage } from './map-stage';
import type { GhostBoxes } from './overlay/ghost-boxes';
import type { TagRect } from './overlay/text-tag';
import type { RasterState } from './shown-frame';
import type { PlacedFrame } from './view-carry';

export type FrameMapOptions = {
  readonly document: DocumentStore;
  readonly session: Session;
  readonly readout: Readout;
  readonly openRaster: (frame: Frame, signal: AbortSignal) => Promise<FrameRaster>;
  /** Frames that are likely to be looked at next: what they would show is read ahead. */
  readonly neighbours?: (frame: Frame) => readonly Frame[];
  readonly onRasterState: (frameId: FrameId, state: RasterState) => void;
  /** A sentence for the user: why something was refused or failed. */
  readonly onNotice?: (sentence: string) => void;
  /** A box was double-clicked: its inspector is wanted. */
  readonly onInspect?: (id: BoxId) => void;
  /** Where the map is one of several of the same place: what holds them together. */
  readonly pane?: PaneHost;
};

export type PaneHost = {
  /** Boxes of another date, as they lie in the plane of what is shown. */
  readonly ghosts: (shown: PlacedFrame) => GhostBoxes | null;
  /** What stands over the map and is not the map's own: labels keep clear of it. CSS pixels. */
  readonly covered: () => readonly TagRect[];
  /** The part of the map that can be seen, CSS pixels; null for all. */
  readonly window: () => TagRect | null;
  /** The plane point that the pointer is over, to which it was moved or where it rests; null when it has left. */
  readonly pointed: (point: PlaneXY | null, rests: boolean) => void;
  /** The map has been drawn, and may have moved. */
  readonly drawn: () => void;
};

export interface FrameMap extends MapPort {
  /** Puts the map into an element, or takes it off the page. */
  setTarget(element: HTMLElement | null): void;
  /** Opens the current frame's picture again, as after its file has been found. */
  reopen(): void;
  /** Frees the graphics context, listeners and caches. The map cannot be used afterwards. */
  dispose(): void;
}

/** A map with what linking it to others needs. */
export interface PaneMap extends FrameMap {
  readonly stage: MapStage;
  /** The tools in hand. */
  readonly desk: { readonly busy: boolean };
  /** What is said of the pixel under the pointer. */
  readonly pointerReadout: { move(pixel: PixelXY): void };
  /** Ghosts, or the part that can be seen, have changed. */
  redrawBoxes(): void;
}
