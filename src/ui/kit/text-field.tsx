import type { HTMLInputTypeAttribute, KeyboardEvent, ReactNode, Ref } from 'react';
import { Field, type FieldShell } from './field';
import css from './field.module.css';
import { Icon } from './icon';
import { useDraft } from './use-draft';

type Stored = {
  readonly value: string;
  /** The user is done: Enter, focus left, or the field went away. Key the field by its record. */
  readonly onCommit: (value: string) => void;
  readonly onChange?: never;
};
type Live = {
  readonly value: string;
  /** At every keystroke: for filters and dialogs. */
  readonly onChange: (value: string) => void;
  readonly onCommit?: never;
};

type Common = FieldShell & {
  /** An example of what to write, never the label. */
  readonly example?: string;
  readonly readOnly?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

export type TextFieldProps = Common &
  (Stored | Live) & {
    readonly type?: HTMLInputTypeAttribute;
    readonly icon?: string;
    /** At the right inside the field: a unit, a key. */
    readonly end?: ReactNode;
    readonly mono?: boolean;
    readonly ref?: Ref<HTMLInputElement>;
  };

const ignore = () => undefined;

/** The draft of a stored field, or the text of a live one. */
function useText(props: Common & (Stored | Live)) {
  const draft = useDraft(props.value, props.onCommit ?? ignore);
  const stored = props.onCommit !== undefined;
  return {
    value: stored ? draft.text : props.value,
    readOnly: props.readOnly,
    placeholder: props.example,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      props.onChange ? props.onChange(event.target.value) : draft.change(event.target.value),
    onBlur: stored ? draft.commit : undefined,
    onKeyDown: (event: KeyboardEvent) => {
      if (stored) draft.onKeyDown(event);
      props.onKeyDown?.(event);
    },
  };
}

export function TextField(props: TextFieldProps) {
  const text = useText(props);
  return (
    <Field {...props}>
      {(ids) => (
        <span className={`${css.box} ${props.mono ? css.mono : css.plain}`}>
          {props.icon ? <Icon name={props.icon} size={14} /> : null}
          <input
            {...ids}
            {...text}
            ref={props.ref}
            type={props.type ?? 'text'}
            className={css.input}
            autoComplete="off"
            spellCheck={false}
          />
          {props.end ? <span className={css.unit}>{props.end}</span> : null}
        </span>
      )}
    </Field>
  );
}
