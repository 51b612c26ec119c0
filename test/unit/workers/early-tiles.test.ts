/** What is read of a picture before the map asks for it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RasterTile } from '../../../src/raster/types';
import { EarlyTiles, planEarly } from '../../../src/workers/early-tiles';

/** Levels of a square picture, each half as wide as the one before. */
const pyramid = (size: number, count: number) =>
  Array.from({ length: count }, (_, level) => {
    const side = Math.ceil(size / 2 ** level);
    return { width: side, height: side, tileSize: 512 };
  });

const tile: RasterTile = { width: 1, height: 1, channels: 2, data: new Uint8Array(2) };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('the tiles of the level that a fitted picture is shown with, up to pixels of √2 on the screen', () => {
  const levels = pyramid(12_288, 6);
  const plan = planEarly({ levels, storedLevels: 6, sampledByTiles: true }, [880, 688]);
  expect(plan).toEqual({
    level: 4,
    places: [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    sampled: true,
  });
  expect(planEarly({ levels, storedLevels: 6, sampledByTiles: true }, [1800, 1300])).toMatchObject({
    level: 3,
    sampled: false,
  });
});

it('none where the level is made of all pixels, or would take many tiles', () => {
  const levels = pyramid(12_288, 6);
  expect(planEarly({ levels, storedLevels: 1, sampledByTiles: true }, [880, 688])).toBeNull();
  expect(
    planEarly({ levels: pyramid(12_288, 1), storedLevels: 1, sampledByTiles: true }, [880, 688]),
  ).toBeNull();
});

it('a tile is handed over once, and not after a while', async () => {
  const tiles = new EarlyTiles();
  tiles.keep(4, 1, 0, Promise.resolve(tile));
  tiles.keep(4, 1, 1, Promise.resolve(tile));
  expect(await tiles.take(4, 1, 0)).toBe(tile);
  expect(tiles.take(4, 1, 0)).toBeNull();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tiles.take(4, 1, 1)).toBeNull();
});

it('one that could not be read is read again by who asks for it', async () => {
  const tiles = new EarlyTiles();
  tiles.keep(4, 0, 0, Promise.reject(new Error('The reader stopped.')));
  await vi.advanceTimersByTimeAsync(0);
  expect(tiles.take(4, 0, 0)).toBeNull();
});
