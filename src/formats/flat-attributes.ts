/** A box's attributes as flat columns, as attribute tables of GIS want them, and back. */
import {
  ATTRIBUTE_FIELDS,
  type AttributeField,
  type BoxAttributes,
  EMPTY_ATTRIBUTES,
} from '../domain/model/attributes';

export type FlatValue = string | number | null;

export type FlatColumn = {
  /** 'activity', 'containers_min'. */
  readonly name: string;
  readonly field: AttributeField;
  readonly part: 'min' | 'best' | 'max' | null;
};

const PARTS = ['min', 'best', 'max'] as const;

/** Every attribute in order; a count with bounds takes three columns. */
export const FLAT_COLUMNS: readonly FlatColumn[] = ATTRIBUTE_FIELDS.flatMap(
  (field): FlatColumn[] =>
    field.kind === 'range'
      ? PARTS.map((part) => ({ name: `${field.key}_${part}`, field, part }))
      : [{ name: field.key, field, part: null }],
);

const COLUMNS_BY_NAME = new Map(FLAT_COLUMNS.map((column) => [column.name, column]));

export function flattenAttributes(attributes: BoxAttributes): Record<string, FlatValue> {
  const flat: Record<string, FlatValue> = {};
  for (const { name, field, part } of FLAT_COLUMNS) {
    const value = attributes[field.key];
    if (part !== null && typeof value === 'object' && value !== null) flat[name] = value[part];
    else if (typeof value !== 'object') flat[name] = value;
    else flat[name] = null;
  }
  return flat;
}

/**
 * Attributes as unchecked values from columns, to be parsed by the schema of attributes. A column that
 * is missing has the empty value.
 */
export function unflattenAttributes(columns: Readonly<Record<string, unknown>>): unknown {
  const made: Record<string, unknown> = { ...EMPTY_ATTRIBUTES };
  const containers: Record<string, unknown> = { ...EMPTY_ATTRIBUTES.containers };
  for (const { name, field, part } of FLAT_COLUMNS) {
    const value = columns[name];
    if (value === undefined) continue;
    if (part !== null) containers[part] = value;
    else made[field.key] = value;
  }
  return { ...made, containers };
}

/**
 * Somebody else's value as one of ours: choices by their words in any case, counts as whole numbers,
 * texts as they are. undefined where the value cannot be understood.
 */
export function adaptValue(column: string, value: unknown): FlatValue | undefined {
  const known = COLUMNS_BY_NAME.get(column);
  if (!known || value === null || value === undefined || typeof value === 'object')
    return undefined;
  const text = String(value).trim();
  const { field } = known;
  switch (field.kind) {
    case 'text':
    case 'multiline':
      return text;
    case 'count':
    case 'range':
      return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'choice': {
      const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
      return field.values.find((one) => one.value.toLowerCase() === word)?.value;
    }
  }
}
