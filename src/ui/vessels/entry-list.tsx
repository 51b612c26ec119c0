/** What others say of a vessel, entry by entry: each with its source and date, changed in place. */
import { useState } from 'react';
import type { FormCheck } from '../../domain/identity/check-digits';
import { useLockedReason } from '../context';
import { Button, IconButton, Section, Select, Status, TextField } from '../kit';
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

export type EntryListProps<K extends string> = {
  readonly title: string;
  readonly aside: string;
  readonly addLabel: string;
  readonly fields: readonly EntryField<K>[];
  /** The field without which an entry says nothing. */
  readonly needed: K;
  readonly blank: EntryTexts<K>;
  readonly entries: readonly Entry<K>[];
  readonly headOf: (entry: EntryTexts<K>) => { readonly kind: string; readonly value: string };
  /** Where it is from and as of when. */
  readonly fromOf: (entry: EntryTexts<K>) => string;
  readonly noteOf: (entry: EntryTexts<K>) => string;
  /** What the typed value tells by itself. */
  readonly checksOf: (entry: EntryTexts<K>) => readonly FormCheck[];
  readonly onAdd: (texts: EntryTexts<K>) => void;
  readonly onChange: (id: string, texts: EntryTexts<K>) => void;
  readonly onRemove: (id: string) => void;
};

type FormProps<K extends string> = Pick<
  EntryListProps<K>,
  'fields' | 'needed' | 'checksOf' | 'addLabel'
> & {
  readonly texts: EntryTexts<K>;
  readonly action: string;
  readonly onDone: (texts: EntryTexts<K>) => void;
  readonly onClose: () => void;
};

function EntryForm<K extends string>(props: FormProps<K>) {
  const { fields, needed, checksOf, action, addLabel, onDone, onClose } = props;
  const [texts, setTexts] = useState(props.texts);
  const change = (key: K, value: string) => setTexts((before) => ({ ...before, [key]: value }));
  const word = fields.find(({ key }) => key === needed)?.label.toLowerCase() ?? 'value';
  const missing = texts[needed].trim() === '' ? `Write the ${word} first.` : null;
  return (
    <form
      className={css.form}
      aria-label={action === 'Add' ? addLabel : 'Change the entry'}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing) return;
        onDone(texts);
        onClose();
      }}
    >
      {fields.map(({ key, label, type, options }) =>
        options ? (
          <Select
            key={key}
            layout="row"
            label={label}
            value={texts[key]}
            options={options}
            onChange={(value) => change(key, value)}
          />
        ) : (
          <TextField
            key={key}
            layout="row"
            label={label}
            type={type ?? 'text'}
            value={texts[key]}
            onChange={(value) => change(key, value)}
            help={
              key === needed
                ? checksOf(texts)
                    .map(({ text }) => text)
                    .join('. ') || undefined
                : undefined
            }
          />
        ),
      )}
      <div className={css.formActions}>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button kind="primary" submit disabledReason={missing}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function EntryRow<K extends string>({
  list,
  entry,
  onEdit,
}: {
  readonly list: EntryListProps<K>;
  readonly entry: Entry<K>;
  readonly onEdit: () => void;
}) {
  const locked = useLockedReason();
  const { kind, value } = list.headOf(entry);
  const note = list.noteOf(entry);
  const name = `${kind} ${value}`.trim();
  return (
    <li className={css.claim}>
      <span className={css.claimText}>
        <span>
          <span className={css.aside}>{kind} </span>
          <b className="selectable">{value}</b>
        </span>
        <span className={css.aside}>{list.fromOf(entry)}</span>
        {note === '' ? null : <span className={`${css.aside} selectable`}>{note}</span>}
        {list.checksOf(entry).map(({ text, consistent }) => (
          <Status key={text} tone={consistent ? 'ok' : 'warn'}>
            {text}
          </Status>
        ))}
      </span>
      <span className={css.claimActions}>
        <IconButton
          icon="pencil"
          size="small"
          label={`Change ${name}`}
          disabledReason={locked}
          onClick={onEdit}
        />
        <IconButton
          icon="x"
          size="small"
          label={`Remove ${name}`}
          disabledReason={locked}
          onClick={() => list.onRemove(entry.id)}
        />
      </span>
    </li>
  );
}

const NEW = 'new';

export function EntryList<K extends string>(props: EntryListProps<K>) {
  const { title, aside, addLabel, entries, blank, onAdd, onChange } = props;
  const locked = useLockedReason();
  /** The identifier of the entry that is being written, NEW for one to be added. */
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Section
      title={title}
      aside={aside}
      action={
        <IconButton
          icon="plus"
          label={addLabel}
          disabledReason={locked}
          onClick={() => setOpen(NEW)}
        />
      }
    >
      <ul>
        {entries.map((entry) =>
          entry.id === open ? (
            <li key={entry.id}>
              <EntryForm
                {...props}
                texts={entry}
                action="Save"
                onDone={(texts) => onChange(entry.id, texts)}
                onClose={close}
              />
            </li>
          ) : (
            <EntryRow key={entry.id} list={props} entry={entry} onEdit={() => setOpen(entry.id)} />
          ),
        )}
      </ul>
      {open === NEW ? (
        <EntryForm {...props} texts={blank} action="Add" onDone={onAdd} onClose={close} />
      ) : null}
    </Section>
  );
}
