/**
 * What the figures of a claimed identity tell by themselves. A number that is consistent need not
 * belong to any ship: an IMO number's check digit misses one wrong digit in nine.
 */
import { administrationOf } from './maritime-digits';

export type FormCheck = {
  readonly consistent: boolean;
  /** A sentence's worth for the reader: 'Check digit consistent'. */
  readonly text: string;
};

const consistent = (text: string): FormCheck => ({ consistent: true, text });
const inconsistent = (text: string): FormCheck => ({ consistent: false, text });

/**
 * IMO ship number, with or without 'IMO' before it: six digits weighted 7 to 2, whose sum ends in the
 * seventh (IMO Resolution A.1117(30)).
 */
export function checkImoNumber(value: string): FormCheck {
  const digits = /^(?:IMO)?\s*(\d{7})$/i.exec(value.trim())?.[1];
  if (!digits) return inconsistent('An IMO ship number has seven digits');
  let sum = 0;
  for (let i = 0; i < 6; i += 1) sum += Number(digits[i]) * (7 - i);
  const expected = sum % 10;
  if (expected === Number(digits[6])) return consistent('Check digit consistent');
  return inconsistent(`Check digit inconsistent: ${digits.slice(0, 6)} would end in ${expected}`);
}

/** The other kinds of station that an MMSI may name (ITU-R M.585), by how it begins. */
const OTHER_STATIONS: readonly (readonly [RegExp, string])[] = [
  [/^00/, 'a coast station'],
  [/^0/, 'a group of ships'],
  [/^111/, 'a search and rescue aircraft'],
  [/^8/, 'a handheld radio'],
  [/^970/, 'a search and rescue transmitter'],
  [/^972/, 'a man-overboard device'],
  [/^974/, 'a distress beacon'],
  [/^98/, 'a craft of a parent ship'],
  [/^99/, 'an aid to navigation'],
];

export type MmsiCheck = FormCheck & {
  /** Whom the first three digits are given to; null where it is no ship's, or nobody's. */
  readonly administration: string | null;
};

/** MMSI of a ship station: nine digits that begin with those of a flag administration. */
export function checkMmsi(value: string): MmsiCheck {
  const digits = value.trim();
  if (!/^\d{9}$/.test(digits)) {
    return { ...inconsistent('An MMSI has nine digits'), administration: null };
  }
  const administration = administrationOf(Number(digits.slice(0, 3)));
  if (administration) {
    return { ...consistent(`Form of a ship of ${administration}`), administration };
  }
  const other = OTHER_STATIONS.find(([pattern]) => pattern.test(digits))?.[1];
  const text = other
    ? `Form of ${other}, not of a ship`
    : `No administration is known for the digits ${digits.slice(0, 3)}`;
  return { ...inconsistent(text), administration: null };
}

const NATION = '(?:[A-Z][A-Z0-9]|[2-9][A-Z])';
const NATION_WITH_LETTER = '[A-Z2-9][A-Z]';
/** ITU Radio Regulations 19.55 and 19.56. */
const CALL_SIGN = new RegExp(
  `^(?:${NATION}[A-Z]{2}[2-9]?|${NATION_WITH_LETTER}[A-Z]?[2-9]\\d{3})$`,
);

/** Call sign of a ship: two characters of the nation, and two letters with or without a digit, or four digits. */
export function checkCallSign(value: string): FormCheck {
  const sign = value.trim().toUpperCase().replaceAll(/[\s-]/g, '');
  return CALL_SIGN.test(sign)
    ? consistent('Form of a ship’s call sign')
    : inconsistent('Not the form of a ship’s call sign');
}
