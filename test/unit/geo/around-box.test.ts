import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acrossBox } from '../../../src/domain/geo/around-box';

const SIZE = { width: 168, height: 92 };

describe('the ground of a small picture', () => {
  it('holds every corner of the box, whichever way the hull lies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 400, noNaN: true }),
        fc.double({ min: 2, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 180, maxExcluded: true, noNaN: true }),
        (lengthM, widthM, axisDeg) => {
          const across = acrossBox({ lengthM, widthM, axisDeg }, SIZE);
          const down = (across / SIZE.width) * SIZE.height;
          const axis = (axisDeg * Math.PI) / 180;
          for (const [along, beam] of [
            [lengthM / 2, widthM / 2],
            [lengthM / 2, -widthM / 2],
          ] as const) {
            const east = along * Math.sin(axis) + beam * Math.cos(axis);
            const north = along * Math.cos(axis) - beam * Math.sin(axis);
            expect(Math.abs(east)).toBeLessThan(across / 2);
            expect(Math.abs(north)).toBeLessThan(down / 2);
          }
        },
      ),
    );
  });

  it('is no wider than a hull along the picture asks for', () => {
    expect(acrossBox({ lengthM: 160, widthM: 24, axisDeg: 90 }, SIZE)).toBeCloseTo(200, 6);
  });
});
