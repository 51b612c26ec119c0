/** Brightness that goes together differently at both ends of a large grid. */
import { expect, test } from 'vitest';
import { matchAt, matchLocally } from '../../../src/domain/change/local-match';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { randomOf } from '../registration/support';

const [width, height] = [2400, 64];

const frameOf = (band: Float32Array): ChangeFrame => ({
  width,
  height,
  bands: [band],
  valid: new Uint8Array(width * height).fill(1),
  metresPerPixel: 1,
  kind: 'optical',
});

test('each end of a large grid is matched by itself', () => {
  const random = randomOf(5);
  const before = Float32Array.from({ length: width * height }, () => 40 + 100 * random());
  const after = before.map((value, i) => (i % width < width / 2 ? value / 2 : value / 4 + 50));
  const match = matchLocally(frameOf(before), frameOf(after));
  if (!match) throw new Error('There is a match.');
  expect(match.parts).toHaveLength(2);
  // The parts overlap by 448 of their 1424 columns, so that each holds some of the other half.
  expect(matchAt(match, 100, 30)[0]?.gain).toBeCloseTo(2, 1);
  expect(matchAt(match, 2300, 30)[0]?.gain).toBeCloseTo(4, 1);
});

test('nothing in common anywhere is no match', () => {
  const flat = frameOf(new Float32Array(width * height).fill(7));
  expect(matchLocally(flat, flat)).toBeNull();
});
