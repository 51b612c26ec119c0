/** Lines of equal latitude and longitude: how far apart, and what is written beside them. */
import type { Degrees } from '../model/units';
import { wrapLongitude } from './geodesy';

/** Distances between lines above one degree: those that divide 90. */
const WHOLE_STEPS = [1, 2, 5, 10, 15, 30, 45, 90] as const;
const FINEST_POWER = -6;
/** Digits that arithmetic on multiples of a step can be trusted to. */
const DIGITS = 9;

/** The smallest round distance of which at most `most` fit into `span` degrees. */
export function graticuleStep(span: Degrees, most: number): Degrees {
  // A span that is a whole number of steps is not to fail by the last binary digit.
  const wanted = (span / most) * (1 - 1e-9);
  if (wanted > 0.5) return WHOLE_STEPS.find((step) => step >= wanted) ?? 90;
  for (let power = FINEST_POWER; power < 0; power += 1) {
    const found = [1, 2, 5].find((factor) => factor * 10 ** power >= wanted);
    if (found) return Number((found * 10 ** power).toFixed(DIGITS));
  }
  return 1;
}

/** The multiples of `step` from `from` to `to`, ascending. */
export function graticuleValues(from: Degrees, to: Degrees, step: Degrees): Degrees[] {
  const values: Degrees[] = [];
  const slack = step * 1e-9;
  for (let i = Math.ceil((from - slack) / step); i * step <= to + slack; i += 1) {
    values.push(Number((i * step).toFixed(DIGITS)));
  }
  return values;
}

/**
 * '42.25° N', with as many decimals as the step has. Longitudes may run beyond ±180; the meridians of 0
 * and 180 and the equator have no letter.
 */
export function graticuleLabel(value: Degrees, step: Degrees, axis: 'lat' | 'lon'): string {
  const degrees = axis === 'lon' ? wrapLongitude(value) : value;
  const size = Math.abs(degrees);
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
  const figures = `${size.toFixed(decimals)}°`;
  if (size === 0 || (axis === 'lon' && size === 180)) return figures;
  const letters = axis === 'lat' ? ['S', 'N'] : ['W', 'E'];
  return `${figures} ${letters[degrees < 0 ? 0 : 1]}`;
}
