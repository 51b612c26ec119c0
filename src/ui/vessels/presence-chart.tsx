/** Where and when: a row for each site, a mark for each frame, a line along the vessel's way. */
import { useMemo } from 'react';
import { formatDate } from '../../domain/geo/format-numbers';
import type { Site } from '../../domain/model/project';
import type { Vessel } from '../../domain/model/vessel';
import { knownTime } from '../../domain/tracks/legs';
import { lookText, observedText, type Unknown, unknownWord } from '../../domain/tracks/look-text';
import type { LookAt } from '../../domain/tracks/looks';
import { type Cell, occupancy } from '../../domain/tracks/occupancy';
import type { VesselLog } from '../../domain/tracks/vessel-log';
import { useDocument, useDocumentRevision } from '../context';
import { timeAxis, timeOf } from '../panels/film-strip-axis';
import { useWidth } from '../use-width';
import css from './presence-chart.module.css';

/** Least and most room for the sites' names, CSS pixels, and what a letter of them takes at most. */
const NAMES = [132, 200] as const;
const LETTER = 6.4;
const ROW = 28;
const TOP = 24;
const MARK = 11;

/** What a mark can stand for: what was seen of something, or why a number is not known. */
export type MarkOf = LookAt | Unknown;

/** Lines over the square, from its upper left corner: hatched, in four as by large pixels, or with a dot. */
function linesOf(of: MarkOf): string | null {
  const half = MARK / 2;
  if (of === 'obscured') {
    return `m0 ${MARK} l${MARK} ${-MARK} m${-MARK} ${half} l${half} ${-half} m0 ${MARK} l${half} ${-half}`;
  }
  if (of === 'unresolved') return `m${half} 0 v${MARK} m${-half} ${-half} h${MARK}`;
  return of === 'uncounted' ? `m${half - 1.5} ${half} h3` : null;
}

/** A square: full where it was seen, hollow where it was not, with lines over it or dotted where nobody can say. */
export function LookMark({
  look,
  color,
  x = MARK / 2 + 1,
  y = MARK / 2 + 1,
}: {
  readonly look: MarkOf;
  readonly color: string;
  readonly x?: number;
  readonly y?: number;
}) {
  if (look === 'uncovered') return null;
  const [left, top] = [x - MARK / 2, y - MARK / 2];
  const lines = linesOf(look);
  return (
    <g className={css.mark} data-look={look}>
      <rect
        x={left}
        y={top}
        width={MARK}
        height={MARK}
        rx={1}
        {...(look === 'seen' ? { fill: color } : {})}
      />
      {lines ? <path d={`M${left} ${top} ${lines}`} /> : null}
    </g>
  );
}

const LEGEND: readonly LookAt[] = ['seen', 'absent', 'obscured', 'unresolved', 'unexamined'];

type LookLegendProps = {
  readonly color: string;
  /** Whether numbers stand there too, of which one may not be counted. */
  readonly numbers?: boolean;
};

export function LookLegend({ color, numbers = false }: LookLegendProps) {
  const entries: readonly (readonly [MarkOf, string])[] = [
    ...LEGEND.map((look) => [look, lookText(look)] as const),
    ...(numbers ? [['uncounted', unknownWord('uncounted')] as const] : []),
  ];
  return (
    <ul className={css.legend}>
      {entries.map(([look, text]) => (
        <li key={look}>
          <svg width={MARK + 2} height={MARK + 2} aria-hidden="true">
            <LookMark look={look} color={color} />
          </svg>
          {text}
        </li>
      ))}
      <li>no mark: {lookText('uncovered')}</li>
    </ul>
  );
}

type SiteRow = { readonly site: Site; readonly cells: readonly Cell[] };

/** What is known of the vessel at each site that it was looked for at, in the order of its way. */
function useRows(vessel: Vessel, log: VesselLog): readonly SiteRow[] {
  const document = useDocument();
  const revision = useDocumentRevision();
  return useMemo(() => {
    if (revision < 0) return [];
    return [...document.all('sites')]
      .map((site) => ({
        site,
        cells: occupancy(document, site).vessels.find((row) => row.vessel.id === vessel.id)?.cells,
      }))
      .flatMap(({ site, cells }) => (cells ? [{ site, cells }] : []))
      .sort((a, b) => firstSeen(log, a.site) - firstSeen(log, b.site));
  }, [document, revision, vessel.id, log]);
}

/** Where sites and times stand in the chart, CSS pixels. */
type Layout = {
  /** What the sites' names take at the left, and how many letters of them. */
  readonly names: number;
  readonly letters: number;
  readonly width: number;
  readonly height: number;
  readonly axis: ReturnType<typeof timeAxis>;
  readonly x: (time: number) => number;
  /** The middle of a row. */
  readonly y: (row: number) => number;
};

/** null where nothing has a date. */
function layoutOf(rows: readonly SiteRow[], whole: number): Layout | null {
  const times = rows.flatMap(({ cells }) => cells.flatMap(({ frame }) => timeIn(frame.acquired)));
  if (times.length === 0) return null;
  const longest = Math.max(...rows.map(({ site }) => site.name.length));
  const names = Math.max(NAMES[0], Math.min(NAMES[1], (longest + 1) * LETTER));
  const width = Math.max(200, whole - names - 48);
  const axis = timeAxis(times, width);
  return {
    names,
    letters: Math.floor(names / LETTER) - 1,
    width,
    height: TOP + rows.length * ROW,
    axis,
    x: (time) => names + axis.x(time),
    y: (row) => TOP + row * ROW + ROW / 2,
  };
}

type RowsProps = { readonly rows: readonly SiteRow[]; readonly layout: Layout };

/** The lines of the months and of the sites, each with its name. */
function Grid({ rows, layout: { names, letters, width, height, axis, y } }: RowsProps) {
  return (
    <>
      {axis.ticks.map(({ x, text }) => (
        <g key={x}>
          <path className={css.grid} d={`M${names + x} 6 V${height}`} />
          <text className={css.tick} x={names + x + 5} y={14}>
            {text}
          </text>
        </g>
      ))}
      {rows.map(({ site }, i) => (
        <g key={site.id}>
          <text className={css.site} x={0} y={y(i) + 4}>
            <title>{site.name}</title>
            {site.name.length > letters ? `${site.name.slice(0, letters - 1)}…` : site.name}
          </text>
          <path className={css.grid} d={`M${names} ${y(i)} H${names + width + 12}`} />
        </g>
      ))}
    </>
  );
}

function Marks({ rows, layout, color }: RowsProps & { readonly color: string }) {
  return rows.flatMap(({ site, cells }, i) =>
    cells.flatMap((cell) =>
      timeIn(cell.frame.acquired).map((time) => (
        <g key={`${site.id}-${cell.frame.id}`}>
          <title>{`${formatDate(cell.frame.acquired?.value ?? '')}: ${observedText(cell.look)}`}</title>
          <LookMark look={cell.look} color={color} x={layout.x(time)} y={layout.y(i)} />
        </g>
      )),
    ),
  );
}

type PresenceChartProps = { readonly vessel: Vessel; readonly log: VesselLog };

export function PresenceChart({ vessel, log }: PresenceChartProps) {
  const [chart, whole] = useWidth<SVGSVGElement>(720);
  const rows = useRows(vessel, log);
  const layout = layoutOf(rows, whole);
  if (layout === null) return null;
  const way = log.sightings
    .flatMap(({ frame }) => {
      const row = rows.findIndex(({ site }) => site.id === frame.siteId);
      const [time] = timeIn(frame.acquired);
      return row < 0 || time === undefined ? [] : [`${layout.x(time)},${layout.y(row)}`];
    })
    .join(' ');
  return (
    <section aria-label="Where and when">
      <header className={css.head}>
        <h3>Where and when</h3>
        <LookLegend color={vessel.color} />
      </header>
      <svg
        ref={chart}
        className={css.chart}
        height={layout.height}
        role="img"
        aria-label={summary(rows)}
      >
        <Grid rows={rows} layout={layout} />
        <polyline className={css.wayEdge} points={way} />
        <polyline className={css.way} points={way} stroke={vessel.color} />
        <Marks rows={rows} layout={layout} color={vessel.color} />
      </svg>
    </section>
  );
}

/** The place of its first sighting among all: ways read from above down. */
function firstSeen({ sightings }: VesselLog, { id }: Site): number {
  const index = sightings.findIndex(({ frame }) => frame.siteId === id);
  return index < 0 ? sightings.length : index;
}

function timeIn(acquired: Cell['frame']['acquired']): readonly number[] {
  const at = knownTime(acquired);
  return at ? [timeOf(at.value)] : [];
}

function summary(rows: readonly SiteRow[]): string {
  return rows
    .map(({ site, cells }) => {
      const looks = cells
        .filter(({ frame, look }) => frame.acquired && look !== 'uncovered')
        .map(
          ({ frame, look }) => `${formatDate(frame.acquired?.value ?? '')} ${observedText(look)}`,
        );
      return `${site.name}: ${looks.join(', ')}`;
    })
    .join('. ');
}
