/** All vessels along one axis of time: a row for each, a mark where it was seen, named by its site. */
import { formatAcquired } from '../../domain/geo/format-numbers';
import type { Vessel } from '../../domain/model/vessel';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useServices } from '../context';
import { timeAxis, timeOf } from '../panels/film-strip-axis';
import { useWidth } from '../use-width';
import type { KnownVessel } from '../vessels/use-vessels';
import { AxisTicks } from './axis-ticks';
import css from './log-screen.module.css';
import { besideMarks } from './signs';

const NAMES = 188;
/** As many of a name have room. */
const LETTERS = 26;
const ROW = 30;
const TOP = 24;
/** Room to the right of the axis. */
const MARGIN = 40;

type Mark = { readonly sighting: Sighting; readonly at: number };

/** From sighting to sighting, and where each was. */
function Way({
  vessel,
  marks,
  y,
}: {
  readonly vessel: Vessel;
  readonly marks: readonly Mark[];
  readonly y: number;
}) {
  return (
    <>
      {marks.slice(1).map(({ sighting, at }, i) => {
        const before = marks[i];
        if (!before) return null;
        const same = before.sighting.frame.siteId === sighting.frame.siteId;
        return (
          <g key={sighting.box.id} strokeDasharray={same ? undefined : '5 4'}>
            <path className={css.edge} d={`M${before.at} ${y} H${at}`} />
            <path d={`M${before.at} ${y} H${at}`} stroke={vessel.color} strokeWidth={2} />
          </g>
        );
      })}
      {marks.map(({ sighting, at }) => (
        <g key={sighting.box.id}>
          <title>{`${vessel.name}, ${formatAcquired(sighting.frame.acquired)}, ${sighting.site?.name ?? ''}`}</title>
          <rect
            className={css.seen}
            x={at - 5}
            y={y - 5}
            width={10}
            height={10}
            rx={1}
            fill={vessel.color}
          />
        </g>
      ))}
    </>
  );
}

function Row({
  known: { vessel, log },
  y,
  x,
  end,
}: {
  readonly known: KnownVessel;
  readonly y: number;
  readonly x: (time: number) => number;
  /** Right end of the axis. */
  readonly end: number;
}) {
  const { session } = useServices();
  const marks = log.sightings.flatMap((sighting) =>
    sighting.at ? [{ sighting, at: NAMES + x(timeOf(sighting.at.value)) }] : [],
  );
  // Named where it comes to another site.
  const names = besideMarks(
    marks.flatMap(({ sighting, at }, i) =>
      marks[i - 1]?.sighting.frame.siteId === sighting.frame.siteId
        ? []
        : { at, text: sighting.site?.name ?? '' },
    ),
    end + MARGIN,
  );
  return (
    // The whole row leads to the vessel; its name in the tables above does so for the keyboard.
    <g
      className={css.rowGroup}
      onPointerUp={() =>
        session.setState({ screen: 'vessels', vesselId: vessel.id, groupId: null })
      }
    >
      <title>{vessel.name}</title>
      <rect className={css.row} x={0} y={y - ROW / 2} width={end} height={ROW} />
      <path className={css.grid} d={`M${NAMES} ${y} H${end}`} />
      <Way vessel={vessel} marks={marks} y={y} />
      {names.map(({ at, text, anchor }) => (
        <text key={`${at} ${text}`} className={css.tick} x={at} y={y - 8} textAnchor={anchor}>
          {text}
        </text>
      ))}
      <text className={css.rowName} x={0} y={y + 4}>
        {vessel.name.length > LETTERS ? `${vessel.name.slice(0, LETTERS - 1)}…` : vessel.name}
      </text>
    </g>
  );
}

export function Timeline({ vessels }: { readonly vessels: readonly KnownVessel[] }) {
  const [chart, whole] = useWidth<SVGSVGElement>(900);
  const seen = vessels.filter(({ log }) => log.sightings.some(({ at }) => at !== null));
  const times = seen.flatMap(({ log }) =>
    log.sightings.flatMap(({ at }) => (at ? [timeOf(at.value)] : [])),
  );
  if (times.length === 0) return null;
  const width = Math.max(200, whole - NAMES - 48);
  const axis = timeAxis(times, width);
  const height = TOP + 6 + seen.length * ROW;
  return (
    <section className={css.site} aria-label="Timeline of all vessels">
      <header className={css.siteHead}>
        <h3>All vessels</h3>
        <span className={css.aside}>dashed: between sites</span>
      </header>
      <svg
        ref={chart}
        className={css.chart}
        height={height}
        role="img"
        aria-label="Sightings of all vessels by time"
      >
        <AxisTicks ticks={axis.ticks} left={NAMES} height={height} />
        {seen.map((known, i) => (
          <Row
            key={known.vessel.id}
            known={known}
            y={TOP + 12 + i * ROW}
            x={axis.x}
            end={NAMES + width}
          />
        ))}
      </svg>
    </section>
  );
}
