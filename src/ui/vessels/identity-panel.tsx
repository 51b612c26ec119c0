/** At the right of the vessels' screen: claims, what the pixels show, sanctions, notes. */
import { updateVessel, type VesselChanges } from '../../domain/edits/vessel-edits';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useLockedReason } from '../context';
import { Section, TextArea, TextField } from '../kit';
import { useCommit } from '../panels/use-linking';
import { Chip } from './chip';
import { FingerprintFields } from './fingerprint-fields';
import type { KnownVessel } from './use-vessels';
import { Claims, Sanctions } from './vessel-entries';
import css from './vessels-screen.module.css';

export type IdentityPanelProps = { readonly known: KnownVessel; readonly shown: Sighting | null };

export function IdentityPanel({ known, shown }: IdentityPanelProps) {
  const { vessel, log } = known;
  const edit = useCommit();
  const locked = useLockedReason();
  const change = (changes: VesselChanges) =>
    edit((document, context) => updateVessel(document, context, { id: vessel.id, changes }));
  return (
    <aside className={css.side} aria-label={`About ${vessel.name}`}>
      <Section title="Working name">
        <div className={css.fields}>
          <TextField
            layout="row"
            label="Name"
            value={vessel.name}
            readOnly={locked !== null}
            onCommit={(name) => change({ name })}
          />
          <TextField
            layout="row"
            label="Colour"
            type="color"
            value={vessel.color}
            readOnly={locked !== null}
            onCommit={(color) => change({ color })}
          />
        </div>
      </Section>
      <Claims vessel={vessel} />
      <FingerprintFields vessel={vessel} log={log} onChange={change} locked={locked !== null} />
      <Sanctions vessel={vessel} />
      <Section title="Notes">
        <TextArea
          layout="hidden"
          label="Notes"
          value={vessel.notes}
          readOnly={locked !== null}
          onCommit={(notes) => change({ notes })}
        />
      </Section>
      {shown ? (
        <Section title={shown.frame.title} aside={`box ${shown.box.number}`}>
          <Chip
            frame={shown.frame}
            place={shown.measures?.center ?? null}
            across={1.4 * (shown.measures?.lengthM ?? 120)}
            width={276}
            height={140}
            box={shown.box}
            label={`Box ${shown.box.number} close by`}
          />
          {shown.box.link?.rationale ? (
            <p className="selectable">{shown.box.link.rationale}</p>
          ) : null}
        </Section>
      ) : null}
    </aside>
  );
}
