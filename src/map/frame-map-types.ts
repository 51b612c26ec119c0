/** What the map is made with, and what can be done with it besides what commands ask of it. */
import type { Frame } from '../domain/model/frame';
import type { BoxId, FrameId } from '../domain/model/ids';
import type { FrameRaster } from '../raster/types';
import type { DocumentStore } from '../store/document-store';
import type { MapPort } from '../store/ports';
import type { Readout, Session } from '../store/session';
import type { RasterState } from './shown-frame';

export type FrameMapOptions = {
  readonly document: DocumentStore;
  readonly session: Session;
  readonly readout: Readout;
  readonly openRaster: (frame: Frame, signal: AbortSignal) => Promise<FrameRaster>;
  readonly onRasterState: (frameId: FrameId, state: RasterState) => void;
  /** A sentence for the user: why something was refused or failed. */
  readonly onNotice?: (sentence: string) => void;
  /** A box was double-clicked: its inspector is wanted. */
  readonly onInspect?: (id: BoxId) => void;
};

export interface FrameMap extends MapPort {
  /** Puts the map into an element, or takes it off the page. */
  setTarget(element: HTMLElement | null): void;
  /** Opens the current frame's picture again, as after its file has been found. */
  reopen(): void;
  /** Frees the graphics context, listeners and caches. The map cannot be used afterwards. */
  dispose(): void;
}
