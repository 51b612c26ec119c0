/** Everything a list of boxes can be filtered by: measured, recorded, and of the frame. */
import { measuresOf } from '../geo/measure-cache';
import { ATTRIBUTE_FIELDS, type AttributeField, type CountRange } from '../model/attributes';
import type { BoxRow } from './box-row';

type Base = {
  /** As written in a filter: 'length'. */
  readonly key: string;
  readonly aliases: readonly string[];
  /** For the help and the completions. */
  readonly label: string;
  /** Whether reading it needs a geodesic computation. */
  readonly measured: boolean;
};

export type FieldChoice = { readonly value: string; readonly label: string };

export type ListField = Base &
  (
    | {
        readonly kind: 'number';
        readonly read: (row: BoxRow) => number | null;
        /** In whole numbers as the list shows it, where that is more than rounded. */
        readonly shown?: (row: BoxRow) => number | null;
      }
    | { readonly kind: 'text'; readonly read: (row: BoxRow) => string }
    | { readonly kind: 'date'; readonly read: (row: BoxRow) => string | null }
    | {
        readonly kind: 'choice';
        /** In order, low to high where there is such an order. */
        readonly values: readonly FieldChoice[];
        readonly read: (row: BoxRow) => string | null;
      }
  );

export type NumberField = Extract<ListField, { readonly kind: 'number' }>;
type NumberRead = NumberField['read'];

const number = (
  key: string,
  label: string,
  read: NumberRead,
  aliases: string[] = [],
): NumberField => ({
  key,
  label,
  aliases,
  measured: false,
  kind: 'number',
  read,
});

const measure = (
  key: string,
  label: string,
  read: NumberRead,
  aliases: string[] = [],
): NumberField => ({
  ...number(key, label, read, aliases),
  measured: true,
});

const text = (key: string, label: string, read: (row: BoxRow) => string): ListField => ({
  key,
  label,
  aliases: [],
  measured: false,
  kind: 'text',
  read,
});

const date = (key: string, label: string, read: (row: BoxRow) => string | null): ListField => ({
  key,
  label,
  aliases: [],
  measured: false,
  kind: 'date',
  read,
});

const YES_NO: readonly FieldChoice[] = [
  { value: 'no', label: 'No' },
  { value: 'yes', label: 'Yes' },
];

const flag = (key: string, label: string, read: (row: BoxRow) => boolean): ListField => ({
  key,
  label,
  aliases: [],
  measured: false,
  kind: 'choice',
  values: YES_NO,
  read: (row) => (read(row) ? 'yes' : 'no'),
});

const measures = ({ box, frame }: BoxRow) => measuresOf(box, frame.frame);

/** Metres, or pixels on a frame without a place. */
export function rowLength(row: BoxRow): number {
  return measures(row)?.lengthM ?? row.box.geometry.length;
}

/** Metres, or pixels on a frame without a place. */
export function rowWidth(row: BoxRow): number {
  return measures(row)?.widthM ?? row.box.geometry.width;
}

/** Degrees from true north: a heading where the bow is known, else an axis below 180. */
export function rowHeading(row: BoxRow): number | null {
  const found = measures(row);
  if (!found) return null;
  return row.box.bowKnown ? found.headingDeg : found.axisDeg;
}

/** In whole degrees: 359.7 is shown as 0, and so is an axis of 179.7. */
function shownHeading(row: BoxRow): number | null {
  const found = rowHeading(row);
  return found === null ? null : Math.round(found) % (row.box.bowKnown ? 360 : 180);
}

/** The count that stands for a range: the best, else the bound that is known. */
function rangeValue(range: CountRange): number | null {
  return range.best ?? range.max ?? range.min;
}

function attributeField(field: AttributeField): ListField {
  const { key, label } = field;
  const base = { key, label, measured: false, aliases: [slugOf(label)] };
  switch (field.kind) {
    case 'choice':
      return {
        ...base,
        kind: 'choice',
        values: field.values,
        read: ({ box }) => box.attributes[key] as string | null,
      };
    case 'count':
      return { ...base, kind: 'number', read: ({ box }) => box.attributes[key] as number | null };
    case 'range':
      return {
        ...base,
        kind: 'number',
        read: ({ box }) => rangeValue(box.attributes[key] as CountRange),
      };
    case 'text':
    case 'multiline':
      return { ...base, kind: 'text', read: ({ box }) => box.attributes[key] as string };
  }
}

function slugOf(label: string): string {
  return label.toLowerCase().replaceAll(' ', '_');
}

export const LIST_FIELDS: readonly ListField[] = [
  number('number', 'Box number', (row) => row.box.number, ['box', 'no']),
  text('class', 'Class', (row) => row.boxClass.text),
  text('category', 'Category of the class', (row) => row.boxClass.boxClass.category),
  measure('length', 'Length in metres', rowLength),
  measure('width', 'Beam or width in metres', rowWidth, ['beam']),
  { ...measure('heading', 'Heading in degrees true', rowHeading), shown: shownHeading },
  ...ATTRIBUTE_FIELDS.map(attributeField),
  text('frame', 'Title of the frame', (row) => row.frame.frame.title),
  text('site', 'Site of the frame', (row) => row.frame.siteName),
  text('sensor', 'Sensor', ({ frame }) => `${frame.frame.sensor} ${frame.frame.sensorShort}`),
  text('file', 'File name', (row) => row.frame.frame.file.name),
  date('date', 'Date the picture was taken', (row) => row.frame.date),
  text('author', 'Author of the box', (row) => row.box.author),
  date('created', 'When the box was drawn', (row) => row.box.createdAt),
  date('updated', 'When the box was changed', (row) => row.box.updatedAt),
  flag('locked', 'Locked', (row) => row.box.locked),
  flag('bow', 'Bow known', (row) => row.box.bowKnown),
];

const BY_NAME = new Map(
  LIST_FIELDS.flatMap((field) => [field.key, ...field.aliases].map((name) => [name, field])),
);

export function listField(name: string): ListField | undefined {
  return BY_NAME.get(name.toLowerCase());
}
