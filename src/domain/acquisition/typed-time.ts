/** A time of acquisition as an analyst types it, with what the file said kept beside it. */
import { isDay } from '../model/day';
import type { Acquisition } from '../model/frame';

export type TypedTime = {
  /** 'YYYY-MM-DD'. */
  readonly date: string;
  /** 'HH:MM' or 'HH:MM:SS', UTC; not looked at where only the day is known. */
  readonly time: string;
  readonly dayOnly: boolean;
};

export type ReadTime =
  | { readonly ok: true; readonly value: Acquisition | null }
  | { readonly ok: false; readonly problem: string };

const DAY_MS = 86_400_000;

/** Added to what was found; of a file's name that says so itself. */
const SOURCES: Readonly<Record<Acquisition['source'], string | null>> = {
  gdal_metadata: 'metadata of the file',
  tiff_tag: 'a tag of the file',
  file_name: null,
  analyst: 'the analyst',
};

/** Also where an analyst took away what the file had said. */
const NOTHING = 'No time that the file says is on record.';

/** What the file itself said and where, also after an analyst has set another time. */
export function fileSaid(acquired: Acquisition | null): string {
  if (!acquired) return NOTHING;
  if (acquired.source === 'analyst') return acquired.detail || NOTHING;
  const source = SOURCES[acquired.source];
  return `The file says: ${acquired.detail}${source ? ` (${source})` : ''}.`;
}

/** Where the time of a frame is from, whoever said it last. */
export function whenceText(acquired: Acquisition): string {
  const said = fileSaid(acquired);
  return acquired.source === 'analyst' ? `Set by the analyst. ${said}` : said;
}

/** The parts to put into fields. */
export function timeParts(acquired: Acquisition | null): TypedTime {
  const [date = '', time = ''] = (acquired?.value ?? '').split('T');
  const dayOnly = acquired?.precision === 'day';
  return { date, time: time.replace(/(\.\d+)?Z$/, ''), dayOnly };
}

/**
 * The time that was typed, by the analyst from now on. No date is no time: null.
 * @param before what the frame had, whose source is kept in the detail
 * @param now ISO 8601 UTC; nothing was taken more than a day after it, wherever the clock stands
 */
export function readTime(typed: TypedTime, before: Acquisition | null, now: string): ReadTime {
  const date = typed.date.trim();
  if (date === '') return { ok: true, value: null };
  if (!isDay(date)) {
    return { ok: false, problem: `"${date}" is no date. Write year, month and day: 2023-10-12.` };
  }
  const latest = new Date(Date.parse(now) + DAY_MS).toISOString();
  if (date > latest.slice(0, 10)) {
    return { ok: false, problem: `${date} has not come yet: write the day of the picture.` };
  }
  const detail = fileSaid(before);
  if (typed.dayOnly || typed.time.trim() === '') {
    return { ok: true, value: { value: date, precision: 'day', source: 'analyst', detail } };
  }
  const [, hours = '', minutes = '', seconds = '00'] =
    /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(typed.time.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return { ok: false, problem: `"${typed.time}" is no time. Write hours and minutes: 01:47.` };
  }
  const value = `${date}T${hours.padStart(2, '0')}:${minutes}:${seconds}Z`;
  return { ok: true, value: { value, precision: 'instant', source: 'analyst', detail } };
}
