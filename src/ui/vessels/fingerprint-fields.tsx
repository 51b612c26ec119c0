/** What the pixels show of a hull: measured from its boxes, or noted by the analyst. */
import type { VesselChanges } from '../../domain/edits/vessel-edits';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { Measured } from '../../domain/identity/evidence';
import { GEARS } from '../../domain/model/attributes';
import { type Fingerprint, SUPERSTRUCTURES, type Vessel } from '../../domain/model/vessel';
import type { VesselLog } from '../../domain/tracks/vessel-log';
import { Section, Select, TextField } from '../kit';
import css from './vessels-screen.module.css';

const NONE = '';

function choices(values: readonly string[]) {
  return [
    { value: NONE, label: 'Not noted' },
    ...values.map((value) => ({
      value,
      label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
    })),
  ];
}

function Measure({
  label,
  measured,
}: {
  readonly label: string;
  readonly measured: Measured | null;
}) {
  return (
    <p className={css.measure}>
      <span>{label}</span>
      <b>
        {measured
          ? `${formatNumber(measured.value, 1)} ± ${formatNumber(Math.max(0.1, measured.sigma), 1)} m`
          : 'not measured'}
      </b>
    </p>
  );
}

const COLOURS = [
  ['hullColor', 'Hull'],
  ['superstructureColor', 'House colour'],
  ['hatchColor', 'Hatches’ colour'],
] as const;
const COUNTS = [
  ['hatches', 'Hatches'],
  ['cranes', 'Cranes'],
] as const;

export type FingerprintFieldsProps = {
  readonly vessel: Vessel;
  readonly log: VesselLog;
  readonly locked: boolean;
  readonly onChange: (changes: VesselChanges) => void;
};

export function FingerprintFields({ vessel, log, locked, onChange }: FingerprintFieldsProps) {
  const { fingerprint } = vessel;
  const change = (changes: Partial<Fingerprint>) =>
    onChange({ fingerprint: { ...fingerprint, ...changes } });
  const boxes = log.sightings.length;
  return (
    <Section
      title="Physical fingerprint"
      aside={boxes === 1 ? 'from 1 box' : `from ${boxes} boxes`}
    >
      <div className={css.fields}>
        <Measure label="Length" measured={log.length} />
        <Measure label="Beam" measured={log.beam} />
        <Select
          layout="row"
          label="House"
          value={fingerprint.superstructure ?? NONE}
          options={choices(SUPERSTRUCTURES)}
          disabled={locked}
          onChange={(value) =>
            change({ superstructure: SUPERSTRUCTURES.find((one) => one === value) ?? null })
          }
        />
        <Select
          layout="row"
          label="Gear"
          value={fingerprint.gear ?? NONE}
          options={choices(GEARS)}
          disabled={locked}
          onChange={(value) => change({ gear: GEARS.find((one) => one === value) ?? null })}
        />
        {COUNTS.map(([key, label]) => (
          <TextField
            key={key}
            layout="row"
            label={label}
            value={fingerprint[key] === null ? '' : String(fingerprint[key])}
            readOnly={locked}
            onCommit={(text) => {
              const value = text.trim() === '' ? null : Number(text);
              // What is no count is refused with a sentence when the record is checked.
              change({ [key]: value });
            }}
          />
        ))}
        {COLOURS.map(([key, label]) => (
          <TextField
            key={key}
            layout="row"
            label={label}
            value={fingerprint[key]}
            readOnly={locked}
            onCommit={(value) => change({ [key]: value })}
          />
        ))}
        <TextField
          layout="row"
          label="Deck"
          value={fingerprint.deckFeatures.join(', ')}
          readOnly={locked}
          onCommit={(text) =>
            change({
              deckFeatures: text
                .split(',')
                .map((one) => one.trim())
                .filter((one) => one !== ''),
            })
          }
        />
      </div>
    </Section>
  );
}
