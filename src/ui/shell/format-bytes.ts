import { formatNumber } from '../../domain/geo/format-numbers';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** '38 MB', '6.8 GB': decimal units, one decimal below ten of them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, value < 9.95 && unit > 1 ? 1 : 0)} ${UNITS[unit]}`;
}
