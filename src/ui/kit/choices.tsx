import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import css from './choices.module.css';
import { Field, type FieldShell } from './field';
import fieldCss from './field.module.css';
import { Icon } from './icon';

export type Option<V extends string> = {
  readonly value: V;
  readonly label: string;
  /** In grey beside the label, or as the tooltip of a chip. */
  readonly hint?: string | undefined;
  readonly icon?: string | undefined;
  readonly disabled?: boolean | undefined;
};

export type SelectProps<V extends string> = FieldShell & {
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
};

/** One of a list, by the browser's own list, which knows every keyboard and screen reader. */
export function Select<V extends string>({
  value,
  options,
  onChange,
  disabled,
  ...shell
}: SelectProps<V>) {
  return (
    <Field {...shell}>
      {(ids) => (
        <span className={fieldCss.selectBox}>
          <select
            {...ids}
            className={fieldCss.select}
            value={value}
            disabled={disabled}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen) onChange(chosen.value);
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={14} className={fieldCss.caret} />
        </span>
      )}
    </Field>
  );
}

export type CheckboxProps = {
  readonly label: string;
  readonly checked: boolean;
  /** Some of many are on. */
  readonly mixed?: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly help?: string;
  readonly labelHidden?: boolean;
};

export function Checkbox(props: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  const mixed = props.mixed ?? false;
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <label className={fieldCss.check}>
      <input
        ref={input}
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span className={fieldCss.tick}>
        <Icon name={mixed ? 'minus' : 'check'} size={12} />
      </span>
      <span className={props.labelHidden ? 'visually-hidden' : undefined}>
        {props.label}
        {props.help ? <span className={fieldCss.checkHelp}>{props.help}</span> : null}
      </span>
    </label>
  );
}

type RadioSet<V extends string> = {
  readonly label: string;
  readonly options: readonly Option<V>[];
};

export type ChoiceChipsProps<V extends string> = RadioSet<V> & {
  readonly layout?: 'row' | 'stack' | 'hidden';
  readonly value: V | null;
  /** null: nothing is chosen any more. */
  readonly onChange: (value: V | null) => void;
  readonly disabled?: boolean;
  /** Digits before the labels, and digit keys; the default. */
  readonly numbered?: boolean;
};

const DIGITS = '1234567890';

/**
 * One of a few, or none. Digits and arrows choose; a second click, Backspace or Delete takes the
 * choice back. These keys stay inside, so that they do not reach the program's commands.
 */
export function ChoiceChips<V extends string>({
  label,
  layout = 'row',
  options,
  value,
  onChange,
  disabled = false,
  numbered = true,
}: ChoiceChipsProps<V>) {
  const name = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (disabled || event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = numbered ? DIGITS.indexOf(event.key) : -1;
    const option = digit < 0 ? undefined : options[digit];
    if (option) {
      onChange(option.value);
      document.getElementById(`${name}-${option.value}`)?.focus();
    } else if (event.key === 'Backspace' || event.key === 'Delete') {
      onChange(null);
    } else if (digit < 0 && !event.key.startsWith('Arrow')) {
      return;
    }
    if (!event.key.startsWith('Arrow')) event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset className={`${css.chips} ${css[layout]}`} disabled={disabled} onKeyDown={onKeyDown}>
      <legend className={layout === 'hidden' ? 'visually-hidden' : css.legend}>{label}</legend>
      <div className={css.set}>
        {options.map((option, index) => (
          <label key={option.value} className={css.chip} title={option.hint}>
            <input
              id={`${name}-${option.value}`}
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              onClick={() => (option.value === value ? onChange(null) : undefined)}
            />
            {numbered && index < DIGITS.length && option.label !== DIGITS[index] ? (
              <span className={css.digit} aria-hidden>
                {DIGITS[index]}
              </span>
            ) : null}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export type SegmentedProps<V extends string> = RadioSet<V> & {
  readonly value: V;
  readonly onChange: (value: V) => void;
};

/** Exactly one of two to four, side by side in one frame. The label is for screen readers. */
export function Segmented<V extends string>({
  label,
  options,
  value,
  onChange,
}: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className={css.segmented}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.icon ? <Icon name={option.icon} size={14} /> : null}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
