/** The span of time of sightings, in words. */
import { formatDate } from '../../domain/geo/format-numbers';
import type { Sighting } from '../../domain/tracks/vessel-log';

/** '12 Sep to 14 Dec 2023'; null where no sighting has a date. */
export function datesOf(sightings: readonly Sighting[]): string | null {
  const dated = sightings.flatMap(({ at }) => (at ? [formatDate(at.value)] : []));
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last) return null;
  if (first === last) return first;
  return first.slice(-4) === last.slice(-4)
    ? `${first.slice(0, -5)} to ${last}`
    : `${first} to ${last}`;
}
