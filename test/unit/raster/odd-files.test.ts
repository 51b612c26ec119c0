/** Files that other readers get wrong, made so that their right reading is known from how they were made. */
import { describe, expect, it } from 'vitest';
import { Raster } from '../../../src/domain/model/frame';
import { type Field, geoKeys, inspectBytes, openBytes, writeTiff } from './support';

const ramp = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % 251);
const grey = { width: 8, height: 4, data: ramp(32) };

describe('georeferencing', () => {
  it('reads the tie point of any pixel', async () => {
    const { georef } = await inspectBytes(
      writeTiff({
        ...grey,
        fields: [
          [33550, 12, [2, 3, 0]],
          [33922, 12, [5, 2, 0, 500010, 4600000, 0]],
          geoKeys(32652),
        ],
      }),
    );
    expect(georef?.transform).toEqual([500000, 2, 0, 4600006, 0, -3]);
  });

  it('moves PixelIsPoint by half a pixel, also in a matrix', async () => {
    const scale = await inspectBytes(
      writeTiff({
        ...grey,
        fields: [
          [33550, 12, [2, 2, 0]],
          [33922, 12, [0, 0, 0, 500000, 4600000, 0]],
          geoKeys(32652, 2),
        ],
      }),
    );
    expect(scale.georef?.transform).toEqual([499999, 2, 0, 4600001, 0, -2]);
    const matrix = [1, 1, 0, 500000, 1, -1, 0, 4600000, 0, 0, 0, 0, 0, 0, 0, 1];
    const rotated = await inspectBytes(
      writeTiff({ ...grey, fields: [[34264, 12, matrix], geoKeys(32652, 2)] }),
    );
    expect(rotated.georef?.transform).toEqual([499999, 1, 1, 4600000, 1, -1]);
  });

  it('reads the north-up matrix of Earth Engine exports', async () => {
    const matrix = [10, 0, 0, 500000, 0, -10, 0, 4600000, 0, 0, 0, 0, 0, 0, 0, 1];
    const { georef, footprint } = await inspectBytes(
      writeTiff({ ...grey, fields: [[34264, 12, matrix], geoKeys(32652)], littleEndian: false }),
    );
    expect(georef?.transform).toEqual([500000, 10, 0, 4600000, 0, -10]);
    // echo "500000 4600000" | gdaltransform -s_srs EPSG:32652 -t_srs EPSG:4326 -output_xy
    const north = Math.max(...(footprint ?? []).map(([, lat]) => lat));
    expect(north).toBeCloseTo(41.5516645224085, 9);
  });

  it('opens in pixels, and says so, without a place, a CRS, a known CRS, or with control points', async () => {
    const scale = [33550, 12, [2, 2, 0]] as const;
    const tie = [33922, 12, [0, 0, 0, 500000, 4600000, 0]] as const;
    const cases = [
      { fields: [], says: /no georeferencing/ },
      { fields: [scale, tie], says: /does not say of which coordinate system/ },
      { fields: [scale, tie, geoKeys(29999)], says: /EPSG:29999 is not known/ },
      { fields: [[33922, 12, ramp(24).map((v) => v + 1)] as never], says: /control points/ },
    ];
    for (const { fields, says } of cases) {
      const inspection = await inspectBytes(writeTiff({ ...grey, fields }));
      expect(inspection.georef).toBeNull();
      expect(inspection.resolutionM).toBeNull();
      expect(inspection.footprint).toBeNull();
      expect(inspection.remarks.join(' ')).toMatch(says);
    }
  });
});

describe('samples', () => {
  it('shows palettes as red, green and blue', async () => {
    const map = Array.from({ length: 768 }, (_, i) => (i < 256 ? i * 257 : i < 512 ? 65535 : 0));
    const picture = await openBytes(
      writeTiff({
        ...grey,
        fields: [
          [262, 3, [3]],
          [320, 3, map],
        ],
      }),
    );
    expect(await picture.samplesAt([5, 0])).toEqual([5, 255, 0]);
    expect((await picture.readTile(0, 0, 0)).channels).toBe(4);
  });

  it('leaves out pixels of an infinite value for no data, which no record holds', async () => {
    const data = new Uint8Array(Float32Array.of(1, Infinity, 2, 3).buffer);
    const fields = [
      [258, 3, [32]],
      [339, 3, [3]],
      [42113, 2, 'inf'],
    ] as const;
    const bytes = writeTiff({ width: 2, height: 2, data, fields });
    const { raster } = await inspectBytes(bytes);
    expect(Raster.safeParse(raster).success).toBe(true);
    const picture = await openBytes(bytes);
    expect(await picture.samplesAt([1.5, 0.5])).toBeNull();
    expect(await picture.samplesAt([0.5, 0.5])).toEqual([1]);
  });

  it('takes the first SampleFormat for all samples where fewer are given', async () => {
    const floats = new Uint8Array(new Float32Array([1.5, -2, 3, 4, 5, 6, 7, 8]).buffer);
    const picture = await openBytes(
      writeTiff({
        width: 2,
        height: 2,
        samples: 2,
        data: floats,
        fields: [
          [258, 3, [32, 32]],
          [339, 3, [3]],
        ],
      }),
    );
    expect(await picture.samplesAt([0, 0])).toEqual([1.5, -2]);
  });

  it('takes no more memory for pieces that a file leaves out than for others', async () => {
    const plain = { width: 16, height: 16, data: new Uint8Array(256), fields: [] };
    const sparse: Field = [273, 4, [0]];
    const whole = await (await openBytes(writeTiff(plain))).mainReader.readOnce(0, 0, 0);
    for (const [nodata, value] of [
      ['', 0],
      ['7', 7],
    ] as const) {
      const fields = [sparse, [42113, 2, nodata] as const];
      const picture = await openBytes(writeTiff({ ...plain, fields }));
      const block = await picture.mainReader.readOnce(0, 0, 0);
      expect(block[0]).toBe(value);
      expect(block.byteLength).toBe(whole.byteLength);
    }
    // What does not fit into the samples' type is not turned into another value by it.
    const outside = writeTiff({ ...plain, fields: [sparse, [42113, 2, '-9999']] });
    expect((await (await openBytes(outside)).mainReader.readOnce(0, 0, 0))[0]).toBe(-9999);
  });

  it('cuts tall uncompressed strips into pieces that read the same', async () => {
    const width = 3000;
    const data = Uint8Array.from({ length: width * 900 }, (_, i) => (i * 7 + (i >> 11)) % 256);
    const picture = await openBytes(writeTiff({ width, height: 900, data }));
    expect(picture.layout.blockHeight).toBeLessThan(900);
    for (const [x, y] of [
      [0, 0],
      [2999, 899],
      [17, 349],
      [17, 350],
    ] as const) {
      expect(await picture.samplesAt([x, y])).toEqual([data[y * width + x]]);
    }
  });
});

describe('levels that the file does not have', () => {
  const width = 3002;
  const height = 2200;
  const value = (x: number, y: number) => ((x >> 3) * 5 + (y >> 3) * 3) % 200;
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );

  it('halve down to 1024 pixels and show the mean of the pixels under theirs', async () => {
    const picture = await openBytes(writeTiff({ width, height, data }));
    expect(picture.levels.map((l) => [l.width, l.height])).toEqual([
      [3002, 2200],
      [1501, 1100],
      [751, 550],
    ]);
    // Inside the 8 × 8 squares of one value every coarser pixel has that value, wherever its tile is.
    const tile = await picture.readTile(2, 5, 0);
    for (const [x, y] of [
      [0, 0],
      [50, 77],
      [110, 127],
    ] as const) {
      const at = (y * tile.width + x) * tile.channels;
      expect(tile.data[at]).toBe(value((640 + x) * 4, y * 4));
      expect(tile.data[at + 1]).toBe(255);
    }
    const beyond = 111 * tile.channels;
    expect(tile.data[beyond + 1]).toBe(0);
  });

  it('take the mean of all four pixels', async () => {
    const checks = data.map((_, i) => (i % 2) * 40 + (Math.floor(i / width) % 2) * 100);
    const picture = await openBytes(writeTiff({ width, height, data: checks }));
    for (const level of [1, 2]) {
      const tile = await picture.readTile(level, 1, 1);
      expect(tile.data[(100 * tile.width + 7) * tile.channels]).toBe(70);
    }
  });

  it('leave pixels without data out of the mean', async () => {
    const holes = data.map((v, i) => (i % 2 === 0 ? 255 : v));
    const picture = await openBytes(
      writeTiff({ width, height, data: holes, fields: [[42113, 2, '255']] }),
    );
    const tile = await picture.readTile(1, 0, 0);
    expect([tile.data[0], tile.data[1]]).toEqual([value(0, 0), 255]);
  });

  it('stop when the last who waits gives up', async () => {
    const picture = await openBytes(writeTiff({ width, height, data }));
    const controller = new AbortController();
    const waiting = picture.readTile(2, 0, 0, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect((await picture.readTile(2, 0, 0)).data[1]).toBe(255);
  });
});
