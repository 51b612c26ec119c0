/** Every way of storing samples, read by the application's worker where it really runs. */
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { checkEncodings } from '../check/main';
import { test } from './support/test';

const FIXTURES = fileURLToPath(new URL('../fixtures/encodings/', import.meta.url));
/** Decoders of lossy compressions may differ from GDAL's in the last places. */
const lossy = (file: string) => /jpeg(?!-(2000|xl))/.test(file);

test('samples are those that GDAL reads, whatever holds them', async ({ program }) => {
  const { table, wrong, refused } = await checkEncodings(FIXTURES, program, (f) => !lossy(f));
  expect(wrong).toEqual([]);
  expect(refused).toEqual([]);
  expect(table).toMatch(/exact {4,}50 {2}100\.0 %/);
});
