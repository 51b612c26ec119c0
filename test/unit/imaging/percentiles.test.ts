import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentiles, sortedFinite } from '../../../src/domain/imaging/percentiles';

const FRACTIONS = [0, 0.005, 0.25, 0.5, 0.995, 1];
/** As i = numpy.arange(9000); (i * i * 31 + i * 7919) % 65536 */
const words = Float64Array.from({ length: 9000 }, (_, i) => (i * i * 31 + i * 7919) % 65536);

const near = (wanted: readonly number[]) => wanted.map((value) => expect.closeTo(value, 8));

describe('percentiles', () => {
  // numpy.quantile(words, FRACTIONS), NumPy 2.4.6
  it('are those of NumPy for many samples of 16 bits', () => {
    expect(percentiles(words, FRACTIONS)).toEqual(near([0, 313.95, 15426, 32431, 65168.01, 65532]));
  });

  // The same with three samples changed, of numpy.quantile(some[~numpy.isnan(some)], FRACTIONS)
  it('are those of NumPy where others are among them', () => {
    const some = words.slice();
    some[4000] = -12.5;
    some[8000] = 70000.25;
    some[100] = Number.NaN;
    expect(percentiles(some, FRACTIONS)).toEqual(
      near([-12.5, 304, 15426, 32430, 65170.18, 70000.25]),
    );
  });

  it('sort as comparing does, however many values of whichever kind', () => {
    const one = fc.oneof(
      { weight: 400, arbitrary: fc.integer({ min: 0, max: 65535 }) },
      fc.constantFrom(0, 65535, 65536, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY),
    );
    const repeated = fc
      .tuple(fc.array(one, { maxLength: 80, size: 'max' }), fc.integer({ min: 1, max: 200 }))
      .map(([values, times]) => Array.from({ length: times }, () => values).flat());
    fc.assert(
      fc.property(repeated, (samples) => {
        const wanted = samples.filter(Number.isFinite).sort((a, b) => a - b);
        expect([...sortedFinite(samples)]).toEqual(wanted);
        const ranks = [0, 0.31, 0.5, 1].map((part) => Math.floor(part * (wanted.length - 1)));
        const fractions = ranks.map((rank) => rank / Math.max(1, wanted.length - 1));
        const found = percentiles(samples, wanted.length > 0 ? fractions : []);
        expect(found).toEqual(wanted.length > 0 ? near(ranks.map((i) => wanted[i] as number)) : []);
      }),
    );
  });
});
