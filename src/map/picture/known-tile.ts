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
  /** Gives what is uploaded; half floats are written over by the next call. */
  readonly pack: () => DisplayTile;
};

export class KnownTile extends DataTile {
  private readonly pack: () => DisplayTile;
  private packed: DisplayTile | null = null;

  constructor({ pack, key, ...options }: KnownTileOptions) {
    super({ ...options, transition: 0, loader: async () => pack() });
    this.pack = pack;
    this.key = key;
    this.state = TileState.LOADED;
  }

  override getData(): DisplayTile {
    if (this.packed) return this.packed;
    const packed = this.pack();
    // OpenLayers asks twice for what it uploads itself.
    if (!(packed instanceof DataView)) this.packed = packed;
    return packed;
  }
}
