/** OpenLayers' source of one picture: asks the tile cache, hands over what is to be shown. */
import type Projection from 'ol/proj/Projection';
import DataTileSource from 'ol/source/DataTile';
import type { ChannelChoice } from '../../domain/model/stretch';
import { displayChannels, displayTile } from './display-tile';
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

  constructor(options: FrameTileSourceOptions) {
    const { pyramid, selection } = options;
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
          const tile = await gate.through(() => options.tiles.read(level, column, row, signal));
          options.onTile();
          return displayTile(tile, selection(), options.carried);
        } catch (error) {
          options.onError(error);
          throw error;
        }
      },
    });
    this.nodataBandIndex = channels;
    this.setTileSizes(pyramid.sampleSizes);
  }

  /** Asks for all tiles anew. Under another key OpenLayers shows the old ones until they have come. */
  renew(): void {
    this.generation++;
    this.setKey(`${this.generation}`);
  }
}
