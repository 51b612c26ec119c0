/** A tile whose samples are here already: it is drawn at once, instead of with the drawing after it has "loaded". */
import DataTile from 'ol/DataTile';
import TileState from 'ol/TileState';
import type { DisplayTile } from './display-tile';

export type KnownTileOptions = {
  readonly tileCoord: [zoom: number, column: number, row: number];
  /** Samples across and down. */
  readonly size: [number, number];
  readonly interpolate: boolean;
  /** The source's, which tells tiles of its earlier states from those of now. */
  readonly key: string;
  readonly data: DisplayTile;
};

export class KnownTile extends DataTile {
  private readonly data: KnownTileOptions['data'];

  constructor({ data, key, ...options }: KnownTileOptions) {
    super({ ...options, transition: 0, loader: async () => data });
    this.data = data;
    this.key = key;
    this.state = TileState.LOADED;
  }

  override getData(): KnownTileOptions['data'] {
    return this.data;
  }
}
