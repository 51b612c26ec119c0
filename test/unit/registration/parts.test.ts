/** The parts of alignment, against plain arithmetic and against GDAL. */
import { describe, expect, it } from 'vitest';
import { applied, inverted, similarityAbout } from '../../../src/domain/registration/affine';
import { commonGrid, type GridFrame } from '../../../src/domain/registration/common-grid';
import { SquareFft } from '../../../src/domain/registration/fft';
import { turnAndScale } from '../../../src/domain/registration/fourier-mellin';
import { fuse, type Vote } from '../../../src/domain/registration/fusion';
import { placementOf } from '../../../src/domain/registration/placement';
import { warped } from '../../../src/domain/registration/plane';
import type { Aligned } from '../../../src/domain/registration/result';
import { coarsened, finePort, planeOf, randomOf } from './support';

describe('Fourier transforms', () => {
  it.each([8, 16, 32])('of %d pixels each way are what the definition says, and come back', (n) => {
    const random = randomOf(n);
    const re = Float64Array.from({ length: n * n }, () => random() - 0.5);
    const im = Float64Array.from({ length: n * n }, () => random() - 0.5);
    const fft = new SquareFft(n);
    const [outRe, outIm] = [re.slice(), im.slice()];
    fft.forward(outRe, outIm);
    for (const [row, column] of [
      [0, 0],
      [1, 3],
      [n - 1, 2],
      [n / 2, n - 3],
    ] as const) {
      const [kx, ky] = [fft.frequencies[row] ?? 0, fft.frequencies[column] ?? 0];
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < n * n; i++) {
        const phase = (-2 * Math.PI * (kx * (i % n) + ky * Math.floor(i / n))) / n;
        const [c, s] = [Math.cos(phase), Math.sin(phase)];
        sumRe += (re[i] ?? 0) * c - (im[i] ?? 0) * s;
        sumIm += (re[i] ?? 0) * s + (im[i] ?? 0) * c;
      }
      expect(outRe[row * n + column]).toBeCloseTo(sumRe, 9);
      expect(outIm[row * n + column]).toBeCloseTo(sumIm, 9);
      const opposite = fft.opposite[row] ?? 0;
      expect((fft.frequencies[opposite] ?? 0) + kx === 0 || kx === -n / 2).toBe(true);
    }
    fft.backward(outRe, outIm, 2);
    for (let i = 0; i < n * n; i++) {
      const column = i % n;
      if (column > 2 && column < n - 2) continue;
      expect((outRe[i] ?? 0) / (n * n)).toBeCloseTo(re[i] ?? 0, 9);
      expect((outIm[i] ?? 0) / (n * n)).toBeCloseTo(im[i] ?? 0, 9);
    }
  });
});

describe('turn and scale', () => {
  it('are found wherever the contents lie, up to half a turn', () => {
    const side = 1400;
    const { values } = finePort(side, 3);
    const fine = planeOf(side, side, values);
    const laid = similarityAbout([700, 700], 0.35, 1.3, [80, -40]);
    const moved = warped(fine, inverted(laid), side, side);
    const cut = (from: Float32Array) => coarsened({ side, values: from }, 160, 160, 270);
    const [{ rotation, scale }, { rotation: other }] = pairOf(
      turnAndScale(cut(values), cut(moved.values)),
    );
    expect(rotation).toBeCloseTo(0.35, 1);
    expect(scale).toBeCloseTo(1.3, 1);
    expect(Math.abs(other - rotation)).toBeCloseTo(Math.PI, 6);
  });
});

function pairOf<T>([one, two]: readonly T[]): readonly [T, T] {
  if (one === undefined || two === undefined) throw new Error('There are not two.');
  return [one, two];
}

describe('one answer out of many', () => {
  const transform = similarityAbout([500, 400], 0.03, 1.02, [4, -7]);
  const votesOf = (wrong: number): Vote[] => {
    const random = randomOf(11);
    return Array.from({ length: 40 }, (_, i) => {
      const at = [100 + 100 * (i % 8), 100 + 100 * Math.floor(i / 8)] as const;
      const exact = applied(transform, at);
      const off = i < wrong ? 5 + 20 * random() : 0.04 * (random() - 0.5);
      return { at, to: [exact[0] + off, exact[1] - off], weight: 1 };
    });
  };

  it('is not moved by sixteen wrong ones of forty', () => {
    const fusion = fuse(votesOf(16), 'similarity', 1);
    for (const i of [1, 2, 4, 5] as const) {
      expect(fusion?.transform[i]).toBeCloseTo(transform[i], 4);
    }
    expect(fusion?.used).toEqual(Array.from({ length: 40 }, (_, i) => i >= 16));
    expect(fusion?.rmse).toBeLessThan(0.03);
  });

  it('may be stretched, where that is asked for', () => {
    const stretched = [4, 1.05, 0.01, -7, -0.02, 0.97] as const;
    const votes = votesOf(0).map((vote, i) => {
      const [x, y] = vote.at;
      const exact = [4 + 1.05 * x + 0.01 * y, -7 - 0.02 * x + 0.97 * y] as const;
      return { ...vote, to: i < 12 ? ([x + 3 * i, y] as const) : exact };
    });
    const fusion = fuse(votes, 'affine', 1);
    for (const [i, value] of stretched.entries()) {
      expect(fusion?.transform[i as 0 | 1 | 2 | 3 | 4 | 5]).toBeCloseTo(value, 6);
    }
    expect(fusion?.used).toEqual(votes.map((_, i) => i >= 12));
    expect(fuse(votes, 'similarity', 1)?.used.filter(Boolean).length).toBeLessThan(20);
  });

  it('is none out of nothing', () => {
    expect(fuse([], 'shift', 1)).toBeNull();
    expect(fuse(votesOf(0).slice(0, 1), 'similarity', 1)).toBeNull();
  });
});

const utm = (zone: number, x: number, y: number, pixel: number, side: number): GridFrame => ({
  georef: {
    transform: [x, pixel, 0, y, 0, -pixel],
    epsg: 32600 + zone,
    crsName: `WGS 84 / UTM zone ${zone}N`,
    proj4: `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`,
  },
  pixelAspect: 1,
  resolutionM: pixel,
  raster: { width: side, height: side },
});

describe('the grid that two frames have in common', () => {
  const reference = utm(52, 442000, 4676000, 0.5, 4000);

  it('has the coarser frame’s pixels, and leads into both', () => {
    const grid = commonGrid(reference, utm(52, 441000, 4675000, 3, 600));
    // Common: 442000 … 442800 east, 4674000 … 4675000 north, 3 m pixels.
    expect(grid).toMatchObject({ width: 266, height: 333, pixelM: 3 });
    expect(grid?.bend).toBeLessThan(1e-6);
    expect(grid?.reference.map((v) => Math.round(v * 1e4) / 1e4)).toEqual([0, 6, 0, 2000, 0, 6]);
    const [x0 = 0, xCol, , y0 = 0, , yRow] = grid?.moving ?? [];
    expect([x0, xCol, y0, yRow].map((v) => Math.round((v ?? 0) * 1e4) / 1e4 + 0)).toEqual([
      333.3333, 1, 0, 1,
    ]);
  });

  it('leads into other zones as GDAL does', () => {
    const grid = commonGrid(reference, utm(51, 936700, 4689900, 0.5, 6000));
    // echo 443000 4675000 | gdaltransform -s_srs EPSG:32652 -t_srs EPSG:32651
    const [x0 = 0, xCol = 0, xRow = 0, y0 = 0, yCol = 0, yRow = 0] = grid?.moving ?? [];
    const [rx = 0, step = 1, , ry = 0] = grid?.reference ?? [];
    const [c, r] = [(2000 - rx) / step, (2000 - ry) / step];
    const east = 936700 + 0.5 * (x0 + c * xCol + r * xRow);
    const north = 4689900 - 0.5 * (y0 + c * yCol + r * yRow);
    expect(east).toBeCloseTo(938211.927776245, 1);
    expect(north).toBeCloseTo(4688434.55313868, 1);
    expect(grid?.bend).toBeLessThan(0.05);
  });

  it('is none where they show different ground, or one has no place', () => {
    expect(commonGrid(reference, utm(52, 542000, 4676000, 0.5, 4000))).toBeNull();
    expect(commonGrid(reference, { ...reference, georef: null })).toBeNull();
  });

  it('keeps to the area that was asked for, and to the longest side', () => {
    const area = [
      [100, 200],
      [500, 200],
      [500, 900],
    ] as const;
    expect(commonGrid(reference, reference, { area })).toMatchObject({
      width: 400,
      height: 700,
      reference: [100, 1, 0, 200, 0, 1],
    });
    expect(commonGrid(reference, reference, { maxSide: 1000 })).toMatchObject({
      width: 1000,
      pixelM: 2,
    });
  });

  it('turns what was found on it into metres and pixels of the frame that moves', () => {
    // In the moving frame things lie 2 grid pixels (6 m) too far east and 1 (3 m) too far south.
    const moving = utm(52, 441000, 4675000, 3, 600);
    const grid = commonGrid(reference, moving);
    if (!grid) throw new Error('There is no common grid.');
    const aligned = {
      kind: 'aligned',
      model: 'shift',
      transform: [2, 1, 0, 1, 0, 1],
      windows: [
        {
          at: [50, 60],
          vector: [2, 1.25],
          residual: [0, 0.25],
          snr: 9,
          second: 0.1,
          state: 'used',
        },
        { at: [50, 60], vector: [9, 9], residual: [7, 8], snr: 2, second: 1, state: 'no evidence' },
      ],
      ce90: 0.25,
      detail: 'one',
    } as unknown as Aligned;
    const placement = placementOf(aligned, grid, moving);
    expect(placement.shift[0]).toBeCloseTo(-2, 6);
    expect(placement.shift[1]).toBeCloseTo(-1, 6);
    expect([placement.rotation, placement.scale]).toEqual([0, 1]);
    expect(placement.residualPx).toBeCloseTo(0.25, 6);
    // Grid metres are 0.04 % off the ground's in the zone's middle, and 0.5° off true north.
    expect(placement.shiftM?.east).toBeCloseTo(-6, 1);
    expect(placement.shiftM?.north).toBeCloseTo(3, 0);
    expect(placement.checks).toHaveLength(1);
    expect(placement.checks[0]?.residual[1]).toBeCloseTo(0.25, 6);
  });
});
