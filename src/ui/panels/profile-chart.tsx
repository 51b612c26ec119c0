/** The charts of the profile panel, drawn as vectors; the numbers can be read under the pointer. */
import { type PointerEvent, useState } from 'react';
import { formatMeters, formatNumber, NO_VALUE } from '../../domain/geo/format-numbers';
import { type BandRole, roleNamed } from '../../domain/imaging/band-roles';
import { bandText } from '../../domain/imaging/band-text';
import { type Profile, type ProfilePoint, valueRange } from '../../domain/imaging/profile';
import type { Meters } from '../../domain/model/units';
import { formatValue } from './display-histogram';
import css from './profile-panel.module.css';

type ChartProps = { readonly profile: Profile };

const WIDTH = 400;
const HEIGHT = 120;
/** Unlike the colours below, which would say what such a band is not. */
const UNNAMED = ['#d0a53c', '#3fb3b3', '#e07fb4', '#9a9a9a', '#b5835a'] as const;
const NAMED: Readonly<Record<BandRole, string>> = {
  red: '#e0665f',
  green: '#4faf68',
  blue: '#5a8fd6',
  nir: '#b985d8',
};

function colourOf(name: string, band: number): string {
  const role = roleNamed(name);
  return role ? NAMED[role] : (UNNAMED[band % UNNAMED.length] ?? UNNAMED[0]);
}

/** Lines of one band; broken where there is no data. */
function pathOf(
  points: readonly ProfilePoint[],
  band: number,
  [low, high]: readonly [number, number],
): string {
  const last = Math.max(1, points.length - 1);
  let pen = 'M';
  return points
    .map(({ values }, i) => {
      const value = values?.[band];
      if (value === undefined || !Number.isFinite(value)) {
        pen = 'M';
        return '';
      }
      const y = HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT;
      const step = `${pen}${((i / last) * WIDTH).toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
}

type LinesProps = ChartProps & {
  /** Values at the lower and the upper edge. */
  readonly range: readonly [number, number];
  /** What the lines are of and how far they reach, for who cannot see them. */
  readonly label: string;
  /** Which of the points is pointed at, if any. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
};

/** A line for each band. */
function Lines({ profile: { names, points }, range, label, at, onAt }: LinesProps) {
  const follow = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - left) / width));
    onAt(Math.round(part * (points.length - 1)));
  };
  const x = at === null ? null : (at / Math.max(1, points.length - 1)) * WIDTH;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={css.lines}
      role="img"
      aria-label={label}
      onPointerMove={follow}
      onPointerLeave={() => onAt(null)}
    >
      {names.map((name, band) => (
        <path
          key={name}
          d={pathOf(points, band, range)}
          stroke={colourOf(name, band)}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {x === null ? null : (
        <line
          className={css.cursor}
          x1={x}
          x2={x}
          y1={0}
          y2={HEIGHT}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

type ProfileChartProps = ChartProps & {
  /** How many bands the file has, those that are not read along lines included. */
  readonly bands: number;
  readonly resolutionM: Meters | null;
};

export function ProfileChart({ profile, bands, resolutionM }: ProfileChartProps) {
  const { names, points } = profile;
  const [at, setAt] = useState<number | null>(null);
  const found = valueRange(profile);
  if (!found) return <p className={css.nothing}>There is no data along this line.</p>;
  const [low, high] = found;
  const range = high - low;
  const end = points.at(-1);
  const shown = at === null ? null : (points[at] ?? null);
  const far = (point: ProfilePoint) =>
    point.distanceM === null
      ? `${formatNumber(point.distancePx, 1)} px`
      : formatMeters(point.distanceM, resolutionM);
  return (
    <>
      <div className={css.legend}>
        {names.map((name, band) => (
          <span key={name} className={css.key}>
            <i style={{ background: colourOf(name, band) }} />
            {bandText(name)}
            <span className="mono">
              {shown ? formatValue(shown.values?.[band] ?? Number.NaN, range) : ''}
            </span>
          </span>
        ))}
        {names.length < bands ? (
          <span
            className={css.some}
            title="Along a line, the bands are read that are loaded to be shown. A click on a point tells the values of all."
          >
            {names.length} of {bands} bands
          </span>
        ) : null}
      </div>
      <div className={css.chart}>
        <div className={css.scale}>
          <span>{formatValue(high, range)}</span>
          <span>{formatValue(low, range)}</span>
        </div>
        <Lines
          profile={profile}
          range={found}
          label={`Values of ${names.map(bandText).join(', ')} over ${end ? far(end) : NO_VALUE}`}
          at={at}
          onAt={setAt}
        />
      </div>
      <div className={css.distance}>
        <span>0</span>
        <span>{shown ? far(shown) : ''}</span>
        <span>{end ? far(end) : ''}</span>
      </div>
    </>
  );
}

/** One bar per band, with its value. */
export function SpectrumChart({ profile }: ChartProps) {
  const { names, points } = profile;
  const values = points[0]?.values ?? null;
  if (!values) return <p className={css.nothing}>There is no data at this point.</p>;
  // A band may hold nothing where another does.
  const known = values.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  const range = high - low || 1;
  return (
    <ul className={css.bars}>
      {names.map((name, band) => {
        const value = values[band] ?? Number.NaN;
        const width = `${(100 * Math.abs(value || 0)) / Math.max(Math.abs(low), Math.abs(high), 1e-12)}%`;
        return (
          <li key={name} className={css.bar}>
            <span className="ellipsis">{bandText(name)}</span>
            <span className={css.track}>
              <i style={{ width, background: colourOf(name, band) }} />
            </span>
            <span className="mono">{formatValue(value, range)}</span>
          </li>
        );
      })}
    </ul>
  );
}
