/** The sightings of a vessel as a table that sorts, and whose figures can be selected and copied. */
import { type ReactNode, useState } from 'react';
import { notify } from '../../commands/notify';
import { formatCountRange, formatTimeOfDay } from '../../domain/geo/format-numbers';
import { csvText, tsvText } from '../../domain/tracks/csv';
import {
  SIGHTING_COLUMNS,
  type SightingColumn,
  type SightingOrder,
  sightingLines,
  sortSightings,
} from '../../domain/tracks/sighting-table';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useDocument, useServices } from '../context';
import { Button, Icon } from '../kit';
import { dateText, headingText, measureText, termText } from './sighting-texts';
import type { SightingsProps } from './sighting-views';
import css from './sightings.module.css';
import { likelihoodBand, likelihoodWords } from './vessel-texts';

const HEADS: Readonly<Record<SightingColumn, string>> = {
  date: 'Date, UTC',
  site: 'Site',
  berth: 'Berth',
  length: 'Length',
  beam: 'Beam',
  heading: 'Heading',
  activity: 'Activity',
  containers: 'Containers',
  likelihood: 'Likelihood',
};
const FIGURES: readonly SightingColumn[] = ['length', 'beam', 'heading', 'containers'];

function cellOf(sighting: Sighting, column: SightingColumn): ReactNode {
  const { box, frame, site } = sighting;
  const { berth, activity, containers } = box.attributes;
  const likelihood = box.link?.likelihood;
  switch (column) {
    case 'date':
      return (
        <>
          <b>{dateText(sighting)}</b>
          <span className={`${css.under} mono`}>{formatTimeOfDay(frame.acquired)}</span>
        </>
      );
    case 'site':
      return site?.name ?? '';
    case 'berth':
      return berth;
    case 'length':
    case 'beam':
      return measureText(sighting, column);
    case 'heading':
      return headingText(sighting);
    case 'activity':
      return activity ? termText(activity) : '';
    case 'containers':
      return formatCountRange(containers);
    case 'likelihood':
      return likelihood ? (
        <>
          {likelihoodWords(likelihood)}
          <span className={css.under}>{likelihoodBand(likelihood)}</span>
        </>
      ) : (
        'Not judged'
      );
  }
}

function HeadCell({
  column,
  order,
  onOrder,
}: {
  readonly column: SightingColumn;
  readonly order: SightingOrder;
  readonly onOrder: (order: SightingOrder) => void;
}) {
  const own = order.by === column;
  const sort = own ? (order.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={sort} data-figure={FIGURES.includes(column) || undefined}>
      <button
        type="button"
        className={css.sort}
        onClick={() => onOrder({ by: column, descending: own && !order.descending })}
      >
        {HEADS[column]}
        {own ? <Icon name={order.descending ? 'arrow-down' : 'arrow-up'} size={12} /> : null}
      </button>
    </th>
  );
}

function CopyButtons({ sightings }: { readonly sightings: readonly Sighting[] }) {
  const { session } = useServices();
  const document = useDocument();
  const copy = async (text: string, kind: string) => {
    try {
      await navigator.clipboard.writeText(text);
      notify(session, 'info', `The table is on the clipboard as ${kind}.`);
    } catch {
      notify(
        session,
        'warn',
        'This browser lets nothing be put on the clipboard. Select the figures and copy them, or export the log.',
      );
    }
  };
  const lines = sightingLines(document, sightings);
  return (
    <div className={css.copy}>
      <Button kind="quiet" icon="copy" onClick={() => copy(tsvText(lines), 'TSV')}>
        Copy as TSV
      </Button>
      <Button kind="quiet" icon="copy" onClick={() => copy(csvText(lines), 'CSV')}>
        Copy as CSV
      </Button>
    </div>
  );
}

export function SightingTable({ log, current, onChoose }: SightingsProps) {
  const [order, setOrder] = useState<SightingOrder>({ by: 'date', descending: false });
  const sightings = sortSightings(log.sightings, order);
  const choose = (sighting: Sighting) => {
    // A drag over figures selects them to be copied; it chooses no row.
    if (window.getSelection()?.isCollapsed !== false) onChoose(sighting);
  };
  return (
    <>
      <div className={css.wide}>
        <table className={css.table} aria-label="Sightings as a table">
          <thead>
            <tr>
              {SIGHTING_COLUMNS.map((column) => (
                <HeadCell key={column} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sightings.map((sighting) => (
              <tr
                key={sighting.box.id}
                aria-current={sighting.box.id === current || undefined}
                onClick={() => choose(sighting)}
              >
                {SIGHTING_COLUMNS.map((column) => (
                  <td key={column} data-figure={FIGURES.includes(column) || undefined}>
                    {column === 'date' ? (
                      // What the whole row does for the pointer, this does for keys.
                      <button type="button" className={css.rowDate}>
                        {cellOf(sighting, column)}
                      </button>
                    ) : (
                      cellOf(sighting, column)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CopyButtons sightings={sightings} />
    </>
  );
}
