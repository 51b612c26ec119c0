/** Which transformation is taken where all are asked for: no more than what the windows prove. */
import { describe, expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/model/frame';
import { applied, similarityAbout } from '../../../src/domain/registration/affine';
import { alignPlanes } from '../../../src/domain/registration/align';
import type { Model } from '../../../src/domain/registration/fusion';
import type { Fit } from '../../../src/domain/registration/judgement';
import { placementOf } from '../../../src/domain/registration/placement';
import { warped } from '../../../src/domain/registration/plane';
import { chanceOfBetter } from '../../../src/domain/registration/proof';
import type { Aligned } from '../../../src/domain/registration/result';
import { changed, coarsened, finePort, spoiled } from './support';

const SIZE = 384;
const MIDDLE = [SIZE / 2, SIZE / 2] as const;

/** The picture seen through a transform, in other light and with a sixth of it changed. */
function pair(seed: number, laid: Transform) {
  const [fine, other] = [finePort(4 * SIZE + 80, seed), finePort(4 * SIZE + 80, seed + 100)];
  const reference = coarsened(fine, 40, 40, SIZE);
  const then = changed(reference, coarsened(other, 40, 40, SIZE), 0.15, seed);
  const lit = spoiled(then, { gamma: 1.4, gain: 0.7, noise: 4 }, seed);
  return { reference, moving: warped(lit, laid, SIZE, SIZE) };
}

/** Columns 2 % farther apart about the middle. */
const WIDER: Transform = [-0.02 * MIDDLE[0] + 3.25, 1.02, 0, -1.5, 0, 1];
const TURNED = similarityAbout(MIDDLE, 0.02, 1.01, [3.25, -1.5]);
const SHIFTED: Transform = [3.25, 1, 0, -1.5, 0, 1];

async function laidBy(laid: Transform, seed: number, model: Model = 'affine'): Promise<Aligned> {
  const { reference, moving } = pair(seed, laid);
  const result = await alignPlanes(reference, moving, { model, sameKind: true });
  if (result.kind === 'refused') throw new Error(result.reason);
  return result;
}

/** How far nine of ten places are off, pixels: what is at p of the moving picture was at laid(p). */
function missOf({ transform }: Aligned, laid: Transform): number {
  const misses: number[] = [];
  for (let y = 20; y < SIZE; y += 20) {
    for (let x = 20; x < SIZE; x += 20) {
      const [u, v] = applied(laid, applied(transform, [x, y]));
      misses.push(Math.hypot(u - x, v - y));
    }
  }
  return misses.sort((a, b) => a - b)[Math.floor(0.9 * misses.length)] ?? Number.NaN;
}

describe('where shift, turn, scale and stretch are asked for', () => {
  it.each([
    ['affine', WIDER, 0.2],
    ['similarity', TURNED, 0.2],
    ['shift', SHIFTED, 0.1],
  ] as const)('%s is what is taken, and it lies right', async (model, laid, most) => {
    for (const seed of [1, 2]) {
      const result = await laidBy(laid, seed);
      expect(result.model).toBe(model);
      const miss = missOf(result, laid);
      expect(miss).toBeLessThan(most);
      expect(result.ce90).toBeGreaterThan(miss);
      expect(result.ce90).toBeLessThan(0.6);
    }
  });

  it('it is said what stretch is better by, or that none is proved', async () => {
    const stretched = await laidBy(WIDER, 1);
    expect(stretched.detail).toMatch(
      /windows agree within 0\.\d\d pixel \(without stretch [12]\.\d\d; F test, p < 0\.001\), nine/,
    );
    const plain = await laidBy(SHIFTED, 1);
    expect(plain.detail).toMatch(/\(no turn, scale or stretch is proved; F test, p = 0\.\d+\)/);
    expect((await laidBy(SHIFTED, 1, 'shift')).detail).not.toMatch(/F test/);
  });

  it('the record has the stretch in the plane of the picture that moves', async () => {
    const grid = { moving: [0, 1, 0, 0, 0, 1] } as const;
    const frame = {
      georef: null,
      pixelAspect: 1,
      resolutionM: null,
      raster: { width: SIZE, height: SIZE },
    };
    const found = placementOf(await laidBy(WIDER, 1), { moving: [...grid.moving] }, frame);
    expect(found).toMatchObject({ kind: 'affine' });
    // Found in the picture that is narrower by 1.02: it is made wider along its rows.
    expect(found.stretch?.ratio).toBeCloseTo(1.02, 2);
    expect(Math.abs(Math.sin(found.stretch?.axis ?? 1))).toBeLessThan(0.15);
    expect(found.scale).toBeCloseTo(Math.sqrt(1.02), 2);
    const turned = placementOf(await laidBy(TURNED, 1), { moving: [...grid.moving] }, frame);
    expect(turned).not.toHaveProperty('stretch');
  });
});

describe('the F test', () => {
  const fitOf = (motion: Model, rmse: number, own = 1): Fit => ({
    ...{ motion, own, measures: [], chance: -10, rival: 0, transform: [0, 1, 0, 0, 0, 1] },
    fusion: {
      ...{ rmse, transform: [0, 1, 0, 0, 0, 1], residuals: [] },
      used: new Array(10).fill(true),
    },
  });

  it('gives the tail of the F distribution', () => {
    // scipy.stats.f.sf(((0.40**2 - 0.30**2) / 2) / (0.30**2 / 14), 2, 14): ten windows, six parameters.
    const p = chanceOfBetter(fitOf('affine', 0.3), fitOf('similarity', 0.4), 0);
    expect(p).toBeCloseTo(0.017817948, 8);
    // Half of each window is its neighbours': as five windows that leave four degrees of freedom.
    const shared = chanceOfBetter(fitOf('affine', 0.3, 0.5), fitOf('similarity', 0.4), 0);
    expect(shared).toBeCloseTo((0.3 / 0.4) ** 4, 8);
  });

  it('takes what is smaller than any alignment is claimed to be good for no proof', () => {
    const [free, bound] = [fitOf('affine', 0.002), fitOf('similarity', 0.01)];
    expect(chanceOfBetter(free, bound, 0)).toBeLessThan(1e-6);
    expect(chanceOfBetter(free, bound, 0.03)).toBeGreaterThan(0.3);
  });
});
