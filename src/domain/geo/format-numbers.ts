/** How numbers are written on screen: one way for each kind, the same everywhere. */
import type { CountRange } from '../model/attributes';
import type { Acquisition } from '../model/frame';
import {
  type Degrees,
  type LonLat,
  METERS_PER_MILE,
  type Meters,
  type PixelXY,
} from '../model/units';

/** Narrow no-break space, between thousands. */
const THIN_SPACE = '\u202f';
const MINUS = '\u2212';
/** Stands where there is no value. */
export const NO_VALUE = '–';

/** '12 345', '−3.5': thin spaces in thousands, a true minus, a fixed number of decimals. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const figures = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(figures) ? `${MINUS}${figures}` : figures;
}

/** Decimals for metres: one under 1 m of ground per pixel, none above. */
function metreDecimals(resolutionM: Meters | null): 0 | 1 {
  return resolutionM !== null && resolutionM >= 1 ? 0 : 1;
}

/** '122.4 m', or '122.4 ± 0.4 m' with a sigma; no decimals where a pixel is 1 m or more. */
export function formatMeters(value: Meters, resolutionM: Meters | null, sigma?: Meters): string {
  const decimals = metreDecimals(resolutionM);
  const figures = formatNumber(value, decimals);
  if (sigma === undefined) return `${figures} m`;
  const least = decimals === 1 ? 0.1 : 1;
  return `${figures} ± ${formatNumber(Math.max(sigma, least), decimals)} m`;
}

/** '122.7 ± 0.5 m', of one picture or of several: no decimals where σ is 1 m or more. */
export function formatSpread(value: Meters, sigma: Meters): string {
  const decimals = sigma >= 1 ? 0 : 1;
  return `${formatNumber(value, decimals)} ± ${formatNumber(Math.max(sigma, 0.1), decimals)} m`;
}

/** '122.4 × 18.2 m'. */
export function formatSize(length: Meters, width: Meters, resolutionM: Meters | null): string {
  const decimals = metreDecimals(resolutionM);
  return `${formatNumber(length, decimals)} × ${formatNumber(width, decimals)} m`;
}

/**
 * '950 m', '4.2 km (2.3 nm)', '212 km (114 nm)': kilometres as maps have them, and the nautical miles that
 * knots are made of.
 */
export function formatDistance(distance: Meters): string {
  if (distance < METERS_PER_MILE) return `${formatNumber(distance)} m`;
  const [km, miles] = [distance / 1000, distance / METERS_PER_MILE];
  const digits = (value: number) => (value < 10 ? 1 : 0);
  return `${formatNumber(km, digits(km))} km (${formatNumber(miles, digits(miles))} nm)`;
}

/** '122.4 × 18.2 px', for pictures without a place. */
export function formatPixelSize(length: number, width: number): string {
  return `${formatNumber(length, 1)} × ${formatNumber(width, 1)} px`;
}

/** Three digits of a full circle of `turn` degrees: 359.7 of 360 is '000'. */
function threeDigits(degrees: Degrees, turn: number): string {
  return String(Math.round(degrees) % turn).padStart(3, '0');
}

/** '081° T' with no decimals, '081.0° T' with one. */
export function formatHeading(degrees: Degrees, decimals: 0 | 1 = 1): string {
  if (!Number.isFinite(degrees)) return NO_VALUE;
  if (decimals === 0) return `${threeDigits(degrees, 360)}° T`;
  const tenths = Math.round(degrees * 10) % 3600;
  return `${(tenths / 10).toFixed(1).padStart(5, '0')}° T`;
}

/** '032°': the axis of a box whose bow is not known, 0 to 179. */
export function formatAxis(degrees: Degrees): string {
  return Number.isFinite(degrees) ? `${threeDigits(degrees, 180)}°` : NO_VALUE;
}

/** '42.23518° N 130.29264° E': five decimals, about a metre. */
export function formatLonLat([lon, lat]: LonLat, decimals = 5): string {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return NO_VALUE;
  const north = `${Math.abs(lat).toFixed(decimals)}° ${lat < 0 ? 'S' : 'N'}`;
  return `${north} ${Math.abs(lon).toFixed(decimals)}° ${lon < 0 ? 'W' : 'E'}`;
}

/** '1 204.5, 877.0': pixels with one decimal. */
export function formatPixel([x, y]: PixelXY): string {
  return `${formatNumber(x, 1)}, ${formatNumber(y, 1)}`;
}

/** '0.50 m' per pixel; whole metres from 10 m. */
export function formatResolution(resolutionM: Meters): string {
  return `${formatNumber(resolutionM, resolutionM < 1 ? 2 : resolutionM < 10 ? 1 : 0)} m`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** '12 Oct 2023' of an ISO 8601 day or instant in UTC. */
export function formatDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name ? `${Number(day)} ${name} ${year}` : NO_VALUE;
}

/** '01:47:09 UTC' of an ISO 8601 instant in UTC, or null of a day. */
export function formatTime(iso: string): string | null {
  const time = /T(\d{2}:\d{2}:\d{2})/.exec(iso)?.[1];
  return time ? `${time} UTC` : null;
}

/** '01:47:09 UTC'; 'day only' where no more is known; null without a date. */
export function formatTimeOfDay(acquired: Acquisition | null): string | null {
  if (!acquired) return null;
  return (acquired.precision === 'instant' ? formatTime(acquired.value) : null) ?? 'day only';
}

/** '12 Oct 2023 01:47:09 UTC'; a day alone shows no time; 'No date' where nothing is known. */
export function formatAcquired(acquired: Acquisition | null): string {
  if (!acquired) return 'No date';
  const time = acquired.precision === 'instant' ? formatTime(acquired.value) : null;
  return [formatDate(acquired.value), time].filter((part) => part !== null).join(' ');
}

/**
 * '38–52, best 46'; '46' where that is all; 'at least 38' where one bound is known; '' where nothing is. `write`
 * writes a number.
 */
export function formatCountRange(
  { min, best, max }: CountRange,
  write: (value: number) => string = formatNumber,
): string {
  if (min !== null && min === max) return write(min);
  const bounds =
    min !== null && max !== null
      ? `${write(min)}–${write(max)}`
      : min !== null
        ? `at least ${write(min)}`
        : max !== null
          ? `at most ${write(max)}`
          : null;
  if (best === null) return bounds ?? '';
  return bounds === null ? write(best) : `${bounds}, best ${write(best)}`;
}
