/**
 * Reads what the neighbours in date would show, while the user looks at the current frame, and brings it onto the
 * graphics card: a date that is stepped to for the first time is there as soon as one that was seen.
 */
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import { isAbort } from '../domain/errors';
import { frameGeoOf } from '../domain/geo/measure-cache';
import type { Frame } from '../domain/model/frame';
import type { FrameRaster } from '../raster/types';
import type { Session, ViewState } from '../store/session';
import { tilesInView } from './picture/pyramid-grid';
import { tileCacheOf } from './picture/tile-cache';
import { fittedView, viewTransform } from './plane-view';
import { carriedView, type PlacedFrame } from './view-carry';
import { type ViewTransform, visibleRect } from './view-transform';

/** Milliseconds that the picture has been whole before anything is read ahead. */
const CALM = 400;
/** Tiles of one neighbour; a finer screen shows more, of which the rest is read when it is shown. */
const MOST_TILES = 64;
/** Larger pictures without overviews take too long to read for a mere guess. */
const SLOW = 2048;

export type ReadAheadHost = {
  readonly session: Session;
  readonly current: () => PlacedFrame | null;
  readonly view: () => ViewState | null;
  readonly size: () => readonly [width: number, height: number];
  readonly neighbours: (frame: Frame) => readonly Frame[];
  readonly openRaster: (frame: Frame, signal: AbortSignal) => Promise<FrameRaster>;
  /** Gives a frame its layers before it is shown. */
  readonly prepare: (frame: Frame, raster: FrameRaster) => UnseenFrame;
};

type UnseenFrame = {
  uploadAhead(view: ViewTransform, drawn: FrameState, signal: AbortSignal): Promise<void>;
};

/** What one frame will show, decoded. */
type Ahead = {
  readonly frame: Frame;
  readonly raster: FrameRaster;
  readonly view: ViewTransform;
};

export class ReadAhead {
  private timer = 0;
  private reading = new AbortController();
  /** The view whose neighbours are being read; null between. */
  private readingFor: string | null = null;
  private drawn: FrameState | undefined;

  constructor(
    map: OlMap,
    private readonly host: ReadAheadHost,
  ) {
    map.on('rendercomplete', ({ frameState }) => {
      this.drawn = frameState;
      this.plan();
    });
    map.on('movestart', () => this.stop());
    map.on('loadstart', () => this.stop());
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.reading.abort();
    this.readingFor = null;
  }

  private plan(): void {
    // Layers that are taken onto the map draw it again.
    if (this.readingFor !== null && this.readingFor === this.lookedAt()) return;
    this.stop();
    this.reading = new AbortController();
    const { signal } = this.reading;
    this.timer = window.setTimeout(() => {
      // Files being read whole, and overviews being made, are wanted more.
      if (this.host.session.getState().tasks.length > 0) this.plan();
      else void this.readAll(signal);
    }, CALM);
  }

  private lookedAt(): string {
    const { host } = this;
    return JSON.stringify([host.current()?.frame.id, host.view(), host.size()]);
  }

  private async readAll(signal: AbortSignal): Promise<void> {
    const current = this.host.current();
    const view = this.host.view();
    if (!current || !view) return;
    this.readingFor = this.lookedAt();
    const found: Ahead[] = [];
    for (const frame of this.host.neighbours(current.frame)) {
      await this.trying(signal, async () => {
        const ahead = await this.read(frame, current, view, signal);
        if (ahead) found.push(ahead);
      });
    }
    await this.trying(signal, () => this.upload(found, current, signal));
    if (!signal.aborted) this.readingFor = null;
  }

  private async trying(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    if (signal.aborted) return;
    try {
      await work();
    } catch (error) {
      // Whoever goes there is told; nobody has asked yet.
      if (!isAbort(error)) console.debug(error);
    }
  }

  /** The layers of all come onto the map together, since each makes it draw again. */
  private async upload(
    found: readonly Ahead[],
    current: PlacedFrame,
    signal: AbortSignal,
  ): Promise<void> {
    const { drawn } = this;
    // The next date may be on screen already, and not yet drawn.
    if (!drawn || this.host.current() !== current) return;
    const made = found.map((ahead) => this.host.prepare(ahead.frame, ahead.raster));
    for (const [i, { view }] of found.entries()) await made[i]?.uploadAhead(view, drawn, signal);
  }

  /**
   * null where that would take too long for a mere guess, and where the place cannot be used, which who goes there
   * is told once the frame is made.
   */
  private async read(
    frame: Frame,
    current: PlacedFrame,
    view: ViewState,
    signal: AbortSignal,
  ): Promise<Ahead | null> {
    const { width, height, overviews } = frame.raster;
    const geo = frameGeoOf(frame);
    const slow = overviews === 0 && Math.max(width, height) > SLOW;
    if (slow || (frame.georef && !geo)) return null;
    const { session, size, openRaster } = this.host;
    const carried = carriedView(current, view, { frame, geo });
    const state = carried ?? session.getState().views[frame.id];
    const shown = state ? viewTransform(state, frame, size()) : fittedView(frame, size());
    const raster = await openRaster(frame, signal);
    signal.throwIfAborted();
    const { devicePixelRatio } = window;
    const rect = visibleRect(shown);
    const tiles = tilesInView(raster, frame.pixelAspect, devicePixelRatio, shown, rect);
    const cache = tileCacheOf(raster);
    const reads = tiles
      .slice(0, MOST_TILES)
      .map(([level, column, row]) => cache.read(level, column, row, signal));
    await Promise.all(reads);
    return { frame, raster, view: shown };
  }
}
