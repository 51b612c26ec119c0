/** Scale and offset, nodata of single bands, unspecified extra bands, and turned pictures, as GDAL has them. */
import { describe, expect, it } from 'vitest';
import { isNodata, physicalValue } from '../../../src/domain/imaging/scaling';
import { Raster } from '../../../src/domain/model/frame';
import { inspectPicture } from '../../../src/raster/inspect/inspect';
import { makeCaches, openPicture } from '../../../src/raster/pictures/picture';
import { openSource } from '../../../src/raster/remote/sources';
import { type Field, inspectBytes, openBytes, writeTiff } from './support';

/** What gdal_translate writes of a VRT whose bands have <Offset>-0.1, <Scale>0.0001; none; <Scale>2. */
const METADATA = `<GDALMetadata>
  <Item name="OFFSET" sample="0" role="offset">-0.100000000000000006</Item>
  <Item name="SCALE" sample="0" role="scale">0.000100000000000000005</Item>
  <Item name="OFFSET" sample="2" role="offset">0</Item>
  <Item name="SCALE" sample="2" role="scale">2</Item>
</GDALMetadata>
`;

const PAM = `<PAMDataset>
<PAMRasterBand band="1"><NoDataValue>-500</NoDataValue></PAMRasterBand>
<PAMRasterBand band="2"><NoDataValue>400</NoDataValue><Scale>0.5</Scale><Offset>3</Offset></PAMRasterBand>
<PAMRasterBand band="3"><NoDataValue>1200</NoDataValue></PAMRasterBand>
</PAMDataset>`;

/** Bands −500, −400 …; 300, 400 …; 1100, 1200 …: 4 × 2 pixels of three 16-bit signed samples. */
function scaled(metadata = METADATA): Uint8Array<ArrayBuffer> {
  const data = new Int16Array(24);
  for (let i = 0; i < 8; i++) for (let b = 0; b < 3; b++) data[i * 3 + b] = (b * 8 + i) * 100 - 500;
  const fields: Field[] = [
    [258, 3, [16, 16, 16]],
    [262, 3, [1]],
    [338, 3, [0, 0]],
    [339, 3, [2, 2, 2]],
    [42112, 2, metadata],
  ];
  return writeTiff({ width: 4, height: 2, samples: 3, data: new Uint8Array(data.buffer), fields });
}

async function opened(pam: string | null) {
  const file = (bytes: BlobPart, name: string) =>
    ({ kind: 'blob', blob: new Blob([bytes]), name }) as const;
  const beside = pam ? [{ role: 'metadata', file: file(pam, 'a.tif.aux.xml') } as const] : [];
  return openPicture(await openSource(file(scaled(), 'a.tif')), makeCaches(), beside);
}

describe('scale and offset', () => {
  it('are those that GDAL names, and give the values that gdal_translate -unscale writes', async () => {
    const picture = await opened(null);
    const { raster } = await inspectPicture(picture);
    // gdalinfo: Band 1 Offset: -0.1, Scale: 0.0001; Band 3 Offset: 0, Scale: 2
    expect(raster.scaling).toEqual([
      { scale: 0.0001, offset: -0.1 },
      null,
      { scale: 2, offset: 0 },
    ]);
    const samples = (await picture.samplesAt([3.5, 1.5])) ?? [];
    expect(samples).toEqual([200, 1000, 1800]);
    // gdal_translate -unscale -ot Float64 sc.tif un.tif; gdallocationinfo -valonly un.tif 3 1
    const wanted = [-0.08, 1000, 3600];
    for (const [band, value] of samples.entries()) {
      expect(physicalValue(raster, band, value) ?? value).toBeCloseTo(wanted[band] ?? 0, 12);
    }
  });

  it('come out of an .aux.xml too, where the file itself names none', async () => {
    const { raster } = await inspectPicture(await opened(PAM));
    // gdalinfo with the .aux.xml: Band 2 Offset: 3, Scale: 0.5; the others as before
    expect(raster.scaling?.[1]).toEqual({ scale: 0.5, offset: 3 });
    expect(raster.scaling?.[0]).toEqual({ scale: 0.0001, offset: -0.1 });
  });

  it('are not recorded where they change nothing, or are no numbers', async () => {
    const wrong = METADATA.replaceAll(/>(-0\.1|0\.0001|2)[0-9]*</g, '>x<');
    expect((await inspectBytes(scaled(wrong))).raster.scaling).toBeUndefined();
    const idle = METADATA.replaceAll(/>-0\.1[0-9]*</g, '>0<').replaceAll(
      />(0\.0001|2)[0-9]*</g,
      '>1<',
    );
    expect(idle.match(/>[01]</g)).toHaveLength(4);
    expect((await inspectBytes(scaled(idle))).raster.scaling).toBeUndefined();
  });
});

describe('nodata of single bands', () => {
  it('is each band’s own; a pixel is empty where all bands are', async () => {
    const picture = await opened(PAM);
    const { raster } = await inspectPicture(picture);
    // gdalinfo: NoData Value=-5e+02 and 4e+02 and 1.2e+03
    expect(raster.nodata).toEqual([-500, 400, 1200]);
    const { data, channels } = await picture.readTile(0, 0, 0);
    // Pixel 0 is −500, 300, 1100; pixel 1 is −400, 400, 1200: neither is empty in all bands.
    expect([data[channels - 1], data[2 * channels - 1]]).toEqual([1, 1]);
    const other = await opened(PAM.replace('>400<', '>300<').replace('>1200<', '>1100<'));
    const tile = await other.readTile(0, 0, 0);
    expect([tile.data[channels - 1], tile.data[2 * channels - 1]]).toEqual([0, 1]);
    expect(await other.samplesAt([0.5, 0.5])).toBeNull();
  });

  it('may be NaN in one band and a number in another', async () => {
    const { raster } = await inspectPicture(await opened(PAM.replace('>400<', '>nan<')));
    expect(raster.nodata).toEqual([-500, 'nan', 1200]);
  });

  it('may be infinite, which the record keeps through JSON and values are held against', async () => {
    const endless = PAM.replace('>400<', '>inf<').replace('>1200<', '>-inf<');
    const { raster } = await inspectPicture(await opened(endless));
    // gdalinfo: NoData Value=-5e+02, inf and -inf
    const read = Raster.parse(JSON.parse(JSON.stringify(raster)));
    expect(read.nodata).toEqual([-500, 'inf', '-inf']);
    const empty = [1, 2].map((band) =>
      [Infinity, -Infinity, 400].map((value) => isNodata(read, band, value)),
    );
    expect(empty).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
  });
});

describe('extra bands', () => {
  const four = (extra: number, items = '') =>
    writeTiff({
      width: 2,
      height: 2,
      samples: 4,
      data: new Uint8Array(16),
      fields: [
        [338, 3, [extra]],
        [42112, 2, `<GDALMetadata>${items}</GDALMetadata>`],
      ],
    });

  it('are alpha only where the file says so: NAIP’s unspecified fourth band is near infrared', async () => {
    expect((await inspectBytes(four(0))).raster.alphaBand).toBeNull();
    expect((await inspectBytes(four(1))).raster.alphaBand).toBe(3);
    expect((await inspectBytes(four(2))).raster.alphaBand).toBe(3);
  });

  it('are no alpha where GDAL’s items say that they are something else', async () => {
    // gdalinfo: ColorInterp=Undefined where the item says so, Alpha where it says that (GDAL 3.6.2).
    const said = (kind: string) =>
      `<Item name="COLORINTERP" sample="3" role="colorinterp">${kind}</Item>`;
    const { raster } = await inspectBytes(four(2, said('Undefined')));
    expect(raster).toMatchObject({
      alphaBand: null,
      bands: 4,
      bandNames: ['Red', 'Green', 'Blue', 'Band 4'],
    });
    expect((await inspectBytes(four(2, said('Alpha')))).raster.alphaBand).toBe(3);
  });
});

describe('orientation', () => {
  const turned = (orientation: number) => {
    const data = new Uint8Array([1, 2, 3, 4]);
    return writeTiff({ width: 2, height: 2, data, fields: [[274, 3, [orientation]]] });
  };

  it.each([2, 3, 4, 5, 6, 7, 8])(
    '%i is named, and the picture shown as GDAL shows it',
    async (n) => {
      const { remarks } = await inspectBytes(turned(n));
      expect(remarks.filter((remark) => remark.includes(`orientation ${n}`))).toHaveLength(1);
      // gdallocationinfo -valonly FILE 0 0; 1 0; 0 1; 1 1: GDAL leaves the rows and columns as they are stored.
      const picture = await openBytes(turned(n));
      const places = [
        [0.5, 0.5],
        [1.5, 0.5],
        [0.5, 1.5],
        [1.5, 1.5],
      ] as const;
      const found = await Promise.all(places.map((place) => picture.samplesAt(place)));
      expect(found).toEqual([[1], [2], [3], [4]]);
      const { data, channels, width } = await picture.readTile(0, 0, 0);
      expect([0, 1, width, width + 1].map((i) => data[i * channels])).toEqual([1, 2, 3, 4]);
    },
  );

  it('is not remarked on where it is the usual one', async () => {
    const { remarks } = await inspectBytes(turned(1));
    expect(remarks.filter((remark) => remark.includes('orientation'))).toEqual([]);
  });
});
