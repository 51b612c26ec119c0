import { describe, expect, it } from 'vitest';
import { graticuleLabel, graticuleStep, graticuleValues } from '../../../src/domain/geo/graticule';

describe('graticule', () => {
  it('takes the finest round distance that is not too dense', () => {
    expect(graticuleStep(0.09, 6)).toBe(0.02);
    expect(graticuleStep(0.0301, 6)).toBe(0.01);
    expect(graticuleStep(3, 6)).toBe(0.5);
    expect(graticuleStep(3.1, 6)).toBe(1);
    expect(graticuleStep(60, 6)).toBe(10);
    expect(graticuleStep(70, 6)).toBe(15);
    expect(graticuleStep(360, 6)).toBe(90);
    expect(graticuleStep(0.00012, 6)).toBe(0.00002);
  });

  it('never gives more lines than asked for, of any span', () => {
    for (let span = 1e-4; span < 400; span *= 1.17) {
      const step = graticuleStep(span, 6);
      expect(span / step, `${span}`).toBeLessThanOrEqual(6.0001);
      expect(graticuleValues(0, span, step).length).toBeLessThanOrEqual(7);
    }
  });

  it('puts lines on exact multiples, also where sums of steps would drift', () => {
    expect(graticuleValues(130.25, 130.37, 0.02)).toEqual([
      130.26, 130.28, 130.3, 130.32, 130.34, 130.36,
    ]);
    expect(graticuleValues(-0.1, 0.1, 0.1)).toEqual([-0.1, 0, 0.1]);
    expect(graticuleValues(178, 184, 2)).toEqual([178, 180, 182, 184]);
  });

  it('writes degrees with the decimals of the step, and the hemisphere', () => {
    expect(graticuleLabel(42.2, 0.02, 'lat')).toBe('42.20° N');
    expect(graticuleLabel(42, 0.5, 'lat')).toBe('42.0° N');
    expect(graticuleLabel(-33, 1, 'lat')).toBe('33° S');
    expect(graticuleLabel(182, 2, 'lon')).toBe('178° W');
    expect(graticuleLabel(-182, 2, 'lon')).toBe('178° E');
    expect(graticuleLabel(180, 2, 'lon')).toBe('180°');
    expect(graticuleLabel(0, 2, 'lat')).toBe('0°');
  });
});
