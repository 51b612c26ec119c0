/** Reading places as people write them: decimal degrees, degrees with minutes and seconds, MGRS. */
import { toPoint } from 'mgrs';
import type { LonLat } from '../model/units';

/**
 * '42.235, 130.296' (latitude first), '42.235° N 130.296° E', '130.296 E 42.235 N',
 * `42°14'06"N 130°17'46"E`, '52T FM 06659 76697'. null where it is no place.
 */
export function parsePlace(text: string): LonLat | null {
  return parseMgrs(text) ?? parseDegrees(text);
}

const MGRS = /^(\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])(\d*)$/i;

function parseMgrs(text: string): LonLat | null {
  const [, square, digits = ''] = MGRS.exec(text.replaceAll(/\s/g, '')) ?? [];
  const zone = Number.parseInt(square ?? '', 10);
  if (!square || digits.length % 2 === 1 || digits.length > 10 || zone < 1 || zone > 60)
    return null;
  const [lon, lat] = toPoint(`${square}${digits}`.toUpperCase());
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
}

const DEGREES =
  /([-+−]?\d+(?:\.\d+)?)\s*°?\s*(?:(\d+(?:\.\d+)?)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*["″]\s*)?/
    .source;
/** The side is written before or after the degrees, not both. */
const SIDE_FIRST = new RegExp(`^([NSEW])\\s*${DEGREES}`, 'i');
const SIDE_LAST = new RegExp(`^()${DEGREES}([NSEW])?`, 'i');

type Part = { readonly value: number; readonly side: string };

function parseDegrees(text: string): LonLat | null {
  const parts: Part[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = SIDE_FIRST.exec(rest) ?? SIDE_LAST.exec(rest);
    if (!match) return null;
    const [part, before = '', degrees = '', minutes = '0', seconds = '0', after = ''] = match;
    if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
    const whole = Number(degrees.replace(/^[-+−]/, ''));
    const size = whole + Number(minutes) / 60 + Number(seconds) / 3600;
    // The sign of less than a degree stands before a zero.
    const value = /^[-−]/.test(degrees) ? -size : size;
    parts.push({ value, side: (before || after).toUpperCase() });
    rest = rest.slice(part.length).replace(/^[\s,;]+/, '');
  }
  const [first, second, third] = parts;
  if (!first || !second || third) return null;
  const swapped = /[EW]/.test(first.side);
  if (swapped === /[EW]/.test(second.side) && (first.side || second.side)) return null;
  const [lat, lon] = swapped ? [second, first] : [first, second];
  const y = lat.side === 'S' ? -lat.value : lat.value;
  const x = lon.side === 'W' ? -lon.value : lon.value;
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? [x, y] : null;
}
