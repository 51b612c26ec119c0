/** The list that opens below a field: what can be taken, and which of it is marked. */
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import css from './field.module.css';

/** Scrolls the list, and nothing around it, so far that the marked entry is seen. */
function reveal(entry: HTMLElement | null): void {
  const list = entry?.closest<HTMLElement>(`.${css.list}`);
  if (!entry || !list) return;
  const [own, window] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  if (own.top < window.top) list.scrollTop -= window.top - own.top;
  else if (own.bottom > window.bottom) list.scrollTop += own.bottom - window.bottom;
}

export type ListedOption = {
  readonly key: string;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
};

export type OptionListProps = {
  /** Of the field; the list's own is this with '-list', an entry's this with its index. */
  readonly id: string;
  readonly label: string;
  readonly options: readonly ListedOption[];
  /** Index of the marked entry; below 0 for none. */
  readonly marked: number;
  readonly onMark: (index: number) => void;
  readonly onTake: (index: number) => void;
};

/** Stands within a Popover.Root; the focus stays in the field. */
export function OptionList({ id, label, options, marked, onMark, onTake }: OptionListProps) {
  return (
    <Popover.Portal>
      <Popover.Content
        aria-label={label}
        className={css.list}
        align="start"
        sideOffset={4}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <div role="listbox" id={`${id}-list`} aria-label={label}>
          {options.map((option, index) => (
            <div
              key={option.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              ref={index === marked ? reveal : undefined}
              className={css.option}
              onPointerMove={() => onMark(index)}
              onPointerDown={(event) => {
                event.preventDefault();
                onTake(index);
              }}
            >
              <span className={css.optionLabel}>{option.label}</span>
              {option.hint ? <span className={css.unit}>{option.hint}</span> : null}
            </div>
          ))}
        </div>
      </Popover.Content>
    </Popover.Portal>
  );
}
