import { type ReactNode, type Ref, useContext, useEffect, useRef, useState } from 'react';
import { Field, type FieldShell } from './field';
import css from './field.module.css';
import { LeaveField } from './leave-field';

/** A pause in typing after which what was typed is stored. */
const IDLE_MS = 500;

/** Not every way of leaving sends the first of them. */
const LEAVING = ['beforeunload', 'pagehide'] as const;

type Texts<K extends string> = Readonly<Record<K, string>>;

export type DraftOptions<K extends string> = {
  readonly stored: Texts<K>;
  /** Stores the texts, or gives the sentence that says why they cannot be. Not called for no change. */
  readonly onCommit: (texts: Texts<K>) => string | null;
  /** The field goes away with texts that cannot be stored. */
  readonly onLost: (texts: Texts<K>, problem: string) => void;
};

/**
 * Texts that are being typed. They are stored when the focus leaves, on Enter, after a pause, when
 * the page is hidden, and when the field goes away, so that nothing typed is lost; between these the
 * fields show what is stored, so that undo is seen. Key the component by the record that it edits.
 */
export function useDrafts<K extends string>(options: DraftOptions<K>) {
  const [drafts, setDrafts] = useState<Partial<Texts<K>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef({ drafts, options });
  latest.current.options = options;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const put = (next: Partial<Texts<K>>) => {
    latest.current.drafts = next;
    setDrafts(next);
  };
  /** What became of the texts: stored, or refused with a sentence. */
  const settle = (refused: string | null) => {
    if (refused === null) put({});
    setProblem(refused);
    return refused;
  };
  const [commit] = useState(() => (): string | null => {
    clearTimeout(timer.current);
    const { drafts: typed, options: now } = latest.current;
    const texts: Texts<K> = { ...now.stored, ...typed };
    const changed = Object.keys(typed).some((key) => texts[key as K] !== now.stored[key as K]);
    return settle(changed ? now.onCommit(texts) : null);
  });

  useEffect(() => {
    const onHidden = () => {
      if (document.visibilityState === 'hidden') commit();
    };
    document.addEventListener('visibilitychange', onHidden);
    // Before the program's own look at what is not stored yet, which asks the user to stay.
    for (const event of LEAVING) window.addEventListener(event, commit, { capture: true });
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      for (const event of LEAVING) window.removeEventListener(event, commit, { capture: true });
      const { drafts: typed, options: now } = latest.current;
      const refused = commit();
      if (refused !== null) now.onLost({ ...now.stored, ...typed }, refused);
    };
  }, [commit]);

  return {
    problem,
    commit,
    /** For whoever stored the texts, or tried to, in another way. */
    settle: (refused: string | null) => {
      clearTimeout(timer.current);
      settle(refused);
    },
    text: (key: K) => drafts[key] ?? options.stored[key],
    change: (key: K, text: string) => {
      put({ ...latest.current.drafts, [key]: text });
      clearTimeout(timer.current);
      timer.current = setTimeout(commit, IDLE_MS);
    },
  };
}

export type DraftInputProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onDone: () => void;
  /** Enter in one line; left out: the user is done. */
  readonly onEnter?: (() => void) | undefined;
  /** Esc in one line; left out: whoever stands around it has the key. */
  readonly onEscape?: (() => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly unit?: string | undefined;
  readonly example?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly numeric?: boolean | undefined;
  /** Rows of a text of several lines. */
  readonly rows?: number | undefined;
  readonly id?: string;
  readonly label?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
};

/** The bare control, for several beside one another under one label. */
export function DraftInput(props: DraftInputProps) {
  const shared = {
    id: props.id,
    'aria-label': props.label,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    value: props.text,
    placeholder: props.example,
    disabled: props.disabled,
    onFocus: props.onFocus,
    onBlur: props.onDone,
  };
  if (props.rows) {
    return (
      <textarea
        {...shared}
        rows={props.rows}
        className={css.area}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onDone();
        }}
      />
    );
  }
  return (
    <span className={`${css.box} ${props.numeric ? '' : css.plain}`}>
      <input
        {...shared}
        ref={props.ref}
        type="text"
        inputMode={props.numeric ? 'numeric' : 'text'}
        className={css.input}
        autoComplete="off"
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') (props.onEnter ?? props.onDone)();
          if (event.key !== 'Escape' || !props.onEscape) return;
          event.stopPropagation();
          props.onEscape();
        }}
      />
      {props.unit ? <span className={css.unit}>{props.unit}</span> : null}
    </span>
  );
}

export type DraftFieldProps = FieldShell & {
  readonly value: string;
  readonly onCommit: (text: string) => string | null;
  readonly onLost: (text: string, problem: string) => void;
  readonly example?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly numeric?: boolean | undefined;
  readonly rows?: number | undefined;
  /** Beside the control, in the same line. */
  readonly beside?: ReactNode;
};

/**
 * Leaving a field by Enter, with what was typed if it can be stored, or by Esc, with what stood there when it
 * was entered: a pause in typing has stored what Esc takes back.
 */
function useLeaving(stored: string, drafts: ReturnType<typeof useDrafts<'text'>>) {
  const leave = useContext(LeaveField);
  const entered = useRef(stored);
  const onFocus = () => {
    entered.current = stored;
  };
  if (!leave) return { onFocus };
  return {
    onFocus,
    onEnter: () => {
      if (drafts.commit() === null) leave();
    },
    onEscape: () => {
      drafts.change('text', entered.current);
      if (drafts.commit() === null) leave();
    },
  };
}

/** One text of a record, stored as it is typed; see useDrafts. */
export function DraftField({ value, onCommit, onLost, beside, ...props }: DraftFieldProps) {
  const drafts = useDrafts({
    stored: { text: value },
    onCommit: ({ text }) => onCommit(text),
    onLost: ({ text }, problem) => onLost(text, problem),
  });
  const leaving = useLeaving(value, drafts);
  return (
    <Field {...props} error={drafts.problem}>
      {(ids) => {
        const input = (
          <DraftInput
            id={ids.id}
            invalid={ids['aria-invalid'] ?? false}
            describedBy={ids['aria-describedby']}
            text={drafts.text('text')}
            onChange={(text) => drafts.change('text', text)}
            onDone={drafts.commit}
            {...leaving}
            example={props.example}
            disabled={props.disabled}
            numeric={props.numeric}
            rows={props.rows}
          />
        );
        return beside ? (
          <span className={css.beside}>
            {input}
            {beside}
          </span>
        ) : (
          input
        );
      }}
    </Field>
  );
}
