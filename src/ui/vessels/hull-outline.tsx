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

/** What stands where on the drawing: the ways along the keel are shares of it (0 stern … 1 bow). */
type Deck = {
  /** Of the drawing, in its units. */
  readonly keel: number;
  readonly beam: number;
  readonly house: Span | null;
  readonly hatches: readonly Span[];
  readonly cranes: readonly number[];
  /** From where cargo lies. */
  readonly holdFrom: number;
};

function deckOf({ length, beam: beamM, fingerprint }: HullOutlineProps): Deck {
  const keel = Math.min(KEEL, (MOST_BEAM / beamM) * length);
  const house = houseSpan(fingerprint);
  const spans = holds(house);
  return {
    keel,
    beam: (beamM / length) * keel,
    house,
    hatches: spread(drawn(fingerprint.hatches), spans),
    cranes: spread(drawn(fingerprint.cranes), spans).map(([a, b]) => (a + b) / 2),
    holdFrom: spans[0]?.[0] ?? 0,
  };
}

/** What is on record of the deck, in words; '' for what is not. */
function deckWords(fingerprint: Fingerprint) {
  const { hatches, hatchColor, cranes } = fingerprint;
  const hatchWords =
    hatches === null
      ? ''
      : [named(hatches, 'hatch', 'hatches'), hatchColor].filter(Boolean).join(', ');
  return {
    house: houseSpan(fingerprint) ? houseWords(fingerprint) : '',
    hatches: hatchWords,
    cranes: cranes === null ? '' : named(cranes, 'crane', 'cranes'),
  };
}

/** Along the keel, in units of the drawing. */
const along = ({ keel }: Deck, share: number) => SIDE + share * keel;

function Shapes({ deck }: { readonly deck: Deck }) {
  const { keel, beam, house, hatches, cranes } = deck;
  const middle = TOP + beam / 2;
  return (
    <>
      <path className={css.hull} d={hullPath(keel, beam)} />
      {house ? (
        <rect
          className={css.house}
          x={along(deck, house[0])}
          y={TOP + 0.14 * beam}
          width={(house[1] - house[0]) * keel}
          height={0.72 * beam}
        />
      ) : null}
      {hatches.map(([from, to]) => (
        <rect
          key={from}
          className={css.hatch}
          x={along(deck, from) + 2}
          y={TOP + 0.22 * beam}
          width={Math.max(2, (to - from) * keel - 4)}
          height={0.56 * beam}
        />
      ))}
      {cranes.map((at) => (
        <g key={at} className={css.crane}>
          <circle cx={along(deck, at)} cy={middle} r={3} />
          <path d={`M${along(deck, at)} ${middle} l${0.08 * keel} ${-0.12 * beam}`} />
        </g>
      ))}
    </>
  );
}

type DeckWordsProps = {
  readonly deck: Deck;
  readonly words: ReturnType<typeof deckWords>;
  /** The line of the words under the hull. */
  readonly below: number;
};

function DeckWords({ deck, words, below }: DeckWordsProps) {
  const { keel, house, cranes, holdFrom } = deck;
  const atStern = house !== null && house[0] < 0.1;
  return (
    <>
      {words.cranes && cranes.length > 0 ? (
        <text className={css.deckWord} x={along(deck, holdFrom + 0.02)} y={13}>
          {words.cranes}
        </text>
      ) : null}
      {house ? (
        <text
          className={css.deckWord}
          x={along(deck, (house[0] + house[1]) / 2)}
          y={below}
          textAnchor={atStern ? 'start' : 'middle'}
          dx={atStern ? -0.08 * keel : 0}
        >
          house
        </text>
      ) : null}
      {words.hatches ? (
        <text className={css.deckWord} x={along(deck, 0.5)} y={below} textAnchor="middle" dx={20}>
          {words.hatches}
        </text>
      ) : null}
      <text className={css.deckWord} x={along(deck, 1)} y={below} textAnchor="end">
        bow
      </text>
    </>
  );
}

export function HullOutline(props: HullOutlineProps) {
  const deck = deckOf(props);
  const words = deckWords(props.fingerprint);
  const below = TOP + deck.beam + 15;
  const told = [words.house, words.hatches, words.cranes].filter(Boolean);
  return (
    <svg
      className={css.outline}
      viewBox={`0 0 ${WIDTH} ${TOP + deck.beam + 40}`}
      role="img"
      aria-label={`Outline of the hull: ${told.join('; ') || 'nothing on deck is on record'}`}
    >
      <Shapes deck={deck} />
      <DeckWords deck={deck} words={words} below={below} />
      <Dimension keel={deck.keel} y={below + 16} text={props.lengthText} />
    </svg>
  );
}
