/** How much memory the decoding of blocks may take, held against what is stored of them in the file. */
import { UserError } from '../../domain/errors';
import type { Layout } from '../directory/layout-types';

/** Decoded blocks up to this size are taken whatever is stored of them: pictures of one colour are. */
const SMALL_BYTES = 128 * 2 ** 20;
/** What codecs whose format sets no bound are trusted with for one byte. */
const MOST_GROWTH = 8192;
/** Values of a pixel whose colours are converted: red, green, blue and alpha. */
const MOST_COLOURS = 4;
/** Of the blocks that are decoded at once in one worker; one that is larger is decoded alone. */
const ROOM_BYTES = 256 * 2 ** 20;

/** Bytes of a value as it is held in memory. */
function valueBytes(bits: number): number {
  if (bits <= 8) return 1;
  if (bits <= 16) return 2;
  return bits <= 32 ? 4 : 8;
}

/** Bytes that a block of so many rows takes once it is decoded, or as samples where these take more. */
export function heldBytes(l: Layout, rows: number, decodedBytes: number): number {
  const pixels = l.blockWidth * rows;
  const float = l.format === 'float' ? 4 : 1;
  const values = pixels * l.blockSamples * (l.complex ? 2 : 1);
  const colours = l.conversion ? pixels * MOST_COLOURS : 0;
  return Math.max(decodedBytes, values * Math.max(float, valueBytes(l.bits)), colours);
}

/**
 * Holds a block's size as the directory has it against the bytes that are there of it, before memory is taken.
 * Throws a UserError where no stream of so many bytes can hold so much.
 * @param which 'tile 1 of 4'
 */
export function checkClaim(
  name: string,
  which: string,
  layout: Layout,
  { rows, decodedBytes, storedBytes }: Record<'rows' | 'decodedBytes' | 'storedBytes', number>,
): void {
  const held = heldBytes(layout, rows, decodedBytes);
  const { growth = MOST_GROWTH } = layout.codec;
  if (held <= SMALL_BYTES || decodedBytes <= storedBytes * growth) return;
  const claimed = `${Math.round(held / 2 ** 20)} MB of pixels in ${storedBytes} bytes`;
  throw new UserError(
    `“${name}” cannot be read: ${which} claims ${claimed}, which cannot be. The file is damaged; get it again.`,
  );
}

/** Lets work go on as long as what it takes together is within a bound; the rest waits, first come first served. */
export class ByteRoom {
  private taken = 0;
  private readonly waiting: { readonly bytes: number; readonly begin: () => void }[] = [];

  constructor(private readonly bytes: number) {}

  /** Does something that takes so many bytes, once there is room; what is larger than all room is done alone. */
  async within<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.waiting.length > 0 || !this.fits(bytes)) {
      await new Promise<void>((begin) => this.waiting.push({ bytes, begin }));
    } else this.taken += bytes;
    try {
      return await work();
    } finally {
      this.taken -= bytes;
      this.letIn();
    }
  }

  private fits(bytes: number): boolean {
    return this.taken === 0 || this.taken + bytes <= this.bytes;
  }

  /** Counted here, not when it goes on: the next in the line has to see it. */
  private letIn(): void {
    for (let next = this.waiting[0]; next && this.fits(next.bytes); next = this.waiting[0]) {
      this.waiting.shift();
      this.taken += next.bytes;
      next.begin();
    }
  }
}

/** Of this worker. */
export const decodingRoom = new ByteRoom(ROOM_BYTES);
