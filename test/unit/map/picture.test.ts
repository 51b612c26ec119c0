import { describe, expect, it } from 'vitest';
import { type Stretch, stretchOf } from '../../../src/domain/model/stretch';
import { displayTile } from '../../../src/map/picture/display-tile';
import { pyramidGrid } from '../../../src/map/picture/pyramid-grid';
import { stretchVariables } from '../../../src/map/picture/stretch-style';
import { TileCache } from '../../../src/map/picture/tile-cache';
import { ByteLru } from '../../../src/raster/bytes/byte-lru';
import type { FrameRaster, RasterTile } from '../../../src/raster/types';

const rgb: Stretch = stretchOf({
  bands: [0, 1, 2],
  lo: [10, 20, 30],
  hi: [110, 220, 130],
  gamma: 2,
  method: 'manual',
});

/** Bytes or floats that are uploaded of a tile. */
function shownOf(...all: Parameters<typeof displayTile>): Uint8Array | Float32Array {
  const shown = displayTile(...all);
  if (shown instanceof DataView) throw new Error('These are half floats.');
  return shown;
}

describe('what is uploaded of a tile', () => {
  it('has the shown bands in their order and alpha last', () => {
    const data = new Float32Array([1, 2, 3, 4, 1, 5, 6, 7, 8, 1]);
    const tile: RasterTile = { width: 2, height: 1, channels: 5, data };
    expect([...shownOf(tile, { bands: [2, 1, 0], decibel: false }, [0, 1, 2, 3])]).toEqual([
      3, 2, 1, 1, 7, 6, 5, 1,
    ]);
    expect([...shownOf(tile, { bands: [3], decibel: false }, [0, 1, 2, 3])]).toEqual([
      4, 0, 0, 1, 8, 0, 0, 1,
    ]);
    expect([...shownOf(tile, { bands: [3, 0], decibel: false }, [0, 1, 2, 3])]).toEqual([
      4, 1, 0, 1, 8, 5, 0, 1,
    ]);
  });

  it('finds the bands of a file with more of them than its tiles carry', () => {
    const data = new Uint8Array([10, 20, 30, 40, 255]);
    const tile: RasterTile = { width: 1, height: 1, channels: 5, data };
    const carried = [4, 2, 1, 7];
    const shown = shownOf(tile, { bands: [1, 2, 7], decibel: false }, carried);
    expect([...shown]).toEqual([30, 20, 40, 255]);
  });

  it('holds nothing of pixels without data, whatever was in them', () => {
    const data = new Float32Array([-9999, 0, Number.NaN, 0, 7, 1]);
    const tile: RasterTile = { width: 3, height: 1, channels: 2, data };
    expect([...shownOf(tile, { bands: [0], decibel: false }, [0])]).toEqual([0, 0, 0, 0, 7, 1]);
    const colours = new Float32Array([1, 2, 3, 4, 0, 5, 6, 7, 8, 1]);
    const of = { width: 2, height: 1, channels: 5, data: colours };
    expect([...shownOf(of, { bands: [0, 1, 2], decibel: false }, [0, 1, 2, 3])]).toEqual([
      0, 0, 0, 0, 5, 6, 7, 1,
    ]);
  });

  it('is the tile itself where that is what is shown, and all of it holds data', () => {
    const shown = (data: Uint8Array<ArrayBuffer>) =>
      shownOf({ width: 3, height: 1, channels: 4, data }, rgb, [0, 1, 2]);
    const whole = new Uint8Array([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255]);
    expect(shown(whole)).toBe(whole);
    const some = new Uint8Array([1, 2, 3, 255, 4, 5, 6, 0, 7, 8, 9, 255]);
    expect([...shown(some)]).toEqual([1, 2, 3, 255, 0, 0, 0, 0, 7, 8, 9, 255]);
    expect([...some]).toEqual([1, 2, 3, 255, 4, 5, 6, 0, 7, 8, 9, 255]);
  });

  it('has whole samples of 16 bits as they are', () => {
    const data = new Uint16Array([65_535, 0, 257, 1, 9, 9, 9, 0]);
    const tile: RasterTile = { width: 2, height: 1, channels: 4, data };
    const shown = displayTile(tile, { bands: [0, 1, 2], decibel: false }, [0, 1, 2]);
    expect(shown).toEqual(new Float32Array([65_535, 0, 257, 1, 0, 0, 0, 0]));
  });

  it('keeps bytes as bytes, and shows amplitudes in decibels as 20·log10', () => {
    const data = new Uint8Array([100, 255, 10, 255]);
    const tile: RasterTile = { width: 2, height: 1, channels: 2, data };
    const bytes = displayTile(tile, { bands: [0], decibel: false }, [0]);
    expect(bytes).toEqual(new Uint8Array([100, 255, 10, 255]));
    expect([...shownOf(tile, { bands: [0], decibel: true }, [0])]).toEqual([40, 1, 20, 1]);
  });
});

describe('stretch variables', () => {
  it('are sample values for float textures and parts of 255 for bytes', () => {
    expect(stretchVariables(rgb, true)).toMatchObject({ lo1: 10, hi1: 110, lo3: 30, hi3: 130 });
    const bytes = stretchVariables(rgb, false);
    expect(bytes.hi2).toBeCloseTo(220 / 255, 12);
  });

  it('are the values of an index themselves, also of bytes', () => {
    const index = stretchOf({ bands: [3, 0], lo: [-0.8], hi: [0.8], method: 'manual' });
    expect(stretchVariables(index, false)).toMatchObject({ lo1: -0.8, hi1: 0.8 });
  });

  it('are decibels where decibels are shown, and then never parts of 255', () => {
    const radar: Stretch = { ...rgb, bands: [0], lo: [10], hi: [1000], decibel: true };
    expect(stretchVariables(radar, false)).toMatchObject({ lo1: 20, hi1: 60 });
  });

  it('never divide by zero', () => {
    const flat = stretchVariables({ ...rgb, lo: [5, 5, 5], hi: [5, 5, 5] }, true);
    expect(flat.hi1).toBeGreaterThan(flat.lo1 ?? 0);
  });
});

describe('the tile grid', () => {
  // Sizes as GDAL's overviews have them: halves, rounded up.
  const levels = [
    { width: 4097, height: 3001, tileSize: 256 },
    { width: 2049, height: 1501, tileSize: 256 },
    { width: 1025, height: 751, tileSize: 256 },
  ];

  it('lays every level over exactly the same ground', () => {
    const { grid, sampleSizes } = pyramidGrid({ levels, storedLevels: 3 }, 0.74, 1);
    for (const [zoom, level] of [...levels].reverse().entries()) {
      const [left, , , top] = grid.getTileCoordExtent([zoom, 0, 0]);
      const columns = Math.floor(level.width / 256);
      const rows = Math.floor(level.height / 256);
      const [, bottom = 0, right = 0] = grid.getTileCoordExtent([zoom, columns - 1, rows - 1]);
      expect([left, top]).toEqual([0, 0]);
      expect(right).toBeCloseTo((4097 * 0.74 * columns * 256) / level.width, 6);
      expect(-bottom).toBeCloseTo((3001 * rows * 256) / level.height, 6);
      expect(sampleSizes[zoom]).toEqual([256, 256]);
    }
  });

  it('lays levels that are made here by whole pixels, as they are averaged', () => {
    // A file of 4097 × 3001 pixels with one overview, which is stretched over the whole.
    const { grid } = pyramidGrid({ levels, storedLevels: 2 }, 1, 1);
    const [, , right = 0] = grid.getTileCoordExtent([0, 3, 0]);
    expect(right).toBeCloseTo((4097 / 2049) * 2 * 1024, 6);
    const none = pyramidGrid({ levels, storedLevels: 1 }, 1, 1);
    expect(none.grid.getResolutions()).toEqual([4, 2, 1]);
    // The last pixel of the coarse level is the mean of the picture's last column alone.
    const [left = 0] = none.grid.getTileCoordExtent([0, 4, 0]);
    expect(left).toBe(4096);
  });

  it('gives the finest level the resolution 1 and names levels from the finest', () => {
    const { grid, levelOfZoom } = pyramidGrid({ levels, storedLevels: 3 }, 1, 1);
    expect(grid.getResolutions().at(-1)).toBe(1);
    expect(levelOfZoom(2)).toBe(0);
    expect(levelOfZoom(0)).toBe(2);
  });

  it('serves a picture a few rows high, whose coarse levels differ in width only', () => {
    const strip = [
      { width: 5000, height: 2, tileSize: 256 },
      { width: 2500, height: 1, tileSize: 256 },
      { width: 1250, height: 1, tileSize: 256 },
      { width: 625, height: 1, tileSize: 128 },
    ];
    const { grid } = pyramidGrid({ levels: strip, storedLevels: 4 }, 1, 1);
    expect(grid.getResolutions()).toEqual([8, 4, 2, 1]);
    for (const [zoom, { width, height, tileSize }] of [...strip].reverse().entries()) {
      const [left, bottom = 0, right, top] = grid.getTileCoordExtent([zoom, 0, 0]);
      expect([left, top]).toEqual([0, 0]);
      expect(right).toBeCloseTo((tileSize * 5000) / width, 6);
      expect(-bottom).toBeCloseTo((tileSize * 2) / height, 6);
    }
  });

  it('asks for finer tiles on finer screens', () => {
    const zoom = (resolution: number, ratio: number) =>
      pyramidGrid({ levels, storedLevels: 3 }, 1, ratio).grid.getZForResolution(resolution);
    expect(zoom(2, 1)).toBe(1);
    expect(zoom(2.1, 2)).toBe(2);
    expect(zoom(1.2, 1)).toBe(2);
    expect(zoom(1.6, 1)).toBe(1);
    expect(zoom(100, 1)).toBe(0);
    expect(zoom(0.01, 1)).toBe(2);
  });
});

describe('the cache of decoded tiles', () => {
  function fakeRaster() {
    const reads: string[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const raster: FrameRaster = {
      levels: [],
      storedLevels: 0,
      bands: [0],
      channels: 2,
      floating: false,
      async readTile(level, column, row, signal) {
        reads.push(`${level}/${column}/${row}`);
        signals.push(signal);
        await held;
        signal?.throwIfAborted();
        return { width: 1, height: 1, channels: 2, data: new Uint8Array([7, 255]) };
      },
      samplesAt: async () => null,
      readOverviews: async () => 'unneeded',
      onImproved: () => () => undefined,
      onClosed: () => undefined,
      close: () => undefined,
    };
    return { raster, reads, signals, release };
  }

  it('reads a tile once for all who ask, also later', async () => {
    const { raster, reads, release } = fakeRaster();
    const cache = new TileCache(raster, new ByteLru(1000));
    const both = Promise.all([cache.read(0, 1, 2), cache.read(0, 1, 2)]);
    release();
    const [a, b] = await both;
    expect(a).toBe(b);
    expect(await cache.read(0, 1, 2)).toBe(a);
    expect(reads).toEqual(['0/1/2']);
  });

  it('stops reading only when nobody waits any more, and then reads anew', async () => {
    const { raster, reads, signals, release } = fakeRaster();
    const cache = new TileCache(raster, new ByteLru(1000));
    const [one, two] = [new AbortController(), new AbortController()];
    const first = cache.read(0, 0, 0, one.signal);
    const second = cache.read(0, 0, 0, two.signal);
    one.abort();
    await expect(first).rejects.toThrow();
    expect(signals[0]?.aborted).toBe(false);
    two.abort();
    await expect(second).rejects.toThrow();
    expect(signals[0]?.aborted).toBe(true);
    release();
    await cache.read(0, 0, 0);
    expect(reads).toHaveLength(2);
  });

  it('gives back all of a closed picture, also what was still under way, and nothing of others', async () => {
    const { raster, reads, release } = fakeRaster();
    const tiles = new ByteLru<RasterTile>(1000);
    const [cache, other] = [new TileCache(raster, tiles, '1/'), new TileCache(raster, tiles, '2/')];
    const late = cache.read(0, 0, 0);
    cache.forgetAll();
    release();
    await late;
    await other.read(0, 0, 0);
    expect(cache.peek(0, 0, 0)).toBeNull();
    await cache.read(0, 0, 0);
    cache.forgetAll();
    expect(cache.peek(0, 0, 0)).toBeNull();
    expect(other.peek(0, 0, 0)).not.toBeNull();
    expect(reads).toHaveLength(3);
  });

  it('forgets what was used longest ago', async () => {
    const { raster, reads, release } = fakeRaster();
    release();
    const cache = new TileCache(raster, new ByteLru(4));
    for (const column of [0, 1, 2, 0]) await cache.read(0, column, 0);
    expect(reads).toEqual(['0/0/0', '0/1/0', '0/2/0', '0/0/0']);
  });
});
