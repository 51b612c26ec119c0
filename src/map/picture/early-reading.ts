/**
 * Reads what the map is about to show before OpenLayers asks for it, which it does only after a drawing: where
 * graphics are done in software that takes as long as the reading itself. Of a movement that ends by itself,
 * such as a zoom by a key, what is to be seen at its end is read.
 */
import type { Extent } from 'ol/extent';
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type RenderEvent from 'ol/render/Event';
import ViewHint from 'ol/ViewHint';

/** A tile by its level, column and row. */
export type TilePlace = readonly [level: number, column: number, row: number];

export type EarlyReadingOptions = {
  readonly map: OlMap;
  /** The tiles that a view shows, at map units to a CSS pixel. */
  readonly tilesIn: (resolution: number, extent: Extent) => readonly TilePlace[];
  /** Reads a tile that is not there yet, until the signal is aborted. */
  readonly read: (place: TilePlace, signal: AbortSignal) => void;
};

/** As many tiles as OpenLayers has under way. */
const MOST_AT_ONCE = 16;

export class EarlyReading {
  private on = false;
  private wanted = '';
  private reading = new AbortController();
  private readonly watch = (event: RenderEvent) => this.drawing(event.frameState);

  constructor(private readonly options: EarlyReadingOptions) {
    options.map.on('precompose', this.watch);
  }

  /** Reads what the view shows now, and from now on. */
  start(): void {
    this.on = true;
    const { map } = this.options;
    const view = map.getView();
    const resolution = view.getResolution();
    const size = map.getSize();
    if (resolution && view.getCenter() && size) this.read(resolution, view.calculateExtent(size));
  }

  /** Stops what is under way, and reads no more until it is started again. */
  stop(): void {
    this.on = false;
    this.wanted = '';
    this.reading.abort();
  }

  dispose(): void {
    this.stop();
    this.options.map.un('precompose', this.watch);
  }

  private drawing(state: FrameState | undefined): void {
    if (!state?.extent || !this.on) return;
    const { viewState, viewHints, nextExtent, extent } = state;
    if (nextExtent && viewState.nextResolution) this.read(viewState.nextResolution, nextExtent);
    else if (!viewHints[ViewHint.ANIMATING] && !viewHints[ViewHint.INTERACTING]) {
      this.read(viewState.resolution, extent);
    }
  }

  private read(resolution: number, extent: Extent): void {
    const wanted = `${resolution} ${extent}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    const before = this.reading;
    this.reading = new AbortController();
    const tiles = this.options.tilesIn(resolution, extent).slice(0, MOST_AT_ONCE);
    for (const place of tiles) this.options.read(place, this.reading.signal);
    // Only now: what both views show is read on.
    before.abort();
  }
}
