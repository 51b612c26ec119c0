/**
 * LZW as TIFF 6.0 section 13 defines it: codes of 9 to 12 bits, most significant bit first, widened one
 * code early; and the older variant (least significant bit first, widened on time) that files from before
 * TIFF 6.0 have. The output is bounded by the caller's block, whatever the data says.
 */

const CLEAR = 256;
const END = 257;
const TABLE = 4096;
const WIDEST = 12;

/**
 * Where in the output the strings of codes from 258 on begin. Each is what one code gave and the first byte
 * of what came next, so that it ends one byte after the next one begins. Shared by all calls: nothing is
 * waited for in the midst of one.
 */
const begins = new Int32Array(TABLE + 1);

/**
 * Decodes one block of at most `expected` bytes. Gives fewer where the data ends early.
 * Codes beyond the table end the block.
 */
export function decodeLzw(data: Uint8Array, expected: number): Uint8Array<ArrayBuffer> {
  const old = data.length > 1 && data[0] === 0 && ((data[1] ?? 0) & 1) === 1;
  const out = new Uint8Array(expected);
  const bits = data.length * 8;
  const early = old ? 0 : 1;
  let bit = 0;
  let written = 0;
  let width = 9;
  let mask = 2 ** width - 1;
  /** The code that the string under work will have; its beginning is known once `begun`. */
  let next = 258;
  let begun = false;
  while (written < expected && bit + width <= bits) {
    const code = (old ? upwards(data, bit) : downwards(data, bit, width)) & mask;
    bit += width;
    if (code === CLEAR) {
      next = 258;
      begun = false;
      width = 9;
      mask = 2 ** width - 1;
      continue;
    }
    if (code === END) break;
    const start = written;
    if (code < CLEAR) out[written++] = code;
    else if (begun && code <= next) {
      let from = begins[code] as number;
      const length = (code === next ? start : (begins[code + 1] as number)) + 1 - from;
      const end = Math.min(start + length, expected);
      while (written < end) out[written++] = out[from++] as number;
    } else break;
    // Some writers (SNAP's) go on past a full table without a clear code: nothing more is added then.
    if (begun && next < TABLE) {
      next++;
      if (next + early > mask && width < WIDEST) {
        width++;
        mask = 2 ** width - 1;
      }
      begins[next] = start;
    } else if (!begun) {
      begins[next] = start;
      begun = true;
    }
  }
  return written === expected ? out : out.slice(0, written);
}

/** The bits from one on, the next code in the lowest of them. */
function upwards(data: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const three =
    (data[at] as number) | ((data[at + 1] as number) << 8) | ((data[at + 2] as number) << 16);
  return three >>> (bit & 7);
}

/** The bits up to the end of the code of this width that begins at one, that code in the lowest of them. */
function downwards(data: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const three =
    ((data[at] as number) << 16) | ((data[at + 1] as number) << 8) | (data[at + 2] as number);
  return three >>> (24 - width - (bit & 7));
}
