/** Bands in files of their own, read as one picture on the finest band's grid. */
import { describe, expect, it } from 'vitest';
import { hashOfFiles } from '../../../src/commands/frames/store-files';
import { inspectImage } from '../../../src/raster/inspect/inspect-image';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import { type Field, geoKeys, writeTiff } from './support';

const at = (x: number, y: number, scale: number, epsg = 32652): readonly Field[] => [
  [33550, 12, [scale, scale, 0]],
  [33922, 12, [0, 0, 0, x, y, 0]],
  geoKeys(epsg),
];

type Band = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly value: (x: number, y: number) => number;
  readonly fields: readonly Field[];
};

function part({ name, width, height, value, fields }: Band) {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  const blob = new Blob([writeTiff({ width, height, data, fields })]);
  return { kind: 'blob', blob, name } as const;
}

const stack = (...bands: readonly Band[]) =>
  openImage({ kind: 'stack', name: 'stack', parts: bands.map(part) }, makeCaches());

const fine = (name: string, level: number): Band => ({
  name,
  width: 9,
  height: 7,
  value: (x, y) => level + x + 10 * y,
  fields: at(442000, 4676000, 10),
});
/** Twice as coarse, from 20 m further west and 20 m further north. */
const coarse: Band = {
  name: 'S2A_B11.tif',
  width: 6,
  height: 5,
  value: (x, y) => 200 + x + 10 * y,
  fields: at(441980, 4676020, 20),
};

describe('bands in files of their own', () => {
  it('have all their values at every pixel, the coarse ones by the nearest', async () => {
    const image = await stack(fine('S2A_B02.tif', 0), fine('S2A_B03.tif', 50), coarse);
    const { data, channels } = await image.readTile(0, 0, 0);
    expect(channels).toBe(4);
    const size = image.levels[0]?.tileSize ?? 0;
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 9; x++) {
        const from = (y * size + x) * channels;
        // The coarse band's second column and row begin at the fine ones' first.
        const own = 200 + Math.floor(x / 2) + 1 + 10 * (Math.floor(y / 2) + 1);
        const wanted = [x + 10 * y, 50 + x + 10 * y, own % 256];
        expect([...data.slice(from, from + 4)]).toEqual([...wanted, 255]);
        expect(await image.samplesAt([x + 0.5, y + 0.5])).toEqual(wanted);
      }
    }
    expect(data[9 * 4 + 3]).toBe(0);
    expect(await image.samplesAt([9.5, 1])).toBeNull();
  });

  it('give no values where a band does not reach, also not those of its edge', async () => {
    const shifted = { ...fine('S2A_B03.tif', 50), fields: at(442040, 4676000, 10) };
    const image = await stack(fine('S2A_B02.tif', 0), shifted);
    const { data, channels } = await image.readTile(0, 0, 0);
    // One pixel beyond a band's edge is still filled, and no more.
    for (const [x, wanted] of [
      [2, [2, Number.NaN]],
      [3, [3, 50]],
      [4, [4, 50]],
      [8, [8, 54]],
    ] as const) {
      expect(await image.samplesAt([x + 0.5, 0.5])).toEqual(wanted);
      expect(data[x * channels + channels - 1] === 0).toBe(wanted.some(Number.isNaN));
    }
  });

  it('leave no failure unheard when several of them fail together', async () => {
    const image = await stack(fine('a_B02.tif', 0), fine('a_B03.tif', 50), fine('a_B04.tif', 90));
    const unheard: unknown[] = [];
    const note = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', note);
    const stop = new AbortController();
    const reading = image.readTile(0, 0, 0, stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow(/aborted/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unheard).toEqual([]);
  });

  it('are named, placed and coloured as one picture', async () => {
    const names = ['T52TFM_20231012T014709_B02.tif', 'T52TFM_20231012T014709_B03.tif'];
    const bands = names.map((name, i) => fine(name, i * 50));
    const red = { ...coarse, name: 'T52TFM_20231012T014709_B04_20m.tif' };
    const inspection = await inspectImage(await stack(...bands, red));
    expect(inspection).toMatchObject({
      title: 'T52TFM_20231012T014709',
      acquired: { value: '2023-10-12T01:47:09Z' },
      raster: { width: 9, height: 7, bands: 3, bandNames: ['B02 blue', 'B03 green', 'B04 red'] },
      georef: { epsg: 32652, transform: [442000, 10, 0, 4676000, 0, -10] },
      stretch: { bands: [2, 1, 0] },
    });
    expect(inspection.remarks.join(' ')).toMatch(/B04 red is coarser than B02 blue/);
  });

  it('are first shown with one gamma by the middles of all of them, not with that of one', async () => {
    const ends = (i: number) => (i < 2 ? 1 : i > 60 ? 201 : null);
    const dark = (name: string, middle: number): Band => ({
      ...fine(name, 0),
      value: (x, y) => ends(x + 9 * y) ?? middle,
    });
    const bands = [dark('a_B02.tif', 11), dark('a_B03.tif', 51), dark('a_B04.tif', 51)];
    const { stretch } = await inspectImage(await stack(...bands));
    expect(stretch).toMatchObject({ lo: [1, 1, 1], hi: [201, 201, 201] });
    // python3: math.log((.05 + .25 + .25) / 3) / math.log(.3) = 1.409; of the first alone more than 2.
    expect(stretch.gamma).toBe(1.4);
  });

  it('are refused where they are not of one picture, and it is said why', async () => {
    const first = fine('a_B02.tif', 0);
    const elsewhere = { ...fine('a_B03.tif', 0), fields: at(542000, 4676000, 10) };
    await expect(stack(first, elsewhere)).rejects.toThrow(/do not cover the same ground/);
    const zone = { ...fine('a_B03.tif', 0), fields: at(442000, 4676000, 10, 32651) };
    await expect(stack(first, zone)).rejects.toThrow(/coordinate systems differ/);
    const loose = { ...fine('a_B03.tif', 0), fields: [] };
    await expect(stack(first, loose)).rejects.toThrow(/a_B02.tif.*a_B03.tif.*only one/);
  });
});

it('the hash of bands is that of their hashes as text, as sha256sum has it', async () => {
  // for c in a b; do printf $c | sha256sum | cut -c1-64; done | sha256sum
  const hashes = [
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
    '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
  ];
  expect(await hashOfFiles(hashes)).toBe(
    'bf75fafab8e46555836b92f1b04106b795a9ed36bd39b351f103b28819895f33',
  );
});
