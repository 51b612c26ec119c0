/** Entries on a vessel, one under the other: each with its source and date, changed in place. */
import { useState } from 'react';
import { useLockedReason } from '../context';
import { IconButton, Section } from '../kit';
import { type Entry, EntryForm, type EntryKind, type EntryTexts } from './entry-form';
import css from './vessels-screen.module.css';

export type EntryListProps<K extends string> = {
  readonly title: string;
  readonly aside: string;
  readonly kind: EntryKind<K>;
  readonly blank: EntryTexts<K>;
  readonly entries: readonly Entry<K>[];
  readonly headOf: (entry: EntryTexts<K>) => string;
  /** Where it is from and as of when. */
  readonly fromOf: (entry: EntryTexts<K>) => string;
  readonly noteOf: (entry: EntryTexts<K>) => string;
  /** Give whether the edit was made. */
  readonly onAdd: (texts: EntryTexts<K>) => boolean;
  readonly onChange: (id: string, texts: EntryTexts<K>) => boolean;
  readonly onRemove: (id: string) => void;
};

/** Which entry is being written: its identifier, NEW for one to be added, null for none. */
export const NEW = 'new';

export function useOpenEntry() {
  const [open, setOpen] = useState<string | null>(null);
  return { open, setOpen, close: () => setOpen(null) };
}

export function EntryList<K extends string>(props: EntryListProps<K>) {
  const { title, aside, kind, entries, blank, onAdd, onChange, onRemove } = props;
  const locked = useLockedReason();
  const { open, setOpen, close } = useOpenEntry();
  return (
    <Section
      title={title}
      aside={aside}
      action={
        <IconButton
          icon="plus"
          label={kind.addLabel}
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
                kind={kind}
                texts={entry}
                known
                onDone={(texts) => onChange(entry.id, texts)}
                onRemove={() => onRemove(entry.id)}
                onClose={close}
              />
            </li>
          ) : (
            <li key={entry.id} className={css.claim}>
              <span className={css.claimText}>
                <b className="selectable">{props.headOf(entry)}</b>
                <span className={`${css.aside} selectable`}>{props.fromOf(entry)}</span>
                {props.noteOf(entry) === '' ? null : (
                  <span className={`${css.aside} selectable`}>{props.noteOf(entry)}</span>
                )}
              </span>
              <IconButton
                icon="pencil"
                size="small"
                label={`Change ${props.headOf(entry)}`}
                disabledReason={locked}
                onClick={() => setOpen(entry.id)}
              />
            </li>
          ),
        )}
      </ul>
      {open === NEW ? (
        <EntryForm kind={kind} texts={blank} known={false} onDone={onAdd} onClose={close} />
      ) : null}
    </Section>
  );
}
