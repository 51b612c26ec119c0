/**
 * Defects of OpenLayers' own GeoTIFF source, for which the program has a source of its own
 * (map/picture/frame-tile-source.ts over the workers). Each test shows that the stock source still has one;
 * where it fails, that reason for the own source is gone.
 */
import GeoTIFF from 'ol/source/GeoTIFF';
import { describe, expect, it } from 'vitest';
import { type Field, geoKeys, inspectBytes, openBytes, writeTiff } from './support';

const MENDED = 'OpenLayers does this rightly now: one reason less for a source of our own.';

/** The stock source over bytes in memory, which it asks for by ranges as of a server. */
function stockSource(bytes: Uint8Array<ArrayBuffer>): GeoTIFF {
  const loader = async (_url: string, headers: HeadersInit): Promise<Response> => {
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(headers).get('Range') ?? '');
    const first = Number(range?.[1] ?? 0);
    const end = Math.min(Number(range?.[2] ?? bytes.length - 1) + 1, bytes.length);
    const answer = { 'Content-Range': `bytes ${first}-${end - 1}/${bytes.length}` };
    return new Response(bytes.slice(first, end), { status: 206, headers: answer });
  };
  return new GeoTIFF({ normalize: false, sources: [{ url: 'memory:port.tif', loader }] });
}

const SIZE = { width: 40, height: 30 };
const PLACE: readonly Field[] = [
  [33550, 12, [3, 2, 0]],
  [33922, 12, [0, 0, 0, 442000, 4676000, 0]],
];
const UTM = geoKeys(32652);

const codeOf = (projection: unknown) =>
  (projection as { getCode?: () => string } | undefined)?.getCode?.();

/** Values of the first pixel of the first tile, with the alpha that the source adds. */
async function firstPixel(source: GeoTIFF): Promise<readonly number[]> {
  await source.getView();
  const load = Reflect.get(source, 'loader_') ?? Reflect.get(source, 'loader');
  const data: ArrayLike<number> = await load(0, 0, 0, { signal: new AbortController().signal });
  return Array.from({ length: source.bandCount }, (_, band) => data[band] ?? Number.NaN);
}

/** Further directories of one strip without long fields, hung behind the first. */
function withDirectories(
  first: Uint8Array,
  others: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const directories = others.map((other) => {
    const from = new DataView(other.buffer).getUint32(4, true);
    const fields = new DataView(other.buffer).getUint16(from, true);
    return other.slice(from, from + 2 + fields * 12 + 4);
  });
  const length = directories.reduce((sum, part) => sum + part.length, first.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(first);
  let directory = view.getUint32(4, true);
  let end = first.length;
  for (const part of directories) {
    bytes.set(part, end);
    view.setUint32(directory + 2 + view.getUint16(directory, true) * 12, end, true);
    directory = end;
    end += part.length;
  }
  return bytes;
}

describe('OpenLayers’ own source', () => {
  it('overlooks values that stand for nothing in all bands but the first', async () => {
    const bytes = writeTiff({
      ...SIZE,
      samples: 3,
      data: new Uint8Array(SIZE.width * SIZE.height * 3),
      fields: [[42113, 2, '0'], ...PLACE, UTM],
    });
    const { data, channels } = await (await openBytes(bytes)).readTile(0, 0, 0);
    expect(data[channels - 1]).toBe(0);
    // Transparent would be right: gdalinfo -mm says of each band that it has no valid pixel.
    expect((await firstPixel(stockSource(bytes))).at(-1), MENDED).toBe(255);
  });

  it('takes alpha for a band like any other', async () => {
    const fields: readonly Field[] = [[338, 3, [2]], ...PLACE, UTM];
    const data = new Uint8Array(SIZE.width * SIZE.height * 4);
    const source = stockSource(writeTiff({ ...SIZE, samples: 4, data, fields }));
    await source.getView();
    expect([source.bandCount, source.hasAlpha], MENDED).toEqual([4, false]);
  });

  it('asks for textures as wide as the file where strips have 256 rows or more', async () => {
    const wide = { width: 20_000, height: 300, data: new Uint8Array(20_000 * 300) };
    const bytes = writeTiff({ ...wide, fields: [...PLACE, UTM] });
    const source = stockSource(bytes);
    await source.getView();
    // Few graphics processors have textures of more than 16384: such tiles come blank.
    const [width = 0] = [source.getTileGrid()?.getTileSize(0) ?? 0].flat();
    expect(width, MENDED).toBe(20_000);
    expect((await openBytes(bytes)).levels[0]?.tileSize).toBeLessThanOrEqual(1024);
  });

  it('loads for ever where not every level has a mask', async () => {
    const data = new Uint8Array(SIZE.width * SIZE.height);
    const half = writeTiff({
      width: 20,
      height: 15,
      data: new Uint8Array(8),
      fields: [[254, 4, [1]]],
    });
    const mask = writeTiff({ ...SIZE, data: new Uint8Array(8), fields: [[254, 4, [4]]] });
    const first = writeTiff({ ...SIZE, data, fields: [...PLACE, UTM] });
    const source = stockSource(withDirectories(first, [half, mask]));
    const configure = Reflect.get(source, 'configure_') as (images: unknown) => Promise<void>;
    // Nobody hears of the failure: it is caught here, or the test itself would fail of it.
    const failure = new Promise<unknown>((resolve) => {
      Reflect.set(source, 'configure_', (images: unknown) => {
        const going = configure.call(source, images);
        going.then(() => resolve(null), resolve);
        return going;
      });
    });
    expect(String(await failure)).toMatch(/Expected one mask per image/);
    await new Promise((resolve) => setTimeout(resolve));
    expect([source.getState(), source.getError()], MENDED).toEqual(['loading', null]);
  });

  it('puts pictures that control points place at pixels of degrees', async () => {
    // gdaltransform -order 1 puts the first corner at 130° E 42° N.
    const corners = [
      [0, 0, 0, 130, 42, 0],
      [40, 0, 0, 130.1, 42, 0],
      [40, 30, 0, 130.1, 41.9, 0],
      [0, 30, 0, 130, 41.9, 0],
    ];
    const degrees: Field = [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]];
    const fields: readonly Field[] = [[33922, 12, corners.flat()], degrees];
    const bytes = writeTiff({ ...SIZE, data: new Uint8Array(1200), fields });
    const { extent, projection } = await stockSource(bytes).getView();
    expect([extent, codeOf(projection)], MENDED).toEqual([[0, 0, 40, 30], 'EPSG:4326']);
    expect((await inspectBytes(bytes)).georef?.transform[0]).toBeCloseTo(130, 6);
  });

  it('takes metres for degrees where a file describes its own projection', async () => {
    const keys = [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767];
    const fields: readonly Field[] = [...PLACE, [34735, 3, keys]];
    const bytes = writeTiff({ ...SIZE, data: new Uint8Array(1200), fields });
    const { projection } = await stockSource(bytes).getView();
    expect(codeOf(projection), MENDED).toBe('EPSG:4326');
    expect((await inspectBytes(bytes)).georef?.epsg).not.toBe(4326);
  });
});
