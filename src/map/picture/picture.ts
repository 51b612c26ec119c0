/** One frame's picture on the map: two layers over one cache of decoded tiles. */
import type OlMap from 'ol/Map';
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
import { stretchStyle, stretchVariables, styleKey } from './stretch-style';
import { type TileCache, tileCacheOf } from './tile-cache';

/** Textures kept per layer: two zoom levels of a 4K screen in tiles of 256. */
const TEXTURES = 768;
/** The longest that layers of the look before stay; milliseconds. */
const LONGEST = 1500;

/** Textures that each layer keeps of a picture that is not shown: a large screen in tiles of 256. */
const TEXTURES_UNSEEN = 64;

export type PictureOptions = {
  readonly map: OlMap;
  readonly raster: FrameRaster;
  readonly projection: Projection;
  readonly pixelAspect: number;
  readonly stretch: Stretch;
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
  private hidden = false;
  private readonly early: EarlyReading;
  private readonly stopWatching: () => void;

  constructor(private readonly options: PictureOptions) {
    this.stretch = options.stretch;
    this.tiles = tileCacheOf(options.raster);
    this.stopWatching = options.raster.onImproved(() => this.improve());
    this.early = new EarlyReading({
      map: options.map,
      tilesIn: (resolution, [minU = 0, minY = 0, maxU = 0, maxY = 0]) =>
        this.tilesIn({ resolution }, { minU, minV: -maxY, maxU, maxV: -minY }),
      read: ([level, column, row], signal) => {
        const reading = this.tiles.read(level, column, row, signal);
        reading.catch((error: unknown) => this.report(error));
      },
    });
    this.makeLayers();
    this.early.start();
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
    this.layers[1]?.setVisible(stretch.interpolation === 'nearest');
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
    for (const layer of this.layers) {
      layer.setVisible(false);
      layer.keepTextures(TEXTURES_UNSEEN);
    }
  }

  /** Shows again what was hidden. */
  show(): void {
    if (!this.hidden) return;
    this.hidden = false;
    const [smooth, sharp] = this.layers;
    smooth?.setVisible(true);
    sharp?.setVisible(this.stretch.interpolation === 'nearest');
    this.early.start();
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
    const { raster, projection, pixelAspect, onTile } = this.options;
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
      source,
      stretch: this.stretch,
      style: stretchStyle(this.stretch, displayChannels(raster.bands.length), raster.floating),
      cacheSize: TEXTURES,
      ...(smooth ? {} : { maxResolution: 1, visible: this.stretch.interpolation === 'nearest' }),
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
