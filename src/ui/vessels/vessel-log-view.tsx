/** A vessel's sightings from the first to the last, with what lies between them. */
import { goToBoxes } from '../../commands/go-to';
import { acrossBox } from '../../domain/geo/around-box';
import { formatDate, formatDistance, formatTimeOfDay } from '../../domain/geo/format-numbers';
import { isGap } from '../../domain/tracks/legs';
import type { LogLeg, Sighting } from '../../domain/tracks/vessel-log';
import { useServices } from '../context';
import { Badge, Icon, IconButton } from '../kit';
import { Chip } from './chip';
import { dateText, factsOf, sizeText } from './sighting-texts';
import type { SightingsProps } from './sighting-views';
import css from './vessel-log-view.module.css';
import { legTime, likelihoodBand, likelihoodWords, speedText } from './vessel-texts';

/** CSS pixels. */
const CHIP = { width: 112, height: 64 };

type EntryProps = {
  readonly sighting: Sighting;
  readonly across: number;
  readonly current: boolean;
  readonly onChoose: () => void;
};

function SightingEntry({ sighting, across, current, onChoose }: EntryProps) {
  const services = useServices();
  const { box, frame, site, measures } = sighting;
  const likelihood = box.link?.likelihood ?? null;
  return (
    <li className={css.entry} data-current={current || undefined}>
      <button type="button" className={css.choose} aria-pressed={current} onClick={onChoose}>
        <span className={css.picture}>
          <Chip
            frame={frame}
            place={measures?.center ?? null}
            across={across}
            {...CHIP}
            box={box}
            label={`Box ${box.number} on ${frame.title}`}
          />
          {frame.sensorShort ? (
            <span className={css.sensor}>
              <Badge tone="over">{frame.sensorShort}</Badge>
            </span>
          ) : null}
        </span>
        <span className={css.when}>
          <b>{dateText(sighting)}</b>
          <span className="mono">{formatTimeOfDay(frame.acquired)}</span>
          <span>{sizeText(sighting)}</span>
        </span>
        <span className={css.what}>
          <span>
            <b>{site?.name ?? 'No site'}</b>
            {box.attributes.berth ? `, ${box.attributes.berth}` : ''}
          </span>
          <span className={css.facts}>
            {factsOf(sighting).map((fact) => (
              <Badge key={fact}>{fact}</Badge>
            ))}
          </span>
        </span>
        <span className={css.sure}>
          <b>{likelihood ? likelihoodWords(likelihood) : 'Not judged'}</b>
          {likelihood ? <span>{likelihoodBand(likelihood)}</span> : null}
        </span>
      </button>
      <IconButton
        icon="map-pin"
        label={`Show box ${box.number} on its frame`}
        size="small"
        onClick={() => goToBoxes(services, frame.id, [box.id])}
      />
    </li>
  );
}

const frames = (count: number) => (count === 1 ? '1 frame' : `${count} frames`);

/** 'looked, not there: 19 Oct 2023; 2 frames could not show it'. */
function betweenText({ between }: LogLeg): string {
  const absent = between.filter(({ look }) => look === 'absent');
  const blind = between.filter(({ look }) => look === 'obscured' || look === 'unresolved');
  const untouched = between.filter(({ look }) => look === 'unexamined');
  const [only] = absent;
  const looked =
    absent.length === 1 && only?.frame.acquired
      ? `looked, not there: ${formatDate(only.frame.acquired.value)}`
      : absent.length > 1
        ? `${frames(absent.length)} looked at, not there`
        : '';
  return [
    looked,
    blind.length > 0 ? `${frames(blind.length)} could not show it` : '',
    untouched.length > 0 ? `${frames(untouched.length)} not examined` : '',
  ]
    .filter((text) => text !== '')
    .join('; ');
}

function LegEntry({ leg: step }: { readonly leg: LogLeg }) {
  const { leg } = step;
  if (!leg) {
    return (
      <li className={css.leg}>
        <Icon name="triangle-alert" size={14} />
        <span>No distance: one of the two has no time or no place.</span>
      </li>
    );
  }
  const gap = isGap(leg);
  const distance = formatDistance(leg.distanceM);
  const known = [gap ? distance : '', speedText(leg), betweenText(step)];
  return (
    <li className={css.leg} data-warn={leg.impossible || undefined} data-gap={gap || undefined}>
      <Icon name={leg.impossible || gap ? 'triangle-alert' : 'route'} size={14} />
      <b>{gap ? gapText(step) : `${legTime(leg)}, ${distance}`}</b>
      <span>{known.filter((text) => text !== '').join(' · ')}</span>
      {leg.orderUncertain ? <span>order not certain: only the day is known</span> : null}
    </li>
  );
}

/** 'Gap of 34 d: 24 Oct 2023 to 27 Nov 2023'. */
function gapText({ from, to, leg }: LogLeg): string {
  const time = leg ? legTime(leg) : 'an unknown time';
  return `Gap of ${time}: ${dateText(from)} to ${dateText(to)}`;
}

export function VesselLogView({ log, current, onChoose }: SightingsProps) {
  // One scale for all, so that lengths can be compared by eye.
  const across = Math.max(...log.sightings.map(({ measures }) => acrossBox(measures, CHIP)));
  return (
    <ol className={css.log} aria-label="Sightings">
      {log.sightings.flatMap((sighting, i) => {
        const step = log.legs.find(({ to }) => to === sighting);
        const entry = (
          <SightingEntry
            key={sighting.box.id}
            sighting={sighting}
            across={across}
            current={sighting.box.id === current}
            onChoose={() => onChoose(sighting)}
          />
        );
        return i > 0 && step
          ? [<LegEntry key={`leg-${sighting.box.id}`} leg={step} />, entry]
          : [entry];
      })}
    </ol>
  );
}
