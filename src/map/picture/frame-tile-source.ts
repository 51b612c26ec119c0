/** OpenLayers' source of one picture: asks the tile cache, hands over what is to be shown. */
import type DataTile from 'ol/DataTile';
import type Projection from 'ol/proj/Projection';
import DataTileSource from 'ol/source/DataTile';
import type { ChannelChoice } from '../../domain/model/stretch';
import type { RasterTile } from '../../raster/types';
import { type DisplayTile, displayChannels, displayTile } from './display-tile';
import { KnownTile } from './known-tile';
import { LatePixels } from './late-pixels';
import type { PyramidGrid } from './pyramid-grid';
import type { TileCache } from './tile-cache';
import { TileGate } from './tile-gate';

export type FrameTileSourceOptions = {
  readonly projection: Projection;
  readonly pyramid: PyramidGrid;
  readonly tiles: TileCache;
  /** Read anew with each tile, so that refresh() after a change of bands shows the new ones. */
  readonly selection: () => ChannelChoice;
  /** The file's band of each channel of a tile. */
  readonly carried: readonly number[];
  /** Smooth between pixels, or show them as they are. */
  readonly smooth: boolean;
  readonly onTile: () => void;
  readonly onError: (error: unknown) => void;
};

export class FrameTileSource extends DataTileSource {
  private generation = 0;
  private readonly options: FrameTileSourceOptions;

  constructor(options: FrameTileSourceOptions) {
    const { pyramid } = options;
    const channels = displayChannels(options.carried.length);
    const gate = new TileGate();
    super({
      projection: options.projection,
      tileGrid: pyramid.grid,
      bandCount: channels,
      hasAlpha: true,
      interpolate: options.smooth,
      transition: 0,
      wrapX: false,
      loader: async (zoom, column, row, { signal }) => {
        try {
          const level = pyramid.levelOfZoom(zoom);
          const data = await gate.through(async () =>
            this.display(await options.tiles.read(level, column, row, signal)),
          );
          options.onTile();
          return data;
        } catch (error) {
          options.onError(error);
          throw error;
        }
      },
    });
    this.options = options;
    this.nodataBandIndex = channels;
    this.setTileSizes(pyramid.sampleSizes);
  }

  /** A tile that is in the cache is ready to be drawn; any other has to be loaded first. */
  override getTile(
    zoom: number,
    column: number,
    row: number,
    pixelRatio: number,
    projection: Projection,
  ): DataTile | null {
    const { tiles, pyramid, smooth, carried, selection, onTile } = this.options;
    const known = tiles.peek(pyramid.levelOfZoom(zoom), column, row);
    if (!known) return super.getTile(zoom, column, row, pixelRatio, projection);
    const choice = selection();
    // Not in the middle of a drawing.
    queueMicrotask(onTile);
    return new KnownTile({
      tileCoord: [zoom, column, row],
      size: [known.width, known.height],
      interpolate: smooth,
      key: this.getKey(),
      pack: () => displayTile(known, choice, carried, true),
    });
  }

  /** Asks for all tiles anew. Under another key OpenLayers shows the old ones until they have come. */
  renew(): void {
    this.generation++;
    this.setKey(`${this.generation}`);
  }

  private display(tile: RasterTile): DisplayTile {
    const { carried, selection } = this.options;
    const choice = selection();
    const late = tile.data instanceof Uint16Array && displayChannels(carried.length) === 4;
    if (late) return new LatePixels(() => displayTile(tile, choice, carried, true));
    return displayTile(tile, choice, carried);
  }
}
