/** From a file of the contract to bytes. */
import { type ByteSource, blobSource, blockCached, type RemoteHead } from '../bytes/byte-source';
import type { FileSource } from '../types';
import { urlSource } from './url-source';

/** Blocks kept of a local file: its directory, so that parsing does not read it four bytes at a time. */
const LOCAL_BLOCKS = 16;
/** Reads of this size and more are picture data, which is cached decoded and need not be cached raw. */
const DIRECT_BYTES = 8192;

/** Rejects with a UserError where a URL cannot be read. */
/** @param head what was learnt of a far file before */
export async function openSource(source: FileSource, head?: RemoteHead): Promise<ByteSource> {
  if (source.kind === 'url') {
    return urlSource(source.url, source.name, { head, size: source.size });
  }
  const direct = blobSource(source.blob, source.name);
  const cached = blockCached(direct, LOCAL_BLOCKS);
  return {
    ...cached,
    read: (offset, length) =>
      length >= DIRECT_BYTES ? direct.read(offset, length) : cached.read(offset, length),
  };
}
