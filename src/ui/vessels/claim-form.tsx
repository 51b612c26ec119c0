/** Writing down what somebody says a vessel is called or numbered, or a list that it stands on. */
import { useState } from 'react';
import { Button, Select, TextField } from '../kit';
import css from './vessels-screen.module.css';

/** What a claim or a list entry consists of besides its kind. */
export type Draft<V extends string> = {
  readonly kind: V;
  readonly value: string;
  readonly source: string;
  readonly asOf: string;
};

export type ClaimFormProps<V extends string> = {
  readonly kinds: readonly { readonly value: V; readonly label: string }[];
  readonly first: V;
  readonly valueLabel: string;
  readonly sourceLabel: string;
  /** What the typed value tells by itself, or null. */
  readonly check: (kind: V, value: string) => string | null;
  readonly onAdd: (draft: Draft<V>) => void;
  readonly onClose: () => void;
};

export function ClaimForm<V extends string>(props: ClaimFormProps<V>) {
  const { kinds, first, valueLabel, sourceLabel, check, onAdd, onClose } = props;
  const [draft, setDraft] = useState<Draft<V>>({ kind: first, value: '', source: '', asOf: '' });
  const change = (changes: Partial<Draft<V>>) => setDraft((before) => ({ ...before, ...changes }));
  const missing = draft.value.trim() === '' ? `Write the ${valueLabel.toLowerCase()} first.` : null;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing) return;
        onAdd(draft);
        onClose();
      }}
    >
      {kinds.length > 1 ? (
        <Select
          layout="row"
          label="Field"
          value={draft.kind}
          options={kinds}
          onChange={(kind) => change({ kind })}
        />
      ) : null}
      <TextField
        layout="row"
        label={valueLabel}
        value={draft.value}
        onChange={(value) => change({ value })}
        help={check(draft.kind, draft.value) ?? undefined}
      />
      <TextField
        layout="row"
        label={sourceLabel}
        value={draft.source}
        onChange={(source) => change({ source })}
      />
      <TextField
        layout="row"
        label="As of"
        type="date"
        value={draft.asOf}
        onChange={(asOf) => change({ asOf })}
      />
      <div className={css.formActions}>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button kind="primary" submit disabledReason={missing}>
          Add
        </Button>
      </div>
    </form>
  );
}
