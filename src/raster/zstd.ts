/**
 * ZSTD by zstddec in one go into a buffer of the block's size: the geotiff package decodes as a stream, and
 * runs for ever over damaged data.
 */
import { ZSTDDecoder } from 'zstddec/stream';
import type { Decode } from './layout-types';

const decoder = new ZSTDDecoder();

export const decodeZstd: Decode = async (data, expected, { blockHeight }, rows) => {
  await decoder.init();
  // Some writers store the last strip at its full height.
  const room = Math.ceil(expected / rows) * blockHeight;
  return decoder.decode(data, room).slice(0, expected);
};
