/** One entry of what others say of a vessel, as it is typed: what is wrong is said, and nothing is lost. */
import { useEffect, useRef, useState } from 'react';
import type { FormCheck } from '../../domain/identity/check-digits';
import { Select, TextField } from '../kit';
import { FormFoot } from './form-foot';
import css from './vessels-screen.module.css';

export type EntryField<K extends string> = {
  readonly key: K;
  readonly label: string;
  readonly type?: 'date' | 'url';
  /** A field with these is one of them. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};

/** The texts of an entry by field. */
export type EntryTexts<K extends string> = Readonly<Record<K, string>>;
export type Entry<K extends string> = EntryTexts<K> & { readonly id: string };

/** What a form of entries asks for and says. */
export type EntryKind<K extends string> = {
  readonly fields: readonly EntryField<K>[];
  /** The field without which an entry says nothing. */
  readonly needed: K;
  readonly addLabel: string;
  /** What the typed value tells by itself. */
  readonly checksOf: (entry: EntryTexts<K>) => readonly FormCheck[];
  /** A sentence by field for what cannot be stored so. */
  readonly wrongOf: (entry: EntryTexts<K>) => Partial<Record<K, string>>;
};

export type EntryFormProps<K extends string> = {
  readonly kind: EntryKind<K>;
  readonly texts: EntryTexts<K>;
  /** The entry is there already. */
  readonly known: boolean;
  /** Whether it was stored; the form stays open where not. */
  readonly onDone: (texts: EntryTexts<K>) => boolean;
  readonly onRemove?: () => void;
  readonly onClose: () => void;
};

type EntryFieldProps<K extends string> = {
  readonly field: EntryKind<K>['fields'][number];
  readonly value: string;
  readonly error: string | null;
  readonly help: string | undefined;
  readonly onChange: (value: string) => void;
};

function EntryField<K extends string>({
  field: { label, type, options },
  value,
  error,
  help,
  onChange,
}: EntryFieldProps<K>) {
  return options ? (
    <Select layout="row" label={label} value={value} options={options} onChange={onChange} />
  ) : (
    <TextField
      layout="row"
      label={label}
      type={type ?? 'text'}
      value={value}
      onChange={onChange}
      error={error}
      help={help}
    />
  );
}

/** What is found of a value, as sentences; undefined for nothing. */
function helpOf(checks: readonly { readonly text: string }[]): string | undefined {
  return checks.map(({ text }) => `${text}.`).join(' ') || undefined;
}

export function EntryForm<K extends string>({
  kind,
  known,
  onDone,
  onRemove,
  onClose,
  ...props
}: EntryFormProps<K>) {
  const { fields, needed, checksOf, wrongOf, addLabel } = kind;
  const [texts, setTexts] = useState(props.texts);
  const [tried, setTried] = useState(false);
  const change = (key: K, value: string) => setTexts((before) => ({ ...before, [key]: value }));
  const word = fields.find(({ key }) => key === needed)?.label.toLowerCase() ?? 'value';
  const wrong: Partial<Record<K, string>> = wrongOf(texts);
  const missing = texts[needed].trim() === '' ? `Write the ${word} first.` : null;
  const form = useRef<HTMLFormElement>(null);
  // Whoever asks for the form types next; below the fold it would open unseen.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const errorOf = (key: K) => wrong[key] ?? (key === needed && tried ? missing : null);
  return (
    <form
      ref={form}
      className={css.form}
      aria-label={known ? 'Change the entry' : addLabel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (missing === null && Object.keys(wrong).length === 0 && onDone(texts)) onClose();
      }}
    >
      {fields.map((field) => (
        <EntryField
          key={field.key}
          field={field}
          value={texts[field.key]}
          error={errorOf(field.key)}
          help={field.key === needed ? helpOf(checksOf(texts)) : undefined}
          onChange={(value) => change(field.key, value)}
        />
      ))}
      <FormFoot save={known ? 'Save' : 'Add'} onClose={onClose} onRemove={onRemove} />
    </form>
  );
}
