/** From the decoded bytes of a block to an array of its sample values. */

import type { Layout } from '../directory/layout-types';
import { blockRowBytes } from './layout';
import { undoDifferencing, undoFloatPredictor } from './predictor';
import { halfFloats, unpackBits, wideFloats } from './unpack-bits';

/** Values of a block as they are shown, interleaved by pixel. */
export type SampleArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * Values of a block as stored, interleaved by pixel; complex samples are two values. Half floats and
 * those of 24 bits are given as floats.
 */
export type StoredArray = SampleArray | BigUint64Array | BigInt64Array;

/**
 * Turns bytes of whole rows into samples: undoes predictor and byte order, unpacks odd depths.
 * `bytes` may be changed; `rows` is how many rows it holds.
 */
export function toStored(
  bytes: Uint8Array<ArrayBuffer>,
  rows: number,
  layout: Layout,
): StoredArray {
  const { bits, format, blockSamples, complex, predictor } = layout;
  const rowValues = layout.blockWidth * blockSamples * (complex ? 2 : 1);
  const wide = format === 'float' && bits === 24;
  if (!wide && ![8, 16, 32, 64].includes(bits)) {
    // Of the odd depths libtiff turns the bytes of this one; as GDAL has it the first is then the highest.
    if (bits === 24 && !layout.littleEndian && !layout.codec.native) swapBytes(bytes, 3);
    return unpackBits(bytes, rows, rowValues, blockRowBytes(layout), bits);
  }
  const valueBytes = bits / 8;
  // To libtiff's predictor 2 a complex sample is one number of twice the width, in the order of bytes too.
  const parts = complex && predictor === 2 ? 2 : 1;
  const width = valueBytes * parts;
  const own = bytes.byteOffset % width === 0 && !wide ? bytes : bytes.slice();
  if (predictor === 3) undoFloatPredictor(own, rowValues, blockSamples, valueBytes);
  else if (!layout.littleEndian && !layout.codec.native) swapBytes(own, width);
  if (wide) return wideFloats(own);
  if (predictor === 2) {
    undoDifferencing(unsignedView(own, width), rowValues / parts, blockSamples);
  }
  return typedView(own, bits, format);
}

/** Values to show: amplitudes of complex samples, and the nearest doubles of 64-bit integers. */
export function toShown(stored: StoredArray, complex: boolean): SampleArray {
  const values =
    stored instanceof BigUint64Array || stored instanceof BigInt64Array
      ? Float64Array.from(stored as Iterable<bigint>, Number)
      : stored;
  if (!complex) return values;
  const out = values instanceof Float64Array ? Float64Array : Float32Array;
  const amplitudes = new out(values.length / 2);
  for (let i = 0; i < amplitudes.length; i++) {
    amplitudes[i] = Math.hypot(values[i * 2] as number, values[i * 2 + 1] as number);
  }
  return amplitudes;
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; size > 1 && start + size <= bytes.length; start += size) {
    for (let a = start, b = start + size - 1; a < b; a++, b--) {
      const kept = bytes[a] as number;
      bytes[a] = bytes[b] as number;
      bytes[b] = kept;
    }
  }
}

function unsignedView(bytes: Uint8Array<ArrayBuffer>, size: number) {
  const { buffer, byteOffset } = bytes;
  const count = Math.floor(bytes.length / size);
  if (size === 1) return bytes;
  if (size === 2) return new Uint16Array(buffer, byteOffset, count);
  if (size === 4) return new Uint32Array(buffer, byteOffset, count);
  return new BigUint64Array(buffer, byteOffset, count);
}

function typedView(
  bytes: Uint8Array<ArrayBuffer>,
  bits: number,
  format: Layout['format'],
): StoredArray {
  const { buffer, byteOffset } = bytes;
  const count = Math.floor((bytes.length * 8) / bits);
  if (format === 'float') {
    if (bits === 16) return halfFloats(new Uint16Array(buffer, byteOffset, count));
    return bits === 32
      ? new Float32Array(buffer, byteOffset, count)
      : new Float64Array(buffer, byteOffset, count);
  }
  const signed = format === 'int';
  switch (bits) {
    case 8:
      return signed ? new Int8Array(buffer, byteOffset, count) : bytes;
    case 16:
      return signed
        ? new Int16Array(buffer, byteOffset, count)
        : new Uint16Array(buffer, byteOffset, count);
    case 32:
      return signed
        ? new Int32Array(buffer, byteOffset, count)
        : new Uint32Array(buffer, byteOffset, count);
    default:
      return signed
        ? new BigInt64Array(buffer, byteOffset, count)
        : new BigUint64Array(buffer, byteOffset, count);
  }
}
