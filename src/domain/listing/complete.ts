/** What can be written next in a filter, at the cursor. */
import { LIST_FIELDS, type ListField, listField } from './fields';

export type Completion = {
  /** Replaces the text from `from` to `to`. */
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly from: number;
  readonly to: number;
};

export type CompletionWords = {
  readonly classes: readonly string[];
  readonly frames: readonly string[];
  readonly sites: readonly string[];
};

const MOST = 8;

/** Field names while a word is typed, values of a field after its ':' or '='. */
export function completeFilter(
  text: string,
  caret: number,
  words: CompletionWords,
): readonly Completion[] {
  const before = text.slice(0, caret);
  const term = /(?:^|\s)-?((?:\p{L}[\p{L}_]*[:=])?(?:"[^"]*|[^\s"]*))$/u.exec(before)?.[1] ?? '';
  const from = caret - term.length;
  const [, name, sign, value = ''] = /^(\p{L}[\p{L}_]*)([:=])(.*)$/u.exec(term) ?? [];
  if (name && sign) {
    const field = listField(name);
    if (!field) return [];
    const wanted = value.replaceAll('"', '').toLowerCase();
    return valuesOf(field, words)
      .filter(({ value: known, label }) => startsAWord(`${label} ${known}`, wanted))
      .filter(({ value: known }) => known.toLowerCase() !== wanted)
      .slice(0, MOST)
      .map(({ value: known, label }) => ({
        text: `${name}${sign}${quoted(known)} `,
        label: known,
        hint: label === known ? '' : label,
        from,
        to: caret,
      }));
  }
  if (term.length === 0) return [];
  const wanted = term.toLowerCase();
  return LIST_FIELDS.filter((field) => field.key.startsWith(wanted))
    .slice(0, MOST)
    .map((field) => ({
      text: `${field.key}${field.kind === 'number' || field.kind === 'date' ? '>' : ':'}`,
      label: field.key,
      hint: field.label,
      from,
      to: caret,
    }));
}

function valuesOf(field: ListField, words: CompletionWords) {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const none = { value: 'none', label: 'Nothing noted' };
  if (field.kind === 'choice') return [...field.values, none];
  if (field.key === 'class') return plain(words.classes);
  if (field.key === 'frame') return plain(words.frames);
  if (field.key === 'site') return plain(words.sites);
  return [];
}

function startsAWord(text: string, wanted: string): boolean {
  return ` ${text.toLowerCase()}`.includes(` ${wanted}`);
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
