/** Which notices are shown where there are many. */
import type { Notice } from '../../store/session';

/** So many leave the picture to be seen. */
const MOST_SHOWN = 3;

/**
 * The newest, in order of time; what went wrong comes before what is only to be known, however old it is. The
 * very newest is one more where all others went wrong: it answers what was done just now.
 * @param notices oldest first
 */
export function shownOf<N extends Pick<Notice, 'tone'>>(notices: readonly N[]): readonly N[] {
  const newest = [...notices].reverse();
  const bad = newest.filter(({ tone }) => tone === 'bad');
  const others = newest.filter(({ tone }) => tone !== 'bad');
  const kept = new Set([...newest.slice(0, 1), ...[...bad, ...others].slice(0, MOST_SHOWN)]);
  return notices.filter((notice) => kept.has(notice));
}
