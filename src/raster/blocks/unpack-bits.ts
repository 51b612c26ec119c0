/** Samples whose depth is not that of a machine's number. */

type Unsigned = Uint8Array | Uint16Array | Uint32Array;

/**
 * Depths that are not whole machine words: packed most significant bit first whatever the byte order of
 * the file, rows padded to bytes (TIFF 6.0, section 8).
 */
export function unpackBits(
  bytes: Uint8Array,
  rows: number,
  rowValues: number,
  rowBytes: number,
  bits: number,
): Unsigned {
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
  }
  return out;
}

/** IEEE 754 binary16 to binary32. */
export function halfFloats(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (h) => floatOf(h >> 15, (h >> 10) & 0x1f, h & 0x3ff, 5, 10));
}

/** The 24-bit floats of Adobe's technical note 3 (1 sign, 7 exponent, 16 fraction bits), little-endian. */
export function wideFloats(bytes: Uint8Array): Float32Array {
  const out = new Float32Array(Math.floor(bytes.length / 3));
  for (let i = 0; i < out.length; i++) {
    const low = (bytes[i * 3] as number) | ((bytes[i * 3 + 1] as number) << 8);
    const high = bytes[i * 3 + 2] as number;
    out[i] = floatOf(high >> 7, high & 0x7f, low, 7, 16);
  }
  return out;
}

function floatOf(
  sign: number,
  exponent: number,
  fraction: number,
  exponentBits: number,
  fractionBits: number,
): number {
  const bias = 2 ** (exponentBits - 1) - 1;
  const one = 2 ** fractionBits;
  const size =
    exponent === 2 ** exponentBits - 1
      ? fraction === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exponent === 0
        ? (fraction / one) * 2 ** (1 - bias)
        : (1 + fraction / one) * 2 ** (exponent - bias);
  return sign ? -size : size;
}
