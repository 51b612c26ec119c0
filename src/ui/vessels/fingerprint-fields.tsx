/** What the analyst notes of a hull from its pictures, field by field. */
import type { VesselChanges } from '../../domain/edits/vessel-edits';
import { GEARS } from '../../domain/model/attributes';
import { type Fingerprint, SUPERSTRUCTURES, type Vessel } from '../../domain/model/vessel';
import { Select, TextField } from '../kit';
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
  readonly onChange: (changes: VesselChanges) => void;
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
  );
}
