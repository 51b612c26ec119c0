/** Directories that claim more than their file can hold: a sentence, and no memory taken for them. */
import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ByteRoom } from '../../../src/raster/blocks/block-room';
import { type Field, openBytes, writeTiff } from './support';

const MB = 2 ** 20;

/** A picture of one tile of so many pixels each way. */
function oneTile(side: number, data: Uint8Array, fields: readonly Field[] = []) {
  const grid: Field[] = [
    [322, 4, [side]],
    [323, 4, [side]],
    [324, 4, [8]],
    [325, 4, [data.length]],
  ];
  return writeTiff({ width: side, height: side, data, fields: [...grid, ...fields] });
}

const DEFLATE: Field = [259, 3, [8]];
const ONE_BIT: Field = [258, 3, [1]];

/** What the middle of the picture holds, or why it cannot be read, and the largest array that was made. */
async function middle(bytes: Uint8Array<ArrayBuffer>) {
  let largest = 0;
  const watched = new Proxy(Uint8Array, {
    construct(target, args, made) {
      if (typeof args[0] === 'number') largest = Math.max(largest, args[0]);
      return Reflect.construct(target, args, made);
    },
  });
  vi.stubGlobal('Uint8Array', watched);
  const said = await openBytes(bytes)
    .then((picture) => picture.readTile(0, 8, 8))
    .then(
      ({ data }) => [...data.slice(0, 2)].join(' '),
      (error: Error) => error.message,
    );
  vi.unstubAllGlobals();
  return { said, largest };
}

afterEach(() => vi.unstubAllGlobals());

describe('a tile that is larger than its file can hold', () => {
  const stream = deflateSync(new Uint8Array(9_000_000));

  it.each([
    ['of 60000 × 60000 bytes', 60_000, [DEFLATE], /pieces of 3433 MB, too large/],
    ['of 60000 × 60000 bits, which are bytes once decoded', 60_000, [DEFLATE, ONE_BIT], /3433 MB/],
    [
      'of 30000 × 30000 bytes by Deflate',
      30_000,
      [DEFLATE],
      /tile 1 of 1 claims 858 MB of pixels in \d+ bytes, which cannot be/,
    ],
    [
      'of 20000 × 20000 bytes by PackBits',
      20_000,
      [[259, 3, [32773]]],
      /tile 1 of 1 claims 381 MB/,
    ],
    [
      'that the file leaves out',
      20_000,
      [DEFLATE, [324, 4, [0]], [325, 4, [0]]],
      /tile 1 of 1 claims 381 MB of pixels in 0 bytes/,
    ],
  ] as const)('%s', async (_, side, fields, says) => {
    const bytes = oneTile(side, stream, fields as readonly Field[]);
    expect(bytes.length).toBeLessThan(20_000);
    const { said, largest } = await middle(bytes);
    expect(said).toMatch(says);
    expect(largest).toBeLessThan(16 * MB);
  });

  it('is read where its stream does hold it: a picture of one colour', async () => {
    const side = 12_000;
    const { said } = await middle(
      oneTile(side, deflateSync(Buffer.alloc(side * side, 7)), [DEFLATE]),
    );
    expect(said).toBe('7 255');
  });
});

describe('room for work', () => {
  it('is given in turn, and to what is larger than all of it alone', async () => {
    const room = new ByteRoom(100);
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string, bytes: number) =>
      room.within(bytes, () => {
        begun.push(name);
        return new Promise<void>((end) => ends.push(end));
      });
    const settled = () => new Promise((done) => setTimeout(done));
    const all = [work('a', 60), work('b', 40), work('large', 500), work('c', 10)];
    await settled();
    expect(begun).toEqual(['a', 'b']);
    ends.shift()?.();
    await settled();
    expect(begun).toEqual(['a', 'b']);
    ends.shift()?.();
    await settled();
    expect(begun).toEqual(['a', 'b', 'large']);
    ends.shift()?.();
    await settled();
    expect(begun).toEqual(['a', 'b', 'large', 'c']);
    ends.shift()?.();
    await Promise.all(all);
  });

  it('is given back by work that fails', async () => {
    const room = new ByteRoom(10);
    await expect(room.within(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await room.within(10, async () => 'yes')).toBe('yes');
  });
});
