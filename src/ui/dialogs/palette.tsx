/** The command palette: one line to find and run anything. */
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { selectedBoxes } from '../../commands/box-access';
import type { Services } from '../../commands/types';
import { useServices } from '../context';
import { Dialog, Icon, Kbd, Keys } from '../kit';
import { useDocumentRevisionIfOpen } from './dialog-hooks';
import type { HostedProps } from './dialog-props';
import css from './palette.module.css';
import { type PaletteItem, searchPalette } from './palette-search';

function Marked({ text, marks }: { readonly text: string; readonly marks: readonly number[] }) {
  if (marks.length === 0) return text;
  const marked = new Set(marks);
  const runs: { readonly text: string; readonly on: boolean; readonly at: number }[] = [];
  for (const [at, letter] of Array.from(text).entries()) {
    const last = runs.at(-1);
    const on = marked.has(at);
    if (last && last.on === on) runs[runs.length - 1] = { ...last, text: last.text + letter };
    else runs.push({ text: letter, on, at });
  }
  return runs.map((run) => (run.on ? <b key={run.at}>{run.text}</b> : run.text));
}

type ItemProps = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly marked: boolean;
  readonly onMark: () => void;
  readonly onRun: () => void;
};

function Item({ id, item, marked, onMark, onRun }: ItemProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      aria-disabled={item.reason !== null || undefined}
      className={css.item}
      onPointerMove={onMark}
      onPointerUp={onRun}
    >
      <Icon name={item.icon} />
      <span className={css.label}>
        <Marked text={item.label} marks={item.marks} />
      </span>
      <span className={css.hint}>{item.hint}</span>
      <Keys keys={item.keys} />
    </div>
  );
}

const PREFIXES = [
  ['>', 'commands'],
  ['#', 'dates'],
  [':', 'coordinates'],
] as const;

function Foot() {
  return (
    <div className={css.foot}>
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
      </span>
      <span>
        <Kbd>Enter</Kbd> run
      </span>
      <span className={css.space} />
      {PREFIXES.map(([prefix, meaning]) => (
        <span key={prefix}>
          <Kbd>{prefix}</Kbd> {meaning}
        </span>
      ))}
    </div>
  );
}

/** What a fast typist sees a moment later: Enter is about what was typed, not about what is shown still. */
function found(services: Services, text: string): readonly PaletteItem[] {
  return searchPalette(services, text).flatMap(({ items }) => items);
}

type Section = ReturnType<typeof searchPalette>[number];

type ResultsProps = {
  readonly id: string;
  readonly sections: readonly Section[];
  /** Index of the marked one, counted through all sections. */
  readonly marked: number;
  readonly onMark: (index: number) => void;
  readonly onRun: (item: PaletteItem) => void;
};

function Results({ id, sections, marked, onMark, onRun }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`#${CSS.escape(`${id}-${marked}`)}`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [id, marked]);
  let index = -1;
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={css.list}>
      {sections.map((section) => (
        <fieldset key={section.title} className={css.section}>
          <legend className={css.heading}>{section.title}</legend>
          {section.items.map((item) => {
            index += 1;
            const at = index;
            return (
              <Item
                key={item.id}
                id={`${id}-${at}`}
                item={item}
                marked={at === marked}
                onMark={() => onMark(at)}
                onRun={() => onRun(item)}
              />
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}

/** What commands would be about; '' for nothing. */
function selectedText(services: Services): string {
  const [only, ...more] = selectedBoxes(services);
  if (!only) return '';
  return more.length === 0 ? `box ${only.number} selected` : `${more.length + 1} boxes selected`;
}

/** The entry that a key marks, of so many; null where the key marks none. */
function markedBy(key: string, marked: number, count: number): number | null {
  const last = Math.max(0, count - 1);
  switch (key) {
    case 'ArrowDown':
      return marked >= last ? 0 : marked + 1;
    case 'ArrowUp':
      return marked <= 0 ? last : marked - 1;
    case 'PageDown':
      return Math.min(last, marked + 8);
    case 'PageUp':
      return Math.max(0, marked - 8);
    default:
      return null;
  }
}

/** What is typed, what was found of it, and what is marked and run by keys. */
function usePalette({ onClose, typed }: HostedProps) {
  const services = useServices();
  const revision = useDocumentRevisionIfOpen();
  const [text, setText] = useState(() => typed.current.text);
  const [marked, setMarked] = useState(0);
  const query = useDeferredValue(text);
  const sections = useMemo(
    () => (revision >= -1 ? searchPalette(services, query) : []),
    [services, query, revision],
  );
  const items = sections.flatMap((section) => section.items);
  const run = (item: PaletteItem | undefined) => {
    if (!item || item.reason !== null) return;
    onClose();
    // After the dialog has given the focus back, so that a command can put it elsewhere.
    setTimeout(item.run, 30);
  };
  // More may have been typed since the line was made, until it is there to be typed into.
  const takeTyped = useEffectEvent(() => {
    const { text: all, entered } = typed.current;
    setText(all);
    if (entered && all !== '') run(found(services, all)[0]);
  });
  useLayoutEffect(() => takeTyped(), []);
  const type = (next: string) => {
    setText(next);
    setMarked(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = markedBy(event.key, marked, items.length);
    if (next !== null) setMarked(next);
    else if (event.key === 'Enter') {
      run(query === text ? items[marked] : found(services, text)[marked]);
    } else return;
    event.preventDefault();
  };
  return { text, type, sections, count: items.length, marked, setMarked, run, onKeyDown };
}

export function Palette(props: HostedProps) {
  const services = useServices();
  const { text, type, sections, count, marked, setMarked, run, onKeyDown } = usePalette(props);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <Dialog
      open
      title="Find or run a command"
      size="palette"
      onClose={props.onClose}
      initialFocus={input}
    >
      <div className={css.palette}>
        <div className={css.line}>
          <Icon name="search" />
          <input
            ref={input}
            className={css.input}
            role="combobox"
            aria-label="Find or run a command"
            aria-expanded={count > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={marked < count ? `${id}-${marked}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <span className={css.selected}>{selectedText(services)}</span>
          <Kbd>Esc</Kbd>
        </div>
        <Results id={id} sections={sections} marked={marked} onMark={setMarked} onRun={run} />
        {count === 0 ? (
          <p className={css.nothing} role="status">
            Nothing found. Try other words, # for dates or : for coordinates such as 42.235,
            130.296.
          </p>
        ) : null}
        <Foot />
      </div>
    </Dialog>
  );
}
