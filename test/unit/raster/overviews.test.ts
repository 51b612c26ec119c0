/** Overviews of files without any: their arithmetic, their journal, resuming and cancelling. */
import { describe, expect, it } from 'vitest';
import type { PixelArray } from '../../../src/raster/blocks/assemble';
import { LevelStack, standingAfter } from '../../../src/raster/overview-making/level-stack';
import { makeOverviews } from '../../../src/raster/overview-making/make';
import { readJournal } from '../../../src/raster/overviews/journal';
import { Overviews } from '../../../src/raster/overviews/reader';
import { makeCaches, openPicture, type Picture } from '../../../src/raster/pictures/picture';
import { virtualLevels } from '../../../src/raster/pictures/virtual-levels';
import { openSource } from '../../../src/raster/remote/sources';
import { type Field, openBytes, writeTiff } from './support';
import { MemoryFiles, opened, wantedOf } from './support-overviews';

const WIDTH = 3001;
const HEIGHT = 2310;
const NODATA: Field = [42113, 2, '0'];

/** Random samples, a twentieth of them without data. */
function noise(): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length: WIDTH * HEIGHT }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state % 20 === 0 ? 0 : 1 + ((state >> 8) % 255);
  });
}

const data = noise();

function openNoise(fields: readonly Field[] = [NODATA]): Promise<Picture> {
  return openBytes(writeTiff({ width: WIDTH, height: HEIGHT, data, fields }));
}

type Grid = { width: number; height: number; values: number[]; valid: boolean[] };

/** The next level by the plainest means: mean of those of four pixels that hold data, rounded. */
function halved({ width, height, values, valid }: Grid): Grid {
  const out: Grid = {
    width: Math.ceil(width / 2),
    height: Math.ceil(height / 2),
    values: [],
    valid: [],
  };
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const under: number[] = [];
      for (const v of [2 * y, 2 * y + 1]) {
        for (const u of [2 * x, 2 * x + 1]) {
          const at = v * width + u;
          if (u < width && v < height && valid[at]) under.push(values[at] ?? 0);
        }
      }
      const sum = under.reduce((a, b) => a + b, 0);
      out.values.push(under.length ? Math.floor(sum / under.length + 0.5) : 0);
      out.valid.push(under.length > 0);
    }
  }
  return out;
}

function expectedLevels(count: number): Grid[] {
  let grid: Grid = {
    width: WIDTH,
    height: HEIGHT,
    values: Array.from(data),
    valid: Array.from(data, (v) => v !== 0),
  };
  return Array.from({ length: count }, () => {
    grid = halved(grid);
    return grid;
  });
}

/** Makes overviews and is stopped after so many flushes. */
async function interrupted(picture: Picture, after: number): Promise<MemoryFiles> {
  const stop = new AbortController();
  let flushes = 0;
  const files = new MemoryFiles(() => {
    flushes++;
    if (flushes === after) stop.abort();
  });
  const making = makeOverviews(picture, wantedOf(picture), files, undefined, stop.signal);
  await expect(making).rejects.toMatchObject({ name: 'AbortError' });
  return files;
}

describe('overviews', () => {
  it('hold the mean of the pixels with data under each of theirs, on all levels', async () => {
    const picture = await openNoise();
    const files = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), files);
    const overviews = opened(files, picture);
    const { levels } = wantedOf(picture);
    expect(levels.map(({ width, height }) => [width, height])).toEqual([
      [1501, 1155],
      [751, 578],
    ]);
    for (const [index, grid] of expectedLevels(levels.length).entries()) {
      const { tileSize = 0 } = levels[index] ?? {};
      let wrong = 0;
      for (let row = 0; row * tileSize < grid.height; row++) {
        for (let column = 0; column * tileSize < grid.width; column++) {
          const tile = await overviews.tile(index, column, row, [0], false);
          wrong += differences(tile, grid, column * tileSize, row * tileSize, tileSize);
        }
      }
      expect(wrong).toBe(0);
    }
  });

  it('are the same bytes when their making was interrupted, wherever that was', async () => {
    const picture = await openNoise();
    const whole = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), whole);
    for (const after of [1, 2, 4, 7]) {
      const files = await interrupted(picture, after);
      const done = readJournal(files.journal)?.rows ?? 0;
      expect(Overviews.open(files.journal, files.blob(), wantedOf(picture))).toBeNull();
      const reported: number[] = [];
      await makeOverviews(picture, wantedOf(picture), files, (rows) => reported.push(rows));
      // Rows that the journal tells of are not made again.
      expect(reported[0]).toBe(done);
      expect(files.journal).toBe(whole.journal);
      expect(Buffer.from(files.tiles).equals(Buffer.from(whole.tiles))).toBe(true);
    }
  });

  it('go on after a crash that cut the journal’s last line short', async () => {
    const picture = await openNoise();
    const whole = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), whole);
    const files = await interrupted(picture, 6);
    files.journal = files.journal.slice(0, -9);
    files.tiles = new Uint8Array([...files.tiles, 1, 2, 3]);
    await makeOverviews(picture, wantedOf(picture), files);
    expect(files.journal).toBe(whole.journal);
    const tile = await opened(files, picture).tile(1, 2, 2, [0], false);
    expect(tile).toEqual(await opened(whole, picture).tile(1, 2, 2, [0], false));
  });

  it('begin anew where what is there was made of a picture of another shape', async () => {
    const picture = await openNoise();
    const files = await interrupted(picture, 4);
    files.journal = files.journal.replace(`"width":${WIDTH}`, '"width":2999');
    await makeOverviews(picture, wantedOf(picture), files);
    expect(readJournal(files.journal)?.header.width).toBe(WIDTH);
    expect(readJournal(files.journal)?.complete).toBe(true);
  });

  it('are not those of a picture without the mask, or the value for no data, that now lies beside it', async () => {
    const picture = await openNoise([]);
    const files = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), files);
    const has = (image: Picture) =>
      Overviews.open(files.journal, files.blob(), wantedOf(image)) !== null;
    expect(has(await openNoise([]))).toBe(true);
    const size = { width: WIDTH, height: HEIGHT };
    const mask = writeTiff({ ...size, data: new Uint8Array(WIDTH * HEIGHT) });
    const aux =
      '<PAMDataset><PAMRasterBand band="1"><NoDataValue>7</NoDataValue></PAMRasterBand></PAMDataset>';
    for (const [role, content] of [
      ['mask', mask],
      ['metadata', aux],
    ] as const) {
      const file = { kind: 'blob', blob: new Blob([content]), name: 'beside' } as const;
      const blob = new Blob([writeTiff({ ...size, data })]);
      const source = await openSource({ kind: 'blob', blob, name: 'noise.tif' });
      expect(has(await openPicture(source, makeCaches(), [{ role, file }]))).toBe(false);
    }
  });

  it('are done without once they can no longer be read', async () => {
    const [picture, plain] = [await openNoise(), await openNoise()];
    const files = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), files);
    const whole = files.blob();
    // A browser gives no bytes of a file that was removed or changed since it was opened.
    const gone = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
    const removed = { size: whole.size, slice: () => ({ arrayBuffer: gone }) } as unknown as Blob;
    const overviews = Overviews.open(files.journal, removed, wantedOf(picture));
    if (overviews) picture.setOverviews(overviews);
    const [tile, wanted] = [await picture.readTile(1, 0, 0), await plain.readTile(1, 0, 0)];
    expect(Buffer.from(tile.data).equals(Buffer.from(wanted.data))).toBe(true);
  });

  it('are what the picture’s coarse tiles come out of once it has them', async () => {
    const [picture, plain] = [await openNoise(), await openNoise()];
    const files = new MemoryFiles();
    await makeOverviews(plain, wantedOf(plain), files);
    picture.setOverviews(opened(files, picture));
    const exact = await plain.readTile(1, 1, 3);
    expect((await picture.readTile(1, 1, 3)).data).toEqual(exact.data);
  });
});

function differences(tile: PixelArray, grid: Grid, left: number, top: number, size: number) {
  let wrong = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (top + y) * grid.width + left + x;
      const inside = left + x < grid.width && top + y < grid.height;
      const valid = inside && grid.valid[at];
      const value = tile[(y * size + x) * 2];
      const alpha = tile[(y * size + x) * 2 + 1];
      if (alpha !== (valid ? 255 : 0) || (valid && value !== grid.values[at])) wrong++;
    }
  }
  return wrong;
}

describe('levels made row by row', () => {
  it('stand where a stack stands that was fed so many rows', () => {
    for (const [width, height] of [
      [2100, 9001],
      [5000, 2049],
      [4096, 4096],
    ] as const) {
      const levels = virtualLevels({ width, height }, 2);
      const done = levels.map(() => 0);
      const stack = new LevelStack({
        levels,
        channels: 2,
        floating: false,
        combine: 'mean',
        emit: (level, row) => {
          done[level] = row + 1;
        },
      });
      const [finest] = levels;
      if (!finest) throw new Error('There are no levels.');
      for (let top = 0; top < finest.height; top += finest.tileSize) {
        const high = Math.min(finest.tileSize, finest.height - top);
        const data = new Uint8Array(finest.width * high * 2);
        stack.push({ data, width: finest.width, height: high, channels: 2 });
        expect(standingAfter(levels, stack.rows).map((level) => level.done)).toEqual(done);
      }
      expect(done).toEqual(levels.map((level) => Math.ceil(level.height / level.tileSize)));
    }
  });

  it('take one colour of a palette picture, never a mixture', async () => {
    const palette = Array.from({ length: 768 }, (_, i) => (i % 256) * 257);
    const picture = await openNoise([
      [262, 3, [3]],
      [320, 3, palette],
    ]);
    const files = new MemoryFiles();
    await makeOverviews(picture, wantedOf(picture), files);
    const tile = await opened(files, picture).tile(0, 1, 1, picture.bands, false);
    for (const [x, y] of [
      [0, 0],
      [17, 200],
      [255, 31],
    ] as const) {
      const source = data[(256 + y) * 2 * WIDTH + (256 + x) * 2];
      expect(tile[(y * 256 + x) * 4]).toBe(source);
    }
  });
});

describe('a coarse look at strips of one row', () => {
  const width = 4200;
  const height = 4100;
  const offsets = Array.from({ length: height }, (_, y) => 8 + y * width);
  const strips: readonly Field[] = [
    [273, 4, offsets],
    [278, 4, [1]],
    [279, 4, offsets.map(() => width)],
  ];
  const across = (x: number) => (x * 7) % 251;
  const columns = Uint8Array.from({ length: width * height }, (_, i) => across(i % width));
  const file = () => writeTiff({ width, height, data: columns, fields: strips });

  it('reads some of the rows, and takes the mean within them', async () => {
    const source = await openSource({ kind: 'blob', blob: new Blob([file()]), name: 'strips.tif' });
    let rowsRead = 0;
    const counting = {
      ...source,
      read: (offset: number, length: number) => {
        if (length === width) rowsRead++;
        return source.read(offset, length);
      },
    };
    const picture = await openPicture(counting, makeCaches());
    const level = picture.levels.length - 1;
    const { width: coarse, tileSize } = picture.levels[level] ?? { width: 0, tileSize: 1 };
    expect([level, coarse]).toEqual([3, 525]);
    const tile = await picture.readTile(level, 2, 1);
    for (const x of [0, 50, 127]) {
      const under = Array.from({ length: 8 }, (_, i) => across((2 * tileSize + x) * 8 + i));
      const mean = under.reduce((a, b) => a + b, 0) / under.length;
      expect(tile.data[(5 * tileSize + x) * 2]).toBe(Math.floor(mean + 0.5));
    }
    // A row of tiles of 128 rows stands for 1024 rows of the file.
    expect(rowsRead).toBe(128);
  });
});
