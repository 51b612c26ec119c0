/** How far apart two dates are said to be is never more than they are. */
import { expect, it } from 'vitest';
import { daysApart } from '../../../src/ui/compare/compare-stage';
import { makeFrame } from './support';

const apart = (a: string, b: string) => daysApart(makeFrame('a', 'A', a), makeFrame('b', 'B', b));

it('counts days of the calendar, and not a night of minutes for a day', () => {
  expect(apart('2023-10-12', '2023-10-12T23:50:00Z')).toBe('same day');
  expect(apart('2023-10-12T23:50:00Z', '2023-10-13T00:10:00Z')).toBe('less than a day apart');
  expect(apart('2023-10-13T00:10:00Z', '2023-10-12T00:05:00Z')).toBe('1 day apart');
  expect(apart('2023-10-12T23:50:00Z', '2023-10-13')).toBe('1 day apart');
  expect(apart('2023-09-12', '2023-10-03')).toBe('21 days apart');
});

it('tells nothing where a date of an earlier version is none of the calendar', () => {
  const known = makeFrame('a', 'A', '2023-10-12');
  const dated = (value: string) => ({
    ...known,
    acquired: { value, precision: 'day', source: 'analyst', detail: '' } as const,
  });
  expect(daysApart(known, dated('2023-99-99'))).toBeNull();
  expect(daysApart(dated('2023-09-31'), known)).toBeNull();
});
