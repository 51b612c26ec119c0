/** Pictures laid on each other, against shifts, turns and scales that are exact by how they were made. */
import { describe, expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/model/frame';
import {
  applied,
  chained,
  inverted,
  similarityAbout,
} from '../../../src/domain/registration/affine';
import { alignPlanes } from '../../../src/domain/registration/align';
import { placementOf } from '../../../src/domain/registration/placement';
import { type Plane, warped } from '../../../src/domain/registration/plane';
import type { Aligned, AlignResult } from '../../../src/domain/registration/result';
import { windowSizes } from '../../../src/domain/registration/windows';
import { cloudOf, IMPOSSIBLE, type Impossible, isWrong, waterOf, yard } from './impossible';
import { changed, coarsened, finePort, planeOf, spoiled } from './support';

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

/** Not exactness: what a machine takes that is busy with other things. */
const BUSY = { timeout: 60_000 };

describe('laying a picture on another', BUSY, () => {
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
      const [x, y] = applied(transform, corner);
      const [u, v] = applied(result.transform, corner);
      expect(Math.hypot(u - x, v - y)).toBeLessThan(0.1);
    }
    expect([result.dx, result.dy].map((value) => Math.round(value * 10) / 10)).toEqual([dx, dy]);
    expect((result.rotation * 180) / Math.PI).toBeCloseTo(degrees, 1);
    expect(result.scale).toBeCloseTo(scale, 3);
  });

  it('finds the turn and scale of pictures that are stretched, too, and says what they leave', async () => {
    // 2 % wider and 1 % lower about the middle, and shifted: the nearest scale is 1.005.
    const middle = SIZE / 2;
    const stretched: Transform = [middle - 1.02 * middle + 4, 1.02, 0, 0.01 * middle - 3, 0, 0.99];
    const moving = turned(stretched);
    const result = alignedOf(
      await alignPlanes(REFERENCE, moving, { model: 'similarity', sameKind: true }),
    );
    expect(result.scale).toBeCloseTo(1.005, 2);
    expect(result.rotation).toBeCloseTo(0, 2);
    expect(Math.hypot(result.dx - 4, result.dy + 3)).toBeLessThan(0.3);
    expect(result.inliers).toBeGreaterThan(0.8 * result.evidence);
    // 1.5 % of how far from the middle a window is.
    for (const { at, residual, state } of result.windows) {
      if (state !== 'used') continue;
      expect(Math.abs(residual[0] - 0.015 * (at[0] - middle))).toBeLessThan(0.3);
      expect(Math.abs(residual[1] + 0.015 * (at[1] - middle))).toBeLessThan(0.3);
    }
  });

  it('shows what moved as outliers and open water as no evidence, and holds to the quays', async () => {
    const moving = shifted([5, 2]);
    const values = moving.values.slice();
    const [water, waterThen] = [waterOf(8, SIZE), waterOf(9, SIZE)];
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

  it('draws an arrow where the ground is bent, as long and the way it is', async () => {
    // The right two fifths of the picture have slid down by three quarters of a pixel, as a bad mosaic has.
    const [still, slid] = [shifted([3, -2]), shifted([3, 1])];
    const seam = SIZE * 0.6;
    const values = still.values.map((value, i) =>
      i % SIZE < seam ? value : (slid.values[i] ?? value),
    );
    const result = alignedOf(await shift(REFERENCE, { ...still, values }));
    const wide = windowSizes(REFERENCE)[0] ?? 0;
    const left = result.windows.filter(({ at }) => at[0] + wide / 2 <= seam);
    const right = result.windows.filter(({ at }) => at[0] - wide / 2 >= seam);
    expect([left.length > 5, right.length > 2]).toEqual([true, true]);
    for (const [windows, truth] of [
      [left, [0.75, -0.5]],
      [right, [0.75, 0.25]],
    ] as const) {
      for (const { residual } of windows) {
        expect(Math.abs(residual[0] - (truth[0] - result.dx))).toBeLessThan(0.06);
        expect(Math.abs(residual[1] - (truth[1] - result.dy))).toBeLessThan(0.06);
      }
    }
    // In a moving frame of half the pixel, whose own pixels the arrows are drawn in, they are twice as long.
    const raster = { width: 2 * SIZE, height: 2 * SIZE };
    const moving = { georef: null, pixelAspect: 1, resolutionM: null, raster };
    const { checks } = placementOf(result, { moving: [0, 2, 0, 0, 0, 2] }, moving);
    for (const { at, residual } of checks.filter(({ at: [x] }) => x > 2 * (seam + wide / 2 - 2))) {
      expect(at[1]).toBeGreaterThan(0);
      expect(Math.abs(residual[0] - 2 * (0.75 - result.dx))).toBeLessThan(0.12);
      expect(Math.abs(residual[1] - 2 * (0.25 - result.dy))).toBeLessThan(0.12);
    }
    expect(checks.length).toBe(result.evidence);
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
function turned(transform: Transform): Plane {
  const side = FINE.side;
  const toFine: Transform = [MARGIN, 4, 0, MARGIN, 0, 4];
  const fine = chained(toFine, chained(transform, inverted(toFine)));
  const laid = warped(planeOf(side, side, FINE.values), inverted(fine), side, side);
  const plane = coarsened({ side, values: laid.values }, MARGIN, MARGIN, SIZE);
  const seen = coarsened({ side, values: Float32Array.from(laid.valid) }, MARGIN, MARGIN, SIZE);
  return { ...plane, valid: Uint8Array.from(seen.values, (part) => (part === 1 ? 1 : 0)) };
}

const TURNED = ['different places', 'all water', 'a yard shifted by a slot'];

describe('saying that it cannot', BUSY, () => {
  const causeOf = async (reference: Plane, moving: Plane, model: 'shift' | 'similarity') => {
    const result = await alignPlanes(reference, moving, { model, sameKind: true });
    if (result.kind === 'aligned') throw new Error(`Aligned: ${result.detail}`);
    expect(result.reason).toMatch(/^Could not align: .+\.$/);
    return result.cause;
  };

  const check = async (make: (seed: number) => Impossible, model: 'shift' | 'similarity') => {
    const pair = make(1);
    const { reference, moving } = pair;
    const result = await alignPlanes(reference, moving, { model, sameKind: true });
    if (result.kind === 'refused') expect(result.reason).toMatch(/^Could not align: .+\.$/);
    else expect(isWrong(pair, result)).toBe(false);
  };

  it.each(Object.entries(IMPOSSIBLE))('of %s', (_kind, make) => check(make, 'shift'));

  it.each(TURNED)('of %s, turned or not', (kind) => {
    const make = IMPOSSIBLE[kind];
    return make && check(make, 'similarity');
  });

  it('says why: nothing but water or cloud, or what repeats itself', async () => {
    const water = await causeOf(waterOf(1), waterOf(2), 'shift');
    const cloud = await causeOf(cloudOf(1), cloudOf(2), 'shift');
    expect([water, cloud]).toEqual(['nothing to hold on to', 'nothing to hold on to']);
    const { reference, moving } = IMPOSSIBLE['cloud over land']?.(1) ?? {};
    if (!reference || !moving) throw new Error('There is no such pair.');
    expect(await causeOf(reference, moving, 'shift')).toBe('nothing to hold on to');
    const [before, after] = [yard(85, [0, 0], SIZE), yard(1085, [12, 6], SIZE)];
    expect(await causeOf(before, after, 'shift')).toBe('repeats itself');
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
