/** Reads the ways in which metadata and file names write a date or an instant. */

export type ReadTime = {
  /** ISO 8601 UTC instant, or a day. */
  readonly value: string;
  readonly precision: 'instant' | 'day';
  /** The text said which zone it is in; otherwise UTC was assumed. */
  readonly zoned: boolean;
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const TIME = String.raw`(\d{2})[:_-]?(\d{2})(?:[:_-]?(\d{2})(?:[.,](\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const NUMERIC = new RegExp(
  String.raw`^(\d{4})([-:/.]?)(\d{2})\2(\d{2})(?:[T _-]?${TIME}${ZONE})?$`,
  'i',
);
const NAMED = new RegExp(
  String.raw`^(\d{1,2})[- ]?([A-Z]{3})[- ]?(\d{4})(?:[T _-]?${TIME}${ZONE})?$`,
  'i',
);

/**
 * An instant or a day from texts such as '2023-10-12T01:47:09.5Z', '2023:10:12 01:47:09', '20231012',
 * '20231012T014709' or '12-OCT-2023 01:47:09.123456'. null for anything else and for impossible dates.
 */
export function readTime(text: string): ReadTime | null {
  const trimmed = text.trim();
  const numeric = NUMERIC.exec(trimmed);
  if (numeric) {
    const [, year, , month, day, ...rest] = numeric;
    return makeTime(Number(year), Number(month), Number(day), rest);
  }
  const named = NAMED.exec(trimmed);
  if (!named) return null;
  const [, day, month = '', year, ...rest] = named;
  return makeTime(Number(year), MONTHS.indexOf(month.toUpperCase()) + 1, Number(day), rest);
}

/** rest: hour, minute, second, fraction, zone as text or undefined. */
function makeTime(
  year: number,
  month: number,
  day: number,
  rest: readonly (string | undefined)[],
): ReadTime | null {
  const date = dayOf(year, month, day);
  if (!date) return null;
  const [hour, minute, second = '00', fraction, zone] = rest;
  if (hour === undefined || minute === undefined) {
    return { value: date, precision: 'day', zoned: false };
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const digits = fraction?.slice(0, 6).replace(/0+$/, '');
  const tail = `${second}${digits ? `.${digits}` : ''}Z`;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const shifted = new Date(Date.parse(`${date}T${hour}:${minute}:00Z`) - offset * 60_000);
  return {
    value: `${shifted.toISOString().slice(0, 17)}${tail}`,
    precision: 'instant',
    zoned: zone !== undefined,
  };
}

function offsetMinutes(zone: string | undefined): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60) return null;
  return match[1] === '-' ? -minutes : minutes;
}

/** A day of the calendar as 'YYYY-MM-DD', null where there is none. No picture is older than 1900. */
export function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1) return null;
  return date.toISOString().slice(0, 10);
}

/** The day of a year and its number in the year, 1 to 366. */
export function dayOfYear(year: number, number: number): string | null {
  const date = new Date(Date.UTC(year, 0, number));
  if (number < 1 || year < 1900 || date.getUTCFullYear() !== year) return null;
  return date.toISOString().slice(0, 10);
}

/** 'OCT' → 10; 0 for anything else. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.toUpperCase()) + 1;
}
