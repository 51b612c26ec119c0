/** The table of a list of points: their two sides, how far the fit misses them, and away with them. */
import { type ReactNode, useState } from 'react';
import { Button, ColumnHeads, IconButton, TextField } from '../kit';
import type { ListedPoint, PointList } from './point-list';
import css from './point-table.module.css';

export type PointTableProps<P extends ListedPoint> = {
  readonly label: string;
  readonly list: PointList<P>;
  /** What the two sides are, as headings. */
  readonly sides: readonly [string, string];
  readonly cells: (point: P) => readonly [ReactNode, ReactNode];
  /** How far the fit misses a point; '' where there is none. */
  readonly miss: (point: P) => string;
};

/** Has its room before there are points, so that the pictures above stay where they are while points are set. */
export function PointTable<P extends ListedPoint>(props: PointTableProps<P>) {
  const { label, list, sides, cells, miss } = props;
  if (list.points.length === 0) return <div className={css.room} />;
  return (
    <div className={css.room} data-room>
      <table className={css.table} aria-label={label}>
        <ColumnHeads columns={['Point', ...sides, 'Misses by']} action="Remove" />
        <tbody>
          {list.points.map((point) => {
            const { id } = point;
            const chosen = list.current === id;
            const [first, second] = cells(point);
            return (
              <tr
                key={id}
                ref={chosen ? intoView : null}
                className={chosen ? css.chosen : undefined}
                aria-current={chosen}
              >
                <td>
                  <Button aria-pressed={chosen} onClick={() => list.choose(chosen ? null : id)}>
                    {`${id}`}
                  </Button>
                </td>
                <td className="mono">{first}</td>
                <td className="mono">{second}</td>
                <td className="mono">{miss(point)}</td>
                <td>
                  <IconButton
                    icon="trash-2"
                    label={`Remove point ${id}`}
                    onClick={() => list.remove(id)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/**
 * A point that is begun below the last row in view is scrolled to, in the table alone: were the dialog scrolled
 * too, the pictures would move under the pointer between a point's two clicks.
 */
function intoView(row: HTMLElement | null): void {
  const room = row?.closest('[data-room]');
  if (!row || !room) return;
  const [inner, outer] = [row.getBoundingClientRect(), room.getBoundingClientRect()];
  room.scrollTop += Math.max(0, inner.bottom - outer.bottom) - Math.max(0, outer.top - inner.top);
}

export type TypedSideProps<V> = {
  readonly label: string;
  /** As it is shown; '' where it is not set. */
  readonly shown: string;
  readonly example: string;
  /** null for what is none. */
  readonly parse: (text: string) => V | null;
  /** What to write, for whoever wrote something else. */
  readonly hint: string;
  readonly onValue: (value: V) => void;
};

/** A side of a point that can be typed. */
export function TypedSide<V>(props: TypedSideProps<V>) {
  const { label, shown, example, parse, hint, onValue } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (text: string) => {
    if (text.trim() === shown || text.trim() === '') return setProblem(null);
    const typed = parse(text);
    if (typed !== null) onValue(typed);
    setProblem(typed === null ? hint : null);
  };
  return (
    <TextField
      label={label}
      layout="hidden"
      mono
      value={shown}
      example={example}
      error={problem}
      onCommit={commit}
    />
  );
}
