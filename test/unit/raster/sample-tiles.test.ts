/** A sample that workers take in parts, each of the tiles that it decodes to be shown. */
import { expect, it } from 'vitest';
import {
  isSampledByTiles,
  joinSamples,
  samplePicture,
  sampleTiles,
} from '../../../src/raster/inspect/sample-picture';
import { fixture, openBytes } from './support';

/** 300 × 270 pixels in blocks of 256: those at the right and below reach beyond the picture. */
const BLOCKS = 'u16-blocks-deflate.tif';
const [ONE, OTHER] = [
  [
    [0, 0],
    [1, 1],
  ],
  [
    [1, 0],
    [0, 1],
  ],
] as const;

const sorted = (values: ArrayLike<number> | undefined) =>
  Array.from(values ?? []).sort((a, b) => a - b);

it('is the same as what one worker takes of the whole picture', async () => {
  const picture = await openBytes(fixture(BLOCKS));
  expect(isSampledByTiles(picture)).toBe(true);
  const whole = await samplePicture(picture);
  const parts = [await sampleTiles(picture, ONE), await sampleTiles(picture, OTHER)];
  const joined = joinSamples(parts.map(({ sample }) => sample));
  // Every third pixel of 256 × 256, 44 × 256, 256 × 14 and 44 × 14.
  expect(joined.values[0]).toHaveLength(21_846 + 3755 + 1195 + 206);
  expect(sorted(joined.values[0])).toEqual(sorted(whole.values[0]));
  expect({ ...joined, values: [] }).toEqual({ ...whole, values: [] });
  const [first] = parts;
  expect(first?.tiles.map((tile) => tile?.data)).toEqual([
    (await picture.readTile(0, 0, 0)).data,
    (await picture.readTile(0, 1, 1)).data,
  ]);
});

it('counts the tiles that cannot be read, and takes the others', async () => {
  // The last of TileOffsets is 6749, of TileByteCounts 679.
  const bytes = fixture(BLOCKS).fill(0xff, 6749, 6749 + 679);
  const picture = await openBytes(bytes);
  const { sample, tiles } = await sampleTiles(picture, ONE);
  expect(sample).toMatchObject({ failed: 1, windows: 2 });
  expect(tiles.map((tile) => tile !== null)).toEqual([true, false]);
  expect(sample.values[0]).toHaveLength(21_846);
});

it('is not taken of tiles where blocks are of other sizes, or strips', async () => {
  for (const name of ['u16-planar-tiled-zstd.tif', 'u16-bigendian-strips.tif']) {
    expect(isSampledByTiles(await openBytes(fixture(name))), name).toBe(false);
  }
});
