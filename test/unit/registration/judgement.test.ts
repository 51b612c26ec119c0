/** When windows that agree are still not enough to lay a picture on another. */
import { expect, it } from 'vitest';
import { type Fit, refusalOf } from '../../../src/domain/registration/judgement';

const WINDOWS = 16;
/** Sixteen windows, all saying the same to a twentieth of a pixel. */
const AGREED: Fit = {
  transform: [0, 1, 0, 0, 0, 1],
  fusion: {
    transform: [0, 1, 0, 0, 0, 1],
    residuals: Array.from({ length: WINDOWS }, () => 0.05),
    used: Array.from({ length: WINDOWS }, () => true),
    rmse: 0.05,
  },
  motion: 'shift',
  measures: Array.from({ length: WINDOWS }, (_, i) => ({
    ...{ at: [i, 0] as const, vector: [0, 0] as const },
    ...{ snr: 20, second: 0.1, widened: 0.07, evidence: true },
  })),
  own: 1,
  chance: -30,
  rival: 0,
};

it('forth and back must come to the same place, within what the windows differ by', () => {
  expect(refusalOf(AGREED, { closure: 0.05, rival: 0 })).toBeNull();
  expect(refusalOf(AGREED, { closure: 0.3, rival: 0 })).toMatchObject({
    cause: 'not closed',
    reason: expect.stringMatching(
      /^Could not align: forth and back miss each other by 0\.30 pixel/,
    ),
  });
  expect(refusalOf(AGREED, null)).toMatchObject({
    cause: 'not closed',
    reason: expect.stringMatching(/^Could not align: the way back .* was not found/),
  });
});

it('what fits nearly as well elsewhere is not laid', () => {
  expect(refusalOf(AGREED, { closure: 0, rival: 0.3 })).toBeNull();
  expect(refusalOf(AGREED, { closure: 0, rival: 0.6 })?.cause).toBe('repeats itself');
});
