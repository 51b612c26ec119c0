/** What vessels and groups have alike: a name, a colour and notes, each stored as it is typed. */
import { notify, notifyError } from '../../commands/notify';
import { commitEdit } from '../../commands/vessels/vessel-commands';
import type { Edit, EditContext } from '../../domain/edits/types';
import { sentenceOf, UserError } from '../../domain/errors';
import type { DocumentStore } from '../../store/document-store';
import { useLockedReason, useServices } from '../context';
import { Section, TextField } from '../kit';
import { DraftField } from '../kit/draft-field';
import css from './vessels-screen.module.css';

type Make = (document: DocumentStore, context: EditContext) => Edit;

/** Commits an edit; a refusal comes back as the sentence that says why. */
export function useStore() {
  const services = useServices();
  return (make: Make): string | null => {
    try {
      commitEdit(services, make);
      return null;
    } catch (error) {
      if (error instanceof UserError) return sentenceOf(error);
      notifyError(services.session, error);
      return null;
    }
  };
}

export type RecordTextProps = {
  readonly label: string;
  readonly value: string;
  readonly rows?: number;
  readonly numeric?: boolean;
  readonly layout?: 'row' | 'stack' | 'hidden';
  /** Stores the text, or gives the sentence that says why it cannot be. */
  readonly onStore: (text: string) => string | null;
};

/** One text of a record. What cannot be stored stays in the field with its sentence; or is told when it goes. */
export function RecordText({ label, layout = 'row', onStore, ...field }: RecordTextProps) {
  const { session } = useServices();
  const locked = useLockedReason() !== null;
  return (
    <DraftField
      {...field}
      label={label}
      layout={layout}
      disabled={locked}
      onCommit={onStore}
      onLost={(text, problem) =>
        notify(session, 'warn', `${label} "${text}" was not stored. ${problem}`)
      }
    />
  );
}

export type NamedProps = {
  readonly name: string;
  readonly color: string;
  readonly onStore: (
    changes: { readonly name: string } | { readonly color: string },
  ) => string | null;
};

export function NamedFields({ name, color, onStore }: NamedProps) {
  const locked = useLockedReason() !== null;
  return (
    <>
      <RecordText label="Name" value={name} onStore={(text) => onStore({ name: text })} />
      <TextField
        layout="row"
        label="Colour"
        type="color"
        value={color}
        readOnly={locked}
        onCommit={(chosen) => onStore({ color: chosen })}
      />
    </>
  );
}

export function NotesSection({
  notes,
  onStore,
}: {
  readonly notes: string;
  readonly onStore: (changes: { readonly notes: string }) => string | null;
}) {
  return (
    <Section title="Notes">
      <div className={css.fields}>
        <RecordText
          layout="hidden"
          label="Notes"
          value={notes}
          rows={3}
          onStore={(text) => onStore({ notes: text })}
        />
      </div>
    </Section>
  );
}
