/** Pictures with more bands than tiles carry: any of them can be asked for. */
import { describe, expect, it } from 'vitest';
import { bandsToShow, tileBands } from '../../../src/domain/imaging/tile-bands';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import { writeTiff } from './support';

const BANDS = 12;
const names = Array.from({ length: BANDS }, (_, band) => `Band ${band + 1}`);
const shape = { bandNames: names, sampleType: 'uint8', alphaBand: null } as const;

/** Band b of pixel i is 20 · b + i. */
function twelve() {
  const data = Uint8Array.from({ length: 4 * BANDS }, (_, at) => {
    return 20 * (at % BANDS) + Math.floor(at / BANDS);
  });
  const fields = [[262, 3, [1]]] as const;
  const bytes = writeTiff({ width: 2, height: 2, samples: BANDS, data, fields });
  return { kind: 'blob', blob: new Blob([bytes]), name: 'twelve.tif' } as const;
}

describe('bands of many', () => {
  it('usually are the natural colours and near infrared, as Sentinel-2 numbers them', async () => {
    const image = await openImage(twelve(), makeCaches());
    expect(image.bands).toEqual([1, 2, 3, 7]);
    expect(image.bands).toEqual(tileBands(shape));
  });

  it.each([[[11]], [[10, 8, 5]], [[0, 4]], [[11, 2, 3]]])(
    'can be asked for: %j',
    async (wanted) => {
      const image = await openImage({ ...twelve(), bands: wanted }, makeCaches());
      expect(image.bands).toEqual(expect.arrayContaining(wanted));
      const { data, channels } = await image.readTile(0, 0, 0);
      expect(channels).toBe(5);
      const size = image.levels[0]?.tileSize ?? 0;
      for (const [channel, band] of image.bands.entries()) {
        expect([data[channel], data[(size + 1) * channels + channel]]).toEqual([
          20 * band,
          20 * band + 3,
        ]);
      }
    },
  );

  it('of files of their own can be asked for too', async () => {
    const parts = Array.from({ length: 6 }, (_, band) => {
      const bytes = writeTiff({ width: 2, height: 2, data: new Uint8Array(4).fill(40 * band + 1) });
      return { kind: 'blob', blob: new Blob([bytes]), name: `S2A_B0${band + 2}.tif` } as const;
    });
    const stack = { kind: 'stack', name: 'S2A', parts, bands: [5, 4, 3] } as const;
    const image = await openImage(stack, makeCaches());
    expect(image.bands).toEqual(expect.arrayContaining([3, 4, 5]));
    const { data } = await image.readTile(0, 0, 0);
    for (const [channel, band] of image.bands.entries()) expect(data[channel]).toBe(40 * band + 1);
  });

  it('that are carried already ask for nothing else, and alpha is never carried', () => {
    expect(bandsToShow(shape, [7, 3, 2])).toEqual(tileBands(shape));
    expect(bandsToShow(shape, [11])).toContain(11);
    expect(tileBands({ ...shape, alphaBand: 11 }, [11])).not.toContain(11);
    expect(tileBands(shape, [99])).toEqual(tileBands(shape));
  });
});
