/** Which pixels of coloured pictures hold data: by an alpha band, by nodata, by NaN, or all of them. */
import { expect, it } from 'vitest';
import { type Field, openBytes, writeTiff } from './support';

/** Alpha of the four pixels of a picture of 2 × 2. */
async function alphaOf(samples: number, data: Uint8Array, fields: readonly Field[]) {
  const picture = await openBytes(writeTiff({ width: 2, height: 2, samples, data, fields }));
  const { data: tile, channels, width } = await picture.readTile(0, 0, 0);
  return [0, 1, width, width + 1].map((pixel) => tile[pixel * channels + channels - 1]);
}

const colours = (...pixels: readonly (readonly number[])[]) => Uint8Array.from(pixels.flat());
const FOUR = [
  [1, 2, 3],
  [0, 0, 0],
  [0, 5, 0],
  [7, 8, 9],
] as const;

it('all where nothing says otherwise', async () => {
  expect(await alphaOf(3, colours(...FOUR), [])).toEqual([255, 255, 255, 255]);
});

it('those whose alpha is not 0', async () => {
  const alpha = [255, 0, 1, 0];
  const data = colours(...FOUR.map((pixel, i) => [...pixel, alpha[i] ?? 0]));
  expect(await alphaOf(4, data, [[338, 3, [2]]])).toEqual([255, 0, 255, 0]);
});

it('those of which some band is not nodata', async () => {
  expect(await alphaOf(3, colours(...FOUR), [[42113, 2, '0']])).toEqual([255, 0, 255, 255]);
});

it('those of which some band is a number', async () => {
  const data = Float32Array.from(FOUR.flat());
  data.fill(Number.NaN, 0, 3);
  data[4] = Number.NaN;
  const floats: readonly Field[] = [
    [258, 3, [32, 32, 32]],
    [339, 3, [3, 3, 3]],
  ];
  expect(await alphaOf(3, new Uint8Array(data.buffer), floats)).toEqual([0, 1, 1, 1]);
});
