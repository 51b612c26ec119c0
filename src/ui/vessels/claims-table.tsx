/** What a vessel is claimed to be called and numbered: a table of field, claim, source and date. */
import { addClaim, changeClaim, removeClaim, wrongEntry } from '../../domain/edits/claim-edits';
import { formatDate } from '../../domain/geo/format-numbers';
import { checkClaim } from '../../domain/identity/check-claims';
import type { FormCheck } from '../../domain/identity/check-digits';
import { CLAIM_FIELDS, type Claim, type ClaimField, type Vessel } from '../../domain/model/vessel';
import { useLockedReason } from '../context';
import { ColumnHeads, IconButton, Section, Status } from '../kit';
import { useEdit } from '../panels/use-linking';
import css from './claims-table.module.css';
import { EntryForm, type EntryKind, type EntryTexts } from './entry-form';
import { NEW, useOpenEntry } from './entry-list';

const FIELD_WORDS: Readonly<Record<ClaimField, string>> = {
  name: 'Name',
  imo: 'IMO',
  mmsi: 'MMSI',
  call_sign: 'Call sign',
  flag: 'Flag',
};

type ClaimKey = Exclude<keyof Claim, 'id'>;
type ClaimTexts = EntryTexts<ClaimKey>;

/** The form's own list gives no other words. */
function asClaim(texts: ClaimTexts): Omit<Claim, 'id'> {
  const { field, value, source, asOf, note } = texts;
  return { field: CLAIM_FIELDS.find((one) => one === field) ?? 'name', value, source, asOf, note };
}

function kindOf(vessel: Vessel): EntryKind<ClaimKey> {
  return {
    fields: [
      {
        key: 'field',
        label: 'Field',
        options: CLAIM_FIELDS.map((value) => ({ value, label: FIELD_WORDS[value] })),
      },
      { key: 'value', label: 'Claim' },
      { key: 'source', label: 'Source' },
      { key: 'asOf', label: 'As of', type: 'date' },
      { key: 'note', label: 'Note' },
    ],
    needed: 'value',
    addLabel: 'Add a claim',
    checksOf: (texts) => checkClaim(asClaim(texts), vessel.claims),
    wrongOf: (texts) => wrongEntry(texts, new Date().toISOString()),
  };
}

/** What the claims tell by themselves and beside each other, each sentence once. */
function checksOf({ claims }: Vessel): readonly FormCheck[] {
  const all = claims.flatMap((claim) =>
    checkClaim(claim, claims).map(({ consistent, text }) => ({
      consistent,
      text: claim.field === 'imo' ? `IMO ${claim.value}: ${lower(text)}.` : `${text}.`,
    })),
  );
  return all.filter(({ text }, i) => all.findIndex((one) => one.text === text) === i);
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Letters of the longest word that stands in the column of sources without being broken. */
const WORD_FITS = 11;
/** Letters of the longest source that takes no more than three lines there. */
const SOURCE_FITS = 28;

/** Whether a source has room in its column; else it stands below its claim. */
function fitsColumn(source: string): boolean {
  return (
    source.length <= SOURCE_FITS && source.split(/\s/).every(({ length }) => length <= WORD_FITS)
  );
}

function ClaimRow({ claim, onEdit }: { readonly claim: Claim; readonly onEdit: () => void }) {
  const locked = useLockedReason();
  const { field, value, source, asOf, note } = claim;
  const beside = fitsColumn(source);
  return (
    <>
      <tr>
        <th scope="row">{FIELD_WORDS[field]}</th>
        <td>
          <b>{value}</b>
        </td>
        <td>
          {beside && source ? (
            source
          ) : (
            <span className={css.none}>{source ? 'below' : 'no source'}</span>
          )}
        </td>
        <td>{asOf ? formatDate(asOf) : <span className={css.none}>no date</span>}</td>
        <td className={css.action}>
          <IconButton
            icon="pencil"
            size="small"
            label={`Change ${FIELD_WORDS[field]} ${value}`}
            disabledReason={locked}
            onClick={onEdit}
          />
        </td>
      </tr>
      {beside ? null : (
        <tr className={css.noteRow}>
          <td />
          <td colSpan={4}>{`Source: ${source}`}</td>
        </tr>
      )}
      {note === '' ? null : (
        <tr className={css.noteRow}>
          <td />
          <td colSpan={4}>{note}</td>
        </tr>
      )}
    </>
  );
}

type FieldRowsProps = {
  readonly vessel: Vessel;
  readonly field: ClaimField;
  readonly entry: ReturnType<typeof useOpenEntry>;
};

/** The claims of one field; the one that is being changed as a form. */
function FieldRows({ vessel, field, entry: { open, setOpen, close } }: FieldRowsProps) {
  const edit = useEdit();
  const { id: vesselId, claims } = vessel;
  const own = claims.filter((claim) => claim.field === field);
  if (own.length === 0) {
    return (
      <tr>
        <th scope="row">{FIELD_WORDS[field]}</th>
        <td colSpan={4} className={css.none}>
          no claim
        </td>
      </tr>
    );
  }
  return own.map((claim) => {
    const claimId = claim.id;
    if (claimId !== open) {
      return <ClaimRow key={claimId} claim={claim} onEdit={() => setOpen(claimId)} />;
    }
    const change = (texts: ClaimTexts) =>
      edit((doc, context) =>
        changeClaim(doc, context, { vesselId, claimId, changes: asClaim(texts) }),
      );
    return (
      <tr key={claimId}>
        <td colSpan={5}>
          <EntryForm
            kind={kindOf(vessel)}
            texts={claim}
            known
            onDone={change}
            onRemove={() =>
              edit((doc, context) => removeClaim(doc, context, { vesselId, claimId }))
            }
            onClose={close}
          />
        </td>
      </tr>
    );
  });
}

export function ClaimsTable({ vessel }: { readonly vessel: Vessel }) {
  const edit = useEdit();
  const locked = useLockedReason();
  const entry = useOpenEntry();
  const { open, setOpen, close } = entry;
  const { id: vesselId, claims } = vessel;
  const kind = kindOf(vessel);
  const sources = new Set(claims.map(({ source }) => source).filter(Boolean)).size;
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return (
    <Section
      title="Claimed identity"
      aside={
        claims.length === 0
          ? 'no claims'
          : `${counted(claims.length, 'claim')}, ${counted(sources, 'source')}`
      }
      action={
        <IconButton
          icon="plus"
          label={kind.addLabel}
          disabledReason={locked}
          onClick={() => setOpen(NEW)}
        />
      }
    >
      <table className={css.table}>
        <ColumnHeads columns={['Field', 'Claim', 'Source', 'As of']} action="Change" />
        <tbody>
          {CLAIM_FIELDS.map((field) => (
            <FieldRows key={field} vessel={vessel} field={field} entry={entry} />
          ))}
        </tbody>
      </table>
      {open === NEW ? (
        <EntryForm
          kind={kind}
          texts={{ field: 'name', value: '', source: '', asOf: '', note: '' }}
          known={false}
          onDone={(texts) =>
            edit((doc, context) => addClaim(doc, context, { vesselId, claim: asClaim(texts) }))
          }
          onClose={close}
        />
      ) : null}
      <ul className={css.checks}>
        {checksOf(vessel).map(({ text, consistent }) => (
          <li key={text}>
            <Status tone={consistent ? 'ok' : 'warn'}>
              <span className="selectable">{text}</span>
            </Status>
          </li>
        ))}
      </ul>
    </Section>
  );
}
