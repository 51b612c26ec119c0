/** Every way of storing samples, read by the application's worker where it really runs. */
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { checkDamaged, checkEncodings } from '../check/main';
import { test } from './support/test';

const FIXTURES = fileURLToPath(new URL('../fixtures/encodings/', import.meta.url));

test('samples are those that GDAL reads, whatever holds them', async ({ program }) => {
  const { table, wrong, refused } = await checkEncodings(FIXTURES, program);
  expect(wrong).toEqual([]);
  expect(refused).toEqual([]);
  // The browser's decoders may differ from libjpeg and libwebp by 2 at most; all else is exact.
  expect(table).toMatch(/exact {4,}\d+ {2}/);
  const near = [...table.matchAll(/^near +(\S+):/gm)].map(([, file]) => file);
  const lossy = ['rgb-jpeg.tif', 'ycbcr-jpeg.tif', 'rgb-webp-lossy.tif'];
  expect(lossy).toEqual(expect.arrayContaining(near));
});

test('damaged files are read or refused in a sentence, and what is read beside them stays right', async ({
  program,
}) => {
  const { faults, read, refused, wrong } = await checkDamaged(FIXTURES, program, 12);
  expect(faults).toEqual([]);
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
}, 120_000);
