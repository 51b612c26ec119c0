/**
 * Stands for a tile's pixels until they are uploaded, and packs them only then: into memory that the tile before
 * was packed into, since the first touch of new memory takes longer than the packing. A DataView, since
 * OpenLayers takes nothing but arrays and views of a tile; PictureTexture knows what it is.
 */
import type { DisplayTile } from './display-tile';

export class LatePixels extends DataView<ArrayBuffer> {
  /** @param pack gives four channels, which may be written over by the next call */
  constructor(readonly pack: () => DisplayTile) {
    super(new ArrayBuffer(0));
  }
}
