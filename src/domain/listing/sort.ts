/** Orders of a list of boxes. */
import { LIKELIHOODS } from '../model/attributes';
import type { BoxRow } from './box-row';
import { rowHeading, rowLength, rowWidth } from './fields';

export const SORT_KEYS = [
  'number',
  'class',
  'length',
  'width',
  'heading',
  'updated',
  'date',
  'likelihood',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type Sort = { readonly key: SortKey; readonly descending: boolean };

export const SORT_LABELS: Readonly<Record<SortKey, string>> = {
  number: 'Number',
  class: 'Class',
  length: 'Length',
  width: 'Width',
  heading: 'Heading',
  updated: 'Last changed',
  date: 'Date of the picture',
  likelihood: 'Likelihood',
};

const MEASURED: readonly SortKey[] = ['length', 'width', 'heading'];

export function sortNeedsMeasures(sort: Sort): boolean {
  return MEASURED.includes(sort.key);
}

function sortValue(row: BoxRow, key: SortKey): number | null {
  switch (key) {
    case 'number':
      return row.box.number;
    case 'class':
      return row.boxClass.boxClass.order;
    case 'length':
      return rowLength(row);
    case 'width':
      return rowWidth(row);
    case 'heading':
      return rowHeading(row);
    case 'updated':
      return Date.parse(row.box.updatedAt);
    case 'date':
      return row.frame.date === null ? null : Date.parse(row.frame.date);
    case 'likelihood': {
      const { likelihood } = row.box.attributes;
      return likelihood === null ? null : LIKELIHOODS.indexOf(likelihood);
    }
  }
}

/** A row with the number it is ordered by, ascending; what is not known comes last either way. */
export type SortedRow = { readonly row: BoxRow; readonly rank: number };

export function withRank(row: BoxRow, sort: Sort): SortedRow {
  const value = sortValue(row, sort.key);
  if (value === null || Number.isNaN(value)) return { row, rank: Number.POSITIVE_INFINITY };
  return { row, rank: sort.descending ? -value : value };
}

/** A total order: rows of one rank by their numbers, of one number by their ids. */
export function compareRows(a: SortedRow, b: SortedRow): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.row.box.number !== b.row.box.number) return a.row.box.number - b.row.box.number;
  return a.row.box.id < b.row.box.id ? -1 : a.row.box.id > b.row.box.id ? 1 : 0;
}
