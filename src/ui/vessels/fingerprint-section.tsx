/** What the pixels show of a hull: an outline, its measures by sighting, and what the analyst noted. */
import { useState } from 'react';
import type { VesselChanges } from '../../domain/edits/vessel-edits';
import { formatSpread } from '../../domain/geo/format-numbers';
import type { BoxId } from '../../domain/model/ids';
import type { Fingerprint, Vessel } from '../../domain/model/vessel';
import { sizeDisagreement } from '../../domain/tracks/size-disagreement';
import type { VesselLog } from '../../domain/tracks/vessel-log';
import { useLockedReason } from '../context';
import { Badge, IconButton, NoticeBar, Section } from '../kit';
import css from './fingerprint.module.css';
import { FingerprintFields } from './fingerprint-fields';
import { HullOutline } from './hull-outline';
import { measuredFromText } from './sighting-texts';
import { SizeSpread } from './size-spread';

/** What is on record, in a few words each. */
function notedOf(fingerprint: Fingerprint): readonly string[] {
  const { superstructure, superstructureColor, hatches, hatchColor, cranes, gear, hullColor } =
    fingerprint;
  const joined = (...words: readonly string[]) => words.filter((word) => word !== '').join(', ');
  const counted = (count: number | null, one: string, many: string) =>
    count === null ? '' : `${count} ${count === 1 ? one : many}`;
  const house = superstructure && superstructure !== 'unclear' ? `House ${superstructure}` : '';
  const color = (word: string, value: string) => (value === '' ? '' : `${word} ${value}`);
  const deckHatches = counted(hatches, 'hatch', 'hatches');
  return [
    house ? joined(house, superstructureColor) : color('House', superstructureColor),
    deckHatches ? joined(deckHatches, hatchColor) : color('Hatches', hatchColor),
    joined(counted(cranes, 'crane', 'cranes'), gear && gear !== 'unclear' ? gear : ''),
    color('Hull', hullColor),
    ...fingerprint.deckFeatures,
  ]
    .filter((text) => text !== '')
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`);
}

export type FingerprintSectionProps = {
  readonly vessel: Vessel;
  readonly log: VesselLog;
  /** The box of the sighting that is chosen. */
  readonly current: BoxId | null;
  readonly onChange: (changes: VesselChanges) => string | null;
};

export function FingerprintSection({ vessel, log, current, onChange }: FingerprintSectionProps) {
  const locked = useLockedReason();
  const [editing, setEditing] = useState(false);
  const { length, beam, sightings } = log;
  const noted = notedOf(vessel.fingerprint);
  const against = (['length', 'beam'] as const).flatMap(
    (of) => sizeDisagreement(sightings, of) ?? [],
  );
  return (
    <Section
      title="Physical fingerprint"
      aside={measuredFromText(sightings)}
      action={
        <IconButton
          icon={editing ? 'check' : 'pencil'}
          label={editing ? 'Done with the fingerprint' : 'Note what the pixels show'}
          pressed={editing}
          onClick={() => setEditing(!editing)}
        />
      }
    >
      {length && beam ? (
        <figure className={css.figure}>
          <HullOutline
            length={length.value}
            beam={beam.value}
            lengthText={formatSpread(length.value, length.sigma)}
            fingerprint={vessel.fingerprint}
          />
        </figure>
      ) : (
        <p className={css.empty}>
          No outline: length and beam are measured on boxes of frames that have a place, and whose
          size was not copied.
        </p>
      )}
      <SizeSpread of="length" sightings={sightings} whole={length} current={current} />
      <SizeSpread of="beam" sightings={sightings} whole={beam} current={current} />
      {against.length > 0 ? (
        <div className={css.against}>
          <NoticeBar
            tone="warn"
            text="As they are drawn, these boxes are hardly of one hull: one is drawn badly, or shows another ship."
            details={against.map(({ text }) => text)}
          />
        </div>
      ) : null}
      {editing ? (
        <FingerprintFields vessel={vessel} locked={locked !== null} onChange={onChange} />
      ) : noted.length > 0 ? (
        <ul className={css.noted} aria-label="On record">
          {noted.map((text) => (
            <li key={text}>
              <Badge title={text}>{text}</Badge>
            </li>
          ))}
        </ul>
      ) : (
        <p className={css.empty}>Nothing noted of house, hatches, cranes or colours yet.</p>
      )}
    </Section>
  );
}
