/**
 * A hull drawn from its fingerprint: length and beam as measured, and on deck what is on record, no more.
 * How many hatches and cranes is on record, not where each stands: they are spread evenly.
 */
import type { Fingerprint } from '../../domain/model/vessel';
import css from './fingerprint.module.css';

const WIDTH = 312;
const SIDE = 4;
const KEEL = WIDTH - 2 * SIDE;
const TOP = 20;
/** A hull's beam in pixels may not leave the drawing; a stubbier one is drawn shorter. */
const MOST_BEAM = 72;
/** Shares of the keel: where the sides begin to close to the bow, and what a house takes. */
const SHOULDER = 0.84;
const HOUSE = 0.13;
const STERN_ROUND = 0.03;
/** More than any ship has, and than the drawing can tell apart; a larger count is only said. */
const MOST_DRAWN = 60;

export type HullOutlineProps = {
  readonly length: number;
  readonly beam: number;
  /** '122.7 ± 0.5 m', at the dimension line. */
  readonly lengthText: string;
  readonly fingerprint: Fingerprint;
};

type Span = readonly [from: number, to: number];

/** Where along the keel (0 stern … 1 bow) the house stands; null where it is not on record. */
function houseSpan({ superstructure }: Fingerprint): Span | null {
  switch (superstructure) {
    case 'aft':
      return [0.03, 0.03 + HOUSE];
    case 'midships':
      return [0.5 - HOUSE / 2, 0.5 + HOUSE / 2];
    case 'forward':
      return [0.8 - HOUSE, 0.8];
    case 'unclear':
    case null:
      return null;
  }
}

/** The lengths of deck on which cargo lies: all of it but for the house and the ends. */
function holds(house: Span | null): readonly Span[] {
  const [from, to] = [0.06, SHOULDER];
  if (!house) return [[from, to]];
  const parts: readonly Span[] = [
    [from, house[0] - 0.03],
    [house[1] + 0.03, to],
  ];
  return parts.filter(([a, b]) => b - a > 0.1);
}

/** How many are drawn: none of what cannot be, as a number typed into the wrong field. */
function drawn(count: number | null): number {
  return count === null || count > MOST_DRAWN ? 0 : count;
}

/** Middles of `count` equal parts of the holds, and how long each is. */
function spread(count: number, spans: readonly Span[]): readonly Span[] {
  const whole = spans.reduce((sum, [a, b]) => sum + b - a, 0);
  let left = count;
  return spans.flatMap(([from, to], i) => {
    const own = i === spans.length - 1 ? left : Math.round((count * (to - from)) / whole);
    left -= own;
    const step = (to - from) / Math.max(1, own);
    return Array.from({ length: own }, (_, n): Span => [from + n * step, from + (n + 1) * step]);
  });
}

function hullPath(keel: number, beam: number): string {
  const [x, y] = [SIDE, TOP];
  const round = STERN_ROUND * keel;
  const shoulder = x + SHOULDER * keel;
  const middle = y + beam / 2;
  return [
    `M${x + round} ${y}`,
    `H${shoulder}`,
    `Q${x + 0.95 * keel} ${y + 0.06 * beam} ${x + keel} ${middle}`,
    `Q${x + 0.95 * keel} ${y + 0.94 * beam} ${shoulder} ${y + beam}`,
    `H${x + round}`,
    `Q${x} ${y + beam} ${x} ${y + beam - round}`,
    `V${y + round}`,
    `Q${x} ${y} ${x + round} ${y}Z`,
  ].join('');
}

const named = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** 'Aft' and its colour, as far as either is on record. */
function houseWords({ superstructure, superstructureColor }: Fingerprint): string {
  return ['house', superstructure, superstructureColor && `, ${superstructureColor}`]
    .filter(Boolean)
    .join(' ')
    .replace(' ,', ',');
}

/** The line of the length below the hull, open in the middle for its text. */
function Dimension({
  keel,
  y,
  text,
}: {
  readonly keel: number;
  readonly y: number;
  readonly text: string;
}) {
  const [left, middle, right] = [SIDE, SIDE + keel / 2, SIDE + keel];
  const gap = 8 + 3.1 * text.length;
  return (
    <>
      <path
        className={css.dimension}
        d={`M${left + 0.5} ${y - 4}v8 M${left} ${y}H${middle - gap} M${middle + gap} ${y}H${right} M${right - 0.5} ${y - 4}v8`}
      />
      <text className={css.dimensionText} x={middle} y={y + 4} textAnchor="middle">
        {text}
      </text>
    </>
  );
}

export function HullOutline(props: HullOutlineProps) {
  const { length, beam: beamM, lengthText, fingerprint } = props;
  const keel = Math.min(KEEL, (MOST_BEAM / beamM) * length);
  const beam = (beamM / length) * keel;
  const x = (share: number) => SIDE + share * keel;
  const house = houseSpan(fingerprint);
  const spans = holds(house);
  const hatches = spread(drawn(fingerprint.hatches), spans);
  const cranes = spread(drawn(fingerprint.cranes), spans).map(([a, b]) => (a + b) / 2);
  const middle = TOP + beam / 2;
  const below = TOP + beam + 15;
  const hatchWords =
    fingerprint.hatches === null
      ? ''
      : [named(fingerprint.hatches, 'hatch', 'hatches'), fingerprint.hatchColor]
          .filter(Boolean)
          .join(', ');
  const craneWords =
    fingerprint.cranes === null ? '' : named(fingerprint.cranes, 'crane', 'cranes');
  const told = [house ? houseWords(fingerprint) : '', hatchWords, craneWords].filter(Boolean);
  return (
    <svg
      className={css.outline}
      viewBox={`0 0 ${WIDTH} ${TOP + beam + 40}`}
      role="img"
      aria-label={`Outline of the hull: ${told.join('; ') || 'nothing on deck is on record'}`}
    >
      <path className={css.hull} d={hullPath(keel, beam)} />
      {house ? (
        <rect
          className={css.house}
          x={x(house[0])}
          y={TOP + 0.14 * beam}
          width={(house[1] - house[0]) * keel}
          height={0.72 * beam}
        />
      ) : null}
      {hatches.map(([from, to]) => (
        <rect
          key={from}
          className={css.hatch}
          x={x(from) + 2}
          y={TOP + 0.22 * beam}
          width={Math.max(2, (to - from) * keel - 4)}
          height={0.56 * beam}
        />
      ))}
      {cranes.map((at) => (
        <g key={at} className={css.crane}>
          <circle cx={x(at)} cy={middle} r={3} />
          <path d={`M${x(at)} ${middle} l${0.08 * keel} ${-0.12 * beam}`} />
        </g>
      ))}
      {craneWords && cranes.length > 0 ? (
        <text className={css.deckWord} x={x((spans[0]?.[0] ?? 0) + 0.02)} y={13}>
          {craneWords}
        </text>
      ) : null}
      {house ? (
        <text
          className={css.deckWord}
          x={x((house[0] + house[1]) / 2)}
          y={below}
          textAnchor={house[0] < 0.1 ? 'start' : 'middle'}
          dx={house[0] < 0.1 ? -0.08 * keel : 0}
        >
          house
        </text>
      ) : null}
      {hatchWords ? (
        <text className={css.deckWord} x={x(0.5)} y={below} textAnchor="middle" dx={20}>
          {hatchWords}
        </text>
      ) : null}
      <text className={css.deckWord} x={x(1)} y={below} textAnchor="end">
        bow
      </text>
      <Dimension keel={keel} y={below + 16} text={lengthText} />
    </svg>
  );
}
