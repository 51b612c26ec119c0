import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useRef, useState } from 'react';
import css from './field.module.css';
import { Icon } from './icon';
import { OptionList } from './option-list';

export type Suggestion = {
  /** What takes the place of the text from `from` to `to`. */
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly from: number;
  readonly to: number;
};

export type SuggestFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What can be written next, for a text and the place of its cursor. */
  readonly suggest: (text: string, caret: number) => readonly Suggestion[];
  readonly icon?: string;
  readonly example?: string;
  readonly end?: ReactNode;
  readonly invalid?: boolean;
  /** Keys that the open list of suggestions does not use. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly ref?: Ref<HTMLInputElement>;
};

/** What can be written at the cursor, which of it is marked, and what comes of taking it. */
function useSuggestions({ value, suggest, onChange, onKeyDown }: SuggestFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [marked, setMarked] = useState(-1);
  const shown = caret === null ? [] : suggest(value, caret);
  const open = shown.length > 0;

  const change = (text: string, at: number) => {
    onChange(text);
    setCaret(at);
    setMarked(-1);
  };
  const take = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return;
    const before = value.slice(0, suggestion.from) + suggestion.text;
    change(before + value.slice(suggestion.to), before.length);
    // The cursor can be set only after the new text is in the field.
    requestAnimationFrame(() => input.current?.setSelectionRange(before.length, before.length));
  };
  const onKey = (event: KeyboardEvent) => {
    const chosen = shown[marked] ?? (event.key === 'Tab' ? shown[0] : undefined);
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setMarked((marked + step + shown.length) % shown.length);
    } else if (open && (event.key === 'Enter' || event.key === 'Tab') && chosen) {
      take(chosen);
    } else if (open && event.key === 'Escape') {
      event.stopPropagation();
      setCaret(null);
    } else {
      onKeyDown?.(event);
      return;
    }
    event.preventDefault();
  };
  return { input, shown, marked, setMarked, change, take, onKey, close: () => setCaret(null) };
}

/** A line of text with suggestions for the word at the cursor: Tab or Enter takes the marked one. */
export function SuggestField(props: SuggestFieldProps) {
  const id = useId();
  const { input, shown, marked, setMarked, change, take, onKey, close } = useSuggestions(props);
  const open = shown.length > 0;
  return (
    <Popover.Root open={open}>
      <Popover.Anchor asChild>
        <span className={`${css.box} ${css.plain}`}>
          {props.icon ? <Icon name={props.icon} size={14} /> : null}
          <input
            ref={(element) => {
              input.current = element;
              if (typeof props.ref === 'function') props.ref(element);
              else if (props.ref) props.ref.current = element;
            }}
            className={css.input}
            type="text"
            role="combobox"
            aria-label={props.label}
            aria-expanded={open}
            aria-controls={open ? `${id}-list` : undefined}
            aria-autocomplete="list"
            aria-invalid={props.invalid || undefined}
            aria-activedescendant={open && marked >= 0 ? `${id}-${marked}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={props.example}
            value={props.value}
            onChange={(event) =>
              change(event.target.value, event.target.selectionStart ?? event.target.value.length)
            }
            onBlur={close}
            onKeyDown={onKey}
          />
          {props.end}
          <OptionList
            id={id}
            label={props.label}
            options={shown.map(({ text, label, hint }) => ({ key: text, label, hint }))}
            marked={marked}
            onMark={setMarked}
            onTake={(index) => take(shown[index])}
          />
        </span>
      </Popover.Anchor>
    </Popover.Root>
  );
}
