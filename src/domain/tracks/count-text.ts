/** How a count with its bounds is written in logs and tables. */
import type { CountRange } from '../model/attributes';

/** '38–52, best 46'; '46' where that is all; empty where nothing is counted. */
export function countText(count: CountRange | null): string {
  if (!count) return '';
  const { min, best, max } = count;
  if (min === max && min !== null) return String(min);
  const range = min === null && max === null ? '' : `${min ?? '?'}–${max ?? '?'}`;
  if (best === null) return range;
  return range === '' ? String(best) : `${range}, best ${best}`;
}
