/**
 * LZW as TIFF 6.0 section 13 defines it: codes of 9 to 12 bits, most significant bit first, widened one
 * code early; and the older variant (least significant bit first, widened on time) that files from before
 * TIFF 6.0 have. The output is bounded by the caller's block, whatever the data says.
 */

import type { Scratch } from '../bytes/scratch';

const CLEAR = 256;
const END = 257;
const FIRST = 258;
const TABLE = 4096;
const NARROWEST = 9;
const WIDEST = 12;
/** Bytes that are moved at once: most strings are no longer, and a loop over bytes takes far more time. */
const WORD = 4;

/**
 * Where the string of each code lies, and how long it is. Those of single bytes lie before the output, all
 * others in it: what one code gave and the first byte of what came next. Shared by all calls: nothing is
 * waited for in the midst of one.
 */
const begins = new Int32Array(TABLE);
const lengths = new Int32Array(TABLE);
for (let byte = 0; byte < CLEAR; byte++) {
  begins[byte] = byte;
  lengths[byte] = 1;
}

/**
 * Decodes one block of at most `expected` bytes. Gives fewer where the data ends early.
 * Codes beyond the table end the block.
 * @param scratch what is given lies in it, until it is handed in again
 */
export function decodeLzw(
  data: Uint8Array,
  expected: number,
  scratch?: Scratch,
): Uint8Array<ArrayBuffer> {
  const old = data.length > 1 && data[0] === 0 && ((data[1] ?? 0) & 1) === 1;
  const codes = padded(data);
  const { out, words } = outputOf(expected, scratch);
  const end = CLEAR + expected;
  const bits = data.length * 8;
  const early = old ? 0 : 1;
  let bit = 0;
  let written = CLEAR;
  let width = NARROWEST;
  let mask = 2 ** width - 1;
  /** The code that the string under work will have, once the first code has begun one. */
  let next = FIRST;
  let begun = false;
  let last = 0;
  let lastLength = 0;
  while (written < end && bit + width <= bits) {
    const at = bit >> 3;
    const word = old
      ? codes.getUint32(at, true) >>> (bit & 7)
      : codes.getUint32(at) >>> (32 - width - (bit & 7));
    const code = word & mask;
    bit += width;
    if (code === CLEAR) {
      next = FIRST;
      begun = false;
      width = NARROWEST;
      mask = 2 ** width - 1;
      continue;
    }
    const start = written;
    let length: number;
    if (code < next && code !== END) {
      length = lengths[code] as number;
      const from = begins[code] as number;
      const stop = Math.min(start + length, end);
      words.setUint32(start, words.getUint32(from));
      for (let done = WORD; start + done < stop; done += WORD) {
        words.setUint32(start + done, words.getUint32(from + done));
      }
    } else if (begun && code === next) {
      length = lastLength + 1;
      const stop = Math.min(start + length, end);
      for (let to = start, from = last; to < stop; to++, from++) out[to] = out[from] as number;
    } else break;
    written += length;
    // Some writers (SNAP's) go on past a full table without a clear code: nothing more is added then.
    if (begun && next < TABLE) {
      begins[next] = last;
      lengths[next] = lastLength + 1;
      next++;
      if (next + early > mask && width < WIDEST) {
        width++;
        mask = 2 ** width - 1;
      }
    }
    begun = true;
    last = start;
    lastLength = length;
  }
  return out.subarray(CLEAR, Math.min(written, end));
}

/** The data with more behind it, whatever that is, so that the last codes can be read by words too. */
function padded(data: Uint8Array): DataView {
  const { buffer, byteOffset, length } = data;
  const roomy = byteOffset + length + WORD <= buffer.byteLength;
  if (roomy) return new DataView(buffer, byteOffset, length + WORD);
  const bytes = new Uint8Array(data.length + WORD);
  bytes.set(data);
  return new DataView(bytes.buffer);
}

/** All single bytes, room for so many behind them, and for the rest of a last word. */
function outputOf(
  expected: number,
  scratch?: Scratch,
): { readonly out: Uint8Array<ArrayBuffer>; readonly words: DataView } {
  const known = scratch?.bytes;
  if (known && known.length >= CLEAR + expected + WORD) {
    return { out: known, words: new DataView(known.buffer) };
  }
  const out = new Uint8Array(CLEAR + expected + WORD);
  for (let byte = 0; byte < CLEAR; byte++) out[byte] = byte;
  if (scratch) scratch.bytes = out;
  return { out, words: new DataView(out.buffer) };
}
