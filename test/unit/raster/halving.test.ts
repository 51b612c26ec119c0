/** Levels at half their size straight out of their blocks, held against means taken pixel by pixel. */
import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CoarseReader } from '../../../src/raster/blocks/coarse-reader';
import type { ByteSource } from '../../../src/raster/bytes/byte-source';
import { readAhead } from '../../../src/raster/bytes/byte-source';
import { makeCaches, openPicture, type Picture } from '../../../src/raster/pictures/picture';
import { encodeLzw } from '../../bench/lzw-encoder.mjs';
import { type Field, writeTiff } from './support';

type Shape = {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly bits: 8 | 16;
  /** Width and height; strips are as wide as the picture. */
  readonly block: readonly [number, number];
  readonly planar?: boolean;
  readonly compression: 1 | 5 | 8;
  readonly bigEndian?: boolean;
  readonly predictor?: 2;
};

/** Of a band at a pixel: no neighbour has the same, and sums reach beyond what a sample holds. */
const sampleAt = ({ bits }: Shape, x: number, y: number, band: number) =>
  (x * 31 + y * 57 + x * y + band * 101) % (bits === 8 ? 256 : 65_521);

function blockOf(shape: Shape, left: number, top: number, rows: number, bands: readonly number[]) {
  const { bits, bigEndian, predictor, width, height, compression } = shape;
  const [across] = shape.block;
  const bytes = Buffer.alloc(across * rows * bands.length * (bits / 8));
  let at = 0;
  for (let y = top; y < top + rows; y++) {
    for (let x = left; x < left + across; x++) {
      for (const band of bands) {
        const inside = x < width && y < height;
        const value = inside ? sampleAt(shape, x, y, band) : 0;
        const before =
          predictor && x > left
            ? x - 1 < width && inside
              ? sampleAt(shape, x - 1, y, band)
              : 0
            : 0;
        const stored = (value - before) & (bits === 8 ? 0xff : 0xffff);
        if (bits === 8) bytes[at] = stored;
        else if (bigEndian) bytes.writeUInt16BE(stored, at);
        else bytes.writeUInt16LE(stored, at);
        at += bits / 8;
      }
    }
  }
  if (compression === 5) return encodeLzw(bytes);
  return compression === 8 ? deflateSync(bytes) : bytes;
}

function fileOf(shape: Shape, more: readonly Field[] = []): Uint8Array<ArrayBuffer> {
  const { width, height, bands, bits, planar = false, compression, predictor } = shape;
  const [across, down] = shape.block;
  const tiled = across !== width;
  const all = Array.from({ length: bands }, (_, band) => band);
  const blocks: Uint8Array[] = [];
  for (const plane of planar ? all.map((band) => [band]) : [all]) {
    for (let top = 0; top < height; top += down) {
      const rows = tiled ? down : Math.min(down, height - top);
      for (let left = 0; left < width; left += across) {
        blocks.push(blockOf(shape, left, top, rows, plane));
      }
    }
  }
  let end = 8;
  const offsets = blocks.map(({ length }) => {
    end += length;
    return end - length;
  });
  const counts = blocks.map(({ length }) => length);
  const fields: readonly Field[] = [
    [258, 3, all.map(() => bits)],
    [259, 3, [compression]],
    [284, 3, [planar ? 2 : 1]],
    ...(predictor ? [[317, 3, [predictor]] as const] : []),
    ...(tiled
      ? ([
          [322, 3, [across]],
          [323, 3, [down]],
          [324, 4, offsets],
          [325, 4, counts],
        ] as const)
      : ([
          [273, 4, offsets],
          [278, 4, [down]],
          [279, 4, counts],
        ] as const)),
    ...more,
  ];
  const data = Buffer.concat(blocks);
  const file = writeTiff({
    width,
    height,
    samples: bands,
    data,
    fields,
    littleEndian: !shape.bigEndian,
  });
  return file;
}

/** A file in memory that lends its own bytes, as pieces that are read ahead are lent. */
function lending(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  const whole: ByteSource = {
    name: 'test.tif',
    size: bytes.length,
    remarks: [],
    read: async (offset, length) => bytes.slice(offset, offset + length),
  };
  return readAhead(whole, 4, 4096);
}

const open = (shape: Shape, more?: readonly Field[]): Promise<Picture> =>
  openPicture(lending(fileOf(shape, more)), makeCaches());

/** Of the pixels under one of half the size those that there are. */
function meanAt(shape: Shape, u: number, v: number, band: number): number {
  const under: number[] = [];
  for (const y of [2 * v, 2 * v + 1]) {
    for (const x of [2 * u, 2 * u + 1]) {
      if (x < shape.width && y < shape.height) under.push(sampleAt(shape, x, y, band));
    }
  }
  const mean = under.reduce((a, b) => a + b, 0) / under.length;
  return shape.bits === 8 ? Math.floor(mean + 0.5) : mean;
}

const STRIPS = { width: 101, height: 71, bands: 3, bits: 8, compression: 5 } as const;
const SHAPES: readonly (readonly [string, Shape])[] = [
  ['strips of one row, LZW', { ...STRIPS, block: [101, 1] }],
  ['strips of three rows, LZW with differences', { ...STRIPS, block: [101, 3], predictor: 2 }],
  ['strips of four rows, Deflate', { ...STRIPS, block: [101, 4], compression: 8 }],
  ['uncompressed strips', { ...STRIPS, block: [101, 2], compression: 1 }],
  ['one band', { ...STRIPS, block: [101, 1], bands: 1 }],
  ['bands apart', { ...STRIPS, block: [101, 2], planar: true }],
  ['four bands of 16 bits', { ...STRIPS, block: [101, 4], bands: 4, bits: 16, compression: 8 }],
  [
    'uncompressed ones in the other order of bytes',
    { ...STRIPS, block: [101, 1], bits: 16, compression: 1, bigEndian: true },
  ],
  ['tiles', { ...STRIPS, block: [16, 16] }],
  ['tiles with bands apart', { ...STRIPS, block: [32, 16], planar: true, compression: 8 }],
];

afterEach(() => vi.restoreAllMocks());

describe('a level at half its size', () => {
  it.each(SHAPES)('of %s is made of means, without windows in between', async (_, shape) => {
    const picture = await open(shape);
    const slow = vi.spyOn(CoarseReader.prototype, 'read');
    const [width, height] = [Math.ceil(shape.width / 2), Math.ceil(shape.height / 2)];
    const channels = shape.bands + 1;
    const full = shape.bits === 8 ? 255 : 1;
    const tiled = shape.block[0] !== shape.width;
    // The second one begins within a strip of three rows, the last one ends with the last row alone.
    const windows = tiled ? [0, 16, 32, height] : [0, 16, 30, height];
    const wrong: string[] = [];
    for (const [i, from] of windows.slice(0, -1).entries()) {
      const area = { x: 0, y: from * 2, width, height: (windows[i + 1] ?? 0) - from };
      const pixels = await picture.readHalf(area);
      expect(pixels.length).toBe(width * area.height * channels);
      for (const [i, value] of pixels.entries()) {
        const [u, v] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
        const band = i % channels;
        const wanted = band === shape.bands ? full : meanAt(shape, u, from + v, band);
        if (value !== wanted) wrong.push(`${u}, ${from + v}, ${band}: ${value}, not ${wanted}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(slow).not.toHaveBeenCalled();
  });

  const PALETTE = Array.from({ length: 768 }, (_, i) => ((i * 89 + (i >> 8) * 17) % 256) * 257);

  /** Red, green, blue and alpha of every other pixel, of rows of half the size. */
  function coloursOfEveryOther(shape: Shape, from: number, to: number) {
    const width = Math.ceil(shape.width / 2);
    return Array.from({ length: width * (to - from) }, (_, i) => {
      const index = sampleAt(shape, 2 * (i % width), 2 * (from + Math.floor(i / width)), 0);
      return [0, 1, 2].map((c) => (PALETTE[c * 256 + index] ?? 0) / 257).concat(255);
    }).flat();
  }

  // Where a window begins within a tile or a high strip, it is put together before it is halved.
  it.each([
    ['tiles', [32, 16], 8, 'straight'],
    ['strips of three rows', [101, 3], 5, 'straight'],
    ['strips of one row, uncompressed', [101, 1], 1, 'straight'],
    ['tiles, by windows,', [32, 16], 8, 'by windows'],
    ['strips of twenty rows, by windows,', [101, 20], 5, 'by windows'],
  ] as const)(
    'of a palette in %s has the colours of every other pixel',
    async (_, block, how, way) => {
      const shape: Shape = { ...STRIPS, bands: 1, block, compression: how };
      const picture = await open(shape, [
        [262, 3, [3]],
        [320, 3, PALETTE],
      ]);
      const slow = vi.spyOn(CoarseReader.prototype, 'read');
      const [width, height] = [51, 36];
      // The second window begins within a strip of three rows, the last one, at row 52, within a tile.
      const windows = way === 'straight' ? [0, 16, height] : [26, height];
      for (const [i, from] of windows.slice(0, -1).entries()) {
        const to = windows[i + 1] ?? height;
        const pixels = await picture.readHalf({ x: 0, y: 2 * from, width, height: to - from });
        expect(Array.from(pixels)).toEqual(coloursOfEveryOther(shape, from, to));
      }
      expect(slow.mock.calls.length).toBe(way === 'straight' ? 0 : 1);
    },
  );

  it('leaves the bytes that were lent as they are: what is read again is the same', async () => {
    for (const compression of [1, 5] as const) {
      const picture = await open({
        ...STRIPS,
        block: [101, 1],
        bits: 16,
        compression,
        bigEndian: true,
      });
      const area = { x: 0, y: 0, width: 51, height: 4 };
      const first = await picture.readHalf(area);
      expect(await picture.readHalf(area)).toEqual(first);
    }
  });
});

describe('a source that is read ahead', () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

  function counting() {
    const reads: (readonly [number, number])[] = [];
    let fails = false;
    const source: ByteSource = {
      name: 'test.tif',
      size: bytes.length,
      remarks: [],
      async read(offset, length) {
        reads.push([offset, length]);
        if (fails) throw new Error('gone');
        return bytes.slice(offset, offset + length);
      },
    };
    return { source, reads, fail: (now: boolean) => (fails = now) };
  }

  it('fetches from where a read begins, and no byte of a run twice but at the pieces’ ends', async () => {
    const { source, reads } = counting();
    const ahead = readAhead(source, 2, 100);
    for (let at = 10; at < 1000; at += 30) {
      expect(Array.from(await ahead.read(at, 30))).toEqual(Array.from(bytes.slice(at, at + 30)));
    }
    expect(reads.slice(0, 3)).toEqual([
      [10, 100],
      [100, 100],
      [190, 100],
    ]);
    expect(await ahead.read(1000, 5)).toEqual(new Uint8Array(0));
    expect(await ahead.read(Number.NaN, 5)).toEqual(new Uint8Array(0));
    expect(await ahead.read(990, 50)).toEqual(bytes.slice(990));
  });

  it('keeps as many places as it is told to, those used last', async () => {
    const { source, reads } = counting();
    const ahead = readAhead(source, 2, 100);
    for (const at of [0, 300, 10, 320, 20, 600, 30]) await ahead.read(at, 5);
    expect(reads.map(([at]) => at)).toEqual([0, 300, 600]);
    await ahead.read(340, 5);
    expect(reads.map(([at]) => at)).toEqual([0, 300, 600, 340]);
  });

  it('reads again what could not be read', async () => {
    const { source, fail } = counting();
    const ahead = readAhead(source, 2, 100);
    fail(true);
    await expect(ahead.read(0, 5)).rejects.toThrow('gone');
    fail(false);
    expect(await ahead.read(0, 5)).toEqual(bytes.slice(0, 5));
  });
});
