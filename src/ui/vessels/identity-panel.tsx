/** At the right of the vessels' screen: claims, what the pixels show, sanctions, notes. */
import { useEffect, useRef } from 'react';
import { updateVessel, type VesselChanges } from '../../domain/edits/vessel-edits';
import { acrossBox } from '../../domain/geo/around-box';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useServices } from '../context';
import { Section } from '../kit';
import { useWidth } from '../use-width';
import { Chip } from './chip';
import { ClaimsTable } from './claims-table';
import { FingerprintSection } from './fingerprint-section';
import { NamedFields, NotesSection, useStore } from './record-fields';
import { Sanctions } from './sanctions';
import { dateText } from './sighting-texts';
import type { KnownVessel } from './use-vessels';
import css from './vessels-screen.module.css';

/** CSS pixels; the width until the panel is measured. */
const CHIP_WIDTH = 296;
const CHIP_HEIGHT = 136;

/** The sighting that is chosen, close by, with what it rests on. */
function ShownSighting({ shown }: { readonly shown: Sighting }) {
  const [panel, width] = useWidth<HTMLDivElement>(CHIP_WIDTH);
  const { box, frame, site, measures } = shown;
  return (
    <Section title={`${dateText(shown)}, ${site?.name ?? 'no site'}`} aside={`box ${box.number}`}>
      <div ref={panel}>
        <Chip
          frame={frame}
          place={measures?.center ?? null}
          across={acrossBox(measures, { width, height: CHIP_HEIGHT })}
          width={width}
          height={CHIP_HEIGHT}
          box={box}
          scaled
          label={`Box ${box.number} close by`}
        />
      </div>
      {box.link?.rationale ? (
        <p className={`${css.rationale} selectable`}>{box.link.rationale}</p>
      ) : null}
    </Section>
  );
}

/** The element that holds the name's field, where a vessel that was just added is named. */
function useNamePort() {
  const { panels } = useServices();
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const focus = () => {
      const name = fields.current?.querySelector<HTMLInputElement>('input[type="text"]');
      name?.focus();
      name?.select();
    };
    panels.focusName = focus;
    return () => {
      if (panels.focusName === focus) panels.focusName = null;
    };
  }, [panels]);
  return fields;
}

export type IdentityPanelProps = { readonly known: KnownVessel; readonly shown: Sighting | null };

export function IdentityPanel({ known, shown }: IdentityPanelProps) {
  const { vessel, log } = known;
  const store = useStore();
  const nameFields = useNamePort();
  const change = (changes: VesselChanges) =>
    store((document, context) => updateVessel(document, context, { id: vessel.id, changes }));
  return (
    <aside className={css.side} aria-label={`About ${vessel.name}`}>
      <ClaimsTable vessel={vessel} />
      <FingerprintSection
        vessel={vessel}
        log={log}
        current={shown?.box.id ?? null}
        onChange={change}
      />
      {shown ? <ShownSighting shown={shown} /> : null}
      <Sanctions vessel={vessel} />
      <NotesSection notes={vessel.notes} onStore={change} />
      <Section title="Working name">
        <div ref={nameFields} className={css.fields}>
          <NamedFields name={vessel.name} color={vessel.color} onStore={change} />
        </div>
      </Section>
    </aside>
  );
}
