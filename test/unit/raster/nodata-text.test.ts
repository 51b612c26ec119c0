/** Nodata values that are not written as plain numbers, as GDAL 3.6.2 reads them. */
import { expect, it } from 'vitest';
import { parsePam } from '../../../src/raster/place/pam';
import { openBytes, writeTiff } from './support';

/**
 * gdal.Open(path).GetRasterBand(1).GetNoDataValue() of a file of one 64-bit float, 127.5, with such a text in
 * GDAL's nodata tag.
 */
const IN_THE_TAG: readonly (readonly [text: string, value: number])[] = [
  ['127,5', 127.5],
  ['1.#QNAN', Number.NaN],
  ['-1.#QNAN', Number.NaN],
  ['1.#SNAN', Number.NaN],
  ['-1.#IND', Number.NaN],
  ['-1.#IND00', Number.NaN],
  ['1.#QNA', 1],
  ['1.#IND', 1],
  ['NaN', Number.NaN],
  ['-nan', Number.NaN],
  ['nan(0x7)', Number.NaN],
  ['1.#INF', Infinity],
  ['-1.#INF', -Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
  ['1e3x', 1000],
  ['12 34', 12],
  ['0x10', 16],
  ['1e+', 1],
  ['1.5d3', 1.5],
  ['.5', 0.5],
  ['5.', 5],
  ['+8', 8],
  [' 7 ', 7],
  ['abc', 0],
  ['- 5', 0],
];

/** The same with the text in the NoDataValue of an .aux.xml beside it, where no comma is taken for the point. */
const BESIDE: typeof IN_THE_TAG = [
  ['127,5', 127],
  ['1.#QNA', 1],
  ['-1.#IND', Number.NaN],
  ['1e3x', 1000],
  ['0x10', 16],
  ['abc', 0],
];

function oneFloat(nodata: string) {
  const data = new Uint8Array(new Float64Array([127.5, 3]).buffer);
  return writeTiff({
    width: 2,
    height: 1,
    data,
    fields: [
      [258, 3, [64]],
      [339, 3, [3]],
      [42113, 2, nodata],
    ],
  });
}

it.each(IN_THE_TAG)('“%s” in a file means %s', async (text, value) => {
  expect((await openBytes(oneFloat(text))).file.nodataOf(0)).toBe(value);
});

it.each(BESIDE)('“%s” beside a file means %s', (text, value) => {
  const xml = `<PAMDataset><PAMRasterBand band="1"><NoDataValue>${text}</NoDataValue></PAMRasterBand></PAMDataset>`;
  expect(parsePam(xml)?.nodata.get(0)).toBe(value);
});

it('a pixel that holds a value written with a comma is empty, the one beside it is not', async () => {
  const tile = await (await openBytes(oneFloat('127,5'))).readTile(0, 0, 0);
  expect([tile.data[1], tile.data[3]]).toEqual([0, 1]);
});
