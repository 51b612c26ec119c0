/** What sampling gives in bulk, against each pixel made by itself as the sampler's description has it. */
import { describe, expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/model/frame';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import {
  type SampledRaster,
  sampledRaster,
  samplePlanes,
} from '../../../src/raster/sampling/plane-sampler';
import { type Field, writeTiff } from './support';

const WIDTH = 760;
const HEIGHT = 700;
/** Rows of a strip. */
const ROWS = 64;

type Kind = {
  readonly bits: 8 | 16;
  readonly planar: boolean;
  readonly alpha: boolean;
  readonly holes: boolean;
};

/** Smooth hills with noise on them; a disc and a stripe hold 0 in all bands, a corner in the first alone. */
function valueAt(x: number, y: number, band: number, { bits, holes }: Kind): number {
  if (holes && (Math.hypot(x - 300, y - 420) < 25 || (x > 640 && x < 647))) return 0;
  if (holes && band === 0 && x < 40 && y < 40) return 0;
  const noise = ((x * 7919 + y * 104729 + band * 31) % 97) / 97;
  const hills = 0.5 + 0.3 * Math.sin(x / 17 + band) * Math.cos(y / 23);
  return 1 + Math.floor((bits === 8 ? 200 : 40_000) * (0.8 * hills + 0.2 * noise));
}

/** 0 where alpha hides a band of rows. */
const alphaAt = (y: number) => (y > 200 && y < 209 ? 0 : 255);

/** Strips of 64 rows, so that windows are put together from many blocks. */
function fileOf(kind: Kind): Blob {
  const { bits, planar, alpha } = kind;
  const samples = alpha ? 4 : 3;
  const bytes = bits / 8;
  const data = new Uint8Array(WIDTH * HEIGHT * samples * bytes);
  const view = new DataView(data.buffer);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      for (let band = 0; band < samples; band++) {
        const pixel = y * WIDTH + x;
        const at = planar ? band * WIDTH * HEIGHT + pixel : pixel * samples + band;
        const value = band === 3 ? alphaAt(y) : valueAt(x, y, band, kind);
        if (bits === 8) view.setUint8(at, value);
        else view.setUint16(2 * at, value, true);
      }
    }
  }
  const row = WIDTH * bytes * (planar ? 1 : samples);
  const counts = Array.from({ length: planar ? samples : 1 }, () =>
    Array.from(
      { length: Math.ceil(HEIGHT / ROWS) },
      (_, i) => row * Math.min(ROWS, HEIGHT - i * ROWS),
    ),
  ).flat();
  let end = 8;
  const offsets = counts.map((count) => {
    end += count;
    return end - count;
  });
  const fields: Field[] = [
    [258, 3, Array.from({ length: samples }, () => bits)],
    [273, 4, offsets],
    [278, 4, [ROWS]],
    [279, 4, counts],
    [284, 3, [planar ? 2 : 1]],
    [42113, 2, '0'],
  ];
  if (alpha) fields.push([338, 3, [2]]);
  return new Blob([writeTiff({ width: WIDTH, height: HEIGHT, samples, data, fields })]);
}

async function rasterOf(kind: Kind): Promise<SampledRaster> {
  const image = await openImage(
    { kind: 'blob', blob: fileOf(kind), name: 'hills.tif' },
    makeCaches(),
  );
  return sampledRaster(image);
}

/** Catmull-Rom weights by their definition: the cubic with a = −½ at the distance from each pixel. */
function cubicWeight(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
}

const bilinearWeight = (distance: number) => Math.max(0, 1 - Math.abs(distance));

/** One pixel of the grid; null where one of the pixels that it is made of lies outside or holds nothing. */
function exact(
  band: number,
  kind: Kind,
  [x0, xCol, xRow, y0, yCol, yRow]: Transform,
  c: number,
  r: number,
) {
  const [across, down] = [Math.hypot(xCol, yCol), Math.hypot(xRow, yRow)].map((s) =>
    Math.max(1, Math.ceil(s - 0.02)),
  ) as [number, number];
  const weigh = across * down === 1 ? cubicWeight : bilinearWeight;
  let sum = 0;
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) {
      const [column, row] = [c + (i + 0.5) / across, r + (j + 0.5) / down];
      const x = x0 + column * xCol + row * xRow - 0.5;
      const y = y0 + column * yCol + row * yRow - 0.5;
      for (let py = Math.floor(y) - 1; py <= Math.floor(y) + 2; py++) {
        for (let px = Math.floor(x) - 1; px <= Math.floor(x) + 2; px++) {
          if (px < 0 || py < 0 || px >= WIDTH || py >= HEIGHT) return null;
          if ([0, 1, 2].every((b) => valueAt(px, py, b, kind) === 0)) return null;
          sum += weigh(x - px) * weigh(y - py) * valueAt(px, py, band, kind);
        }
      }
    }
  }
  return sum / (across * down);
}

/** Many times faster than looking at each value by itself. */
const same = (a: ArrayLike<number>, b: ArrayLike<number> | undefined) =>
  a.length === b?.length && !Array.prototype.some.call(a, (value, i) => value !== b[i]);

const turned = (scale: number, angle: number, x: number, y: number): Transform => [
  x,
  scale * Math.cos(angle),
  -scale * Math.sin(angle),
  y,
  scale * Math.sin(angle),
  scale * Math.cos(angle),
];

const GRIDS: readonly (readonly [name: string, transform: Transform])[] = [
  ['smaller, upright', [-3.3, 1.8, 0, -2.1, 0, 1.8]],
  ['smaller, upside down and mirrored', [755.2, -1.8, 0, 690.4, 0, -1.7]],
  ['smaller, turned', turned(1.8, 0.03, 12, -9)],
  ['much smaller, turned far', turned(3.4, 2.2, 720, 300)],
  ['as large, half a pixel off', [0.5, 1, 0, 0.5, 0, 1]],
  ['larger, upright', [200.7, 0.45, 0, 300.2, 0, 0.45]],
  ['larger, turned', turned(0.6, 0.4, 220, 330)],
];

const KINDS: readonly (readonly [name: string, kind: Kind])[] = [
  ['bytes, by pixel', { bits: 8, planar: false, alpha: false, holes: true }],
  ['bytes with alpha', { bits: 8, planar: false, alpha: true, holes: true }],
  ['16 bits, by band', { bits: 16, planar: true, alpha: false, holes: true }],
];

const SHORTS: Kind = { bits: 16, planar: false, alpha: false, holes: true };
const BYTES: Kind = { ...SHORTS, bits: 8 };

describe('sampling in bulk', () => {
  it.each(
    GRIDS.flatMap(([name, transform]) => [
      [`${name}, with holes`, transform, SHORTS] as const,
      [`${name}, whole`, transform, { ...SHORTS, holes: false }] as const,
    ]),
  )('gives what each pixel gives by itself, %s', async (_, transform, kind) => {
    const raster = await rasterOf(kind);
    const size = { width: 390, height: 370 };
    const { planes, valid } = await samplePlanes(raster, { ...size, transform }, { bands: [2, 0] });
    let compared = 0;
    for (let i = 0; i < valid.length; i += 11) {
      const [c, r] = [i % size.width, Math.floor(i / size.width)];
      const wanted = exact(2, kind, transform, c, r);
      if (wanted === null) continue;
      compared++;
      expect(valid[i]).toBe(1);
      expect(Math.abs((planes[0]?.[i] ?? 0) - wanted)).toBeLessThan(0.02);
      expect(Math.abs((planes[1]?.[i] ?? 0) - (exact(0, kind, transform, c, r) ?? 0))).toBeLessThan(
        0.02,
      );
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it.each(KINDS)('reads from the blocks what tiles hold, missing data too: %s', async (_, kind) => {
    const raster = await rasterOf(kind);
    const { readBands, ...byTiles } = raster;
    expect(readBands).toBeDefined();
    for (const [, transform] of GRIDS) {
      const grid = { width: 300, height: 310, transform };
      const [blocks, tiles] = [await samplePlanes(raster, grid), await samplePlanes(byTiles, grid)];
      expect(same(blocks.valid, tiles.valid)).toBe(true);
      for (const [i, plane] of blocks.planes.entries())
        expect(same(plane, tiles.planes[i])).toBe(true);
      expect(blocks.valid.includes(1)).toBe(true);
    }
  });

  it('takes the mean of the bands before or after to the same', async () => {
    const raster = await rasterOf(SHORTS);
    const grid = { width: 390, height: 370, transform: turned(1.8, 0.03, 12, -9) };
    const [joined, each] = [
      await samplePlanes(raster, grid, { mean: true }),
      await samplePlanes(raster, grid),
    ];
    expect(joined.planes).toHaveLength(1);
    expect(same(joined.valid, each.valid)).toBe(true);
    const [a, b, c] = each.planes;
    const off = joined.planes[0]?.map((value, i) =>
      Math.abs(value - ((a?.[i] ?? 0) + (b?.[i] ?? 0) + (c?.[i] ?? 0)) / 3),
    );
    expect(off?.every((value) => value < 0.02)).toBe(true);
  });

  it('tells how far it is, and ends at once when that throws', async () => {
    const raster = await rasterOf(BYTES);
    const told: number[] = [];
    const grid = { width: 760, height: 700, transform: [0, 1, 0, 0, 0, 1] as Transform };
    await samplePlanes(raster, grid, { step: (share) => void told.push(share) });
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    let calls = 0;
    const ended = samplePlanes(raster, grid, {
      step: () => {
        calls++;
        throw new DOMException('', 'AbortError');
      },
    });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toBe(1);
  });
});
