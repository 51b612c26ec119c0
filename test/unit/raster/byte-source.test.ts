/** Reads of places that are not in a file, as damaged directories ask for. */
import { describe, expect, it } from 'vitest';
import { blobSource } from '../../../src/raster/bytes/byte-source';

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
