/**
 * JPEG XL blocks by jxl-oxide, compiled to WebAssembly and loaded with the first block. The package gives
 * pictures as PNG alone, which holds samples of 8 and 16 bits as they are, in one to four channels.
 */
import load, { JxlImage } from 'jxl-oxide-wasm';
import wasmUrl from 'jxl-oxide-wasm/module.wasm?url';
import type { Decode } from '../directory/layout-types';
import { readPng } from './png';

export const decodeJpegXl: Decode = async (data, expected, layout, rows) => {
  await load({ module_or_path: wasmUrl });
  const image = new JxlImage();
  try {
    image.feedBytes(data);
    if (!image.tryInit() || !image.loaded) throw new RangeError('The stream is cut short.');
    const { width, height } = image;
    // Held against the block's size before memory is taken for it.
    if (width !== layout.blockWidth || !height || height < rows || height > layout.blockHeight) {
      throw new RangeError('The stream is not of the block’s size.');
    }
    const { samples, channels, bits } = await readPng(image.render().encodeToPng());
    if (channels !== layout.blockSamples || bits !== layout.bits) {
      throw new RangeError('The stream is not of the depth and bands that the directory says.');
    }
    return samples.subarray(0, expected);
  } finally {
    image.free();
  }
};
