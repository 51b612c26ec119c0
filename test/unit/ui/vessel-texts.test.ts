/** What stands beside the way from one sighting to the next. */
import { expect, it } from 'vitest';
import { legBetween, type SeenPlace } from '../../../src/domain/tracks/legs';
import { speedText } from '../../../src/ui/vessels/vessel-texts';

const BUSAN = [129, 35] as const;
/** 504.0 nautical miles away by PROJ's geod. */
const VLADIVOSTOK = [131.9, 43.1] as const;

function seen(id: string, value: string, place: SeenPlace['place']): SeenPlace {
  return { id, at: { value, precision: value.includes('T') ? 'instant' : 'day' }, place };
}

const after = (value: string, place: SeenPlace['place'] = VLADIVOSTOK) =>
  speedText(legBetween(seen('a', '2023-10-01T00:00:00Z', BUSAN), seen('b', value, place)));

it('gives the least speed in knots, and says of one that cannot be that it is', () => {
  expect(after('2023-10-03T02:24:00Z')).toBe('at least 10.0 kn if direct');
  expect(after('2023-10-01T20:00:00Z')).toBe(
    'at least 25.2 kn if direct: more than a cargo ship makes',
  );
  expect(after('2023-10-01T00:00:00Z')).toBe('no time between them: not the same hull');
});

it('says nothing of a hull that stayed', () => {
  expect(after('2023-10-09T00:00:00Z', BUSAN)).toBe('');
});
