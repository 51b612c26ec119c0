/** Samples of 16 bits stay whole numbers up to the map, and what is without data stays so. */
import { expect, it } from 'vitest';
import { type Field, openBytes, writeTiff } from './support';

const BITS: Field = [258, 3, [16]];
const SIGNED: Field = [339, 3, [2]];
/** No block is stored: all is filled with the nodata value, as GDAL writes sparse files. */
const SPARSE: readonly Field[] = [
  [273, 4, [0]],
  [279, 4, [0]],
];

/** The tile of a picture of 2 × 2, and value and alpha of its pixels. */
async function tileOf(samples: Uint16Array, fields: readonly Field[]) {
  const data = new Uint8Array(samples.buffer.slice(0) as ArrayBuffer);
  const picture = await openBytes(
    writeTiff({ width: 2, height: 2, data, fields: [BITS, ...fields] }),
  );
  const { data: tile, channels, width } = await picture.readTile(0, 0, 0);
  const pixels = [0, 1, width, width + 1];
  return {
    tile,
    values: pixels.map((pixel) => tile[pixel * channels]),
    alpha: pixels.map((pixel) => tile[pixel * channels + channels - 1]),
  };
}

const SAMPLES = Uint16Array.of(0, 1, 32_768, 65_535);

it('all 65536 of them, in half the room of floats', async () => {
  const { tile, values, alpha } = await tileOf(SAMPLES, []);
  expect(tile).toBeInstanceOf(Uint16Array);
  expect(values).toEqual([0, 1, 32_768, 65_535]);
  expect(alpha).toEqual([1, 1, 1, 1]);
});

it('with a nodata value among them', async () => {
  const { tile, alpha } = await tileOf(SAMPLES, [[42113, 2, '65535']]);
  expect(tile).toBeInstanceOf(Uint16Array);
  expect(alpha).toEqual([1, 1, 1, 0]);
});

it('with a nodata value that no sample can have, which only blocks that are left out have', async () => {
  const nodata: Field = [42113, 2, '-9999'];
  expect((await tileOf(SAMPLES, [nodata])).alpha).toEqual([1, 1, 1, 1]);
  expect((await tileOf(SAMPLES, [nodata, ...SPARSE])).alpha).toEqual([0, 0, 0, 0]);
});

it('but not those with a sign', async () => {
  const { values } = await tileOf(SAMPLES, [SIGNED]);
  expect(values).toEqual([0, 1, -32_768, -1]);
});
