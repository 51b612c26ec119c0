/** Pictures on a grid of one's choice, against values that follow from how the pictures were made. */
import { describe, expect, it } from 'vitest';
import { luminance } from '../../../src/domain/imaging/luminance';
import type { Transform } from '../../../src/domain/model/frame';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import {
  type SampledRaster,
  sampledRaster,
  samplePlanes,
} from '../../../src/raster/sampling/plane-sampler';
import { writeTiff } from './support';

type Value = (x: number, y: number) => number | null;

const TILE = 16;

/** A picture in memory: mean brightness of each pixel by its column and row, null for no data. */
function pictureOf(width: number, height: number, ...levels: readonly Value[]): SampledRaster {
  return {
    levels: levels.map((_, i) => ({
      width: Math.ceil(width / 2 ** i),
      height: Math.ceil(height / 2 ** i),
      tileSize: TILE,
    })),
    channels: 2,
    bands: [0],
    floating: true,
    readTile: async (index, column, row, signal) => {
      signal?.throwIfAborted();
      const level = {
        width: Math.ceil(width / 2 ** index),
        height: Math.ceil(height / 2 ** index),
      };
      const data = new Float32Array(TILE * TILE * 2);
      for (let i = 0; i < TILE * TILE; i++) {
        const [x, y] = [column * TILE + (i % TILE), row * TILE + Math.floor(i / TILE)];
        if (x >= level.width || y >= level.height) continue;
        const value = levels[index]?.(x, y) ?? null;
        data.set(value === null ? [7777, 0] : [value, 1], i * 2);
      }
      return { width: TILE, height: TILE, channels: 2, data };
    },
  };
}

async function sampled(raster: SampledRaster, width: number, height: number, transform: Transform) {
  const { planes, valid } = await samplePlanes(raster, { width, height, transform });
  return { values: [...(planes[0] ?? [])], valid: [...valid] };
}

describe('sampling a picture onto a grid', () => {
  it('gives the pixels themselves where the grid is the picture’s', async () => {
    const raster = pictureOf(40, 40, (x, y) => x * x + 3 * y);
    const { values } = await sampled(raster, 30, 20, [5, 1, 0, 9, 0, 1]);
    const wanted = Array.from({ length: 600 }, (_, i) => {
      const [x, y] = [5 + (i % 30), 9 + Math.floor(i / 30)];
      return x * x + 3 * y;
    });
    expect(values).toEqual(wanted);
  });

  it('takes the mean of the pixels that a larger one covers', async () => {
    const raster = pictureOf(48, 48, (x, y) => (x * 7 + y * 13 + x * y) % 31);
    const { values } = await sampled(raster, 9, 9, [6, 4, 0, 2, 0, 4]);
    for (let i = 0; i < 81; i++) {
      const [left, top] = [6 + 4 * (i % 9), 2 + 4 * Math.floor(i / 9)];
      let sum = 0;
      for (let y = top; y < top + 4; y++) {
        for (let x = left; x < left + 4; x++) sum += (x * 7 + y * 13 + x * y) % 31;
      }
      expect(values[i]).toBeCloseTo(sum / 16, 4);
    }
  });

  it('reads the coarsest level that is fine enough, at its own place', async () => {
    // Each level says of itself which it is; its slope tells whether places are scaled rightly.
    const raster = pictureOf(
      64,
      64,
      (x) => x + 0.5,
      (x) => 1000 + (x + 0.5) * 2,
      (x) => 2000 + (x + 0.5) * 4,
    );
    const half = await sampled(raster, 8, 4, [8, 3, 0, 8, 0, 3]);
    expect(half.values.slice(0, 3)).toEqual([1009.5, 1012.5, 1015.5]);
    const quarter = await sampled(raster, 8, 4, [8, 4, 0, 8, 0, 4]);
    expect(quarter.values.slice(0, 3)).toEqual([2010, 2014, 2018]);
  });

  it('takes levels of files as stretched over the picture, and those made here as cut', async () => {
    // 41 pixels across make 21 at half the size. GDAL stretches these: 2 × 41 / 42 pixels each.
    const raster = pictureOf(
      41,
      41,
      () => 0,
      (x) => x + 0.5,
    );
    const grid: Transform = [4, 2, 0, 4, 0, 2];
    const stored = await sampled(raster, 4, 4, grid);
    expect(stored.values[0]).toBeCloseTo((5 * 21) / 41, 4);
    const made = await sampled({ ...raster, storedLevels: 1 }, 4, 4, grid);
    expect(made.values[0]).toBeCloseTo(2.5, 5);
  });

  it('interpolates a curved surface exactly where the grid is finer and turned', async () => {
    const surface = (x: number, y: number) => 0.3 * x * x - 0.2 * x * y + 0.1 * y * y + x;
    const raster = pictureOf(40, 40, (x, y) => surface(x + 0.5, y + 0.5));
    const [cos, sin] = [0.4 * Math.cos(0.5), 0.4 * Math.sin(0.5)];
    const { values } = await sampled(raster, 20, 20, [20, cos, -sin, 12, sin, cos]);
    for (let i = 0; i < 400; i++) {
      const [c, r] = [(i % 20) + 0.5, Math.floor(i / 20) + 0.5];
      expect(values[i]).toBeCloseTo(surface(20 + c * cos - r * sin, 12 + c * sin + r * cos), 3);
    }
  });

  it('marks what lies outside or holds no data, and keeps its value out of the neighbours', async () => {
    const raster = pictureOf(40, 40, (x, y) => (x === 10 && y === 10 ? null : 5));
    const all = await sampled(raster, 44, 44, [-2, 1, 0, -2, 0, 1]);
    const missing = all.valid.flatMap((valid, i) => (valid ? [] : [i]));
    const expected = Array.from({ length: 44 * 44 }, (_, i) => i).filter((i) => {
      const [x, y] = [(i % 44) - 2, Math.floor(i / 44) - 2];
      return x < 0 || y < 0 || x >= 40 || y >= 40 || (x === 10 && y === 10);
    });
    expect(missing).toEqual(expected);
    const between = await sampled(raster, 30, 30, [2.5, 0.5, 0, 2.5, 0, 0.5]);
    expect(between.values.every((value, i) => value === (between.valid[i] ? 5 : 0))).toBe(true);
  });

  it.each([
    ['one sample a pixel', [6.3, 0.9, 0.2, 7.1, -0.2, 0.9]],
    ['several', [6.3, 1.7, 0.3, 7.1, -0.3, 1.6]],
  ] as const)(
    'gives the same with and without missing data elsewhere, %s',
    async (_, transform) => {
      const value = (x: number, y: number) => ((x * 37 + y * 101 + x * x * y) % 97) / 7;
      const whole = pictureOf(64, 64, value);
      // A hole at the corner makes it go the long way everywhere.
      const holed = pictureOf(64, 64, (x, y) => (x > 61 && y < 2 ? null : value(x, y)));
      const [quick, slow] = [
        await sampled(whole, 22, 20, [...transform]),
        await sampled(holed, 22, 20, [...transform]),
      ];
      for (const [i, one] of quick.values.entries()) {
        if (slow.valid[i]) expect(one).toBeCloseTo(slow.values[i] ?? Number.NaN, 4);
      }
      expect(slow.valid.filter(Boolean).length).toBeGreaterThan(400);
    },
  );

  it('reads a clearly finer level where a sharp picture is wanted', async () => {
    const raster = pictureOf(
      64,
      64,
      (x) => x + 0.5,
      (x) => 1000 + (x + 0.5) * 2,
    );
    const grid = { width: 8, height: 4, transform: [8, 2, 0, 8, 0, 2] as Transform };
    const [plain] = (await samplePlanes(raster, grid)).planes;
    const [sharp] = (await samplePlanes(raster, grid, { sharp: true })).planes;
    expect([plain?.[0], sharp?.[0]]).toEqual([1009, 9]);
  });

  it('ends with an AbortError when it is cancelled', async () => {
    const raster = pictureOf(600, 600, (x) => x);
    const stop = new AbortController();
    const sampling = samplePlanes(
      raster,
      { width: 600, height: 600, transform: [0, 1, 0, 0, 0, 1] },
      { signal: stop.signal, step: (share) => (share >= 0.5 ? stop.abort() : undefined) },
    );
    await expect(sampling).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reads files: the wanted bands, at half their size', async () => {
    const data = Uint8Array.from({ length: 8 * 6 * 3 }, (_, i) => (i * i * 7 + 3 * i) % 251);
    const blob = new Blob([writeTiff({ width: 8, height: 6, samples: 3, data })]);
    const image = await openImage({ kind: 'blob', blob, name: 'three.tif' }, makeCaches());
    const grid = { width: 4, height: 3, transform: [0, 2, 0, 0, 0, 2] as const };
    const { planes, bands } = await samplePlanes(
      sampledRaster(image),
      { ...grid, transform: [...grid.transform] },
      { bands: [2, 0] },
    );
    expect(bands).toEqual([2, 0]);
    // numpy: i = arange(144); d = ((i*i*7 + 3*i) % 251).reshape(6, 8, 3)
    // d.reshape(3, 2, 4, 2, 3).mean((1, 3))[..., 2].ravel(); gdal_translate -r average gives them rounded.
    expect([...(planes[0] ?? [])]).toEqual([
      116.5, 182.5, 125, 69.5, 135.75, 92.25, 176.25, 136.75, 94.75, 130, 104.5, 81,
    ]);
    expect([...(planes[1] ?? [])].slice(0, 5)).toEqual([81, 104.5, 130, 94.75, 136.75]);
  });
});

describe('brightness', () => {
  const valid = Uint8Array.of(1, 1, 0);

  it('is the mean of optical bands', () => {
    const bands = [Float32Array.of(10, 20, 9), Float32Array.of(30, 0, 9)];
    expect([...luminance(bands, valid, 'optical')]).toEqual([20, 10, 0]);
  });

  it('is logarithmic for radar, unless that comes in decibels', () => {
    const [one, two] = luminance([Float32Array.of(Math.E - 1, 0, 9)], valid, 'radar');
    expect([one, two]).toEqual([1, 0]);
    expect([...luminance([Float32Array.of(-12, -3, 9)], valid, 'radar')]).toEqual([-12, -3, 0]);
  });
});
