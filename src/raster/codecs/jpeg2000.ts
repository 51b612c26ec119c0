/**
 * JPEG 2000 blocks by OpenJPEG, compiled to WebAssembly and loaded with the first block. Samples are given
 * as they are stored; colour transforms inside the stream are undone by the codec.
 */

import wasmUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import load, { type J2KDecoder, type OpenJpeg } from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import type { Decode, Layout } from '../directory/layout-types';
import { locateBinary } from './locate-binary';
import { yCbCrPixelsToRgb } from './ycbcr';

let module: Promise<OpenJpeg> | undefined;

function openJpeg(): Promise<OpenJpeg> {
  module ??= load({
    locateFile: locateBinary(wasmUrl),
    print: () => undefined,
    printErr: () => undefined,
  });
  return module;
}

export const decodeJpeg2000: Decode = async (data, expected, layout, rows) => {
  const start = checkSize(data, layout, rows);
  const decoder = new (await openJpeg()).J2KDecoder();
  try {
    decoder.getEncodedBuffer(data.length).set(data);
    decoder.decode();
    const samples = samplesOf(decoder, expected, layout);
    const convert = layout.compression === APERIO_YCBCR && isColour(layout) && !mixes(data, start);
    return convert ? yCbCrPixelsToRgb(samples, layout.special) : samples;
  } catch (error) {
    // What a fault leaves of the codec's memory is not to be trusted.
    module = undefined;
    throw error;
  } finally {
    decoder.delete();
  }
};

/** Aperio's whole-slide pictures: brightness and colour differences, without the stream saying so. */
const APERIO_YCBCR = 33003;

const isColour = ({ samples, bits, planar }: Layout) => samples === 3 && bits === 8 && !planar;

/** Whether the stream mixes its components itself (T.800, A.6.1, COD), which the codec undoes. */
function mixes(data: Uint8Array, start: number): boolean {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let at = start + 2;
  while (at + 8 < data.length) {
    const marker = view.getUint16(at);
    if (marker === 0xff52) return view.getUint8(at + 8) === 1;
    if (marker === 0xff90) return false;
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}

/** Where the stream begins. Holds the size in the stream (T.800, A.5.1) against the block's before memory is taken for it. */
function checkSize(
  data: Uint8Array,
  { blockWidth, blockHeight, blockSamples }: Layout,
  rows: number,
): number {
  let start = 0;
  // The stream may lie in the boxes of a JP2 file.
  const begins = () => [0xff, 0x4f, 0xff, 0x51].every((byte, i) => data[start + i] === byte);
  while (start < Math.min(data.length, 4096) && !begins()) start++;
  if (!begins() || data.length < start + 42) throw new RangeError('This is no JPEG 2000 stream.');
  const view = new DataView(data.buffer, data.byteOffset + start, 42);
  const width = view.getUint32(8) - view.getUint32(16);
  const height = view.getUint32(12) - view.getUint32(20);
  const samples = view.getUint16(40);
  const fits = width === blockWidth && height >= rows && height <= blockHeight;
  if (!fits || samples !== blockSamples)
    throw new RangeError('The stream is not of the block’s size.');
  return start;
}

function samplesOf(
  decoder: J2KDecoder,
  expected: number,
  { bits, format }: Layout,
): Uint8Array<ArrayBuffer> {
  const { bitsPerSample, isSigned } = decoder.getFrameInfo();
  if ((bitsPerSample <= 8 ? 8 : 16) !== bits || isSigned !== (format === 'int')) {
    throw new RangeError('The stream is not of the depth that the directory says.');
  }
  return decoder.getDecodedBuffer().slice(0, expected);
}
