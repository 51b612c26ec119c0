/** Coarse pixels that stand in for fine ones are drawn no finer than they are. */
import { expect, test } from 'vitest';
import { pyramidGrid, tilesInView } from '../../../src/map/picture/pyramid-grid';
import { shownDetail } from '../../../src/map/picture/shown-detail';

/** Pixels of 1, 2, 4, 8 and 16 plane units. */
const LEVELS = [4096, 2048, 1024, 512, 256].map((side) => ({
  ...{ width: side, height: side, tileSize: 256 },
}));
const pyramid = { levels: LEVELS, storedLevels: LEVELS.length };
/** 400 × 300 pixels of the screen around the middle of the picture. */
const tilesAt = (resolution: number, seen: number) => {
  const [u, v] = [200 * seen, 150 * seen];
  const rect = { minU: 2048 - u, maxU: 2048 + u, minV: 2048 - v, maxV: 2048 + v };
  return tilesInView(pyramid, 1, 1, { resolution }, rect);
};

/** For a view at so many units to a pixel, of which tiles of these levels have been read. */
const detail = (resolution: number, levels: readonly number[]) =>
  shownDetail(
    resolution,
    (at) => tilesAt(at, resolution),
    ([level]) => levels.includes(level),
  );

test('a picture has the levels that it is looked at with', () => {
  expect(pyramidGrid(pyramid, 1, 1).grid.getResolutions()).toEqual([16, 8, 4, 2, 1]);
});

test('what is read is drawn in all pixels of the screen', () => {
  expect(detail(1, [0])).toBe(1);
  expect(detail(1, [0, 4])).toBe(1);
  expect(detail(4, [2])).toBe(1);
  expect(detail(0.25, [0])).toBe(1);
});

test('what is 4 to 16 times coarser is drawn with two pixels to each of its own', () => {
  expect(detail(1, [4])).toBe(1 / 8);
  expect(detail(1, [3, 4])).toBe(1 / 4);
  expect(detail(1, [2])).toBe(1 / 2);
  expect(detail(1, [1])).toBe(1);
  // Ten times enlarged: never fewer than an eighth.
  expect(detail(0.1, [4])).toBe(1 / 8);
});

test('where finer pixels stand in, and where none is there, all pixels of the screen are drawn', () => {
  expect(detail(2, [0, 4])).toBe(1);
  expect(detail(1, [])).toBe(1);
});
