/** Which notices are shown where there are many. */
import type { Notice } from '../../store/session';

/** So many leave the picture to be seen. */
export const MOST_SHOWN = 3;

/**
 * The newest, in order of time; what went wrong comes before what is only to be known, however old it is.
 * @param notices oldest first
 */
export function shownOf<N extends Pick<Notice, 'tone'>>(notices: readonly N[]): readonly N[] {
  const newest = [...notices].reverse();
  const bad = newest.filter(({ tone }) => tone === 'bad');
  const others = newest.filter(({ tone }) => tone !== 'bad');
  const kept = new Set([...bad, ...others].slice(0, MOST_SHOWN));
  return notices.filter((notice) => kept.has(notice));
}
