/** The time axis above the film strip: where a date stands, and which dates are named. */
import { formatDate } from '../../domain/geo/format-numbers';

const DAY = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** Room for a tick's name, pixels: '14 May 2022' is longer than 'May 2022'. */
const TICK_ROOM = { day: 76, month: 56 } as const;
/** Room for a name without a year. */
const LAST_ROOM = 40;
/** Under which days are named, not months alone. */
const DAYS_UNDER = 62 * DAY;

export type TimeAxis = {
  /** Pixels from the left for a time in milliseconds. */
  readonly x: (time: number) => number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
};

/** Milliseconds of an ISO day or instant; a day counts as its noon, the middle of what it may mean. */
export function timeOf(iso: string): number {
  return Date.parse(iso.includes('T') ? iso : `${iso}T12:00:00Z`);
}

/**
 * '12 Sep to 5 Dec 2023': from the earliest to the latest of ISO days and instants, in whichever order they come,
 * since frames that are still arriving stand behind the others.
 */
export function dateRange(dates: readonly string[]): string {
  const inOrder = [...dates].sort((a, b) => timeOf(a) - timeOf(b));
  const [first, last] = [inOrder[0], inOrder[inOrder.length - 1]];
  if (!first || !last) return 'No dates';
  const [from, to] = [formatDate(first), formatDate(last)];
  if (from === to) return from;
  return from.slice(-4) === to.slice(-4) ? `${from.slice(0, -5)} to ${to}` : `${from} to ${to}`;
}

function monthStart(time: number, by: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
}

/** From a little before the first to a little after the last, on month starts where there are months. */
function extent(times: readonly number[]): readonly [number, number] {
  const first = Math.min(...times);
  const last = Math.max(...times);
  const span = last - first;
  if (span < 40 * DAY) {
    const margin = Math.max(span * 0.06, DAY);
    return [first - margin, last + margin];
  }
  return [monthStart(first, 0), last + span * 0.05];
}

function tickTimes(from: number, to: number, most: number): readonly number[] {
  const span = to - from;
  const times: number[] = [];
  if (span < DAYS_UNDER) {
    const days = [1, 2, 3, 7, 14, 28].find((step) => span / (step * DAY) <= most) ?? 28;
    for (let at = Math.ceil(from / DAY) * DAY; at < to; at += days * DAY) times.push(at);
    return times;
  }
  const months = span / (30.4 * DAY);
  const step = [1, 3, 6, 12, 24, 60, 120].find((one) => months / one <= most) ?? 240;
  let at = monthStart(from, 0) < from ? monthStart(from, 1) : from;
  if (step >= 12) at = Date.UTC(new Date(at).getUTCFullYear(), 0, 1);
  for (; at < to; at = monthStart(at, step)) if (at >= from) times.push(at);
  return times;
}

/** 'Oct', or days as '12 Oct'; the first, and the first of each year, with the year. before: the tick at its left. */
function tickText(time: number, span: number, before: number | undefined): string {
  const date = new Date(time);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const year = date.getUTCFullYear();
  const text = span < DAYS_UNDER ? `${date.getUTCDate()} ${month}` : month;
  const isNew = before === undefined || new Date(before).getUTCFullYear() !== year;
  return isNew ? `${text} ${year}` : text;
}

/** times: milliseconds, not empty. width: pixels. */
export function timeAxis(times: readonly number[], width: number): TimeAxis {
  const [from, to] = extent(times);
  const span = to - from;
  const x = (time: number) => ((time - from) / span) * width;
  const room = span < DAYS_UNDER ? TICK_ROOM.day : TICK_ROOM.month;
  const most = Math.max(1, Math.floor(width / room));
  const ticks = tickTimes(from, to, most).map((time, index, times) => ({
    x: Math.round(x(time)),
    text: tickText(time, span, times[index - 1]),
  }));
  // A name that the strip's end would cut is left out.
  return { x, ticks: ticks.filter((tick) => tick.x <= width - LAST_ROOM) };
}
