/** Pictures laid on each other, against shifts, turns and scales that are exact by how they were made. */
import { describe, expect, it } from 'vitest';
import { alignPlanes } from '../../../src/domain/registration/align';
import {
  composed,
  inverse,
  mapped,
  type Plane,
  similarityAbout,
  warped,
} from '../../../src/domain/registration/plane';
import type { Aligned, AlignResult } from '../../../src/domain/registration/result';
import { changed, coarsened, finePort, planeOf, randomOf, spoiled } from './support';

const SIZE = 320;
const MARGIN = 40;
const FINE = finePort(4 * SIZE + 2 * MARGIN, 1);
const OTHER = finePort(4 * SIZE + 2 * MARGIN, 2);
const REFERENCE = coarsened(FINE, MARGIN, MARGIN, SIZE);
const ELSEWHERE = coarsened(OTHER, MARGIN, MARGIN, SIZE);
const LIGHT = { gamma: 1.4, gain: 0.7, noise: 4 };

/** Things lie `quarters` quarter pixels further right and down than in the reference. */
const shifted = ([x, y]: readonly [number, number]) =>
  coarsened(FINE, MARGIN - x, MARGIN - y, SIZE);

function alignedOf(result: AlignResult): Aligned {
  if (result.kind === 'refused') throw new Error(result.reason);
  return result;
}

const shift = (reference: Plane, moving: Plane) =>
  alignPlanes(reference, moving, { model: 'shift', sameKind: true });

/** Deep water: waves and noise that are new in every picture, of the same brightness. */
function waterOf(seed: number): Plane {
  const random = randomOf(seed);
  const phase = random() * 6;
  const values = Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    const swell = 4 * Math.sin(phase + x / (5 + (seed % 3)) + (y * seed) / 40);
    return 40 + x / 40 + swell + 12 * (random() + random() - 1);
  });
  return planeOf(SIZE, SIZE, values);
}

/** Cloud that hides all: soft heaps that have moved on from one picture to the next. */
function cloudOf(seed: number): Plane {
  const random = randomOf(seed);
  const values = new Float32Array(SIZE * SIZE).fill(200);
  for (let k = 0; k < 60; k++) {
    const [cx, cy, r] = [random() * SIZE, random() * SIZE, 15 + 50 * random()];
    for (let i = 0; i < values.length; i++) {
      const square = ((i % SIZE) - cx) ** 2 + (Math.floor(i / SIZE) - cy) ** 2;
      values[i] = (values[i] ?? 0) + 25 * Math.exp(-square / (r * r));
    }
  }
  return spoiled(planeOf(SIZE, SIZE, values), { gamma: 1, gain: 1, noise: 1 }, seed);
}

describe('laying a picture on another', () => {
  it.each([[[1, 3]], [[-2, 2]], [[-7, 14]], [[22, -33]]] as const)(
    'finds quarter pixels %o under other light, with some of it changed',
    async (quarters) => {
      const moving = changed(spoiled(shifted(quarters), LIGHT, 3), ELSEWHERE, 0.15, 4);
      const result = alignedOf(await shift(REFERENCE, moving));
      const error = Math.hypot(result.dx - quarters[0] / 4, result.dy - quarters[1] / 4);
      expect(error).toBeLessThan(0.03);
      expect(result.correlationAfter).toBeGreaterThanOrEqual(result.correlationBefore - 0.01);
      expect(result.confidence).toBeGreaterThan(0.5);
      const errors = result.windows
        .filter(({ state }) => state === 'used')
        .map(({ vector: [x, y] }) => Math.hypot(x - quarters[0] / 4, y - quarters[1] / 4))
        .sort((a, b) => a - b);
      expect(errors[Math.floor(errors.length * 0.5)]).toBeLessThan(0.05);
      expect(errors.length).toBe(result.inliers);
    },
  );

  it('finds shifts far beyond a window’s reach', async () => {
    const wide = finePort(1400, 6);
    const cut = (left: number, top: number) => coarsened(wide, left, top, 280);
    const result = alignedOf(await shift(cut(20, 20), cut(20 + 4 * 61 + 2, 20 + 4 * 43 + 1)));
    expect(result.dx).toBeCloseTo(-61.5, 1);
    expect(result.dy).toBeCloseTo(-43.25, 1);
  });

  it('finds a picture whose brightness is turned round by its edges', async () => {
    const negative = shifted([3, -6]);
    const moving = { ...negative, values: negative.values.map((value) => 255 - value) };
    const result = alignedOf(
      await alignPlanes(REFERENCE, moving, { model: 'shift', sameKind: false }),
    );
    expect(result.feature).toBe('edges');
    expect(Math.hypot(result.dx - 0.75, result.dy + 1.5)).toBeLessThan(0.05);
  });

  it.each([
    [1.5, 1.01, 3, -2],
    [-25, 1.1, 6, 4],
    [170, 0.9, 0, 5],
  ])('finds a turn of %d° and a scale of %d', async (degrees, scale, dx, dy) => {
    const transform = similarityAbout([SIZE / 2, SIZE / 2], (degrees * Math.PI) / 180, scale, [
      dx,
      dy,
    ]);
    const result = alignedOf(
      await alignPlanes(REFERENCE, turned(transform), { model: 'similarity', sameKind: true }),
    );
    for (const corner of [
      [0, 0],
      [SIZE, 0],
      [0, SIZE],
      [SIZE, SIZE],
    ] as const) {
      const [x, y] = mapped(transform, corner);
      const [u, v] = mapped(result.transform, corner);
      expect(Math.hypot(u - x, v - y)).toBeLessThan(0.1);
    }
    expect([result.dx, result.dy].map((value) => Math.round(value * 10) / 10)).toEqual([dx, dy]);
    expect((result.rotation * 180) / Math.PI).toBeCloseTo(degrees, 1);
    expect(result.scale).toBeCloseTo(scale, 3);
  });

  it('shows what moved as outliers and open water as no evidence, and holds to the quays', async () => {
    const moving = shifted([5, 2]);
    const values = moving.values.slice();
    const [water, waterThen] = [waterOf(8), waterOf(9)];
    const reference = { ...REFERENCE, values: REFERENCE.values.slice() };
    // The lower half is sea; a raft of things at the upper right has drifted by ten pixels.
    for (let i = 0; i < values.length; i++) {
      if (i >= (values.length * 11) / 20) {
        values[i] = water.values[i] ?? 0;
        reference.values[i] = waterThen.values[i] ?? 0;
      } else if (i % SIZE > SIZE * 0.7) values[i] = REFERENCE.values[i - 10] ?? 0;
    }
    const result = alignedOf(await shift(reference, { ...moving, values }));
    expect(Math.hypot(result.dx - 1.25, result.dy - 0.5)).toBeLessThan(0.05);
    const sea = result.windows.filter(({ at }) => at[1] > SIZE * 0.78);
    expect(sea.length).toBeGreaterThan(0);
    expect(sea.every(({ state }) => state === 'no evidence')).toBe(true);
    const raft = result.windows.filter(({ at }) => at[0] > SIZE * 0.78 && at[1] < SIZE * 0.3);
    expect(raft.length).toBeGreaterThan(0);
    for (const { state, residual } of raft) {
      expect(state).toBe('outlier');
      expect(residual[0]).toBeCloseTo(10 - 1.25, 0);
    }
  });

  it('passes over what holds no data', async () => {
    const moving = shifted([2, -1]);
    const blank = (plane: Plane, from: number): Plane => ({
      ...plane,
      values: plane.values.map((value, i) =>
        i % SIZE >= from && i % SIZE < from + 60 ? -9999 : value,
      ),
      valid: plane.valid.map((_, i) => (i % SIZE >= from && i % SIZE < from + 60 ? 0 : 1)),
    });
    const result = alignedOf(await shift(blank(REFERENCE, 0), blank(moving, 250)));
    expect(Math.hypot(result.dx - 0.5, result.dy + 0.25)).toBeLessThan(0.04);
  });
});

/** The reference's picture as it is after a transformation, made of the fine one. */
function turned(transform: Parameters<typeof inverse>[0]): Plane {
  const side = FINE.side;
  const toFine = { a: 4, b: 0, tx: MARGIN, ty: MARGIN };
  const fine = composed(toFine, composed(transform, inverse(toFine)));
  const laid = warped(planeOf(side, side, FINE.values), inverse(fine), side, side);
  const plane = coarsened({ side, values: laid.values }, MARGIN, MARGIN, SIZE);
  const seen = coarsened({ side, values: Float32Array.from(laid.valid) }, MARGIN, MARGIN, SIZE);
  return { ...plane, valid: Uint8Array.from(seen.values, (part) => (part === 1 ? 1 : 0)) };
}

describe('saying that it cannot', () => {
  const causeOf = async (reference: Plane, moving: Plane, model: 'shift' | 'similarity') => {
    const result = await alignPlanes(reference, moving, { model, sameKind: true });
    if (result.kind === 'aligned') throw new Error(`Aligned: ${result.detail}`);
    expect(result.reason).toMatch(/^Could not align: .+\.$/);
    return result.cause;
  };

  it.each(['shift', 'similarity'] as const)('of different places (%s)', async (model) => {
    expect(['disagreement', 'nothing to hold on to']).toContain(
      await causeOf(REFERENCE, ELSEWHERE, model),
    );
  });

  it.each(['shift', 'similarity'] as const)('of nothing but water (%s)', async (model) => {
    expect(await causeOf(waterOf(1), waterOf(2), model)).toBe('nothing to hold on to');
  });

  it('of nothing but cloud, and of cloud over land', async () => {
    expect(await causeOf(cloudOf(1), cloudOf(2), 'shift')).toBe('nothing to hold on to');
    expect(await causeOf(REFERENCE, cloudOf(2), 'shift')).toBe('nothing to hold on to');
  });

  it('of pictures that share no ground, or are one colour', async () => {
    const half = (right: boolean): Plane => ({
      ...REFERENCE,
      valid: REFERENCE.valid.map((_, i) => (i % SIZE > SIZE / 2 === right ? 1 : 0)),
    });
    expect(await causeOf(half(true), half(false), 'shift')).toBe('no overlap');
    const plain = planeOf(SIZE, SIZE, new Float32Array(SIZE * SIZE).fill(80));
    expect(await causeOf(plain, plain, 'shift')).toBe('nothing to hold on to');
  });

  it('stops when it is told to', async () => {
    let calls = 0;
    const checkpoint = async () => {
      if (++calls === 3) throw new DOMException('Enough.', 'AbortError');
    };
    const result = alignPlanes(REFERENCE, REFERENCE, {
      model: 'shift',
      sameKind: true,
      checkpoint,
    });
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toBe(3);
  });
});
