/** PackBits (TIFF 6.0 section 9). Gives at most `expected` bytes, fewer where the data ends early. */
export function decodePackBits(data: Uint8Array, expected: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(expected);
  let at = 0;
  let written = 0;
  while (at < data.length && written < expected) {
    const header = data[at++] as number;
    if (header < 128) {
      const run = data.subarray(at, at + Math.min(header + 1, expected - written));
      out.set(run, written);
      written += run.length;
      at += header + 1;
    } else if (header > 128 && at < data.length) {
      const end = Math.min(written + 257 - header, expected);
      out.fill(data[at++] as number, written, end);
      written = end;
    }
  }
  return written === expected ? out : out.slice(0, written);
}
