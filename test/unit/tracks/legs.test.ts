/**
 * Distances from PROJ's geod 9.1.1:
 *   echo "42.235 130.295 42.885 132.345" | geod -I +ellps=WGS84 -f "%.6f"   183171.229 m
 *   echo "35 129 43.1 131.9" | geod …                                        933449.849 m
 *   echo "0 179.9 0 -179.9" | geod …                                          22263.898 m
 */
import { expect, it } from 'vitest';
import { isGap, legBetween, type SeenPlace } from '../../../src/domain/tracks/legs';

const seen = (id: string, value: string, lon: number, lat: number): SeenPlace => ({
  id,
  at: { value, precision: value.includes('T') ? 'instant' : 'day' },
  place: [lon, lat],
});

it('measures along the ellipsoid and takes the speed from the times', () => {
  const najin = seen('najin', '2023-12-05T02:00:00Z', 130.295, 42.235);
  const dunai = seen('dunai', '2023-12-05T14:00:00Z', 132.345, 42.885);
  const leg = legBetween(najin, dunai);
  expect(leg.distanceM).toBeCloseTo(183_171.229, 2);
  expect(leg.hours).toEqual([12, 12]);
  // 98.90 nautical miles in 12 hours.
  expect(leg.knots[0]).toBeCloseTo(8.242, 3);
  expect(leg.knots[1]).toBe(leg.knots[0]);
  expect(leg).toMatchObject({
    fromId: 'najin',
    toId: 'dunai',
    impossible: false,
    orderUncertain: false,
  });
});

it('crosses the antimeridian the short way', () => {
  const a = seen('a', '2023-01-01T00:00:00Z', 179.9, 0);
  const b = seen('b', '2023-01-01T10:00:00Z', -179.9, 0);
  expect(legBetween(a, b).distanceM).toBeCloseTo(22_263.898, 2);
});

it('flags only a speed that cannot be, whichever way round it is asked', () => {
  const from = seen('busan', '2023-10-01T00:00:00Z', 129, 35);
  // 504.0 nautical miles: 25 knots are 20.16 hours.
  const late = seen('late', '2023-10-01T20:20:00Z', 131.9, 43.1);
  const early = seen('early', '2023-10-01T20:00:00Z', 131.9, 43.1);
  expect(legBetween(from, late).impossible).toBe(false);
  expect(legBetween(from, early).impossible).toBe(true);
  expect(legBetween(early, from)).toEqual(legBetween(from, early));
});

it('gives a range where only the day is known, and judges by the slowest it may have been', () => {
  const from = seen('busan', '2023-10-01', 129, 35);
  const to = seen('vladivostok', '2023-10-02', 131.9, 43.1);
  const leg = legBetween(from, to);
  expect(leg.hours).toEqual([0, 48]);
  expect(leg.knots[0]).toBeCloseTo(10.5, 1);
  expect(leg.knots[1]).toBe(Number.POSITIVE_INFINITY);
  expect(leg.impossible).toBe(false);
});

it('says that the order of two sightings of one day is not certain', () => {
  const day = seen('day', '2023-10-01', 130.295, 42.235);
  const hour = seen('hour', '2023-10-01T02:00:00Z', 130.295, 42.235);
  expect(legBetween(day, hour).orderUncertain).toBe(true);
  expect(legBetween(day, hour).knots).toEqual([0, 0]);
});

it('takes two places at one time as impossible, but for what frames are misplaced by', () => {
  const a = seen('a', '2023-10-01T02:00:00Z', 130.295, 42.235);
  const near = seen('b', '2023-10-01T02:00:00Z', 130.2953, 42.235);
  const far = seen('c', '2023-10-01T02:00:00Z', 130.305, 42.235);
  expect(legBetween(a, near).impossible).toBe(false);
  expect(legBetween(a, far).impossible).toBe(true);
});

it('calls a fortnight out of sight a gap, by the least time that it may have been', () => {
  const between = (from: string, to: string, precision: 'instant' | 'day') =>
    isGap(
      legBetween(
        { id: 'a', at: { value: from, precision }, place: [130.3, 42.2] },
        { id: 'b', at: { value: to, precision }, place: [130.3, 42.2] },
      ),
    );
  expect(between('2023-10-01T00:00:00Z', '2023-10-14T23:59:00Z', 'instant')).toBe(false);
  expect(between('2023-10-01T00:00:00Z', '2023-10-15T00:00:00Z', 'instant')).toBe(true);
  // From the end of the first day to the beginning of the last are thirteen days.
  expect(between('2023-10-01', '2023-10-15', 'day')).toBe(false);
});
