/** LZW as TIFF 6.0 section 13 has it, for files to measure with. */

const CLEAR = 256;
const END = 257;
/** Codes are cleared before one of 13 bits would be needed. */
const LAST = 4094;

/**
 * Code of the string that a code and a byte make, with the generation of the dictionary that it is of, so
 * that a new dictionary needs no clearing.
 */
const known = new Int32Array(4096 * 256);
const MOST_GENERATIONS = 2 ** 19 - 1;
let generation = 0;

function clearDictionary() {
  generation++;
  if (generation < MOST_GENERATIONS) return;
  known.fill(0);
  generation = 1;
}

/**
 * @param {Uint8Array} data at least one byte
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encodeLzw(data) {
  const out = new Uint8Array(Math.ceil(data.length * 1.5) + 16);
  let [bits, count, at] = [0, 0, 0];
  let [width, next] = [9, 258];
  const put = (/** @type {number} */ code) => {
    bits = ((bits << width) | code) & 0xffffff;
    count += width;
    while (count >= 8) {
      out[at++] = bits >> (count - 8);
      count -= 8;
    }
  };
  const clear = () => {
    put(CLEAR);
    clearDictionary();
    [width, next] = [9, 258];
  };
  clear();
  let prefix = data[0] ?? 0;
  for (let i = 1; i < data.length; i++) {
    const byte = data[i] ?? 0;
    const key = prefix * 256 + byte;
    const entry = known[key] ?? 0;
    if (entry >> 12 === generation) {
      prefix = entry & 4095;
      continue;
    }
    put(prefix);
    known[key] = (generation << 12) | next++;
    if (next >= 1 << width && width < 12) width++;
    if (next >= LAST) clear();
    prefix = byte;
  }
  put(prefix);
  put(END);
  out[at++] = bits << (8 - count);
  return out.slice(0, at);
}
