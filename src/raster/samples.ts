/** From the decoded bytes of a block to an array of its sample values. */

import { blockRowBytes } from './layout';
import type { Layout } from './layout-types';
import { undoDifferencing, undoFloatPredictor } from './predictor';

/** Values of a block, interleaved by pixel. 64-bit integers are given as doubles, half floats as floats. */
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
 * Turns bytes of whole rows into samples: undoes predictor and byte order, unpacks odd depths.
 * `bytes` may be changed; `rows` is how many rows it holds.
 */
export function toSamples(
  bytes: Uint8Array<ArrayBuffer>,
  rows: number,
  layout: Layout,
): SampleArray {
  const { bits } = layout;
  if (![8, 16, 32, 64].includes(bits)) return unpackBits(bytes, rows, layout);
  const valueBytes = bits / 8;
  const rowValues = layout.blockWidth * layout.blockSamples;
  const own = bytes.byteOffset % valueBytes === 0 ? bytes : bytes.slice();
  const predictor = layout.codec.native ? 1 : layout.predictor;
  if (predictor === 3) undoFloatPredictor(own, rowValues, layout.blockSamples, valueBytes);
  else if (!layout.littleEndian && !layout.codec.native) swapBytes(own, valueBytes);
  const unsigned = unsignedView(own, valueBytes);
  if (predictor === 2) undoDifferencing(unsigned, rowValues, layout.blockSamples);
  return typedView(own, layout);
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

function typedView(bytes: Uint8Array<ArrayBuffer>, { bits, format }: Layout): SampleArray {
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
      return Float64Array.from(
        signed
          ? new BigInt64Array(buffer, byteOffset, count)
          : new BigUint64Array(buffer, byteOffset, count),
        Number,
      );
  }
}

/** IEEE 754 binary16 to binary32. */
function halfFloats(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (h) => {
    const sign = h & 0x8000 ? -1 : 1;
    const exponent = (h >> 10) & 0x1f;
    const fraction = h & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Depths that are not whole machine words: packed most significant bit first, rows padded to bytes. */
function unpackBits(bytes: Uint8Array, rows: number, layout: Layout): SampleArray {
  const { bits } = layout;
  const rowValues = layout.blockWidth * layout.blockSamples;
  const rowBytes = blockRowBytes(layout);
  const Target = bits <= 8 ? Uint8Array : bits <= 16 ? Uint16Array : Uint32Array;
  const out = new Target(rowValues * rows);
  for (let row = 0; row < rows; row++) {
    let bit = row * rowBytes * 8;
    for (let v = 0; v < rowValues; v++, bit += bits) {
      let value = 0;
      for (let at = bit; at < bit + bits; ) {
        const take = Math.min(8 - (at & 7), bit + bits - at);
        const byte = bytes[at >> 3] as number;
        value = value * 2 ** take + ((byte >> (8 - (at & 7) - take)) & ((1 << take) - 1));
        at += take;
      }
      out[row * rowValues + v] = value;
    }
    if (layout.predictor === 2 && !layout.codec.native) {
      const line = out.subarray(row * rowValues, (row + 1) * rowValues);
      const mask = 2 ** bits - 1;
      for (let i = layout.blockSamples; i < rowValues; i++) {
        line[i] = ((line[i] as number) + (line[i - layout.blockSamples] as number)) & mask;
      }
    }
  }
  return out;
}
