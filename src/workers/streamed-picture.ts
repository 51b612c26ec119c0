/** An image of this machine that is read once from one end to the other. */
import { type ByteSource, blobSource, readAhead } from '../raster/bytes/byte-source';
import { openImage } from '../raster/pictures/image';
import { makeCaches } from '../raster/pictures/picture';
import type { TiledImage } from '../raster/pictures/tiled-image';
import { openSource } from '../raster/remote/sources';
import type { ImageSource } from '../raster/types';
import { filesMayGoOn } from './file-hold';

/** Files are read in large pieces, most of them in order; some are kept for bands that are stored apart. */
const READ_BYTES = 2 ** 20;
const LEAST_BYTES = 64 * 2 ** 10;
const READ_PIECES = 8;
/** Decoded blocks that are kept. */
const BLOCK_BYTES = 12 * 2 ** 20;

export function openStreamed(source: ImageSource): Promise<TiledImage> {
  const files = 'parts' in source ? source.parts.length : 1;
  const piece = Math.max(LEAST_BYTES, READ_BYTES / files);
  return openImage(source, makeCaches(BLOCK_BYTES, 0), async (file) =>
    file.kind === 'blob'
      ? readAhead(inItsTime(blobSource(file.blob, file.name)), READ_PIECES, piece)
      : openSource(file),
  );
}

function inItsTime(source: ByteSource): ByteSource {
  return {
    ...source,
    async read(offset, length, signal) {
      await filesMayGoOn();
      return source.read(offset, length, signal);
    },
  };
}
