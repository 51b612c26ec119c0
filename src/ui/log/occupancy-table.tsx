/** A site's vessels, groups and counts by date; what was not observed never looks like none. */
import { goToBoxes } from '../../commands/go-to';
import { formatDate, formatTimeOfDay } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { GroupId, VesselId } from '../../domain/model/ids';
import { countText } from '../../domain/tracks/count-text';
import { lookText, type Unknown, unknownWord } from '../../domain/tracks/look-text';
import type { Cell, FrameCount, Occupancy } from '../../domain/tracks/occupancy';
import { containersText, numberText, unlookedAt } from '../../domain/tracks/occupancy-table';
import { useServices } from '../context';
import { Swatch } from '../kit';
import { LookMark } from '../vessels/presence-chart';
import { termText } from '../vessels/sighting-texts';
import css from './log-screen.module.css';

/** Pixels of the column of names, and at least of a date's. */
const NAMES = 200;
const LEAST = 144;

function LookCell({ cell, color }: { readonly cell: Cell; readonly color: string }) {
  const services = useServices();
  const { frame, look, boxes, count } = cell;
  const text = countText(count) || termText(lookText(look));
  const inner = (
    <>
      <svg width={13} height={13} aria-hidden="true">
        <LookMark look={look} color={color} />
      </svg>
      {text}
    </>
  );
  return (
    <td data-look={look}>
      {boxes.length > 0 ? (
        <button
          type="button"
          className={css.cell}
          onClick={() =>
            goToBoxes(
              services,
              frame.id,
              boxes.map(({ id }) => id),
            )
          }
        >
          {inner}
        </button>
      ) : (
        <span className={css.cell}>{inner}</span>
      )}
    </td>
  );
}

/** A number, or why it is not known. */
type Told = { readonly text: string } | { readonly unknown: Unknown };

function ToldCell({ told }: { readonly told: Told }) {
  if ('text' in told) return <td data-look="seen">{told.text}</td>;
  return (
    <td data-look={told.unknown}>
      <span className={css.cell}>
        <svg width={13} height={13} aria-hidden="true">
          <LookMark look={told.unknown} color="" />
        </svg>
        {termText(unknownWord(told.unknown))}
      </span>
    </td>
  );
}

function CountRow({
  label,
  counts,
  of,
}: {
  readonly label: string;
  readonly counts: readonly FrameCount[];
  readonly of: (count: FrameCount) => Told;
}) {
  return (
    <tr className={css.counts}>
      <th scope="row">{label}</th>
      {counts.map((count) => (
        <ToldCell key={count.frame.id} told={of(count)} />
      ))}
    </tr>
  );
}

/** A vessel or a group: its name leads to its own page, its cells to its boxes. */
function FollowedRow({
  of: { name, color },
  cells,
  onName,
}: {
  readonly of: { readonly name: string; readonly color: string };
  readonly cells: readonly Cell[];
  readonly onName: () => void;
}) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={css.named} title={name} onClick={onName}>
          <Swatch color={color} size={8} />
          <span className="ellipsis">{name}</span>
        </button>
      </th>
      {cells.map((cell) => (
        <LookCell key={cell.frame.id} cell={cell} color={color} />
      ))}
    </tr>
  );
}

function DateHead({ frame }: { readonly frame: Frame }) {
  const services = useServices();
  return (
    <th scope="col">
      <button type="button" className={css.date} onClick={() => goToBoxes(services, frame.id, [])}>
        <b>{frame.acquired ? formatDate(frame.acquired.value) : 'No date'}</b>
        <span className="mono">{formatTimeOfDay(frame.acquired)}</span>
        <span>{frame.sensorShort}</span>
      </button>
    </th>
  );
}

function ships(value: number | null, one: FrameCount): Told {
  const text = numberText(value, one);
  return text === null ? { unknown: unlookedAt(one) } : { text };
}

function CountRows({ counts }: { readonly counts: readonly FrameCount[] }) {
  return (
    <>
      <CountRow label="Vessels identified" counts={counts} of={(one) => ships(one.vessels, one)} />
      <CountRow label="Ships not linked" counts={counts} of={(one) => ships(one.unlinked, one)} />
      <CountRow
        label="Containers counted"
        counts={counts}
        of={(one) => (one.uncounted ? { unknown: one.uncounted } : { text: containersText(one) })}
      />
    </>
  );
}

export function OccupancyTable({ occupancy }: { readonly occupancy: Occupancy }) {
  const { frames, vessels, groups, counts } = occupancy;
  const { session } = useServices();
  const lead = (to: { readonly vesselId?: VesselId; readonly groupId: GroupId | null }) =>
    session.setState({ screen: 'vessels', ...to });
  return (
    <div className={css.scroll}>
      <table className={css.table} style={{ minWidth: NAMES + frames.length * LEAST }}>
        <thead>
          <tr>
            <th scope="col">Present</th>
            {frames.map((frame) => (
              <DateHead key={frame.id} frame={frame} />
            ))}
          </tr>
        </thead>
        <tbody>
          {vessels.map(({ vessel, cells }) => (
            <FollowedRow
              key={vessel.id}
              of={vessel}
              cells={cells}
              onName={() => lead({ vesselId: vessel.id, groupId: null })}
            />
          ))}
          {groups.map(({ group, cells }) => (
            <FollowedRow
              key={group.id}
              of={group}
              cells={cells}
              onName={() => lead({ groupId: group.id })}
            />
          ))}
          <CountRows counts={counts} />
        </tbody>
      </table>
    </div>
  );
}
