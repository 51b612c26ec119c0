/**
 * ZSTD by zstddec in one go into a buffer of the block's size: the geotiff package decodes as a stream, and
 * runs for ever over damaged data.
 */
import { ZSTDDecoder } from 'zstddec/stream';
import type { Decode } from '../directory/layout-types';

const decoder = new ZSTDDecoder();

/** @param room bytes that the stream may hold at most */
export async function decompressZstd(
  data: Uint8Array<ArrayBuffer>,
  room: number,
): Promise<Uint8Array<ArrayBuffer>> {
  await decoder.init();
  return decoder.decode(data, room).slice();
}

export const decodeZstd: Decode = async (data, expected, { blockHeight }, rows) => {
  // Some writers store the last strip at its full height.
  const room = Math.ceil(expected / rows) * blockHeight;
  return (await decompressZstd(data, room)).subarray(0, expected);
};
