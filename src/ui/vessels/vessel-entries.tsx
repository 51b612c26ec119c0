/** Claims on a vessel and the lists of sanctions that it stands on. */
import {
  addClaim,
  addSanction,
  changeClaim,
  changeSanction,
  removeClaim,
  removeSanction,
} from '../../domain/edits/claim-edits';
import { formatDate } from '../../domain/geo/format-numbers';
import { checkClaim } from '../../domain/identity/check-claims';
import { CLAIM_FIELDS, type Claim, type ClaimField, type Vessel } from '../../domain/model/vessel';
import { useCommit } from '../panels/use-linking';
import { EntryList } from './entry-list';

const FIELD_WORDS: Readonly<Record<ClaimField, string>> = {
  name: 'Name',
  imo: 'IMO number',
  mmsi: 'MMSI',
  call_sign: 'Call sign',
  flag: 'Flag',
};

type ClaimTexts = Omit<Claim, 'id' | 'field'> & { readonly field: string };

/** The form's own list gives no other words. */
function asClaim(texts: ClaimTexts): Omit<Claim, 'id'> {
  const { field, value, source, asOf, note } = texts;
  return { field: CLAIM_FIELDS.find((one) => one === field) ?? 'name', value, source, asOf, note };
}

const dated = (parts: readonly string[], asOf: string) =>
  [...parts, asOf ? `as of ${formatDate(asOf)}` : ''].filter((text) => text !== '').join(', ');

export function Claims({ vessel }: { readonly vessel: Vessel }) {
  const edit = useCommit();
  const vesselId = vessel.id;
  const sources = new Set(vessel.claims.map(({ source }) => source)).size;
  const count = vessel.claims.length === 1 ? '1 claim' : `${vessel.claims.length} claims`;
  return (
    <EntryList<keyof ClaimTexts>
      title="Claimed identity"
      aside={
        vessel.claims.length === 0
          ? 'no claims'
          : `${count}, ${sources === 1 ? '1 source' : `${sources} sources`}`
      }
      addLabel="Add a claim"
      fields={[
        {
          key: 'field',
          label: 'Field',
          options: CLAIM_FIELDS.map((value) => ({ value, label: FIELD_WORDS[value] })),
        },
        { key: 'value', label: 'Claim' },
        { key: 'source', label: 'Source' },
        { key: 'asOf', label: 'As of', type: 'date' },
        { key: 'note', label: 'Note' },
      ]}
      needed="value"
      blank={{ field: 'name', value: '', source: '', asOf: '', note: '' }}
      entries={vessel.claims}
      headOf={(texts) => ({ kind: FIELD_WORDS[asClaim(texts).field], value: texts.value })}
      fromOf={({ source, asOf }) => dated([source || 'no source given'], asOf)}
      noteOf={({ note }) => note}
      checksOf={(texts) => checkClaim(asClaim(texts), vessel.claims)}
      onAdd={(texts) =>
        edit((doc, context) => addClaim(doc, context, { vesselId, claim: asClaim(texts) }))
      }
      onChange={(claimId, texts) =>
        edit((doc, context) =>
          changeClaim(doc, context, { vesselId, claimId, changes: asClaim(texts) }),
        )
      }
      onRemove={(claimId) =>
        edit((doc, context) => removeClaim(doc, context, { vesselId, claimId }))
      }
    />
  );
}

export function Sanctions({ vessel }: { readonly vessel: Vessel }) {
  const edit = useCommit();
  const vesselId = vessel.id;
  return (
    <EntryList
      title="Sanctions references"
      aside={vessel.sanctions.length === 0 ? 'none noted' : String(vessel.sanctions.length)}
      addLabel="Add a reference"
      fields={[
        { key: 'list', label: 'List' },
        { key: 'reference', label: 'Reference' },
        { key: 'url', label: 'Address', type: 'url' },
        { key: 'asOf', label: 'As of', type: 'date' },
        { key: 'note', label: 'Note' },
      ]}
      needed="list"
      blank={{ list: '', reference: '', url: '', asOf: '', note: '' }}
      entries={vessel.sanctions}
      headOf={({ list }) => ({ kind: '', value: list })}
      fromOf={({ reference, url, asOf }) => dated([reference, url], asOf)}
      noteOf={({ note }) => note}
      checksOf={() => []}
      onAdd={(sanction) =>
        edit((doc, context) => addSanction(doc, context, { vesselId, sanction }))
      }
      onChange={(sanctionId, changes) =>
        edit((doc, context) => changeSanction(doc, context, { vesselId, sanctionId, changes }))
      }
      onRemove={(sanctionId) =>
        edit((doc, context) => removeSanction(doc, context, { vesselId, sanctionId }))
      }
    />
  );
}
