/** Every sighting of a vessel along its keel, bow right, at one scale: to be compared hull by hull. */
import { formatNumber, formatTimeOfDay } from '../../domain/geo/format-numbers';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { Badge, throughRows } from '../kit';
import { Chip } from './chip';
import { dateText, sizeText } from './sighting-texts';
import type { SightingsProps } from './sighting-views';
import css from './sightings.module.css';

/** Two beside each other, with their cards, on a screen of 1280. */
const WIDTH = 306;
const HEIGHT = 100;
/** Ground shown, as a multiple of the longest box. */
const AROUND = 1.3;
/** Taken where no box has a place. */
const USUAL_LENGTH = 120;

function longest(sightings: readonly Sighting[]): number {
  return Math.max(0, ...sightings.map(({ measures }) => measures?.lengthM ?? 0)) || USUAL_LENGTH;
}

export function SightingChips({ log, current, onChoose }: SightingsProps) {
  const across = AROUND * longest(log.sightings);
  return (
    <>
      <ol className={css.chips} aria-label="Sightings as chips" onKeyDown={throughRows}>
        {log.sightings.map((sighting) => {
          const { box, frame, site, measures } = sighting;
          const date = dateText(sighting);
          return (
            <li key={box.id}>
              <button
                type="button"
                className={css.chipCard}
                aria-pressed={box.id === current}
                onClick={() => onChoose(sighting)}
              >
                <Chip
                  frame={frame}
                  place={measures?.center ?? null}
                  across={across}
                  width={WIDTH}
                  height={HEIGHT}
                  box={box}
                  along
                  scaled
                  label={`Box ${box.number} on ${frame.title}, along its keel`}
                />
                <span className={css.caption}>
                  <b>{date}</b>
                  <span className="mono">{formatTimeOfDay(frame.acquired)}</span>
                  <span className={css.space} />
                  {frame.sensorShort ? <Badge>{frame.sensorShort}</Badge> : null}
                </span>
                <span className={`${css.aside} ellipsis`}>
                  {`${site?.name ?? 'No site'} · ${sizeText(sighting)}`}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <p className={css.note}>
        {`Along the keel, each ${formatNumber(across)} m across; the bow is at the right where it is known, else either end may be.`}
      </p>
    </>
  );
}
