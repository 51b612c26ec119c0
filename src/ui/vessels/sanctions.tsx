/** The lists of sanctions that a vessel stands on. */
import {
  addSanction,
  changeSanction,
  removeSanction,
  wrongEntry,
} from '../../domain/edits/claim-edits';
import { formatDate } from '../../domain/geo/format-numbers';
import type { SanctionsReference, Vessel } from '../../domain/model/vessel';
import { useEdit } from '../panels/use-linking';
import type { EntryKind } from './entry-form';
import { EntryList } from './entry-list';

const KIND: EntryKind<Exclude<keyof SanctionsReference, 'id'>> = {
  fields: [
    { key: 'list', label: 'List' },
    { key: 'reference', label: 'Reference' },
    { key: 'url', label: 'Address' },
    { key: 'asOf', label: 'As of', type: 'date' },
    { key: 'note', label: 'Note' },
  ],
  needed: 'list',
  addLabel: 'Add a reference',
  checksOf: () => [],
  wrongOf: (texts) => wrongEntry(texts, new Date().toISOString()),
};

export function Sanctions({ vessel }: { readonly vessel: Vessel }) {
  const edit = useEdit();
  const vesselId = vessel.id;
  return (
    <EntryList
      title="Sanctions references"
      aside={vessel.sanctions.length === 0 ? 'none noted' : String(vessel.sanctions.length)}
      kind={KIND}
      blank={{ list: '', reference: '', url: '', asOf: '', note: '' }}
      entries={vessel.sanctions}
      headOf={({ list }) => list}
      fromOf={({ reference, url, asOf }) =>
        [reference, url, asOf ? `as of ${formatDate(asOf)}` : '']
          .filter((text) => text !== '')
          .join(', ')
      }
      noteOf={({ note }) => note}
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
