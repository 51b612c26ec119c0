/** How a count with its bounds is written in logs and tables. */
import { formatCountRange } from '../geo/format-numbers';
import type { CountRange } from '../model/attributes';

/** As formatCountRange, in plain digits that a table's reader takes for a number; empty where nothing is counted. */
export function countText(count: CountRange | null): string {
  return count ? formatCountRange(count, String) : '';
}
