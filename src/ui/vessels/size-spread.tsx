/** One measure of a hull in all its sightings: a dot and a whisker of ±1 σ for each, and the value of all. */
import { formatSpread } from '../../domain/geo/format-numbers';
import type { Measured } from '../../domain/identity/evidence';
import type { BoxId } from '../../domain/model/ids';
import { type HullSize, type Sighting, sizeOf } from '../../domain/tracks/vessel-log';
import css from './fingerprint.module.css';
import { dateText, measureText } from './sighting-texts';

const WIDTH = 172;
const PAD = 6;
const ROW = 5;
/** Sightings beyond this many share rows, so that the drawing keeps its height. */
const MOST_ROWS = 6;

export type SizeSpreadProps = {
  readonly of: HullSize;
  readonly sightings: readonly Sighting[];
  /** The value of all of them. */
  readonly whole: Measured | null;
  readonly current: BoxId | null;
};

const WORDS: Readonly<Record<HullSize, string>> = { length: 'Length', beam: 'Beam' };

export function SizeSpread({ of, sightings, whole, current }: SizeSpreadProps) {
  const known = sightings.flatMap((sighting) => {
    const measure = sizeOf(sighting, of);
    return measure && !sighting.box.sizeCopied ? [{ sighting, measure }] : [];
  });
  const text = whole ? formatSpread(whole.value, whole.sigma) : 'not measured';
  const least = Math.min(...known.map(({ measure }) => measure.value - measure.sigma));
  const most = Math.max(...known.map(({ measure }) => measure.value + measure.sigma));
  const x = (value: number) =>
    PAD + ((value - least) / Math.max(1e-6, most - least)) * (WIDTH - 2 * PAD);
  const rows = Math.min(MOST_ROWS, Math.max(1, known.length));
  const height = Math.max(20, rows * ROW + 8);
  const y = (i: number) => height / 2 + ((i % rows) - (rows - 1) / 2) * ROW;
  return (
    <div className={css.spread}>
      <span className={css.spreadWord}>{WORDS[of]}</span>
      <svg
        width={WIDTH}
        height={height}
        role="img"
        aria-label={`${WORDS[of]} by sighting: ${known
          .map(({ sighting }) => `${dateText(sighting)} ${measureText(sighting, of)}`)
          .join(', ')}`}
      >
        <path className={css.spreadAxis} d={`M0 ${height / 2}H${WIDTH}`} />
        {known.map(({ sighting, measure }, i) => (
          <g
            key={sighting.box.id}
            className={css.dot}
            data-current={sighting.box.id === current || undefined}
          >
            <title>{`${dateText(sighting)}: ${measureText(sighting, of)}`}</title>
            <path
              d={`M${x(measure.value - measure.sigma)} ${y(i)}H${x(measure.value + measure.sigma)}`}
            />
            <circle cx={x(measure.value)} cy={y(i)} r={2.5} />
          </g>
        ))}
        {whole ? (
          <path className={css.spreadMean} d={`M${x(whole.value)} 1V${height - 1}`} />
        ) : null}
      </svg>
      <b className="selectable">{text}</b>
    </div>
  );
}
