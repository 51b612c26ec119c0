/** The words for what a frame tells of a place or a number: one for each state in every table, chart, legend and file. */
import type { LookAt } from './looks';

/**
 * Why a number stands nowhere: nobody said how many are in what is boxed, or it was not observed, as a place is not.
 * `obscured` is of a frame that was examined but for a part that cannot be seen.
 */
export type Unknown = 'uncounted' | 'obscured' | 'unresolved' | 'unexamined';

const LOOK: Readonly<Record<LookAt, string>> = {
  seen: 'seen',
  absent: 'not there',
  obscured: 'obscured',
  unresolved: 'pixels too large',
  unexamined: 'not examined',
  uncovered: 'not covered',
};

const UNKNOWN: Readonly<Record<Unknown, string>> = {
  uncounted: 'not counted',
  obscured: 'obscured in part',
  unresolved: LOOK.unresolved,
  unexamined: LOOK.unexamined,
};

/** Beside a mark that shows whether it was observed: 'obscured'. */
export function lookText(look: LookAt): string {
  return LOOK[look];
}

/** Where no mark shows it: 'not observed: obscured'. */
export function observedText(look: LookAt): string {
  return look === 'seen' || look === 'absent' ? LOOK[look] : `not observed: ${LOOK[look]}`;
}

/** Beside a mark: 'obscured in part'. */
export function unknownWord(why: Unknown): string {
  return UNKNOWN[why];
}

/** Where no mark shows it: 'not observed: obscured in part'; 'not counted' where it was observed. */
export function unknownText(why: Unknown): string {
  return why === 'uncounted' ? UNKNOWN[why] : `not observed: ${UNKNOWN[why]}`;
}
