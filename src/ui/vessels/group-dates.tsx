/** What the dates of one site tell of a group: boxes, counts without boxes, and what came and left between. */
import { useState } from 'react';
import { goToBoxes } from '../../commands/go-to';
import { countOn } from '../../domain/edits/group-count';
import { acrossBox } from '../../domain/geo/around-box';
import { formatDate, formatTimeOfDay } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import type { CargoGroup } from '../../domain/model/vessel';
import { countText } from '../../domain/tracks/count-text';
import { flowText, type GroupAtSite } from '../../domain/tracks/group-log';
import { lookText, observedText, unknownWord } from '../../domain/tracks/look-text';
import type { LookAt } from '../../domain/tracks/looks';
import { type Cell, flowsOf } from '../../domain/tracks/occupancy';
import { useDocument, useLockedReason, useServices } from '../context';
import { Button, ColumnHeads, IconButton } from '../kit';
import { Chip } from './chip';
import { CountForm } from './count-form';
import css from './vessels-screen.module.css';

/** CSS pixels. */
const CHIP = { width: 96, height: 48 };

/** Where nothing is counted: 'seen, not counted', 'not there: 0'. */
function uncountedText(look: LookAt): string {
  if (look === 'seen') return `${lookText(look)}, ${unknownWord('uncounted')}`;
  return look === 'absent' ? `${lookText(look)}: 0` : observedText(look);
}

/** The first box of a date, else the area of its count. */
function Picture({ frame, boxes, counted }: Cell) {
  const [box] = boxes;
  const [area] = counted;
  const geometry = box?.geometry ?? area?.geometry;
  const measures = geometry && frameGeoOf(frame)?.boxMeasures(geometry);
  if (!measures) return null;
  return (
    <Chip
      frame={frame}
      place={measures.center}
      across={acrossBox(measures, CHIP)}
      {...CHIP}
      box={box ?? null}
      label={box ? `Box ${box.number} on ${frame.title}` : `The area counted on ${frame.title}`}
    />
  );
}

/** Which boxes a count is from, and whether more was counted without. */
function Sources({ cell: { frame, boxes, counted } }: { readonly cell: Cell }) {
  const services = useServices();
  const [box] = boxes;
  const [area] = counted;
  return (
    <>
      {box ? (
        <Button
          kind="quiet"
          icon="map-pin"
          onClick={() =>
            goToBoxes(
              services,
              frame.id,
              boxes.map(({ id }) => id),
            )
          }
        >
          {boxes.length === 1 ? `Box ${box.number}` : `${boxes.length} boxes`}
        </Button>
      ) : null}
      {area ? (
        <Button
          kind="quiet"
          icon="eye"
          onClick={() => {
            goToBoxes(services, frame.id, []);
            services.session.setState({ areaId: area.id });
          }}
        >
          {area.note === '' ? 'Area without a box' : area.note}
        </Button>
      ) : null}
    </>
  );
}

function DateRow({ group, cell }: { readonly group: CargoGroup; readonly cell: Cell }) {
  const document = useDocument();
  const locked = useLockedReason();
  const [open, setOpen] = useState(false);
  const { frame, look, count } = cell;
  const known = countOn(document, group.id, frame.id);
  const date = frame.acquired ? formatDate(frame.acquired.value) : 'No date';
  return (
    <>
      <tr data-look={look}>
        <td>
          <Picture {...cell} />
        </td>
        <td>
          <b>{date}</b>
          <br />
          <span className={`${css.aside} mono`}>{formatTimeOfDay(frame.acquired)}</span>
        </td>
        <td>{countText(count) || uncountedText(look)}</td>
        <td>
          <Sources cell={cell} />
        </td>
        <td>
          <IconButton
            icon={known ? 'pencil' : 'plus'}
            size="small"
            label={known ? `Change the count of ${date}` : `Count without a box on ${date}`}
            disabledReason={locked}
            onClick={() => setOpen(!open)}
          />
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={5}>
            <CountForm group={group} frame={frame} onClose={() => setOpen(false)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

export function GroupDates({
  group,
  at: { site, cells },
}: {
  readonly group: CargoGroup;
  readonly at: GroupAtSite;
}) {
  const flows = flowsOf(cells).flatMap((flow) => flowText(flow) ?? []);
  return (
    <section aria-label={`At ${site.name}`}>
      <h3 className={css.heading}>{site.name}</h3>
      <table className={css.table}>
        <ColumnHeads columns={['Picture', 'Date', 'Containers', 'Counted from']} action="Count" />
        <tbody>
          {cells.map((cell) => (
            <DateRow key={cell.frame.id} group={group} cell={cell} />
          ))}
        </tbody>
      </table>
      <ul className={css.flows} aria-label={`What came and left at ${site.name}`}>
        {flows.map((text) => (
          <li key={text} className="selectable">{`${text}.`}</li>
        ))}
      </ul>
    </section>
  );
}
