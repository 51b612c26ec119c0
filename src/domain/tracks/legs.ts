/** From one sighting to the next: how far, how long, how fast at least. */
import { distanceM } from '../geo/geodesy';
import { isDayOrInstant } from '../model/day';
import type { Acquisition } from '../model/frame';
import { type LonLat, METERS_PER_MILE, type Meters } from '../model/units';

export type ObservedAt = Pick<Acquisition, 'value' | 'precision'>;

/** Milliseconds since 1970 between which something was seen; equal for an instant. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number };

export type SeenPlace = {
  readonly id: string;
  readonly at: ObservedAt;
  readonly place: LonLat;
};

export type Leg = {
  readonly fromId: string;
  readonly toId: string;
  /** Along the geodesic, so never more than was sailed. */
  readonly distanceM: Meters;
  /** Least and most; they differ where only the day is known. */
  readonly hours: readonly [number, number];
  /** Least and most speed for the distance; the most is Infinity where no time may have passed. */
  readonly knots: readonly [number, number];
  /** Even the least speed is above what a cargo ship can do. */
  readonly impossible: boolean;
  /** The times overlap, so that the order is not certain. */
  readonly orderUncertain: boolean;
};

/** Knots that no cargo ship makes good from port to port. */
export const MOST_KNOTS = 25;
/** Less is not told: it is 0.0 with one decimal. */
export const LEAST_KNOTS = 0.05;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Two frames may be misplaced against each other by this much; a move within it is none. */
const PLACE_SLACK_M = 50;

/** null where nobody knows, and where a date that an earlier version took is of no day of the calendar. */
export function knownTime<T extends ObservedAt>(at: T | null): T | null {
  return at && isDayOrInstant(at.value) ? at : null;
}

/** A day is the 24 hours of UTC. */
export function timeRangeOf(at: ObservedAt): TimeRange {
  const fromMs = Date.parse(at.value);
  return { fromMs, toMs: at.precision === 'day' ? fromMs + MS_PER_DAY : fromMs };
}

/** By the middle of when they were seen. */
export function byTime(a: { readonly at: ObservedAt }, b: { readonly at: ObservedAt }): number {
  const [p, q] = [timeRangeOf(a.at), timeRangeOf(b.at)];
  return p.fromMs + p.toMs - (q.fromMs + q.toMs);
}

type Dated = { readonly at: ObservedAt | null };

/** By time; what has no date comes last. */
export function undatedLast(a: Dated, b: Dated): number {
  const [p, q] = [knownTime(a.at), knownTime(b.at)];
  if (!p || !q) return Number(p === null) - Number(q === null);
  return byTime({ at: p }, { at: q });
}

/** Whether one was certainly before the other: not within one day, nor at one instant. */
export function isBefore(a: ObservedAt, b: ObservedAt): boolean {
  const [p, q] = [timeRangeOf(a), timeRangeOf(b)];
  return p.toMs <= q.fromMs && p.fromMs < q.toMs;
}

/** The leg between two sightings, from the earlier to the later. */
export function legBetween(a: SeenPlace, b: SeenPlace): Leg {
  const [from, to] = byTime(a, b) <= 0 ? [a, b] : [b, a];
  const [p, q] = [timeRangeOf(from.at), timeRangeOf(to.at)];
  const least = Math.max(0, q.fromMs - p.toMs) / MS_PER_HOUR;
  const most = Math.max(0, q.toMs - p.fromMs) / MS_PER_HOUR;
  const meters = distanceM(from.place, to.place);
  const knots = [speed(meters, most), speed(meters, least)] as const;
  return {
    fromId: from.id,
    toId: to.id,
    distanceM: meters,
    hours: [least, most],
    knots,
    impossible: speed(Math.max(0, meters - PLACE_SLACK_M), most) > MOST_KNOTS,
    orderUncertain: q.fromMs < p.toMs,
  };
}

function speed(meters: Meters, hours: number): number {
  return meters === 0 ? 0 : meters / METERS_PER_MILE / hours;
}

/** Hours without a sighting after which a way tells little: a cargo ship works a port and is away in less. */
const GAP_HOURS = 14 * 24;

/** Whether the hull was out of sight for so long that it may have been anywhere in between. */
export function isGap({ hours: [least] }: Pick<Leg, 'hours'>): boolean {
  return least >= GAP_HOURS;
}
