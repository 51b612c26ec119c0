/** Deflate by the platform's own DecompressionStream, which is several times faster than JavaScript. */
import type { Scratch } from '../bytes/scratch';

/**
 * Bytes that the stream is fed with at once: all that they give is in memory before any of it is read, up to 1032
 * times as much.
 */
const PIECE_BYTES = 2 ** 18;

/**
 * Decodes a zlib stream, stopping after `expected` bytes whatever follows. What was read before an
 * error is given back, shortened; the caller decides whether that is enough.
 * @param scratch what is given lies in it, until it is handed in again
 */
export async function inflate(
  data: Uint8Array<ArrayBuffer>,
  expected: number,
  scratch?: Scratch,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  // Failures of the writing side appear on the reading side too, where they are handled.
  feed(writer, data).then(
    () => undefined,
    () => undefined,
  );
  const out = outputOf(expected, scratch);
  const reader = stream.readable.getReader();
  let written = 0;
  try {
    while (written < expected) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, expected - written);
      out.set(part, written);
      written += part.length;
    }
    if (written === expected) void reader.cancel().then(undefined, () => undefined);
  } catch (error) {
    if (written === 0) throw error;
  }
  return written === expected ? out : out.slice(0, written);
}

/** Piece after piece, each once what the one before gave is being read. */
async function feed(
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
  data: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    await writer.write(data.subarray(at, at + PIECE_BYTES));
  }
  await writer.close();
}

function outputOf(expected: number, scratch?: Scratch): Uint8Array<ArrayBuffer> {
  const known = scratch?.bytes;
  if (known && known.length >= expected) return known.subarray(0, expected);
  const out = new Uint8Array(expected);
  if (scratch) scratch.bytes = out;
  return out;
}
