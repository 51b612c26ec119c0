/** Levels of which some pixels hold no data, at half their size straight out of their blocks. */
import { afterEach, expect, it, vi } from 'vitest';
import { CoarseReader } from '../../../src/raster/blocks/coarse-reader';
import { type Field, openBytes, writeTiff } from './support';

const [WIDTH, HEIGHT, TILE] = [20, 14, 16];
const NODATA = -9999;

const hash = (x: number, y: number) => (x * 31 + y * 57 + x * y) % 256;
const isMissing = (x: number, y: number) => (x * 7 + y * 3) % 5 < 3;

type PixelAt = (x: number, y: number) => readonly number[];

/** A file of uncompressed tiles; one pixel of each is far beyond the picture. */
function tiled(samples: number, bits: 8 | 32, pixelAt: PixelAt, fields: readonly Field[]) {
  const across = Math.ceil(WIDTH / TILE);
  const length = across * TILE * TILE * samples;
  const data = bits === 32 ? new Float32Array(length) : new Uint8Array(length);
  for (let tile = 0, at = 0; tile < across; tile++) {
    for (let i = 0; i < TILE * TILE; i++, at += samples) {
      data.set(pixelAt(tile * TILE + (i % TILE), Math.floor(i / TILE)), at);
    }
  }
  const bytes = new Uint8Array(data.buffer);
  const size = bytes.length / across;
  const all = Array.from({ length: across }, (_, tile) => tile);
  return openBytes(
    writeTiff({
      width: WIDTH,
      height: HEIGHT,
      samples,
      data: bytes,
      fields: [
        [258, 3, Array.from({ length: samples }, () => bits)],
        [322, 3, [TILE]],
        [323, 3, [TILE]],
        [324, 4, all.map((tile) => 8 + tile * size)],
        [325, 4, all.map(() => size)],
        ...fields,
      ],
    }),
  );
}

const WHOLE = { x: 0, y: 0, width: WIDTH / 2, height: HEIGHT / 2 };

/** What lies under a pixel of half the size, from left to right and top to bottom. */
function under(u: number, v: number, pixelAt: PixelAt) {
  return [0, 1, 2, 3].map((i) => pixelAt(2 * u + (i % 2), 2 * v + Math.floor(i / 2)));
}

const places = Array.from(
  { length: WHOLE.width * WHOLE.height },
  (_, i) => [i % WHOLE.width, Math.floor(i / WHOLE.width)] as const,
);

/** `gdaladdo -ro -r average f.tif 2` (GDAL 3.6.2) of the file of floats, written by numpy: rows of its overview. */
const GDAL_ROWS = [
  [0, [-5.75, 6.875, 22.625, 34.25, -10, 10.25, 21.625, 5.375, -16.25, 4.75]],
  [3, [13.375, 29.25, -13.25, 8.75, 24.375, 11.125, -6.25, 16.5, 39.75, 22.125]],
  [6, [35.5, -4.75, 15.125, 4.875, -8.25, 16.25, 41.25, -4.125, 17.625, 35.25]],
] as const;

/** One band of floats, of which some are missing. */
const floats = (pixelAt: PixelAt) =>
  tiled(1, 32, pixelAt, [
    [339, 3, [3]],
    [42113, 2, `${NODATA}`],
  ]);

const slow = () => vi.spyOn(CoarseReader.prototype, 'read');
afterEach(() => vi.restoreAllMocks());

it('floats without data where they hold the nodata value have the means that GDAL makes', async () => {
  const pixelAt: PixelAt = (x, y) => [isMissing(x, y) ? NODATA : hash(x, y) / 4 - 20];
  const picture = await floats(pixelAt);
  const windows = slow();
  const pixels = await picture.readHalf(WHOLE);
  expect(windows).not.toHaveBeenCalled();
  for (const [v, wanted] of GDAL_ROWS) {
    const row = Array.from(wanted, (_, u) => pixels[(v * WHOLE.width + u) * 2]);
    expect(row, `row ${v}`).toEqual(wanted);
  }
  expect(places.every((_, i) => pixels[i * 2 + 1] === 1)).toBe(true);
});

it('nothing but missing pixels makes a missing one, and NaN counts as missing', async () => {
  const pixelAt: PixelAt = (x, y) => [x < 6 ? Number.NaN : x < 9 && y < 4 ? NODATA : 5];
  const picture = await floats(pixelAt);
  const windows = slow();
  const pixels = await picture.readHalf(WHOLE);
  expect(windows).not.toHaveBeenCalled();
  for (const [i, [u, v]] of places.entries()) {
    const missing = u < 3 || (u < 4 && v < 2);
    expect([pixels[i * 2], pixels[i * 2 + 1]], `${u}, ${v}`).toEqual(missing ? [0, 0] : [5, 1]);
  }
});

it('of colours with alpha those are averaged whose alpha is not 0', async () => {
  const pixelAt: PixelAt = (x, y) => [
    hash(x, y),
    hash(y, x),
    hash(x + 3, y),
    isMissing(x, y) || x < 4 ? 0 : 1 + (hash(x, y) % 255),
  ];
  const picture = await tiled(4, 8, pixelAt, [
    [262, 3, [2]],
    [338, 3, [2]],
  ]);
  const windows = slow();
  const pixels = await picture.readHalf(WHOLE);
  expect(windows).not.toHaveBeenCalled();
  for (const [i, [u, v]] of places.entries()) {
    const held = under(u, v, pixelAt).filter((samples) => samples[3] !== 0);
    const mean = (c: number) => held.reduce((sum, one) => sum + (one[c] ?? 0), 0) / held.length;
    const wanted = held.length ? [0, 1, 2].map((c) => Math.floor(mean(c) + 0.5)) : [0, 0, 0];
    const found = Array.from(pixels.subarray(i * 4, i * 4 + 4));
    expect(found, `${u}, ${v}`).toEqual([...wanted, held.length ? 255 : 0]);
  }
});

it.each([
  ['all of them', 1],
  ['those whose alpha is not 0', 2],
] as const)('of palette colours the first is taken, of %s', async (_, samples) => {
  const map = Array.from({ length: 768 }, (_, i) => ((i * 37) % 256) * 257);
  const pixelAt: PixelAt = (x, y) =>
    [hash(x, y), isMissing(x, y) || x < 4 ? 0 : 255].slice(0, samples);
  const picture = await tiled(samples, 8, pixelAt, [
    [262, 3, [3]],
    [320, 3, map],
    ...(samples === 2 ? ([[338, 3, [2]]] as const) : []),
  ]);
  const windows = slow();
  const pixels = await picture.readHalf(WHOLE);
  expect(windows).not.toHaveBeenCalled();
  for (const [i, [u, v]] of places.entries()) {
    const [first] = under(u, v, pixelAt).filter(([, alpha = 255]) => alpha !== 0);
    const colour = (c: number) => ((c * 256 + (first?.[0] ?? 0)) * 37) % 256;
    const wanted = first ? [colour(0), colour(1), colour(2), 255] : [0, 0, 0, 0];
    expect(Array.from(pixels.subarray(i * 4, i * 4 + 4)), `${u}, ${v}`).toEqual(wanted);
  }
});
