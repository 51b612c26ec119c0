/** Reads what the neighbours in date would show, while the user looks at the current frame. */
import type OlMap from 'ol/Map';
import { isAbort } from '../domain/errors';
import { frameGeoOf } from '../domain/geo/measure-cache';
import type { Frame } from '../domain/model/frame';
import type { FrameRaster } from '../raster/types';
import type { Session, ViewState } from '../store/session';
import { tilesInView } from './picture/pyramid-grid';
import { tileCacheOf } from './picture/tile-cache';
import { fittedView, viewTransform } from './plane-view';
import { carriedView, type PlacedFrame } from './view-carry';
import { visibleRect } from './view-transform';

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
};

export class ReadAhead {
  private timer = 0;
  private reading = new AbortController();

  constructor(
    map: OlMap,
    private readonly host: ReadAheadHost,
  ) {
    map.on('rendercomplete', () => this.plan());
    map.on('movestart', () => this.stop());
    map.on('loadstart', () => this.stop());
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.reading.abort();
  }

  private plan(): void {
    this.stop();
    this.reading = new AbortController();
    const { signal } = this.reading;
    this.timer = window.setTimeout(() => {
      // Files being read whole, and overviews being made, are wanted more.
      if (this.host.session.getState().tasks.length > 0) this.plan();
      else void this.readAll(signal);
    }, CALM);
  }

  private async readAll(signal: AbortSignal): Promise<void> {
    const current = this.host.current();
    const view = this.host.view();
    if (!current || !view) return;
    for (const frame of this.host.neighbours(current.frame)) {
      try {
        await this.read(frame, current, view, signal);
      } catch (error) {
        if (isAbort(error)) return;
        // Whoever goes there is told; nobody has asked yet.
        console.debug(error);
      }
    }
  }

  private async read(
    frame: Frame,
    current: PlacedFrame,
    view: ViewState,
    signal: AbortSignal,
  ): Promise<void> {
    const { width, height, overviews } = frame.raster;
    if (overviews === 0 && Math.max(width, height) > SLOW) return;
    const { session, size, openRaster } = this.host;
    const carried = carriedView(current, view, { frame, geo: frameGeoOf(frame) });
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
  }
}
