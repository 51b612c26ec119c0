/** A picture that is read once from one end to the other. */
import { blobSource, blockCached } from '../raster/byte-source';
import { makeCaches, openPicture, type Picture } from '../raster/picture';
import type { SingleSource } from '../raster/types';

/** The file is read in large pieces, most of them in order; some are kept for blocks across their edges. */
const READ_BYTES = 2 * 2 ** 20;
const READ_PIECES = 4;
/** Decoded blocks that are kept. */
const BLOCK_BYTES = 12 * 2 ** 20;

export type LocalSource = Extract<SingleSource, { kind: 'blob' }>;

export function openStreamed(source: LocalSource): Promise<Picture> {
  const bytes = blockCached(blobSource(source.blob, source.name), READ_PIECES, READ_BYTES);
  return openPicture(bytes, makeCaches(BLOCK_BYTES, 0), source.beside);
}
