/**
 * LZW as TIFF 6.0 section 13 defines it: codes of 9 to 12 bits, most significant bit first, widened one
 * code early; and the older variant (least significant bit first, widened on time) that files from before
 * TIFF 6.0 have. The output is bounded by the caller's block, whatever the data says.
 */

const CLEAR = 256;
const END = 257;
const TABLE = 4096;

/**
 * Decodes one block of at most `expected` bytes. Gives fewer where the data ends early.
 * Codes beyond the table end the block.
 */
export function decodeLzw(data: Uint8Array, expected: number): Uint8Array<ArrayBuffer> {
  const old = data.length > 1 && data[0] === 0 && ((data[1] ?? 0) & 1) === 1;
  const out = new Uint8Array(expected);
  // Every string is a piece of the output that was already written: where it starts and how long it is.
  const starts = new Int32Array(TABLE);
  const lengths = new Int32Array(TABLE);
  let next = 258;
  let width = 9;
  let bitBuffer = 0;
  let bitCount = 0;
  let at = 0;
  let written = 0;
  let previousStart = -1;
  let previousLength = 0;
  const early = old ? 0 : 1;
  while (written < expected) {
    while (bitCount < width && at < data.length) {
      const byte = data[at++] as number;
      if (old) bitBuffer |= byte << bitCount;
      else bitBuffer = ((bitBuffer << 8) | byte) & 0xffffff;
      bitCount += 8;
    }
    if (bitCount < width) break;
    let code: number;
    if (old) {
      code = bitBuffer & ((1 << width) - 1);
      bitBuffer >>>= width;
    } else {
      code = (bitBuffer >>> (bitCount - width)) & ((1 << width) - 1);
    }
    bitCount -= width;
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previousStart = -1;
      continue;
    }
    const start = written;
    let length = 1;
    if (code < 256) {
      out[written++] = code;
    } else {
      let from: number;
      if (code < next) {
        from = starts[code] as number;
        length = lengths[code] as number;
      } else if (code === next && previousStart >= 0) {
        from = previousStart;
        length = previousLength + 1;
      } else {
        break;
      }
      const end = Math.min(start + length, expected);
      while (written < end) out[written++] = out[from++] as number;
    }
    // Some writers (SNAP's) go on past a full table without a clear code: nothing more is added then.
    if (previousStart >= 0 && next < TABLE) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
      if (next + early >= 1 << width && width < 12) width++;
    }
    previousStart = start;
    previousLength = length;
  }
  return written === expected ? out : out.slice(0, written);
}
