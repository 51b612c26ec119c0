/** Reads of places that are not in a file, as damaged directories ask for, and reads into memory used again. */
import { describe, expect, it } from 'vitest';
import { blobSource } from '../../../src/raster/bytes/byte-source';
import { type Scratch, ScratchPool } from '../../../src/raster/bytes/scratch';

describe('the bytes of a file of this machine', () => {
  const source = blobSource(new Blob([Uint8Array.of(1, 2, 3, 4)]), 'port.tif');

  it.each([
    [2, 2, [3, 4]],
    [2, 10, [3, 4]],
    [4, 1, []],
    [2 ** 33, 16, []],
    [1, 2 ** 40, [2, 3, 4]],
    [2 ** 60, 2 ** 60, []],
    [1.5, 2, []],
    [Number.NaN, 2, []],
    [Number.POSITIVE_INFINITY, 2, []],
  ])('from %d, %d long, are those that there are', async (offset, length, bytes) => {
    expect(Array.from(await source.read(offset, length))).toEqual(bytes);
  });
});

describe('large reads into memory that is used again', () => {
  const whole = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * 2654435761) >>> 24);
  const source = blobSource(new Blob([whole]), 'port.tif');

  it('give the bytes of the place, longer and shorter than before, and up to the end', async () => {
    const scratch: Scratch = {};
    for (const [offset, length] of [
      [3, 400_000],
      [700_001, 300_000],
      [100, 1_200_000],
      [1_100_000, 900_000],
    ] as const) {
      const bytes = await source.read(offset, length, undefined, scratch);
      expect(Buffer.compare(bytes, whole.subarray(offset, offset + length))).toBe(0);
      expect(bytes.buffer).toBe(scratch.bytes?.buffer);
    }
  });

  it('need no new memory where the read before was as long', async () => {
    const scratch: Scratch = {};
    await source.read(0, 1_000_000, undefined, scratch);
    const size = scratch.bytes?.length;
    await source.read(400_000, 1_050_000, undefined, scratch);
    expect(scratch.bytes?.length).toBe(size);
  });

  it('come otherwise where files are no streams of bytes', async () => {
    class Plain extends Blob {
      override slice(): Blob {
        return this;
      }
      override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
        return new ReadableStream({ start: (controller) => controller.close() });
      }
    }
    const bytes = await blobSource(new Plain([whole]), 'port.tif').read(0, 500_000, undefined, {});
    expect(Buffer.compare(bytes, whole)).toBe(0);
  });

  it('tell of a file that is gone in a sentence, and the memory is left', async () => {
    class Gone extends Blob {
      override slice(): Blob {
        return this;
      }
      override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
        return new ReadableStream({
          type: 'bytes',
          start: (controller) => controller.error(new DOMException('gone', 'NotReadableError')),
        });
      }
    }
    const scratch: Scratch = { bytes: new Uint8Array(2_000_000) };
    const gone = blobSource(new Gone([whole]), 'port.tif');
    await expect(gone.read(0, 500_000, undefined, scratch)).rejects.toThrow(
      '“port.tif” can no longer be read',
    );
    expect(scratch.bytes).toBeUndefined();
  });
});

describe('memory that is lent', () => {
  it('is never lent to two at once, and comes back from what fails', async () => {
    const pool = new ScratchPool(2, 100);
    const seen: (Uint8Array | undefined)[] = [];
    const use = (length: number, fails = false) =>
      pool.lend(async (scratch) => {
        seen.push(scratch.bytes);
        scratch.bytes ??= new Uint8Array(length);
        const mine = scratch.bytes;
        await Promise.resolve();
        expect(scratch.bytes).toBe(mine);
        if (fails) throw new Error('damaged');
      });
    await Promise.all([use(10), use(20)]);
    await expect(use(30, true)).rejects.toThrow('damaged');
    await Promise.all([use(10), use(10)]);
    expect(seen.map((bytes) => bytes?.length)).toEqual([undefined, undefined, 20, 20, 10]);
  });

  it('is let go where it is larger than what is kept', async () => {
    const pool = new ScratchPool(2, 100);
    await pool.lend(async (scratch) => {
      scratch.bytes = new Uint8Array(101);
    });
    await pool.lend(async (scratch) => expect(scratch.bytes).toBeUndefined());
  });
});
