/** What several boxes have in common, for editing them together, and reading what was typed. */
import type { AttributeKey, BoxAttributes, CountRange } from '../model/attributes';
import type { Box } from '../model/box';

/** Mixed: the boxes differ, so there is no one value to show. */
export type Shared<T> =
  | { readonly mixed: false; readonly value: T }
  | { readonly mixed: true; readonly value: null };

export function sharedValue<T, V>(
  records: readonly T[],
  read: (record: T) => V,
  equal: (a: V, b: V) => boolean = Object.is,
): Shared<V> {
  const [first, ...rest] = records;
  if (first === undefined) return { mixed: true, value: null };
  const value = read(first);
  const same = rest.every((record) => equal(read(record), value));
  return same ? { mixed: false, value } : { mixed: true, value: null };
}

export function sharedAttribute<K extends AttributeKey>(
  boxes: readonly Box[],
  key: K,
): Shared<BoxAttributes[K]> {
  return sharedValue(boxes, (box) => box.attributes[key], sameAttribute);
}

/** Whether two values of one attribute are equal; ranges are compared part by part. */
function sameAttribute(a: BoxAttributes[AttributeKey], b: BoxAttributes[AttributeKey]): boolean {
  if (isRange(a) && isRange(b)) return a.min === b.min && a.best === b.best && a.max === b.max;
  return a === b;
}

function isRange(value: BoxAttributes[AttributeKey]): value is CountRange {
  return typeof value === 'object' && value !== null;
}

export type Typed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** A whole number of things, or nothing. Spaces between thousands are allowed. */
export function readCount(text: string): Typed<number | null> {
  const plain = text.replaceAll(/[\s\u202f]/g, '');
  if (plain === '') return { ok: true, value: null };
  const value = Number(plain);
  if (/^\d+$/.test(plain) && Number.isSafeInteger(value)) return { ok: true, value };
  return {
    ok: false,
    problem: `"${text.trim()}" is not a count. Write a whole number, such as 12.`,
  };
}

export type RangeTexts = { readonly min: string; readonly best: string; readonly max: string };

/** The three parts of a counted range; least ≤ best ≤ most where they are given. */
export function readRange(texts: RangeTexts): Typed<CountRange> {
  const parts = {
    min: readCount(texts.min),
    best: readCount(texts.best),
    max: readCount(texts.max),
  };
  const wrong = [parts.min, parts.best, parts.max].find((part) => !part.ok);
  if (wrong && !wrong.ok) return wrong;
  const value = {
    min: parts.min.ok ? parts.min.value : null,
    best: parts.best.ok ? parts.best.value : null,
    max: parts.max.ok ? parts.max.value : null,
  };
  const { min, best, max } = value;
  const above = (low: number | null, high: number | null) =>
    low !== null && high !== null && low > high;
  if (above(min, best))
    return { ok: false, problem: `The least (${min}) is above the best (${best}).` };
  if (above(best, max))
    return { ok: false, problem: `The best (${best}) is above the most (${max}).` };
  if (above(min, max))
    return { ok: false, problem: `The least (${min}) is above the most (${max}).` };
  return { ok: true, value };
}
