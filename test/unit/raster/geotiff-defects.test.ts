/**
 * Defects of the geotiff package that the program works round. Each test shows that the package still has
 * one; where it fails, the package has been mended, and the work-round named there can be looked at again.
 */
import { fromArrayBuffer } from 'geotiff';
import { beforeAll, describe, expect, it } from 'vitest';
import { geoKeys, openBytes, writeTiff } from './support';
import { encodingBytes, provideJpegXl } from './support-encodings';

beforeAll(provideJpegXl);

const MENDED = (what: string) =>
  `geotiff reads this rightly now: ${what} may no longer be needed. Measure, then remove it and this test.`;

const own = (bytes: Buffer) => Uint8Array.from(bytes).buffer;

async function bandByPackage(bytes: Buffer, band = 0): Promise<number[]> {
  const image = await (await fromArrayBuffer(own(bytes))).getImage();
  const rasters = await image.readRasters({ samples: [band], interleave: true });
  return Array.from(rasters as unknown as ArrayLike<number>);
}

async function firstValues(bytes: Buffer, count: number): Promise<(number | undefined)[]> {
  const picture = await openBytes(bytes);
  return Promise.all(
    Array.from({ length: count }, async (_, x) => (await picture.samplesAt([x, 0]))?.[0]),
  );
}

/** Whether the package fails or gives other values than the program (which encodings.test.ts proves). */
async function differs(bytes: Buffer): Promise<boolean> {
  const right = await firstValues(bytes, 40);
  try {
    const found = await bandByPackage(bytes);
    return right.some((value, x) => value !== undefined && value !== found[x]);
  } catch (error) {
    if (error instanceof Error) return true;
    throw error;
  }
}

describe('stock geotiff', () => {
  it.each([
    ['u16-big-endian-predictor-2-tiles.tif', 'our undoing of predictor 2 in the order of the file'],
    ['f32-big-endian-predictor-3.tif', 'our undoing of predictor 3'],
    ['u10-big-endian-planes.tif', 'our unpacking of 10-bit samples'],
    ['u24.tif', 'our unpacking of 24-bit samples'],
    ['c32.tif', 'our reading of complex samples'],
    ['lines-ccitt-4.tif', 'our fax decoder'],
    ['rgb-lzma.tif', 'our LZMA decoder'],
    ['old-jpeg.tif', 'our old-style JPEG'],
    ['bits-reversed.tif', 'our handling of FillOrder'],
    ['ycbcr-subsampled.tif', 'our reading of subsampled YCbCr'],
    ['rgb-jpeg-2000.tif', 'the JPEG 2000 codec'],
    ['u16-jpeg-xl.tif', 'the JPEG XL codec'],
    ['noise-lerc-deflate.tif', 'our use of the lerc package'],
    ['opaque-lerc-zstd.tif', 'our alpha of LERC'],
  ])('fails on %s', async (file, workRound) => {
    expect(await differs(encodingBytes(file)), MENDED(workRound)).toBe(true);
  });

  it('reads offsets far into big-endian files in the wrong order', async () => {
    const data = Uint8Array.from({ length: 40 * 400 }, (_, i) => i % 251);
    const rows = Array.from({ length: 400 }, (_, row) => row);
    const bytes = writeTiff({
      width: 40,
      height: 400,
      data,
      littleEndian: false,
      fields: [
        [273, 4, rows.map((row) => 8 + row * 40)],
        [278, 4, [1]],
        [279, 4, rows.map(() => 40)],
      ],
    });
    expect(await firstValues(Buffer.from(bytes), 3)).toEqual([0, 1, 2]);
    expect(await differs(Buffer.from(bytes)), MENDED('our own directory reader')).toBe(true);
  });

  it('puts north-up ModelTransformations upside down', async () => {
    const matrix = [10, 0, 0, 500000, 0, -10, 0, 4600000, 0, 0, 0, 0, 0, 0, 0, 1];
    const bytes = writeTiff({
      width: 4,
      height: 4,
      data: new Uint8Array(16),
      fields: [[34264, 12, matrix], geoKeys(32652)],
    });
    const image = await (await fromArrayBuffer(bytes.buffer)).getImage();
    const [, y = 0] = image.getResolution();
    expect(y > 0, MENDED('our reading of ModelTransformation')).toBe(true);
  });
});
