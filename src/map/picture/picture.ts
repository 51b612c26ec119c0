/** One frame's picture on the map: two layers over one cache of decoded tiles. */
import type { Extent } from 'ol/extent';
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import { isAbort } from '../../domain/errors';
import type { PlaneRect } from '../../domain/geometry/plane';
import type { Stretch } from '../../domain/model/frame';
import type { FrameRaster, RasterTile } from '../../raster/types';
import { type ViewTransform, visibleRect } from '../view-transform';
import { displayChannels } from './display-tile';
import { EarlyReading } from './early-reading';
import { FrameTileSource } from './frame-tile-source';
import { PictureLayer } from './picture-layer';
import { pyramidGrid, tilesInView } from './pyramid-grid';
import { shownDetail } from './shown-detail';
import { stretchStyle, stretchVariables, styleKey } from './stretch-style';
import { type TileCache, tileCacheOf } from './tile-cache';
import { drawingOf, IdleWork } from './upload-ahead';

/** Textures kept per layer: two zoom levels of a 4K screen in tiles of 256. */
const TEXTURES = 768;
/** The longest that layers of the look before stay; milliseconds. */
const LONGEST = 1500;

/** Textures that each layer keeps of a picture that is not shown: a large screen in tiles of 256. */
const TEXTURES_UNSEEN = 64;
/** Bytes of textures that a picture is given before it is shown: most screens, in floats. */
const BYTES_AHEAD = 64 * 2 ** 20;

export type PictureOptions = {
  readonly map: OlMap;
  readonly raster: FrameRaster;
  readonly projection: Projection;
  readonly pixelAspect: number;
  readonly stretch: Stretch;
  /** Whether it is shown only later, by show(). */
  readonly hidden?: boolean;
  /** Whether others copy what is drawn, and need it in all pixels of the screen. */
  readonly copied?: boolean;
  readonly onTile: () => void;
  /** Called once, with the first tile that could not be read. */
  readonly onError: (error: unknown) => void;
};

/**
 * The smooth layer is always there; above 1:1 the sharp one, which shows pixels as they are, lies on
 * it. So nothing flashes when the view crosses 1:1, and there are few tiles in view where both are.
 */
export class Picture {
  private layers: readonly PictureLayer[] = [];
  /** Layers of the look before, while those of the new one are drawn for the first time. */
  private replaced: readonly PictureLayer[] = [];
  private timer = 0;
  private readonly tiles: TileCache;
  private stretch: Stretch;
  private failed = false;
  /** The view that was drawn in fewer pixels than the screen has, and one that is not to be; '' for none. */
  private coarse = '';
  private whole = '';
  private hidden: boolean;
  private readonly early: EarlyReading;
  private readonly stopWatching: () => void;

  constructor(private readonly options: PictureOptions) {
    this.stretch = options.stretch;
    this.hidden = options.hidden ?? false;
    this.tiles = tileCacheOf(options.raster);
    this.stopWatching = options.raster.onImproved(() => this.improve());
    this.early = new EarlyReading({
      map: options.map,
      tilesIn: (resolution, extent) => this.tilesWithin(resolution, extent),
      read: ([level, column, row], signal) => {
        const reading = this.tiles.read(level, column, row, signal);
        reading.catch((error: unknown) => this.report(error));
      },
    });
    this.makeLayers();
    if (!this.hidden) this.early.start();
  }

  setStretch(stretch: Stretch): void {
    const before = this.stretch;
    if (stretch === before) return;
    this.stretch = stretch;
    const sameTiles =
      String(before.bands) === String(stretch.bands) && before.decibel === stretch.decibel;
    // Tiles of other bands are packed anew from those that are decoded; nothing is read again.
    if (!sameTiles || styleKey(before) !== styleKey(stretch)) {
      this.replaceLayers();
      return;
    }
    const variables = stretchVariables(stretch, this.options.raster.floating);
    for (const layer of this.layers) layer.updateStyleVariables(variables);
    this.showLayers();
  }

  get shownStretch(): Stretch {
    return this.stretch;
  }

  /** A decoded tile; null where it has to be read first, after which `onTile` is called. */
  tile(level: number, column: number, row: number): RasterTile | null {
    const known = this.tiles.peek(level, column, row);
    if (known) return known;
    this.tiles.read(level, column, row).then(
      () => this.options.onTile(),
      (error: unknown) => this.report(error),
    );
    return null;
  }

  /** Shows nothing any more. */
  hide(): void {
    this.hidden = true;
    this.early.stop();
    this.dropReplaced();
    this.showLayers();
    for (const layer of this.layers) layer.keepTextures(TEXTURES_UNSEEN);
  }

  /** Shows again what was hidden. */
  show(): void {
    if (!this.hidden) return;
    this.hidden = false;
    this.showLayers();
    this.early.start();
  }

  /** Whether the layer is to be seen, as far as the view is close enough for it. */
  private isShown(smooth: boolean): boolean {
    return !this.hidden && (smooth || this.stretch.interpolation === 'nearest');
  }

  private showLayers(): void {
    const [smooth, sharp] = this.layers;
    smooth?.setVisible(this.isShown(true));
    sharp?.setVisible(this.isShown(false));
  }

  /**
   * Brings onto the graphics card what a view will show of a hidden picture, as far as it is decoded, in moments
   * when nothing else is to be done. Rejects with an AbortError when the signal is aborted.
   * @param drawn the map's last drawing
   */
  async uploadAhead(view: ViewTransform, drawn: FrameState, signal: AbortSignal): Promise<void> {
    const { map, projection, raster } = this.options;
    const drawing = drawingOf(map, drawn, projection, view);
    const [smooth, sharp] = this.layers;
    const nearest = this.stretch.interpolation === 'nearest' && view.resolution < 1;
    // The map asks for its shader even where the view is too far away for it.
    if (this.stretch.interpolation === 'nearest') sharp?.getRenderer();
    const idle = new IdleWork(signal);
    let room = BYTES_AHEAD;
    for (const layer of nearest ? [smooth, sharp] : [smooth]) {
      if (!layer) return;
      // Shown or given up meanwhile, it is drawn as always or not at all.
      const isUnseen = () => this.hidden && this.layers.includes(layer);
      try {
        for (const [level, column, row] of this.tilesIn(view, visibleRect(view))) {
          await idle.turn();
          const tile = this.tiles.peek(level, column, row);
          if (!isUnseen()) return;
          if (!tile) continue;
          room -= tile.width * tile.height * (raster.floating ? 16 : 4);
          if (room < 0) return;
          layer.upload(drawing, [raster.levels.length - 1 - level, column, row]);
        }
      } finally {
        // Also where it was broken off: one view after the other would else leave its textures there.
        if (isUnseen()) layer.keepTextures(TEXTURES_UNSEEN);
      }
    }
  }

  /** Whether all that a view shows is decoded. */
  isReady(view: ViewTransform): boolean {
    return this.tilesIn(view, visibleRect(view)).every(
      ([level, column, row]) => this.tiles.peek(level, column, row) !== null,
    );
  }

  dispose(): void {
    this.early.dispose();
    this.stopWatching();
    this.dropReplaced();
    this.removeLayers(this.layers);
    this.layers = [];
  }

  private tilesIn(view: { readonly resolution: number }, rect: PlaneRect) {
    const { raster, pixelAspect } = this.options;
    return tilesInView(raster, pixelAspect, window.devicePixelRatio, view, rect);
  }

  private tilesWithin(resolution: number, [minU = 0, minY = 0, maxU = 0, maxY = 0]: Extent) {
    return this.tilesIn({ resolution }, { minU, minV: -maxY, maxU, maxV: -minY });
  }

  /** See drawDirectly(). */
  private detail({ viewState: { resolution }, extent }: FrameState): number {
    // Where pixels are shown as they are, the browser would smooth them.
    const sharp = resolution < 1 && this.stretch.interpolation === 'nearest';
    if (!extent || this.options.copied || sharp || this.replaced.length > 0) return 1;
    const view = `${resolution} ${extent}`;
    const detail =
      view === this.whole
        ? 1
        : shownDetail(
            resolution,
            (at) => this.tilesWithin(at, extent),
            ([level, column, row]) => this.tiles.peek(level, column, row) !== null,
          );
    if (detail < 1 && this.coarse !== view) this.sharpenLater(view);
    this.coarse = detail < 1 ? view : '';
    return detail;
  }

  /** Nothing better may come: tiles that cannot be read, or that are on the graphics card and here no more. */
  private sharpenLater(view: string): void {
    const { map } = this.options;
    map.once('rendercomplete', () => {
      if (this.coarse !== view) return;
      this.whole = view;
      map.render();
    });
  }

  /** New layers over the old ones, which stay until the new ones have been drawn whole. */
  private replaceLayers(): void {
    this.dropReplaced();
    this.replaced = this.layers;
    this.makeLayers();
    const drop = () => this.dropReplaced();
    this.options.map.once('rendercomplete', drop);
    this.timer = window.setTimeout(drop, LONGEST);
  }

  private dropReplaced(): void {
    window.clearTimeout(this.timer);
    this.removeLayers(this.replaced);
    this.replaced = [];
  }

  /** Shows better tiles as they come; the old ones stay on screen until then. */
  private improve(): void {
    this.tiles.forgetCoarse();
    for (const layer of this.layers) {
      const source = layer.getSource();
      if (source instanceof FrameTileSource) source.renew();
    }
  }

  private makeLayers(): void {
    this.layers = [this.makeLayer(true), this.makeLayer(false)];
    for (const layer of this.layers) this.options.map.addLayer(layer);
  }

  private makeLayer(smooth: boolean): PictureLayer {
    const { map, raster, projection, pixelAspect, onTile } = this.options;
    const source = new FrameTileSource({
      projection,
      pyramid: pyramidGrid(raster, pixelAspect, window.devicePixelRatio),
      tiles: this.tiles,
      selection: () => this.stretch,
      carried: raster.bands,
      smooth,
      onTile,
      onError: (error) => this.report(error),
    });
    return new PictureLayer({
      map,
      source,
      stretch: this.stretch,
      style: stretchStyle(this.stretch, displayChannels(raster.bands.length), raster.floating),
      cacheSize: TEXTURES,
      detail: (drawing) => this.detail(drawing),
      visible: this.isShown(smooth),
      ...(smooth ? {} : { maxResolution: 1 }),
    });
  }

  private report(error: unknown): void {
    if (this.failed || isAbort(error)) return;
    this.failed = true;
    this.options.onError(error);
  }

  private removeLayers(layers: readonly PictureLayer[]): void {
    for (const layer of layers) {
      this.options.map.removeLayer(layer);
      const source = layer.getSource();
      layer.dispose();
      source?.dispose();
    }
  }
}
