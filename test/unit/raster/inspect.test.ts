/** What is told of a file that nobody has looked at: bands, depth, time, origin and the first stretch. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultStretch, type StretchInput } from '../../../src/domain/imaging/default-stretch';
import { percentiles } from '../../../src/domain/imaging/percentiles';
import { type Field, fixture, inspectBytes, openBytes, writeTiff } from './support';
import { encodingBytes } from './support-encodings';

const bits16 = (samples: number): Field => [258, 3, Array.from({ length: samples }, () => 16)];
const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);

describe('metadata', () => {
  const xml = `<GDALMetadata>
    <Item name="SENSOR">Synthetic optical</Item>
    <Item name="CREDIT">A &amp; B &lt;demo&gt;</Item>
    <Item name="SYNTHETIC">YES</Item>
    <Item name="ACQUISITIONDATETIME" domain="IMAGERY">2023-10-12T01:47:09Z</Item>
    <Item name="DESCRIPTION" sample="0" role="description">nir</Item>
    <Item name="DESCRIPTION" sample="1" role="description">red</Item>
    <Item name="DESCRIPTION" sample="2" role="description">green</Item>
    <Item name="DESCRIPTION" sample="3" role="description">blue</Item>
  </GDALMetadata>`;
  const data = words(Array.from({ length: 64 }, (_, i) => i * 30));

  it('is read from GDAL’s items: origin, time, and the colours by the names of the bands', async () => {
    const inspection = await inspectBytes(
      writeTiff({
        width: 4,
        height: 4,
        samples: 4,
        data: data.slice(0, 128),
        fields: [bits16(4), [42112, 2, xml]],
      }),
      'x.tif',
    );
    expect(inspection).toMatchObject({
      sensor: 'Synthetic optical',
      credit: 'A & B <demo>',
      synthetic: true,
      acquired: { value: '2023-10-12T01:47:09Z', source: 'gdal_metadata' },
      raster: { bandNames: ['nir', 'red', 'green', 'blue'], bitsUsed: 11 },
      stretch: { bands: [1, 2, 3], method: 'percentile', decibel: false },
    });
  });

  it('takes unnamed four-band 16-bit pictures as blue, green, red, near infrared', async () => {
    const { stretch, raster } = await inspectBytes(fixture('u16-planar-tiled-zstd.tif'));
    expect(stretch.bands).toEqual([2, 1, 0]);
    expect(raster.bitsUsed).toBe(11);
  });

  it('names the only band as the file’s name does, unless the file itself or its sensor says otherwise', async () => {
    const named = async (name: string, xml = '', samples = 1) => {
      const items: Field = [42112, 2, `<GDALMetadata>${xml}</GDALMetadata>`];
      const plain = { width: 4, height: 4, samples, data: data.slice(0, 32 * samples) };
      const bytes = writeTiff({ ...plain, fields: [bits16(samples), items] });
      return (await inspectBytes(bytes, name)).raster.bandNames;
    };
    const item = (name: string, value: string) => `<Item name="${name}">${value}</Item>`;
    const description = '<Item name="DESCRIPTION" sample="0" role="description">red</Item>';
    const grey = '<Item name="COLORINTERP" sample="0" role="colorinterp">Gray</Item>';
    expect(await named('S2A_T52TFM_20231012T014709_B08.tif')).toEqual(['B08 nir']);
    expect(await named('busan_B08.tif', grey)).toEqual(['B08']);
    expect(await named('port_VV.tif', item('SENSOR', 'Sentinel-1'))).toEqual(['VV']);
    expect(await named('busan_B08.tif', description)).toEqual(['red']);
    expect(await named('busan_B08.tif', item('BAND_1_NAME', 'B04'))).toEqual(['B04']);
    expect(await named('busan_B08.tif', item('SENSOR', 'Sentinel-1'))).toEqual(['Band 1']);
    expect(await named('port_VV.tif', item('SENSOR', 'WorldView-2'))).toEqual(['Band 1']);
    expect(await named('port_VV.tif', '', 2)).toEqual(['Band 1', 'Band 2']);
    expect(await named('busan.tif')).toEqual(['Band 1']);
  });

  it('carries the natural colours of a picture with more bands than a tile has', async () => {
    const values = Array.from({ length: 2 * 2 * 8 }, (_, i) => i % 8);
    const fields = [bits16(8), [262, 3, [1]]] as const;
    const picture = await openBytes(
      writeTiff({ width: 2, height: 2, samples: 8, data: words(values), fields }),
    );
    expect(picture.natural).toEqual([4, 2, 1]);
    // Near infrared comes before the first others, for the indices.
    expect(picture.bands).toEqual([1, 2, 4, 6]);
    expect([...(await picture.readTile(0, 0, 0)).data.slice(0, 5)]).toEqual([1, 2, 4, 6, 1]);
    expect(await picture.samplesAt([0, 0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('the first stretch', () => {
  it('is of the whole picture, also of one that is compressed in a single strip', async () => {
    const [width, height] = [1024, 4096];
    // Quay above, sea below: the first rows alone show nothing of either's range.
    const samples = Array.from({ length: width * height }, (_, i) =>
      i < (width * height) / 2 ? 300 + (i % 20) : 2000 + (i % 900),
    );
    const data = new Uint8Array(deflateSync(words(samples), { level: 1 }));
    const fields: Field[] = [bits16(1), [259, 3, [8]]];
    const { stretch, raster } = await inspectBytes(writeTiff({ width, height, data, fields }));
    expect(stretch.lo[0]).toBeLessThan(320);
    expect(stretch.hi[0]).toBeGreaterThan(2800);
    expect(raster.bitsUsed).toBe(12);
  });

  const input = (over: Partial<StretchInput>): StretchInput => ({
    sampleType: 'uint16',
    bands: [0],
    values: [Float64Array.from({ length: 1001 }, (_, i) => i + 1000)],
    fullScale: null,
    inverted: false,
    radar: false,
    ...over,
  });

  it('shows 8-bit colour as it is', async () => {
    const { stretch } = await inspectBytes(fixture('rgb-tiled-deflate.tif'));
    expect(stretch).toMatchObject({ method: 'none', lo: [0, 0, 0], hi: [255, 255, 255] });
  });

  it('shows colour of fewer bits between nothing and all of them', async () => {
    const { stretch } = await inspectBytes(encodingBytes('rgb-4-bit-tiles.tif'));
    expect(stretch).toMatchObject({ method: 'none', lo: [0, 0, 0], hi: [15, 15, 15] });
  });

  it('shows the marked pixels of a mask bright, whatever their value', async () => {
    const marked = (value: number) =>
      Float64Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? value : 0));
    for (const value of [1, 255, 65_535]) {
      const { lo, hi } = defaultStretch(input({ values: [marked(value)] }));
      expect([lo, hi]).toEqual([[0], [value]]);
    }
    const below = defaultStretch(input({ values: [marked(-3)], sampleType: 'int16' }));
    expect([below.lo, below.hi]).toEqual([[-3], [0]]);
  });

  it('shows the few other values where nearly all are one', () => {
    const mostly = (one: number, other: number) =>
      Float64Array.from({ length: 1000 }, (_, i) => (i % 400 === 0 ? other : one));
    for (const [one, other] of [
      [1, 2],
      [255, 12],
    ] as const) {
      const { lo, hi } = defaultStretch(input({ values: [mostly(one, other)] }));
      expect([lo, hi]).toEqual([[Math.min(one, other)], [Math.max(one, other)]]);
    }
  });

  it('cuts half a per cent at each end, of radar one, and leaves fill out', () => {
    expect(defaultStretch(input({}))).toMatchObject({ lo: [1005], hi: [1995], gamma: 1 });
    const filled = Float64Array.from({ length: 2002 }, (_, i) => (i < 1001 ? 0 : i - 1));
    expect(defaultStretch(input({ values: [filled] }))).toMatchObject({ lo: [1005], hi: [1995] });
    const dB = Float64Array.from({ length: 1001 }, (_, i) => i / 50 - 25);
    const radar = defaultStretch(input({ values: [dB], radar: true, sampleType: 'float32' }));
    expect(radar.decibel).toBe(false);
    expect(radar.lo[0]).toBeCloseTo(-24.8, 9);
    expect(radar.hi[0]).toBeCloseTo(-5.2, 9);
  });

  it('brings up a scene that is mostly dark water, in all bands alike', () => {
    // 90 % of the values about a tenth of the way up: 0.3 ^ gamma = 0.1 gives 1.91.
    const water = Float64Array.from(
      { length: 1000 },
      (_, i) => (i < 900 ? 100 : i - 400) + i / 1e6,
    );
    water[0] = 0.001;
    for (let i = 0; i < 6; i++) water[i] = 0.001;
    for (let i = 990; i < 1000; i++) water[i] = 1000;
    const { gamma, lo, hi } = defaultStretch(
      input({ bands: [0, 1, 2], values: [water, water, water] }),
    );
    expect([lo[0], hi[0]]).toEqual([expect.closeTo(0, 2), expect.closeTo(1000, 2)]);
    expect(gamma).toBeCloseTo(1.9, 9);
  });

  it('shows linear amplitude in decibels, with limits above zero', () => {
    const amplitude = Float64Array.from({ length: 5000 }, (_, i) => 20 + (i > 4950 ? i : i % 60));
    const stretch = defaultStretch(input({ values: [amplitude], radar: true }));
    expect(stretch.decibel).toBe(true);
    expect(stretch.lo[0]).toBeGreaterThan(0);
  });

  it('never has equal limits, and turns MinIsWhite round', async () => {
    const flat = defaultStretch(input({ values: [new Float64Array(50).fill(7)] }));
    expect(flat.hi[0]).toBeGreaterThan(flat.lo[0] ?? 0);
    const empty = defaultStretch(input({ values: [[]] }));
    expect(empty.hi[0]).toBeGreaterThan(empty.lo[0] ?? 0);
    const { stretch } = await inspectBytes(fixture('grey-miniswhite.tif'));
    expect(stretch.invert).toBe(true);
    expect(stretch.hi[0]).toBeGreaterThan(stretch.lo[0] ?? 0);
  });

  it('computes percentiles as NumPy does', () => {
    // numpy.percentile([3, 1, 2, 10], [0, 25, 50, 98, 100])
    const found = percentiles([3, Number.NaN, 1, 2, 10], [0, 0.25, 0.5, 0.98, 1]);
    [1, 1.75, 2.5, 9.58, 10].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 12);
    });
  });
});
