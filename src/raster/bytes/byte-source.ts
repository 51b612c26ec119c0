/** Random access to the bytes of a file, with the small reads of directory parsing joined into blocks. */
import { UserError } from '../../domain/errors';

/** What the first request told of a far file, so that others need not ask again. */
export type RemoteHead = {
  readonly url: string;
  readonly size: number;
  /** ETag, else time of change; null where the server shows neither. */
  readonly version: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Bytes that can be read at random. Reads past the end give what there is. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /**
   * At most `length` bytes from `offset`; fewer where the file ends. Sources that can end a request
   * that is under way reject with the signal's reason when it is aborted.
   */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Others may be given the same bytes, or more around them: they are not to be written to. */
  readonly lends?: boolean;
  /** What the first request told of a far file. */
  readonly head?: RemoteHead | null;
  /** Sentences for the user about how the bytes are had. */
  readonly remarks: readonly string[];
}

/** Bytes of a block of the header cache; also the unit of remote range requests. */
export const BLOCK_BYTES = 65_536;

/** The bytes of a Blob or File. */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    size: blob.size,
    remarks: [],
    async read(offset, length) {
      // Damaged files point anywhere, also at halves of bytes: only what lies in the file is asked for.
      const first = Number.isSafeInteger(offset) ? Math.max(0, offset) : blob.size;
      const end = Math.min(first + Math.ceil(length), blob.size);
      try {
        return new Uint8Array(await blob.slice(first, end).arrayBuffer());
      } catch (cause) {
        throw new UserError(
          `“${name}” can no longer be read: it was moved, changed or deleted since it was opened. Choose the file again.`,
          { cause },
        );
      }
    },
  };
}

/** A source whose reads are served from cached blocks; long reads of uncached bytes are joined into one. */
export function blockCached(
  source: ByteSource,
  maxBlocks: number,
  blockBytes = BLOCK_BYTES,
): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const remember = (index: number, block: Promise<Uint8Array<ArrayBuffer>>) => {
    blocks.delete(index);
    blocks.set(index, block);
    block.catch(() => blocks.delete(index));
    const oldest = blocks.keys().next();
    if (blocks.size > maxBlocks && !oldest.done) blocks.delete(oldest.value);
  };
  const fetchRun = (first: number, last: number) => {
    const run = source.read(first * blockBytes, (last - first + 1) * blockBytes);
    const parts: Promise<Uint8Array<ArrayBuffer>>[] = [];
    for (let index = first; index <= last; index++) {
      const from = (index - first) * blockBytes;
      const part = run.then((bytes) => bytes.slice(from, from + blockBytes));
      remember(index, part);
      parts.push(part);
    }
    return parts;
  };
  return {
    name: source.name,
    size: source.size,
    remarks: source.remarks,
    async read(offset, length) {
      const end = Math.min(offset + length, source.size);
      if (end <= offset) return new Uint8Array(0);
      const first = Math.floor(offset / blockBytes);
      const last = Math.floor((end - 1) / blockBytes);
      const parts: Promise<Uint8Array<ArrayBuffer>>[] = [];
      for (let index = first; index <= last; index++) {
        const known = blocks.get(index);
        if (known) {
          remember(index, known);
          parts.push(known);
          continue;
        }
        let runEnd = index;
        while (runEnd < last && !blocks.has(runEnd + 1)) runEnd++;
        parts.push(...fetchRun(index, runEnd));
        index = runEnd;
      }
      const out = new Uint8Array(end - offset);
      const loaded = await Promise.all(parts);
      loaded.forEach((part, i) => {
        const start = (first + i) * blockBytes;
        const from = Math.max(offset, start) - start;
        const to = Math.min(end, start + part.length) - start;
        if (to > from) out.set(part.subarray(from, to), start + from - offset);
      });
      return out;
    },
  };
}

/**
 * A source that is read from one end to the other: larger pieces are fetched from where a read begins, and
 * parts of them are lent, not copied.
 * @param pieces how many are kept, for reads that alternate between places
 */
export function readAhead(source: ByteSource, pieces: number, pieceBytes: number): ByteSource {
  type Piece = { start: number; end: number; bytes: Promise<Uint8Array<ArrayBuffer>> };
  const { name, size, remarks } = source;
  let kept: readonly Piece[] = [];
  const fetched = (start: number, length: number): Piece => {
    const wanted = Math.min(Math.max(length, pieceBytes), size - start);
    const piece = { start, end: start + wanted, bytes: source.read(start, wanted) };
    piece.bytes.catch(() => {
      kept = kept.filter((other) => other !== piece);
    });
    return piece;
  };
  return {
    ...{ name, size, remarks, lends: true },
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      if (!(offset >= 0 && end > offset)) return new Uint8Array(0);
      const known = kept.find((piece) => piece.start <= offset && end <= piece.end);
      const piece = known ?? fetched(offset, end - offset);
      if (kept.at(-1) !== piece) {
        kept = [...kept.filter((other) => other !== piece), piece].slice(-pieces);
      }
      const bytes = await piece.bytes;
      return bytes.subarray(offset - piece.start, end - piece.start);
    },
  };
}
