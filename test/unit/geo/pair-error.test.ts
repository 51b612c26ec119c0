/** How far two frames may lie apart, by what each alignment left. */
import { expect, test } from 'vitest';
import { type Laid, pairErrorM, registrationErrorM } from '../../../src/domain/geo/pair-error';
import type { Alignment } from '../../../src/domain/model/alignment';
import type { FrameId } from '../../../src/domain/model/ids';

const id = (name: string) => name as FrameId;

function laid(name: string, on: string, residualPx: number | null, resolutionM: number): Laid {
  const alignment: Alignment = {
    referenceId: id(on),
    method: 'automatic',
    kind: 'shift',
    shift: [0, 0],
    rotation: 0,
    scale: 1,
    shiftM: null,
    residualPx,
    checks: [],
    tiePoints: [],
    detail: '',
    author: '',
    at: '',
  };
  return { id: id(name), resolutionM: resolutionM as Laid['resolutionM'], alignment };
}
const reference: Laid = { id: id('reference'), resolutionM: 0.5 as Laid['resolutionM'] };

test('errors of two alignments add as the root of the sum of squares, in metres', () => {
  // 6 px of half a metre and 2 px of two metres: 3 m and 4 m, as independent errors 5 m (and not 7 m).
  const fine = laid('fine', 'reference', 6, 0.5);
  const coarse = laid('coarse', 'reference', 2, 2);
  expect(pairErrorM(fine, coarse)).toBeCloseTo(5, 12);
  expect(registrationErrorM(coarse, fine)).toBeCloseTo(5, 12);
});

test('of a frame and the one that it is laid on, only its own error counts', () => {
  expect(registrationErrorM(laid('coarse', 'reference', 2, 2), reference)).toBeCloseTo(4, 12);
});

test('an error that nobody measured is what georeferencing commonly leaves, never none', () => {
  const unmeasured = laid('fine', 'reference', null, 0.5);
  const other = laid('coarse', 'reference', 2, 2);
  expect(pairErrorM(unmeasured, other)).toBeNull();
  expect(registrationErrorM(unmeasured, other)).toBe(4);
  expect(registrationErrorM(laid('a', 'reference', 1, 1), laid('b', 'elsewhere', 1, 1))).toBe(4);
});
