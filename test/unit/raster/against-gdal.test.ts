/** What is read from files that GDAL wrote, against what GDAL reads from them (truth.json). */
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { fixture, inspectBytes, openBytes } from './support';

const number = z.union([z.number(), z.literal('nan').transform(() => Number.NaN)]);
const Truth = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      type: z.string(),
      bands: z.number(),
      size: z.array(z.number()),
      geoTransform: z.array(z.number()).nullable(),
      noData: z.union([z.number(), z.string()]).nullable(),
      overviews: z.array(z.array(z.number())),
      probes: z.array(z.object({ x: z.number(), y: z.number(), values: z.array(number) })),
    }),
  ),
});
const { files } = Truth.parse(JSON.parse(fixture('truth.json').toString('utf8')));

const TYPES: Readonly<Record<string, string>> = {
  Byte: 'uint8',
  UInt16: 'uint16',
  Int16: 'int16',
  UInt32: 'uint32',
  Float32: 'float32',
  Float64: 'float64',
};

describe.each(files)('$file', (truth) => {
  it('has the size, bands, type, place and no-data that GDAL sees', async () => {
    const { raster, georef } = await inspectBytes(fixture(truth.file), truth.file);
    expect([raster.width, raster.height, raster.bands]).toEqual([...truth.size, truth.bands]);
    expect(raster.sampleType).toBe(TYPES[truth.type]);
    expect(raster.overviews).toBe(truth.overviews.length);
    if (truth.geoTransform) {
      for (const [i, value] of truth.geoTransform.entries()) {
        expect(georef?.transform[i]).toBeCloseTo(value, 9);
      }
    } else expect(georef).toBeNull();
    const nodata = truth.noData === 'NaN' ? 'nan' : truth.noData;
    expect(raster.nodata[0] ?? null).toEqual(nodata);
  });

  it('has the values that GDAL sees, by pixel and in tiles', async () => {
    const picture = await openBytes(fixture(truth.file), truth.file);
    const tile = await picture.readTile(0, 0, 0);
    for (const { x, y, values } of truth.probes) {
      const samples = await picture.samplesAt([x + 0.5, y + 0.5]);
      const at = (y * tile.width + x) * tile.channels;
      const alpha = tile.data[at + tile.channels - 1];
      // GDAL prints 15 digits.
      samples?.forEach((value, band) => {
        expect(Number(value.toPrecision(15))).toBe(values[band]);
      });
      expect(samples === null).toBe(alpha === 0);
      picture.bands.forEach((band, channel) => {
        const value = Math.fround(values[band] ?? Number.NaN);
        expect(tile.data[at + channel]).toBe(value);
      });
    }
  });
});

const bytes = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

describe.each(['rgb-blocks-lzw.tif', 'u16-blocks-deflate.tif', 'u16-bigendian-blocks-zstd.tif'])(
  'a tile that is one block of %s',
  (file) => {
    it('has the pixels of a window over several blocks, also when it is read anew', async () => {
      const picture = await openBytes(fixture(file), file);
      const size = 256 * 256 * picture.channels;
      const window = { x: 0, y: 0, width: 256, height: 257 };
      const tiles = [await picture.readTile(0, 0, 0), await picture.readTile(0, 0, 0)];
      const expected = (await picture.readWindow(0, window)).subarray(0, size);
      const cached = vi.spyOn(picture.mainReader, 'read');
      const after = await picture.readTile(0, 0, 0);
      // Deflate alone is decoded in place; what others gave is kept.
      if (file === 'u16-blocks-deflate.tif') expect(cached).not.toHaveBeenCalled();
      else expect(cached).toHaveBeenCalled();
      for (const { data } of [...tiles, after])
        expect(Buffer.compare(bytes(data), bytes(expected))).toBe(0);
    });
  },
);

describe('no data', () => {
  const alphaAt = async (file: string, x: number, y: number) => {
    const tile = await (await openBytes(fixture(file), file)).readTile(0, 0, 0);
    return tile.data[(y * tile.width + x) * tile.channels + tile.channels - 1];
  };

  it('is transparent by alpha band, mask, nodata value and NaN, and beyond the picture', async () => {
    expect(await alphaAt('rgba-alpha.tif', 19, 10)).toBe(0);
    expect(await alphaAt('rgba-alpha.tif', 20, 10)).toBe(255);
    expect(await alphaAt('rgb-mask.tif', 19, 52)).toBe(0);
    expect(await alphaAt('rgb-mask.tif', 20, 52)).toBe(255);
    // The ramp is 2x + y: 7 at (3, 1), 8 beside it.
    expect(await alphaAt('grey-one-strip.tif', 3, 1)).toBe(0);
    expect(await alphaAt('grey-one-strip.tif', 3, 2)).toBe(255);
    expect(await alphaAt('f32-predictor3.tif', 4, 20)).toBe(0);
    expect(await alphaAt('f32-predictor3.tif', 5, 20)).toBe(1);
    expect(await alphaAt('rgb-tiled-deflate.tif', 74, 52)).toBe(255);
    expect(await alphaAt('rgb-tiled-deflate.tif', 75, 52)).toBe(0);
  });
});

describe('place', () => {
  it('names the CRS, also one described by its parameters only', async () => {
    const utm = await inspectBytes(fixture('rgb-tiled-deflate.tif'));
    expect(utm.georef).toMatchObject({ epsg: 32652, crsName: 'WGS 84 / UTM zone 52N' });
    expect(utm.pixelAspect).toBe(1);
    expect(utm.resolutionM).toBeCloseTo(0.5, 3);
    const own = await inspectBytes(fixture('grey-user-defined-crs.tif'));
    expect(own.georef?.epsg).toBeNull();
    // echo "800000 2200000" | gdaltransform -s_srs "+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23
    //   +lon_0=120 +x_0=0 +y_0=0 +datum=WGS84 +units=m" -t_srs EPSG:4326  (x first)
    const corner = own.footprint?.find(
      ([lon, lat]) =>
        Math.abs(lon - 129.801707913882) < 1e-7 && Math.abs(lat - 42.4273782522302) < 1e-7,
    );
    expect(corner).toBeDefined();
  });

  it('gives geographic pixels their true aspect', async () => {
    const { pixelAspect } = await inspectBytes(fixture('f32-predictor3.tif'));
    // N cos(lat) / M on WGS 84 at 42.23735 N, the radii of curvature (Snyder 1987, p. 24–25).
    expect(pixelAspect).toBeCloseTo(0.74310162, 5);
  });
});
