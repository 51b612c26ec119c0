import { describe, expect, it } from 'vitest';
import { cutFiner, timesFiner } from '../../../src/domain/change/finer-cells';
import type { ChangeFrame } from '../../../src/domain/change/types';

const frame: ChangeFrame = {
  width: 3,
  height: 2,
  bands: [Float32Array.from([0, 30, 60, 90, 120, 150])],
  valid: Uint8Array.from([1, 1, 1, 1, 1, 0]),
  metresPerPixel: 3,
  kind: 'optical',
};

describe('coarse cells', () => {
  it('are cut where they are coarse against a hull and a hull is wider than they', () => {
    expect([0.5, 1.5, 2, 3, 4.8, 5.1, 10].map(timesFiner)).toEqual([1, 1, 2, 3, 3, 1, 1]);
    expect(timesFiner(null)).toBe(1);
  });

  it('have values in between their middles, and none that they had not beyond', () => {
    const { width, height, bands, metresPerPixel } = cutFiner(frame, 3);
    expect([width, height, metresPerPixel]).toEqual([9, 6, 1]);
    const rows = Array.from({ length: height }, (_, y) => [
      ...(bands[0] as Float32Array).subarray(y * width, (y + 1) * width),
    ]);
    const first = [0, 0, 10, 20, 30, 40, 50, 60, 60];
    for (const [y, more] of [0, 0, 30, 60, 90, 90].entries()) {
      rows[y]?.forEach((value, x) => {
        expect(value).toBeCloseTo((first[x] as number) + more, 3);
      });
    }
  });

  it('without data take along what has part of its value from them', () => {
    const { valid } = cutFiner(frame, 3);
    const rows = Array.from({ length: 6 }, (_, y) => valid.subarray(9 * y, 9 * y + 9).join(''));
    // Beyond the middles of its neighbours, at column 4 and row 1, all have a share of the last cell.
    const partly = '111110000';
    expect(rows).toEqual(['111111111', '111111111', partly, partly, partly, partly]);
  });
});
