import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { type TiffSpec, writeTiff } from '../../../src/demo/tiff-writer';

const base: Omit<TiffSpec, 'image' | 'compression'> = {
  tileSize: 64,
  epsg: 32652,
  geotransform: [605830, 0.5, 0, 4677704.5, 0, -0.5],
  nodata: null,
  metadata: [
    { name: 'TITLE', value: 'a < b & "c"' },
    { name: 'DESCRIPTION', value: 'Blue', sample: 0, role: 'description' },
  ],
  dateTime: '2023:12:05 02:05:10',
};

function ramp16(width: number, height: number, bands: number) {
  const data = new Uint16Array(width * height * bands);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7919) % 2048;
  return { width, height, bands, data };
}

function smoothRgb(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.set([40 + x, 200 - y, 90 + ((x + y) >> 1)], (y * width + x) * 3);
  return { width, height, bands: 3, data };
}

describe('the TIFF writer', () => {
  for (const kind of ['none', 'deflate'] as const) {
    it(`gives 16-bit samples back as they were, ${kind}`, async () => {
      const image = ramp16(150, 100, 4);
      const compression = kind === 'none' ? { kind } : { kind, level: 6 };
      const bytes = writeTiff({ ...base, image, compression });
      const tiff = await fromArrayBuffer(bytes.buffer);
      const first = await tiff.getImage(0);
      const read = await first.readRasters({ interleave: true });
      expect(Buffer.from(read.buffer).equals(Buffer.from(image.data.buffer))).toBe(true);
      expect([first.getWidth(), first.getHeight(), first.getSamplesPerPixel()]).toEqual([
        150, 100, 4,
      ]);
    });
  }

  it('writes overviews that are means of four, marked as reduced', async () => {
    const image = ramp16(150, 100, 1);
    const bytes = writeTiff({ ...base, image, compression: { kind: 'none' } });
    const tiff = await fromArrayBuffer(bytes.buffer);
    expect(await tiff.getImageCount()).toBe(3);
    const half = await tiff.getImage(1);
    expect([half.getWidth(), half.getHeight()]).toEqual([75, 50]);
    expect(half.fileDirectory.getValue('NewSubfileType')).toBe(1);
    const read = await half.readRasters({ interleave: true });
    const { data } = image;
    const four = [data[0], data[1], data[150], data[151]].map((value) => value ?? 0);
    expect(read[0]).toBe(Math.round(four.reduce((a, b) => a + b, 0) / 4));
  });

  it('leaves nodata out of the means', async () => {
    const data = new Uint16Array(128 * 128).fill(0);
    data[0] = 400;
    const image = { width: 128, height: 128, bands: 1, data };
    const bytes = writeTiff({ ...base, image, compression: { kind: 'none' }, nodata: 0 });
    const tiff = await fromArrayBuffer(bytes.buffer);
    const read = await (await tiff.getImage(1)).readRasters({ interleave: true });
    expect([read[0], read[1]]).toEqual([400, 0]);
    expect((await tiff.getImage(0)).getGDALNoData()).toBe(0);
  });

  it('writes JPEG tiles that decode to the picture within a few grey levels', async () => {
    const image = smoothRgb(128, 128);
    const bytes = writeTiff({ ...base, image, compression: { kind: 'jpeg', quality: 92 } });
    const tiff = await fromArrayBuffer(bytes.buffer);
    const read = await (await tiff.getImage(0)).readRGB({ interleave: true });
    const worst = image.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (read[i] as number))),
      0,
    );
    expect(worst).toBeLessThanOrEqual(6);
  });

  it('says where the picture lies and carries its metadata', async () => {
    const bytes = writeTiff({ ...base, image: ramp16(64, 64, 1), compression: { kind: 'none' } });
    const image = await (await fromArrayBuffer(bytes.buffer)).getImage(0);
    expect(image.getGeoKeys()?.ProjectedCSTypeGeoKey).toBe(32652);
    expect(image.getOrigin().slice(0, 2)).toEqual([605830, 4677704.5]);
    expect(image.getResolution().slice(0, 2)).toEqual([0.5, -0.5]);
    expect(await image.getGDALMetadata(null)).toMatchObject({
      TITLE: 'a &lt; b &amp; &quot;c&quot;',
    });
    expect(await image.fileDirectory.loadValue('DateTime')).toMatch(/^2023:12:05 02:05:10\0?$/);
  });
});
