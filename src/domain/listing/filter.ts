/**
 * The filter of the list of boxes: words that must occur anywhere, and terms on fields.
 *
 *   tanker pier               both words, in any field
 *   "pier 2"                  these words together
 *   activity:alongside        the field has this (part of a) value; ':none' means nothing is noted
 *   length>100 date<=2023-10  numbers, dates and graded choices can be compared
 *   class=container           exactly this
 *   -locked:yes               not
 */
import type { BoxRow } from './box-row';
import { type ListField, listField, type NumberField } from './fields';

export type Filter = {
  readonly matches: (row: BoxRow) => boolean;
  /** Whether every row passes: nothing was asked for. */
  readonly empty: boolean;
  /** Whether matching needs geodesic measures of every row. */
  readonly measured: boolean;
  /** Sentences about terms that could not be used and are left out. */
  readonly problems: readonly string[];
};

export type Operator = ':' | '=' | '>' | '>=' | '<' | '<=';
type Test = (row: BoxRow) => boolean;

const FILTER_TERM =
  /(-)?(?:(\p{L}[\p{L}_]*)(:|\s*(?:>=|<=|>|<|=)\s*))?("[^"]*"?|[^\s"]+)|(-)?(\p{L}[\p{L}_]*)(:|>=|<=|>|<|=)(?=\s|$)/gu;

export function parseFilter(text: string): Filter {
  const tests: Test[] = [];
  const problems: string[] = [];
  let measured = false;
  for (const [whole, minus, name, sign, quoted = ''] of text.matchAll(FILTER_TERM)) {
    const value = quoted.replaceAll('"', '').trim().toLowerCase();
    // A term that is still being typed ('length>') asks for nothing yet.
    if (value === '' || /^-?\p{L}[\p{L}_]*(:|>=|<=|>|<|=)$/u.test(whole)) continue;
    const test = name && sign ? fieldTest(name, sign.trim() as Operator, value) : wordTest(value);
    if (typeof test === 'string') {
      problems.push(test);
      continue;
    }
    if (name && listField(name)?.measured) measured = true;
    tests.push(minus ? (row) => !test(row) : test);
  }
  const matches: Test = (row) => tests.every((test) => test(row));
  return { matches, empty: tests.length === 0, measured, problems };
}

function fieldTest(name: string, operator: Operator, value: string): Test | string {
  const field = listField(name);
  if (!field) return `There is no field "${name}"; open the help of the filter for the list.`;
  if (value === 'none' && (operator === ':' || operator === '=')) return emptyTest(field);
  switch (field.kind) {
    case 'number':
      return numberTest(field, operator, value);
    case 'text':
      return operator === '=' || operator === ':'
        ? textTest(field.read, operator, value)
        : `"${field.key}" holds words and can be asked with : or = only.`;
    case 'date':
      return dateTest(field.read, field.key, operator, value);
    case 'choice':
      return choiceTest(field, operator, value);
  }
}

function emptyTest(field: ListField): Test {
  return (row) => {
    const value = field.read(row);
    return value === null || value === '';
  };
}

function compare(operator: Operator, a: number | string, b: number | string): boolean {
  switch (operator) {
    case ':':
    case '=':
      return a === b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
  }
}

type Reader<T> = (row: BoxRow) => T | null;

function numberTest(field: NumberField, operator: Operator, value: string): Test | string {
  const { read, label } = field;
  const between = /^(-?[\d.]+)(?:\.\.|–)(-?[\d.]+)$/.exec(value);
  if (between && operator === ':') {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return (row) => {
      const found = read(row);
      return found !== null && found >= low && found <= high;
    };
  }
  const wanted = Number(value);
  if (!Number.isFinite(wanted)) {
    return `"${label}" is compared with a number, not with "${value}".`;
  }
  // Lengths are shown rounded: 'length:122' finds what the list calls 122 m.
  const asShown = operator === ':' && Number.isInteger(wanted);
  const known = asShown ? (field.shown ?? rounded(read)) : read;
  return (row) => {
    const found = known(row);
    return found !== null && compare(operator, found, wanted);
  };
}

function rounded(read: Reader<number>): Reader<number> {
  return (row) => {
    const found = read(row);
    return found === null ? null : Math.round(found);
  };
}

function textTest(read: (row: BoxRow) => string, operator: Operator, value: string): Test {
  if (operator === '=') return (row) => read(row).toLowerCase() === value;
  return (row) => read(row).toLowerCase().includes(value);
}

/** A date is compared as far as it is given: '2023-10' is the whole of October. */
function dateTest(
  read: Reader<string>,
  key: string,
  operator: Operator,
  value: string,
): Test | string {
  if (!/^\d{4}(-\d{2}(-\d{2}(t[\d:.]+z?)?)?)?$/.test(value)) {
    return `"${key}" is compared with a date such as 2023-10-12 or 2023-10, not with "${value}".`;
  }
  const wanted = value.toUpperCase().replace(/Z$/, '');
  return (row) => {
    const found = read(row);
    // Of a day alone it is not known whether it was before or after an hour of that day.
    if (found === null || (found.length < wanted.length && wanted.startsWith(found))) return false;
    return compare(operator, found.slice(0, wanted.length), wanted);
  };
}

type ChoiceField = Extract<ListField, { kind: 'choice' }>;

function choiceTest(field: ChoiceField, operator: Operator, value: string): Test | string {
  const wanted = value.replaceAll(' ', '_');
  const names = field.values.map((choice) => [choice.value.toLowerCase(), slug(choice.label)]);
  const exact = names.findIndex((name) => name.includes(wanted));
  if (operator === ':') {
    const found = field.values.filter(
      (_, i) => i === exact || (exact < 0 && names[i]?.some((name) => name.startsWith(wanted))),
    );
    if (found.length === 0) return unknownChoice(field, value);
    const values = new Set(found.map((choice) => choice.value));
    return (row) => values.has(field.read(row) ?? '');
  }
  if (exact < 0) return unknownChoice(field, value);
  const rank = new Map(field.values.map((choice, i) => [choice.value, i]));
  return (row) => {
    const found = rank.get(field.read(row) ?? '');
    return found !== undefined && compare(operator, found, exact);
  };
}

function unknownChoice(field: ChoiceField, value: string): string {
  const known = field.values.map((choice) => choice.value).join(', ');
  return `"${value}" is no value of "${field.key}"; there are: ${known}.`;
}

function slug(label: string): string {
  return label.toLowerCase().replaceAll(' ', '_');
}

/** Free words look at the number, the class, the frame, and all that the analyst wrote. */
function wordTest(word: string): Test {
  const underscored = word.replaceAll(' ', '_');
  return ({ box, frame, boxClass }) => {
    if (boxClass.text.includes(word) || frame.text.includes(word)) return true;
    if (String(box.number) === word) return true;
    const { attributes } = box;
    for (const key in attributes) {
      const value = attributes[key as keyof typeof attributes];
      if (typeof value !== 'string' || value === '') continue;
      const lower = value.toLowerCase();
      if (lower.includes(word) || lower.includes(underscored)) return true;
    }
    return box.author.toLowerCase().includes(word);
  };
}
