/** What the analyst notes of a hull from its pictures, field by field. */
import type { VesselChanges } from '../../domain/edits/vessel-edits';
import { GEARS } from '../../domain/model/attributes';
import { type Fingerprint, SUPERSTRUCTURES, type Vessel } from '../../domain/model/vessel';
import { Select } from '../kit';
import { RecordText } from './record-fields';
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
  readonly locked: boolean;
  /** Stores the changes, or gives the sentence that says why they cannot be. */
  readonly onChange: (changes: VesselChanges) => string | null;
};

export function FingerprintFields({ vessel, locked, onChange }: FingerprintFieldsProps) {
  const { fingerprint } = vessel;
  const change = (changes: Partial<Fingerprint>) =>
    onChange({ fingerprint: { ...fingerprint, ...changes } });
  return (
    <div className={css.fields}>
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
        <RecordText
          key={key}
          label={label}
          value={fingerprint[key] === null ? '' : String(fingerprint[key])}
          numeric
          // What is no count is refused with a sentence when the record is checked.
          onStore={(text) => change({ [key]: text.trim() === '' ? null : Number(text) })}
        />
      ))}
      {COLOURS.map(([key, label]) => (
        <RecordText
          key={key}
          label={label}
          value={fingerprint[key]}
          onStore={(value) => change({ [key]: value })}
        />
      ))}
      <RecordText
        label="Deck"
        value={fingerprint.deckFeatures.join(', ')}
        onStore={(text) =>
          change({
            deckFeatures: text
              .split(',')
              .map((one) => one.trim())
              .filter((one) => one !== ''),
          })
        }
      />
    </div>
  );
}
