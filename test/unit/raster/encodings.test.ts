/** Samples of every way of storing them, bit for bit as GDAL reads them (test/fixtures/encodings). */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readStoredRows } from '../../../src/raster/blocks/stored';
import { openBytes } from './support';
import { encodingBytes as bytesOf, provideJpegXl } from './support-encodings';

const Truth = z.array(
  z.object({
    file: z.string(),
    bands: z.number(),
    dtype: z.string(),
    band_values: z.array(
      z.object({ sha256: z.string(), min: z.number().nullable(), max: z.number().nullable() }),
    ),
  }),
);
const truth = Truth.parse(JSON.parse(bytesOf('truth.json').toString('utf8')));
/** Only a browser decodes these, or decodes them as libjpeg does; the end-to-end test of encodings proves them. */
const BY_BROWSER = [
  ...['rgb-webp.tif', 'rgba-webp.tif', 'rgb-webp-lossy.tif'],
  ...['rgb-jpeg.tif', 'ycbcr-jpeg.tif'],
];

beforeAll(provideJpegXl);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** NumPy and ENVI know complex floats only: the truth for complex integers is of those. */
function asCompared(type: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  if (type === 'CInt16')
    return new Uint8Array(Float32Array.from(new Int16Array(bytes.buffer)).buffer);
  if (type === 'CInt32')
    return new Uint8Array(Float64Array.from(new Int32Array(bytes.buffer)).buffer);
  return bytes;
}

describe.each(truth.filter(({ file }) => !BY_BROWSER.includes(file)))('$file', (entry) => {
  it('has the samples that GDAL reads', async () => {
    const picture = await openBytes(bytesOf(entry.file), entry.file);
    const { height } = picture.layout;
    const { bands } = await readStoredRows(picture.mainReader, 0, 0, 1);
    for (let band = 0; band < bands; band++) {
      const rows = await readStoredRows(picture.mainReader, band, 0, height);
      if (band === 0) expect(rows.type).toBe(entry.dtype);
      expect(sha256(asCompared(rows.type, rows.bytes))).toBe(entry.band_values[band]?.sha256);
    }
    // To converted colours GDAL adds an opaque alpha.
    for (const added of entry.band_values.slice(bands)) {
      expect([added.min, added.max]).toEqual([255, 255]);
    }
  });
});

describe('what is shown of samples that are no brightness', () => {
  it('is the amplitude of complex samples', async () => {
    const picture = await openBytes(bytesOf('c32.tif'));
    // gdallocationinfo -valonly c32.tif 33 8: 3+4i
    expect(await picture.samplesAt([33, 8])).toEqual([5]);
    const tile = await picture.readTile(0, 0, 0);
    expect(tile.data[(8 * tile.width + 33) * tile.channels]).toBe(5);
  });

  it('is red, green and blue of inks, also in planes', async () => {
    const together = await openBytes(bytesOf('cmyk.tif'));
    const apart = await openBytes(bytesOf('cmyk-planes.tif'));
    expect(together.bandNames).toEqual(['Red', 'Green', 'Blue']);
    expect((await apart.readTile(0, 0, 0)).data).toEqual((await together.readTile(0, 0, 0)).data);
    expect(await apart.samplesAt([40, 30])).toEqual(await together.samplesAt([40, 30]));
  });
});

describe('JPEG XL', () => {
  const bytes = bytesOf('rgba-jpeg-xl.tif');

  /** A copy whose directory says something else in one field of one short value. */
  function saying(tag: number, value: number): Buffer {
    const copy = Buffer.from(bytes);
    const directory = copy.readUInt32LE(4);
    for (let i = 0; i < copy.readUInt16LE(directory); i++) {
      const field = directory + 2 + i * 12;
      if (copy.readUInt16LE(field) === tag) copy.writeUInt16LE(value, field + 8);
    }
    return copy;
  }

  it.each([
    [338, 0, '4 bands together'],
    [262, 1, '4 bands together'],
  ])('is refused by what does not fit into it (tag %i is %i)', async (tag, value, what) => {
    await expect(openBytes(saying(tag, value), 'port.tif')).rejects.toThrow(
      `“port.tif” holds ${what} compressed with JPEG XL, which cannot be read here. Convert it`,
    );
  });

  it('is damaged where the stream is of another size than the block', async () => {
    const picture = await openBytes(saying(256, 70), 'port.tif');
    await expect(picture.readTile(0, 0, 0)).rejects.toThrow(
      '“port.tif” cannot be read: strip 1 of 1 (JPEG XL) is damaged or cut short',
    );
  });
});
