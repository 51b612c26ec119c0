/** At the right of the vessels' screen: claims, what the pixels show, sanctions, notes. */
import { useState } from 'react';
import { addClaim, addSanction, removeClaim, removeSanction } from '../../domain/edits/claim-edits';
import { updateVessel, type VesselChanges } from '../../domain/edits/vessel-edits';
import { formatDate } from '../../domain/geo/format-numbers';
import { checkCallSign, checkImoNumber, checkMmsi } from '../../domain/identity/check-digits';
import { CLAIM_FIELDS, type Claim, type ClaimField } from '../../domain/model/vessel';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { useLockedReason } from '../context';
import { IconButton, Section, Status, TextArea, TextField } from '../kit';
import { useCommit } from '../panels/use-linking';
import { Chip } from './chip';
import { ClaimForm } from './claim-form';
import { FingerprintFields } from './fingerprint-fields';
import type { KnownVessel } from './use-vessels';
import css from './vessels-screen.module.css';

const FIELD_WORDS: Readonly<Record<ClaimField, string>> = {
  name: 'Name',
  imo: 'IMO number',
  mmsi: 'MMSI',
  call_sign: 'Call sign',
  flag: 'Flag',
};

function checkOf(field: ClaimField, value: string) {
  if (value.trim() === '') return null;
  if (field === 'imo') return checkImoNumber(value);
  if (field === 'mmsi') return checkMmsi(value);
  return field === 'call_sign' ? checkCallSign(value) : null;
}

function ClaimRow({ claim, onRemove }: { readonly claim: Claim; readonly onRemove: () => void }) {
  const check = checkOf(claim.field, claim.value);
  const from = [claim.source || 'no source given', claim.asOf ? formatDate(claim.asOf) : '']
    .filter((text) => text !== '')
    .join(', ');
  return (
    <li className={css.claim}>
      <span className={css.claimText}>
        <span>
          <span className={css.aside}>{FIELD_WORDS[claim.field]} </span>
          <b className="selectable">{claim.value}</b>
        </span>
        <span className={css.aside}>{from}</span>
        {check ? (
          <Status tone={check.consistent ? 'ok' : 'warn'}>
            {check.text}. A claim, not an identity.
          </Status>
        ) : null}
      </span>
      <IconButton
        icon="x"
        size="small"
        label={`Remove ${FIELD_WORDS[claim.field]} ${claim.value}`}
        onClick={onRemove}
      />
    </li>
  );
}

function Claims({ known: { vessel } }: { readonly known: KnownVessel }) {
  const edit = useCommit();
  const [adding, setAdding] = useState(false);
  const sources = new Set(vessel.claims.map(({ source }) => source)).size;
  return (
    <Section
      title="Claimed identity"
      aside={
        vessel.claims.length === 0
          ? 'no claims'
          : `${vessel.claims.length} claims, ${sources === 1 ? '1 source' : `${sources} sources`}`
      }
      action={<IconButton icon="plus" label="Add a claim" onClick={() => setAdding(true)} />}
    >
      <ul>
        {vessel.claims.map((claim) => (
          <ClaimRow
            key={claim.id}
            claim={claim}
            onRemove={() =>
              edit((document, context) =>
                removeClaim(document, context, { vesselId: vessel.id, claimId: claim.id }),
              )
            }
          />
        ))}
      </ul>
      {adding ? (
        <ClaimForm
          kinds={CLAIM_FIELDS.map((value) => ({ value, label: FIELD_WORDS[value] }))}
          first="name"
          valueLabel="Claim"
          sourceLabel="Source"
          check={(field, value) => checkOf(field, value)?.text ?? null}
          onAdd={({ kind, value, source, asOf }) =>
            edit((document, context) =>
              addClaim(document, context, {
                vesselId: vessel.id,
                claim: { field: kind, value, source, asOf },
              }),
            )
          }
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Section>
  );
}

function Sanctions({ known: { vessel } }: { readonly known: KnownVessel }) {
  const edit = useCommit();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Sanctions references"
      aside={vessel.sanctions.length === 0 ? 'none noted' : String(vessel.sanctions.length)}
      action={<IconButton icon="plus" label="Add a reference" onClick={() => setAdding(true)} />}
    >
      <ul>
        {vessel.sanctions.map((one) => (
          <li key={one.id} className={css.claim}>
            <span className={css.claimText}>
              <b className="selectable">{one.list}</b>
              <span className={css.aside}>
                {[one.reference, one.asOf ? formatDate(one.asOf) : '']
                  .filter((text) => text !== '')
                  .join(', ') || 'no reference given'}
              </span>
            </span>
            <IconButton
              icon="x"
              size="small"
              label={`Remove ${one.list}`}
              onClick={() =>
                edit((document, context) =>
                  removeSanction(document, context, { vesselId: vessel.id, sanctionId: one.id }),
                )
              }
            />
          </li>
        ))}
      </ul>
      {adding ? (
        <ClaimForm
          kinds={[{ value: 'list', label: 'List' }]}
          first="list"
          valueLabel="List"
          sourceLabel="Reference"
          check={() => null}
          onAdd={({ value, source, asOf }) =>
            edit((document, context) =>
              addSanction(document, context, {
                vesselId: vessel.id,
                sanction: { list: value, reference: source, asOf },
              }),
            )
          }
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Section>
  );
}

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
      <Claims known={known} />
      <FingerprintFields vessel={vessel} log={log} onChange={change} locked={locked !== null} />
      <Sanctions known={known} />
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
