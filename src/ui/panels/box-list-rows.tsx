/** The lines of the list of boxes. */
import { memo } from 'react';
import { formatCountRange, formatDate, formatNumber } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { BoxRow } from '../../domain/listing/box-row';
import type { Line } from '../../domain/listing/lines';
import { ATTRIBUTE_FIELDS, type BoxAttributes } from '../../domain/model/attributes';
import { useDocument, useSession } from '../context';
import { Icon, Kbd, Swatch } from '../kit';
import css from './box-list.module.css';

type Common = { readonly id: string; readonly index: number; readonly active: boolean };

export type GroupRowProps = Common & {
  readonly line: Extract<Line, { kind: 'group' }>;
};

/** Clicks are heard by the list, which knows the line by `data-index`. */
export function GroupRow({ id, index, active, line }: GroupRowProps) {
  const { name, color, key } = line.boxClass.boxClass;
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      data-index={index}
      aria-level={1}
      aria-expanded={line.open}
      className={`${css.group} ${active ? css.active : ''}`}
    >
      <span className={css.groupCell}>
        <Icon name={line.open ? 'chevron-down' : 'chevron-right'} size={14} />
        <Swatch color={color} />
        <span className={css.groupName}>{name}</span>
        <span className={css.count}>{formatNumber(line.count)}</span>
        {key ? <Kbd>{key.toUpperCase()}</Kbd> : null}
      </span>
    </div>
  );
}

export type BoxLineProps = Common & {
  readonly row: BoxRow;
  readonly position: number;
  readonly of: number;
  readonly grouped: boolean;
  readonly dated: boolean;
  readonly selected: boolean;
};

export const BoxLine = memo(function BoxLine(props: BoxLineProps) {
  const { id, index, row, position, of, grouped, dated, selected, active } = props;
  const hovered = useSession((state) => state.hovered === row.box.id);
  const document = useDocument();
  const { link, groupId } = row.box;
  // Whom it shows is what a list is looked through for; what it does there comes after.
  const vessel = (link && document.get('vessels', link.vesselId)?.name) ?? '';
  const group = (groupId && document.get('groups', groupId)?.name) ?? '';
  const details = [vessel, shortDetails(row.box.attributes), group]
    .filter((part) => part !== '')
    .join(', ');
  const state = `${selected ? css.selected : ''} ${active ? css.active : ''} ${hovered ? css.hovered : ''}`;
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      data-index={index}
      aria-level={grouped ? 2 : 1}
      aria-posinset={position}
      aria-setsize={of}
      aria-selected={selected}
      className={`${css.row} ${state}`}
    >
      <span className={css.number}>
        {grouped ? null : <Swatch color={row.boxClass.boxClass.color} size={8} />}
        {row.box.number}
      </span>
      <span className={css.name} title={details}>
        {grouped ? details : `${row.boxClass.boxClass.name}${details ? `, ${details}` : ''}`}
        {grouped && details === '' ? <span className={css.nothing}>No details</span> : null}
      </span>
      {row.box.locked ? <Icon name="lock" size={12} className={css.lock} /> : null}
      {dated ? (
        <span className={css.date} title={row.frame.frame.title}>
          {row.frame.date ? formatDate(row.frame.date).replace(/ \d{4}$/, '') : 'No date'}
        </span>
      ) : null}
      <span className={css.length}>{lengthText(row)}</span>
    </div>
  );
});

/** Whole metres, or pixels on a frame without a place. */
function lengthText({ box, frame }: BoxRow): string {
  const measures = measuresOf(box, frame.frame);
  return measures
    ? `${formatNumber(measures.lengthM)} m`
    : `${formatNumber(box.geometry.length)} px`;
}

const CHOICE_LABELS = new Map(
  ATTRIBUTE_FIELDS.flatMap((field) =>
    field.kind === 'choice'
      ? field.values.map(({ value, label }) => [`${field.key}:${value}`, label] as const)
      : [],
  ),
);

/** The berth, else what the box is doing, with what it carries. */
function shortDetails(attributes: BoxAttributes): string {
  const { berth, activity, cargo_type, containers } = attributes;
  const place = berth || CHOICE_LABELS.get(`activity:${activity}`) || '';
  const count = formatCountRange(containers);
  const load = count ? `${count} containers` : cargo_type;
  return [place, load].filter((part) => part !== '').join(', ');
}
