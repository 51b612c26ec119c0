/**
 * Defects of the geotiff package that the program works round. Each test shows that the package still has
 * one; where it fails, the package has been mended, and the work-round named there can be looked at again.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Field, geoKeys, openBytes, writeTiff } from './support';
import { encodingBytes, provideJpegXl } from './support-encodings';

beforeAll(provideJpegXl);
afterEach(() => {
  vi.unstubAllGlobals();
});

const MENDED = (what: string) =>
  `geotiff reads this rightly now: ${what} may no longer be needed. Measure, then remove it and this test.`;

/** Columns that are compared, of the first row. */
const COLUMNS = 40;

const imageOf = async (bytes: Uint8Array): Promise<GeoTIFFImage> =>
  (await fromArrayBuffer(Uint8Array.from(bytes).buffer)).getImage();

/** By column, the values of the package's bands. */
async function byPackage(bytes: Uint8Array): Promise<readonly (readonly number[])[]> {
  const rasters = await (await imageOf(bytes)).readRasters();
  const bands = Array.from(rasters as ArrayLike<ArrayLike<number>>);
  return Array.from({ length: COLUMNS }, (_, x) => bands.map((band) => Number(band[x])));
}

async function byProgram(bytes: Uint8Array): Promise<readonly (readonly number[])[]> {
  const picture = await openBytes(Buffer.from(bytes));
  return Promise.all(
    Array.from({ length: COLUMNS }, async (_, x) => (await picture.samplesAt([x, 0])) ?? []),
  );
}

/** Whether the package fails or gives other values than the program (which encodings.test.ts proves). */
async function differs(bytes: Uint8Array): Promise<boolean> {
  const right = await byProgram(bytes);
  try {
    const found = await byPackage(bytes);
    return right.some((values, x) => values.some((value, band) => value !== found[x]?.[band]));
  } catch (error) {
    if (error instanceof Error) return true;
    throw error;
  }
}

/** Milliseconds after which a program that reads a few kilobytes is taken to run for ever. */
const ENDLESS_MS = 5000;

/** Whether the package comes to an end with a file, in a process of its own that is ended if it hangs or grows. */
async function ends(bytes: Uint8Array): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'stock-geotiff-'));
  const path = join(folder, 'port.tif');
  await writeFile(path, bytes);
  const program = `
    const { readFileSync } = await import('node:fs');
    const { fromArrayBuffer } = await import('geotiff');
    const bytes = Uint8Array.from(readFileSync(${JSON.stringify(path)}));
    const image = await (await fromArrayBuffer(bytes.buffer)).getImage();
    await image.readRasters().catch(() => undefined);`;
  const flags = ['--max-old-space-size=64', '--input-type=module', '--eval', program];
  try {
    return await new Promise((resolve) => {
      const limits = { timeout: ENDLESS_MS, killSignal: 'SIGKILL' } as const;
      execFile(process.execPath, flags, limits, (error) => resolve(error === null));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A ZSTD file with zeros in the midst of its first strip. */
function damagedZstd(): Buffer {
  const bytes = encodingBytes('u32-big-endian-predictor-2-planes.tif');
  const magic = bytes.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  return bytes.fill(0, magic + 40, magic + 120);
}

/** A JPEG file in which the start of the scan became that of a frame: 18176 × 20992 pixels of 66 components. */
function damagedJpeg(): Buffer {
  const bytes = encodingBytes('rgb-jpeg.tif');
  bytes[bytes.indexOf(Buffer.from([0xff, 0xda])) + 1] = 0xc0;
  return bytes;
}

/**
 * What the package asks of a browser, which Node is not, to read a file of one WebP stream: the sizes of pictures that
 * it has decoded, and the kinds of drawing by which it reads them back.
 */
async function askedForWebp(bytes: Uint8Array, size: number) {
  const decoded: number[] = [];
  const drawings: string[] = [];
  vi.stubGlobal('createImageBitmap', async () => {
    decoded.push(size);
    return { width: size, height: size, close: () => undefined };
  });
  const drawing = {
    drawImage: () => undefined,
    getImageData: () => ({ data: new Uint8ClampedArray(size * size * 4) }),
  };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext(kind: string) {
        drawings.push(kind);
        return drawing;
      }
    },
  );
  // Where it is read in another way, or refused, what was asked until then tells.
  await Promise.allSettled([(await imageOf(bytes)).readRasters()]);
  return { decoded, drawings };
}

/** One lossless WebP stream (RFC 9649, 2.6) of this size, in a file whose only strip has 8 × 8 pixels. */
function webpFile(size: number): Uint8Array {
  const stream = Buffer.alloc(40);
  stream.write('RIFF    WEBPVP8L', 'latin1');
  stream[20] = 0x2f;
  stream.writeUInt32LE((size - 1) | ((size - 1) << 14), 21);
  return writeTiff({
    width: 8,
    height: 8,
    samples: 4,
    data: stream,
    fields: [
      [259, 3, [50001]],
      [338, 3, [2]],
    ],
  });
}

describe('stock geotiff', () => {
  it('reads WebP back from a canvas that multiplies colours by their alpha', async () => {
    const { drawings } = await askedForWebp(webpFile(8), 8);
    expect(drawings, MENDED('our reading of WebP through WebGL')).toEqual(['2d']);
  });

  it('has the browser decode WebP of any size', async () => {
    const { decoded } = await askedForWebp(webpFile(512), 512);
    expect(decoded, MENDED('our look at the size of WebP streams')).toEqual([512]);
  });

  it.each([
    ['u16-big-endian-predictor-2-tiles.tif', 'our undoing of predictor 2 in the order of the file'],
    ['f32-big-endian-predictor-3.tif', 'our undoing of predictor 3'],
    ['u10-big-endian-planes.tif', 'our unpacking of 10-bit samples'],
    ['u12-big-endian-planes.tif', 'our unpacking of 12-bit samples'],
    ['u14-big-endian-planes.tif', 'our unpacking of 14-bit samples'],
    ['u12-deflate.tif', 'our unpacking of 12-bit samples of several bands'],
    ['s64-big-endian.tif', 'our reading of 64-bit integers'],
    ['packbits-no-operation.tif', 'our own PackBits'],
    ['u24.tif', 'our unpacking of 24-bit samples'],
    ['c32.tif', 'our reading of complex samples'],
    ['lines-ccitt-4.tif', 'our fax decoder'],
    ['rgb-lzma.tif', 'our LZMA decoder'],
    ['old-jpeg.tif', 'our old-style JPEG'],
    ['bits-reversed.tif', 'our handling of FillOrder'],
    ['ycbcr-subsampled.tif', 'our reading of subsampled YCbCr'],
    ['rgb-jpeg-2000.tif', 'the JPEG 2000 codec'],
    ['u16-jpeg-xl.tif', 'the JPEG XL codec'],
    ['u32-lerc.tif', 'Esri’s newer decoder'],
    ['noise-lerc-deflate.tif', 'our use of the lerc package'],
    ['opaque-lerc-zstd.tif', 'our alpha of LERC'],
  ])('fails on %s', async (file, workRound) => {
    expect(await differs(encodingBytes(file)), MENDED(workRound)).toBe(true);
  });

  it.concurrent.each([
    ['old-style LZW', () => encodingBytes('lzw-old-style.tif'), 'our reading of old-style LZW'],
    ['a full LZW table', () => encodingBytes('lzw-full-table.tif'), 'our LZW of 4096 codes'],
    ['damaged ZSTD', damagedZstd, 'our ZSTD into a buffer of the block’s size'],
    ['a further frame in a JPEG stream', damagedJpeg, 'our look for further frames'],
  ])(
    'runs for ever, or out of memory, on %s',
    async (_what, bytes, workRound) => {
      expect(await ends(bytes()), MENDED(workRound)).toBe(false);
    },
    4 * ENDLESS_MS,
  );

  it('ends with a file that it can read', async () => {
    expect(await ends(encodingBytes('grey-packbits-tiles.tif'))).toBe(true);
  }, 10_000);

  it('leaves damaged ZSTD to us, who refuse it', async () => {
    const picture = await openBytes(damagedZstd(), 'port.tif');
    await expect(picture.readTile(0, 0, 0)).rejects.toThrow(/“port\.tif” cannot be read.*ZSTD/);
  });

  it('knows no format of samples that share the first one’s', async () => {
    const data = Uint8Array.from({ length: 40 * 3 }, (_, i) => i);
    const bytes = writeTiff({ width: 40, height: 1, samples: 3, data, fields: [[339, 3, [1]]] });
    expect((await byProgram(bytes)).slice(0, 2)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(await differs(bytes), MENDED('our reading of SampleFormat')).toBe(true);
  });

  // printf '0 0\n' | gdaltransform FILE
  it.each([
    ['tie points other than the first pixel', 1, [441979, 4676022]],
    ['that pixels are points', 2, [441977.5, 4676023]],
  ] as const)('overlooks %s', async (_what, rasterType, corner) => {
    const scaled: readonly Field[] = [
      [33550, 12, [3, 2, 0]],
      [33922, 12, [7, 11, 0, 442000, 4676000, 0]],
    ];
    const bytes = writeTiff({
      width: 40,
      height: 30,
      data: new Uint8Array(1200),
      fields: [...scaled, geoKeys(32652, rasterType)],
    });
    const [x, y] = (await imageOf(bytes)).getOrigin();
    expect([x, y], MENDED('our reading of tie points')).not.toEqual(corner);
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
    expect((await byProgram(bytes)).slice(0, 3)).toEqual([[0], [1], [2]]);
    expect(await differs(bytes), MENDED('our own directory reader')).toBe(true);
  });

  it('puts north-up ModelTransformations upside down', async () => {
    const matrix = [10, 0, 0, 500000, 0, -10, 0, 4600000, 0, 0, 0, 0, 0, 0, 0, 1];
    const bytes = writeTiff({
      width: 4,
      height: 4,
      data: new Uint8Array(16),
      fields: [[34264, 12, matrix], geoKeys(32652)],
    });
    const image = await imageOf(bytes);
    const [, y = 0] = image.getResolution();
    expect(y > 0, MENDED('our reading of ModelTransformation')).toBe(true);
  });
});
