/** A site's ships and containers along true time; what was not observed has an open mark and no bar. */
import { formatAcquired } from '../../domain/geo/format-numbers';
import type { CountRange } from '../../domain/model/attributes';
import { knownTime } from '../../domain/tracks/legs';
import { type Unknown, unknownText } from '../../domain/tracks/look-text';
import type { FrameCount, Occupancy } from '../../domain/tracks/occupancy';
import { containersText, numberText, unlookedAt } from '../../domain/tracks/occupancy-table';
import { timeAxis, timeOf } from '../panels/film-strip-axis';
import { useWidth } from '../use-width';
import { LookMark } from '../vessels/presence-chart';
import { AxisTicks } from './axis-ticks';
import css from './log-screen.module.css';
import { overBars } from './signs';

const NAMES = 132;
const TOP = 20;
const BAND = 64;
/** Tallest bar, and room above it for its number. */
const BAR = 36;
const BAR_WIDTH = 14;

/** What a date shows: null where nobody looked, a text beside the bar, the bounds of the count. */
type Amount = {
  readonly best: number;
  readonly text: string;
  /** The same where there is little room. */
  readonly short: string;
  readonly range: CountRange | null;
};

function shipsOf(one: FrameCount): Amount | null {
  if (one.vessels === null || one.unlinked === null) return null;
  const best = one.vessels + one.unlinked;
  const text = numberText(best, one);
  if (text === null) return null;
  return { best, text, short: one.whole ? text : `${best}+`, range: null };
}

function containersOf(one: FrameCount): Amount | null {
  const { containers, more } = one;
  if (!containers) return null;
  const best = containers.best ?? containers.min ?? containers.max;
  if (best === null) return null;
  const atMost = containers.best === null && containers.min === null;
  const short = atMost ? `≤${best}` : more ? `${best}+` : String(best);
  return { best, text: containersText(one), short, range: containers };
}

const BANDS = [
  { name: 'Ships', of: shipsOf, unknown: unlookedAt },
  {
    name: 'Containers',
    of: containersOf,
    unknown: ({ uncounted }: FrameCount): Unknown => uncounted ?? 'uncounted',
  },
] as const;

type BarProps = {
  readonly amount: Amount | null;
  /** Why there is no amount. */
  readonly unknown: Unknown;
  readonly x: number;
  readonly scale: number;
};

/** Stands on y = 0. */
function Bar({ amount, unknown, x, scale }: BarProps) {
  if (!amount) return <LookMark look={unknown} color="" x={x} y={-8} />;
  // None is said only where there may be no more: '0 to 5' is not none.
  if (Math.max(amount.best, amount.range?.max ?? 0) === 0)
    return <LookMark look="absent" color="" x={x} y={-8} />;
  const { min, max } = amount.range ?? { min: null, max: null };
  const height = Math.max(2, amount.best * scale);
  return (
    <>
      <rect
        className={css.bar}
        x={x - BAR_WIDTH / 2}
        y={-height}
        width={BAR_WIDTH}
        height={height}
        rx={1}
      />
      {min !== null && max !== null && max > min ? (
        <path
          className={css.whisker}
          d={`M${x} ${-min * scale} V${-max * scale} M${x - 4} ${-max * scale} h8 M${x - 4} ${-min * scale} h8`}
        />
      ) : null}
    </>
  );
}

type BandProps = {
  readonly counts: readonly FrameCount[];
  readonly band: (typeof BANDS)[number];
  readonly x: (one: FrameCount) => number;
  readonly width: number;
};

function Band({ counts, band, x, width }: BandProps) {
  const amounts = counts.map((one) => ({ one, amount: band.of(one) }));
  const most = Math.max(
    1,
    ...amounts.map(({ amount }) => Math.max(amount?.best ?? 0, amount?.range?.max ?? 0)),
  );
  const scale = BAR / most;
  const texts = overBars(
    amounts.map(({ one, amount }) => ({
      at: x(one),
      text: amount?.text ?? '',
      short: amount?.short ?? '',
    })),
  );
  return (
    <>
      <text className={css.rowName} x={0} y={-4}>
        {band.name}
      </text>
      <path className={css.grid} d={`M${NAMES} 0 H${width}`} />
      {amounts.map(({ one, amount }, i) => {
        const at = x(one);
        const unknown = band.unknown(one);
        const top = Math.max(amount?.best ?? 0, amount?.range?.max ?? 0) * scale;
        return (
          <g key={one.frame.id}>
            <title>{`${formatAcquired(one.frame.acquired)}: ${amount?.text ?? unknownText(unknown)}`}</title>
            <Bar amount={amount} unknown={unknown} x={at} scale={scale} />
            <text className={css.tick} x={at} y={-Math.max(top, 14) - 5} textAnchor="middle">
              {texts[i]}
            </text>
          </g>
        );
      })}
    </>
  );
}

export function OccupancyChart({ occupancy }: { readonly occupancy: Occupancy }) {
  const [chart, whole] = useWidth<SVGSVGElement>(900);
  const dated = occupancy.counts.flatMap((one) => {
    const known = knownTime(one.frame.acquired);
    return known ? [{ one, at: timeOf(known.value) }] : [];
  });
  const counted = dated.some(({ one }) => BANDS.some(({ of }) => of(one) !== null));
  if (dated.length < 2 || !counted) return null;
  const width = Math.max(200, whole - NAMES - 48);
  const axis = timeAxis(
    dated.map(({ at }) => at),
    width,
  );
  const height = TOP + BANDS.length * BAND;
  const places = new Map(dated.map(({ one, at }) => [one.frame.id, NAMES + axis.x(at)]));
  return (
    <svg
      ref={chart}
      className={css.chart}
      height={height}
      role="img"
      aria-label={`Ships and containers at ${occupancy.site.name} by time; the table says the same`}
    >
      <AxisTicks ticks={axis.ticks} left={NAMES} height={height} />
      {BANDS.map((band, i) => (
        <g key={band.name} transform={`translate(0 ${TOP + (i + 1) * BAND - 4})`}>
          <Band
            counts={dated.map(({ one }) => one)}
            band={band}
            x={({ frame }) => places.get(frame.id) ?? 0}
            width={NAMES + width}
          />
        </g>
      ))}
    </svg>
  );
}
