/**
 * JPEG 2000 blocks by OpenJPEG, compiled to WebAssembly and loaded with the first block. Samples are given
 * as they are stored; colour transforms inside the stream are undone by the codec.
 */

import wasmUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import load, { type J2KDecoder, type OpenJpeg } from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import { UserError } from '../domain/errors';
import type { Decode } from './layout-types';

let module: Promise<OpenJpeg> | undefined;

function openJpeg(): Promise<OpenJpeg> {
  // Where there is a file system (tests), the codec finds its binary beside itself.
  module ??= load({
    locateFile: (file, folder) => (/^(https?:|blob:|$)/.test(folder) ? wasmUrl : folder + file),
    print: () => undefined,
    printErr: () => undefined,
  });
  return module;
}

export const decodeJpeg2000: Decode = async (data, expected, layout, rows) => {
  const decoder = new (await openJpeg()).J2KDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    return samplesOf(decoder, expected, layout, rows);
  } finally {
    decoder.delete();
  }
};

function samplesOf(
  decoder: J2KDecoder,
  expected: number,
  { blockWidth, blockSamples, bits, format }: Parameters<Decode>[2],
  rows: number,
): Uint8Array<ArrayBuffer> {
  const { width, height, componentCount, bitsPerSample, isSigned } = decoder.getFrameInfo();
  const fits = width === blockWidth && height >= rows && componentCount === blockSamples;
  const bytes = bitsPerSample <= 8 ? 8 : 16;
  if (!fits || bytes !== bits || isSigned !== (format === 'int')) {
    throw new UserError(
      `The file’s JPEG 2000 stream (${width} × ${height}, ${componentCount} × ${bitsPerSample} bits) does not fit what its directory says. Convert it with the program that wrote it, to Deflate.`,
    );
  }
  return decoder.getDecodedBuffer().slice(0, expected);
}
