/** Where TIFFs can be damaged, and seeded numbers to do it with. */

/** Numbers from 0 to 255 that the seed gives again (xorshift32). */
export function random(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) & 255;
  };
}

const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** Long fields are damaged at their beginning. */
const MOST_OF_A_FIELD = 24;

/** Places of the bytes of a file's header, of its directories and of what these point to, in order. */
export function directoryPlaces(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const word = big ? 8 : 4;
  const offsetAt = (at: number) =>
    big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const places = new Set<number>();
  const add = (from: number, length: number) => {
    for (let at = from; at < Math.min(from + length, bytes.length); at++) places.add(at);
  };
  add(0, big ? 16 : 8);
  const head = big ? 8 : 2;
  const entry = big ? 20 : 12;
  for (let at = offsetAt(big ? 8 : 4); at !== 0; ) {
    const fields = big ? offsetAt(at) : view.getUint16(at, little);
    add(at, head + fields * entry + word);
    for (let field = at + head; field < at + head + fields * entry; field += entry) {
      const size = (TYPE_BYTES[view.getUint16(field + 2, little)] ?? 0) * offsetAt(field + 4);
      if (size > word) add(offsetAt(field + 4 + word), Math.min(size, MOST_OF_A_FIELD));
    }
    at = offsetAt(at + head + fields * entry);
  }
  return [...places].sort((a, b) => a - b);
}
