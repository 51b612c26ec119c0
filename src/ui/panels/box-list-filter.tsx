/** The filter of the list of boxes: a line of words and terms, with completions and a help. */
import { type KeyboardEvent, useCallback } from 'react';
import { classesInOrder } from '../../domain/edits/class-edits';
import { completeFilter } from '../../domain/listing/complete';
import { LIST_FIELDS } from '../../domain/listing/fields';
import { useDocument, useServices } from '../context';
import { IconButton, Kbd, Popover } from '../kit';
import { SuggestField } from '../kit/suggest-field';
import { useFilterField } from '../use-filter-field';
import css from './box-list.module.css';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['tanker pier', 'both words, anywhere'],
  ['"pier 2"', 'these words together'],
  ['activity:alongside', 'a field has this value'],
  ['berth:none', 'nothing noted there'],
  ['length>100', 'also < >= <= and 90..130'],
  ['likelihood>=likely', 'graded choices compare'],
  ['date:2023-10', 'a day, month or year'],
  ['class=container', 'exactly this'],
  ['-locked:yes', 'not'],
];

function FilterHelp() {
  return (
    <div className={css.help}>
      <h4>Filter by any field</h4>
      <dl>
        {EXAMPLES.map(([term, meaning]) => (
          <div key={term} className={css.helpLine}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className={css.fields}>
        Fields: {LIST_FIELDS.map((field) => field.key).join(', ')}. Tab takes the first suggestion.
      </p>
    </div>
  );
}

export type BoxFilterProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly invalid: boolean;
  /** Down and Enter go on to the list. */
  readonly onLeave: () => void;
};

export function BoxFilter({ text, onChange, invalid, onLeave }: BoxFilterProps) {
  const { map } = useServices();
  const document = useDocument();
  const input = useFilterField();
  const suggest = useCallback(
    (typed: string, caret: number) =>
      completeFilter(typed, caret, {
        classes: classesInOrder(document).map((one) => one.name),
        frames: Array.from(document.all('frames'), (one) => one.title),
        sites: Array.from(document.all('sites'), (one) => one.name),
      }),
    [document],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && text !== '') onChange('');
    else if (event.key === 'Escape') map.current?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <SuggestField
      ref={input}
      label="Filter boxes"
      icon="funnel"
      example="Filter"
      value={text}
      onChange={onChange}
      suggest={suggest}
      invalid={invalid}
      onKeyDown={onKeyDown}
      end={
        <>
          {text === '' ? (
            <Kbd>/</Kbd>
          ) : (
            <IconButton
              size="small"
              icon="x"
              label="Clear the filter"
              keys={['Esc']}
              onClick={() => onChange('')}
            />
          )}
          <Popover
            label="How to filter"
            align="end"
            trigger={<IconButton size="small" icon="circle-question-mark" label="How to filter" />}
          >
            <FilterHelp />
          </Popover>
        </>
      }
    />
  );
}
