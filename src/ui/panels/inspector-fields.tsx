/** The fields of the sighting record, made from the model's one list of them. */
import {
  type RangeTexts,
  readCount,
  readRange,
  sharedAttribute,
} from '../../domain/listing/shared-value';
import {
  ATTRIBUTE_FIELDS,
  type AttributeField,
  type AttributeKey,
} from '../../domain/model/attributes';
import type { Box } from '../../domain/model/box';
import { ChoiceChips, Field, Select } from '../kit';
import { DraftField, DraftInput, useDrafts } from '../kit/draft-field';
import css from './inspector.module.css';
import type { BoxEditing } from './inspector-edit';

type FieldProps = {
  readonly field: AttributeField;
  readonly boxes: readonly Box[];
  readonly editing: BoxEditing;
};

/** More choices than this, or long words, read better as a list. */
const MOST_CHIPS = 6;
const MIXED = 'Mixed';

function AttributeControl(props: FieldProps) {
  switch (props.field.kind) {
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'range':
      return <RangeControl {...props} />;
    case 'count':
    case 'text':
    case 'multiline':
      return <TextControl {...props} />;
  }
}

function ChoiceControl({ field, boxes, editing }: FieldProps) {
  if (field.kind !== 'choice') return null;
  const shared = sharedAttribute(boxes, field.key);
  const value = typeof shared.value === 'string' ? shared.value : null;
  const disabled = editing.reason !== null;
  const set = (next: string | null) => void editing.set({ [field.key]: next });
  if (field.values.length <= MOST_CHIPS) {
    return (
      <div>
        <ChoiceChips
          label={field.label}
          options={field.values}
          value={value}
          onChange={set}
          disabled={disabled}
        />
        {shared.mixed ? <p className={css.mixed}>{MIXED}</p> : null}
      </div>
    );
  }
  const none = shared.mixed ? MIXED : 'Not noted';
  return (
    <Select
      layout="row"
      label={field.label}
      value={value ?? ''}
      disabled={disabled}
      options={[
        { value: '', label: none },
        ...field.values.map(({ value: one, label, hint }) => ({
          value: one,
          label: hint ? `${label}, ${hint}` : label,
        })),
      ]}
      onChange={(next) => set(next === '' ? null : next)}
    />
  );
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A text or a count of one or of many boxes. */
function useTextValue({ field, boxes, editing }: FieldProps) {
  const { key, label, kind } = field;
  const shared = sharedAttribute(boxes, key);
  return {
    value: shared.mixed ? '' : textOf(shared.value),
    example: shared.mixed ? MIXED : undefined,
    disabled: editing.reason !== null,
    numeric: kind === 'count',
    onCommit: (text: string): string | null => {
      if (kind !== 'count') return editing.set({ [key]: text });
      const count = readCount(text);
      return count.ok ? editing.set({ [key]: count.value }) : count.problem;
    },
    onLost: (text: string, problem: string) => editing.lost(label, text, problem),
  };
}

function TextControl(props: FieldProps) {
  const { field } = props;
  const text = useTextValue(props);
  const rows = field.kind === 'multiline' ? 3 : undefined;
  return <DraftField layout={rows ? 'stack' : 'row'} label={field.label} rows={rows} {...text} />;
}

const PARTS = [
  ['min', 'min', 'Least'],
  ['best', 'best', 'Best'],
  ['max', 'max', 'Most'],
] as const;

function partLabel(field: AttributeField, part: (typeof PARTS)[number][2]): string {
  return `${field.label}, ${part.toLowerCase()}`;
}

function RangeControl({ field, boxes, editing }: FieldProps) {
  const shared = sharedAttribute(boxes, field.key);
  const range = typeof shared.value === 'object' && shared.value !== null ? shared.value : null;
  const stored: RangeTexts = {
    min: textOf(range?.min),
    best: textOf(range?.best),
    max: textOf(range?.max),
  };
  const drafts = useDrafts<keyof RangeTexts>({
    stored,
    onCommit: (texts) => {
      const typed = readRange(texts);
      return typed.ok ? editing.set({ [field.key]: typed.value }) : typed.problem;
    },
    onLost: ({ min, best, max }, problem) =>
      editing.lost(field.label, [min, best, max].join(' / '), problem),
  });
  return (
    <Field layout="row" label={field.label} error={drafts.problem}>
      {(ids) => (
        <span className={css.range}>
          {PARTS.map(([key, unit, label], index) => (
            <DraftInput
              key={key}
              {...(index === 0 ? { id: ids.id } : {})}
              label={partLabel(field, label)}
              invalid={drafts.problem !== null}
              describedBy={ids['aria-describedby']}
              numeric
              unit={unit}
              example={shared.mixed ? '…' : undefined}
              disabled={editing.reason !== null}
              text={drafts.text(key)}
              onChange={(text) => drafts.change(key, text)}
              onDone={drafts.commit}
            />
          ))}
        </span>
      )}
    </Field>
  );
}

/** 'Hatches 4, open 2' in one line, as they are counted. */
function HatchesControl({ boxes, editing }: Omit<FieldProps, 'field'>) {
  const [all, open] = [fieldOf('hatches'), fieldOf('hatches_open')];
  const allText = useTextValue({ field: all, boxes, editing });
  const openText = useTextValue({ field: open, boxes, editing });
  return (
    <DraftField
      layout="row"
      label={all.label}
      {...allText}
      beside={
        <>
          <span aria-hidden>open</span>
          <DraftField layout="hidden" label={open.label} {...openText} />
        </>
      }
    />
  );
}

function fieldOf(key: AttributeKey): AttributeField {
  const found = ATTRIBUTE_FIELDS.find((field) => field.key === key);
  if (!found) throw new Error(`There is no field ${key}.`);
  return found;
}

/** The name of the field of how many containers there are. */
export const BEST_COUNT = partLabel(fieldOf('containers'), 'Best');

export type FieldListProps = {
  readonly keys: readonly AttributeKey[];
  readonly boxes: readonly Box[];
  readonly editing: BoxEditing;
};

export function FieldList({ keys, boxes, editing }: FieldListProps) {
  return keys.map((key) => {
    if (key === 'hatches_open') return null;
    if (key === 'hatches') return <HatchesControl key={key} boxes={boxes} editing={editing} />;
    return <AttributeControl key={key} field={fieldOf(key)} boxes={boxes} editing={editing} />;
  });
}

const JUDGED: readonly AttributeKey[] = ['likelihood', 'confidence', 'reliability', 'credibility'];
const WRITTEN: readonly AttributeKey[] = ['rationale', 'notes'];

/** The record's fields in their three sections; a field new to the model is a part of the sighting. */
export const FIELD_SECTIONS = {
  sighting: ATTRIBUTE_FIELDS.map((field) => field.key).filter(
    (key) => !JUDGED.includes(key) && !WRITTEN.includes(key),
  ),
  judged: JUDGED,
  written: WRITTEN,
} as const;
