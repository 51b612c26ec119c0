/** When a vessel must have come and gone, as far as the frames tell. */
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import type { Bounds, Look } from '../../domain/tracks/presence';
import type { VesselLog } from '../../domain/tracks/vessel-log';
import { useDocument } from '../context';
import { ColumnHeads } from '../kit';
import { duration } from './vessel-texts';
import css from './vessels-screen.module.css';

function momentText({ at }: Look): string {
  const time = at.precision === 'instant' ? formatTime(at.value) : null;
  return time ? `${formatDate(at.value)} ${time}` : formatDate(at.value);
}

function boundsText({ after, by, hours }: Bounds): string {
  if (after && by) {
    return `after ${momentText(after)}, by ${momentText(by)} (${duration(hours)} open)`;
  }
  if (by) return `by ${momentText(by)}; no frame without it before`;
  return after ? `after ${momentText(after)}; no frame without it since` : 'not known';
}

export function StayList({ log }: { readonly log: VesselLog }) {
  const document = useDocument();
  // Of frames without a date nothing can be said.
  if (log.stays.length === 0) return null;
  return (
    <section aria-label="Stays">
      <h3 className={css.heading}>Arrived and left</h3>
      <table className={css.table}>
        <ColumnHeads columns={['Site', 'Arrived', 'Left']} />
        <tbody>
          {log.stays.map(({ siteId, stay }) => (
            <tr key={`${siteId}-${stay.seen[0]?.frameId}`}>
              <td>{document.get('sites', siteId)?.name ?? 'No site'}</td>
              <td>{boundsText(stay.arrival)}</td>
              <td>{boundsText(stay.leaving)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
