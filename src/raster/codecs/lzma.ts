/**
 * LZMA blocks: one .xz stream each (tukaani.org/xz/xz-file-format.txt) of the filters LZMA2 and, as libtiff
 * writes them, delta. Check sums are not looked at; the output is bounded by the block.
 */
import { LzmaDecoder } from './lzma-decoder';

const LZMA2 = 0x21;
const DELTA = 0x03;
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
const HEADER_BYTES = 12;

type BlockHeader = { readonly bytes: number; readonly delta: number };

/** Decodes at most `expected` bytes. Throws a RangeError where the data is no such stream. */
export function decodeLzma(data: Uint8Array, expected: number): Uint8Array<ArrayBuffer> {
  if (!MAGIC.every((byte, i) => data[i] === byte)) throw new RangeError('This is no .xz stream.');
  const header = readBlockHeader(data);
  const decoder = new LzmaDecoder(data, expected);
  const out = readChunks(decoder, HEADER_BYTES + header.bytes);
  for (let i = header.delta; header.delta > 0 && i < out.length; i++) {
    out[i] = (out[i] as number) + (out[i - header.delta] as number);
  }
  return out;
}

function readBlockHeader(data: Uint8Array): BlockHeader {
  let at = HEADER_BYTES;
  const next = () => data[at++] ?? 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = next();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const bytes = (next() + 1) * 4;
  const flags = next();
  if (flags & 0x40) number();
  if (flags & 0x80) number();
  let delta = 0;
  for (let filter = 0; filter <= (flags & 3); filter++) {
    const id = number();
    const size = number();
    if (id === DELTA) delta = (data[at] ?? 0) + 1;
    else if (id !== LZMA2) throw new RangeError(`The filter ${id} of .xz is not known.`);
    at += size;
  }
  return { bytes, delta };
}

/** LZMA2: chunks of LZMA or of plain bytes, until one that says it is the end. */
function readChunks(decoder: LzmaDecoder, start: number): Uint8Array<ArrayBuffer> {
  const { data } = decoder;
  let at = start;
  const byte = (i: number) => data[at + i] ?? 0;
  while (at < data.length && byte(0) !== 0 && !decoder.full) {
    const control = byte(0);
    if (control >= 0x80) {
      const size = ((control & 0x1f) << 16) + (byte(1) << 8) + byte(2) + 1;
      const packed = (byte(3) << 8) + byte(4) + 1;
      const reset = (control >> 5) & 3;
      if (reset === 3) decoder.resetDictionary();
      if (reset >= 2) decoder.setProperties(byte(5));
      if (reset >= 1) decoder.resetState();
      at += reset >= 2 ? 6 : 5;
      decoder.decode(at, size);
      at += packed;
    } else {
      if (control > 2) throw new RangeError('This is no LZMA2 chunk.');
      const size = (byte(1) << 8) + byte(2) + 1;
      if (control === 1) decoder.resetDictionary();
      decoder.copy(at + 3, size);
      at += 3 + size;
    }
  }
  return decoder.result;
}
