/** A sample of a picture of which some windows cannot be read. */
import { expect, it } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import type { PixelArray } from '../../../src/raster/blocks/assemble';
import { samplePicture } from '../../../src/raster/inspect/sample-picture';
import type { Picture } from '../../../src/raster/pictures/picture';

const BLOCK = 256;

/** Sixteen blocks of one band and alpha, each of its number; some are damaged. */
function pictureWith(damaged: readonly number[]) {
  const layout = {
    ...{ blockWidth: BLOCK, blockHeight: BLOCK, blocksAcross: 4, blocksDown: 4 },
    ...{ width: 4 * BLOCK, height: 4 * BLOCK },
  };
  /** Into what the windows that could not be read were to go. */
  const spoilt: PixelArray[] = [];
  const reused: PixelArray[] = [];
  let calls = 0;
  const picture = {
    ...{ layout, storedLayouts: [layout], bands: [0], file: { source: { head: null } } },
    async readWindow(_level: number, _window: object, _signal: undefined, reuse?: PixelArray) {
      const call = calls++;
      if (reuse) reused.push(reuse);
      if (reuse && spoilt.includes(reuse)) throw new Error('What is still written to is used.');
      const out = reuse ?? new Uint8Array(BLOCK * BLOCK * 2);
      if (!damaged.includes(call)) return out.fill(call + 1);
      spoilt.push(out);
      throw new UserError(`Block ${call} is damaged.`);
    },
  };
  return { picture: picture as unknown as Picture, spoilt, reused };
}

it('is of the windows that can be read; others are counted, and their memory is let be', async () => {
  const { picture, spoilt, reused } = pictureWith([2, 7]);
  const { values, failed, windows, largest } = await samplePicture(picture);
  expect({ failed, windows, largest }).toEqual({ failed: 2, windows: 16, largest: 16 });
  // What a late band of a failed window still writes must not come into another.
  expect(spoilt).toHaveLength(2);
  expect(reused.length).toBeGreaterThan(8);
  const found = [...new Set(values[0])].sort((a, b) => a - b);
  expect(found).toEqual([1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16]);
});

it('says what is wrong where none can be read', async () => {
  const { picture } = pictureWith(Array.from({ length: 16 }, (_, i) => i));
  await expect(samplePicture(picture)).rejects.toThrow('Block 15 is damaged.');
});

it('tells the largest value of 16 bits, of a single pixel too whose value is not kept', async () => {
  const { picture } = pictureWith([]);
  const data = new Uint16Array(BLOCK * BLOCK * 2).fill(1);
  data[2 * 1001] = 3000;
  picture.readWindow = async () => data;
  const { values, largest } = await samplePicture(picture);
  expect([Math.max(...(values[0] ?? [])), largest]).toEqual([1, 3000]);
});
