/** A field whose value is one of a list, or what is typed. */
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import type { Option } from './choices';
import { Field, type FieldShell } from './field';
import css from './field.module.css';
import { OptionList } from './option-list';

export type ComboboxProps = FieldShell & {
  /** The stored value; '' for none. */
  readonly value: string;
  readonly options: readonly Option<string>[];
  readonly onCommit: (value: string) => void;
  /** Whether words that are not in the list are taken. */
  readonly free?: boolean;
  readonly readOnly?: boolean;
  /** After Enter was taken: true where the focus was led on, so that nothing else leads it. */
  readonly onEnter?: () => boolean;
  /** Whether the field has the focus. */
  readonly onFocusChange?: (focused: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
};

function Marked({ label, query }: { readonly label: string; readonly query: string }) {
  const at = query === '' ? -1 : label.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return label;
  return (
    <>
      {label.slice(0, at)}
      <b>{label.slice(at, at + query.length)}</b>
      {label.slice(at + query.length)}
    </>
  );
}

/** What matches, those that begin with the query first. */
function matching(options: readonly Option<string>[], query: string): readonly Option<string>[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return options;
  const at = (option: Option<string>) => option.label.toLowerCase().indexOf(wanted);
  return options
    .filter((option) => at(option) >= 0)
    .sort((a, b) => Number(at(a) > 0) - Number(at(b) > 0));
}

/** What is typed and marked, and what comes of it; the list is open while something is shown. */
function useTyping({ value, options, onCommit, free = false }: ComboboxProps) {
  const [query, setQuery] = useState<string | null>(null);
  // Enter may move the focus before the next rendering: what is committed then is not committed again.
  const typing = useRef(false);
  const [marked, setMarked] = useState(0);
  // An entry that the arrows have come to is meant, also where nothing was typed.
  const stepped = useRef(false);
  const stored = options.find((option) => option.value === value)?.label ?? value;
  const shown = query === null ? [] : matching(options, query === stored ? '' : query);

  const show = (text: string) => {
    typing.current = true;
    stepped.current = false;
    setQuery(text);
    // All are listed until something is typed: the one that is stored is where one begins.
    const at = text === stored ? options.findIndex((one) => one.value === value) : 0;
    setMarked(Math.max(0, at));
  };
  const commit = (next: string) => {
    typing.current = false;
    setQuery(null);
    if (next !== value) onCommit(next);
  };
  /** What the typed words mean: nothing, an entry, or, where that is allowed, themselves. */
  const settle = () => {
    if (query === null || !typing.current) return;
    // Of several with one name, what was looked at and left is the one that is stored.
    if (query === stored) return commit(value);
    const typed = query.trim();
    const same = options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
    if (typed === '') commit('');
    else if (same) commit(same.value);
    else if (free) commit(typed);
    else setQuery(null);
  };
  const take = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) setMarked((marked + step + shown.length) % shown.length);
      else show(stored);
      stepped.current = true;
    } else if (event.key === 'Enter' && query !== null) {
      event.preventDefault();
      const entry = shown[marked];
      if (entry && (stepped.current || query.trim() !== '')) commit(entry.value);
      else settle();
    } else if (event.key === 'Escape' && query !== null) {
      event.stopPropagation();
      setQuery(null);
    }
  };
  return { query, stored, shown, marked, setMarked, show, commit, settle, take };
}

/** Type to narrow a list; Enter takes the marked entry, Esc puts the value back. */
export function Combobox(props: ComboboxProps) {
  const typing = useTyping(props);
  const { query, stored, shown, marked } = typing;
  const open = shown.length > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (props.readOnly) return;
    typing.take(event);
    if (event.key === 'Enter' && props.onEnter?.()) event.stopPropagation();
  };
  return (
    <Popover.Root open={open}>
      <Field {...props}>
        {(ids) => (
          <Popover.Anchor asChild>
            <span className={css.box}>
              <input
                {...ids}
                ref={props.ref}
                className={css.input}
                role="combobox"
                aria-expanded={open}
                aria-controls={`${ids.id}-list`}
                aria-autocomplete="list"
                aria-activedescendant={open ? `${ids.id}-${marked}` : undefined}
                autoComplete="off"
                spellCheck={false}
                readOnly={props.readOnly}
                value={query ?? stored}
                onChange={(event) => typing.show(event.target.value)}
                // Typing begins a new word wherever the focus came from.
                onFocus={(event) => {
                  event.currentTarget.select();
                  props.onFocusChange?.(true);
                }}
                onClick={() => (props.readOnly ? undefined : typing.show(stored))}
                onBlur={() => {
                  typing.settle();
                  props.onFocusChange?.(false);
                }}
                onKeyDown={onKeyDown}
              />
              <OptionList
                id={ids.id}
                label={props.label}
                options={shown.map(({ value, label, hint }) => ({
                  key: value,
                  label: <Marked label={label} query={query ?? ''} />,
                  hint,
                }))}
                marked={marked}
                onMark={typing.setMarked}
                onTake={(index) => typing.commit(shown[index]?.value ?? props.value)}
              />
            </span>
          </Popover.Anchor>
        )}
      </Field>
    </Popover.Root>
  );
}
