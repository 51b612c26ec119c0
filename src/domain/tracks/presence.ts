/** When a vessel was at a site, as far as its frames tell: bounds of arrival and leaving, and gaps. */
import { byTime, isBefore, type ObservedAt, timeRangeOf } from './legs';

/**
 * What a look tells of a vessel at a site. seen; absent: the place was looked at and it was not there;
 * elsewhere: it was seen at another site, and so was not at this one; obscured: there is a picture but
 * cloud, shadow or the picture's edge hides the place; no_frame: there is no picture of a date that is
 * asked for; unordered: absent or elsewhere at a time that may be before a sighting or after it, since only
 * the day is known or both are of one instant. The last three bound nothing.
 */
export type LookState = 'seen' | 'absent' | 'elsewhere' | 'obscured' | 'no_frame' | 'unordered';

export type Look = {
  readonly frameId: string;
  readonly at: ObservedAt;
  readonly state: LookState;
};

/** Something happened after the one look and by the other; null where no look bounds it. */
export type Bounds = {
  readonly after: Look | null;
  readonly by: Look | null;
  /** Longest time that the bounds leave open, hours; Infinity where one of them is missing. */
  readonly hours: number;
};

/** A time in which nobody can say whether it was there. */
export type Gap = {
  readonly from: Look;
  readonly to: Look;
  readonly hours: number;
  /** The looks between that told nothing. */
  readonly blind: readonly Look[];
};

export type Stay = {
  /** The looks at which it was seen, in their order; the first and last of them bound the stay. */
  readonly seen: readonly Look[];
  readonly arrival: Bounds;
  readonly leaving: Bounds;
  /** Between sightings of this stay: it may have left and come back. */
  readonly gaps: readonly Gap[];
};

const MS_PER_HOUR = 3_600_000;

/** Looks by time, those that cannot be ordered against every sighting marked as such. */
export function orderedLooks(looks: readonly Look[]): readonly Look[] {
  const seen = looks.filter(({ state }) => state === 'seen');
  const isOrdered = ({ at }: Look) =>
    seen.every((other) => isBefore(at, other.at) || isBefore(other.at, at));
  return [...looks].sort(byTime).map((look): Look => {
    const bounds = look.state === 'absent' || look.state === 'elsewhere';
    return bounds && !isOrdered(look) ? { ...look, state: 'unordered' } : look;
  });
}

/** Looks at one site, of one vessel, in any order, to the stays that they prove. */
export function staysOf(looks: readonly Look[]): readonly Stay[] {
  const ordered = orderedLooks(looks);
  const stays: Stay[] = [];
  let seen: Look[] = [];
  let lastWithout: Look | null = null;
  const close = (next: Look | null) => {
    const [first, last] = [seen.at(0), seen.at(-1)];
    if (first && last) {
      stays.push({
        seen,
        arrival: bounds(lastWithout, first),
        leaving: bounds(last, next),
        gaps: gapsBetween(seen, ordered),
      });
    }
    seen = [];
  };
  for (const look of ordered) {
    if (look.state === 'seen') seen.push(look);
    if (look.state !== 'absent' && look.state !== 'elsewhere') continue;
    close(look);
    lastWithout = look;
  }
  close(null);
  return stays;
}

function hoursBetween(from: Look, to: Look): number {
  return (timeRangeOf(to.at).toMs - timeRangeOf(from.at).fromMs) / MS_PER_HOUR;
}

function bounds(after: Look | null, by: Look | null): Bounds {
  return { after, by, hours: after && by ? hoursBetween(after, by) : Number.POSITIVE_INFINITY };
}

function gapsBetween(seen: readonly Look[], ordered: readonly Look[]): readonly Gap[] {
  return seen.slice(1).flatMap((to, i) => {
    const from = seen[i];
    if (!from) return [];
    const blind = ordered.slice(ordered.indexOf(from) + 1, ordered.indexOf(to));
    return [{ from, to, hours: hoursBetween(from, to), blind }];
  });
}
