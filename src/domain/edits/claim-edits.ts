/** Edits of what others say of a vessel: claimed identities, and lists that it stands on. */
import type { ZodType } from 'zod';
import { UserError } from '../errors';
import { formatDate } from '../geo/format-numbers';
import type { VesselId } from '../model/ids';
import { Claim, SanctionsReference, type Vessel } from '../model/vessel';
import { vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';
import { editVessel } from './vessel-edits';

export type ClaimDraft = Pick<Claim, 'field' | 'value'> & Partial<Omit<Claim, 'id'>>;
export type SanctionDraft = Pick<SanctionsReference, 'list'> &
  Partial<Omit<SanctionsReference, 'id'>>;

type Entry = { readonly id: string };

/** One of a vessel's two lists: how an entry is checked, and how edits of it are called. */
type EntryKind<E extends Entry> = {
  readonly of: (vessel: Vessel) => readonly E[];
  readonly within: (entries: E[]) => Partial<Vessel>;
  /** Refuses with a UserError; trims the text without which an entry says nothing. */
  readonly require: (ctx: EditContext, entry: object) => E;
  readonly noted: (entry: E, name: string) => string;
  /** 'a claim on Angara' */
  readonly words: (name: string) => string;
};

const WORDS = { name: 'name', imo: 'IMO', mmsi: 'MMSI', call_sign: 'call sign', flag: 'flag' };
const NO_DAY = 'A date is written as year, month and day, such as 2023-10-12.';

/** Longer is no name or number: such text belongs into the note. */
const MOST_LETTERS = 200;

type EntryText = Readonly<Record<string, string>>;

/**
 * A sentence by field for what an entry cannot say: a date that has not come, or a text too long.
 * @param now ISO 8601 UTC
 */
export function wrongEntry<T extends EntryText>(
  texts: T,
  now: string,
): Partial<Record<keyof T & string, string>> {
  const wrong: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (key === 'note' || key === 'url' || text.length <= MOST_LETTERS) continue;
    wrong[key] =
      `This has ${text.length} characters, more than ${MOST_LETTERS}: write the rest into the note.`;
  }
  const { asOf } = texts;
  if (asOf && asOf > now.slice(0, 10)) {
    wrong.asOf = `${formatDate(asOf)} has not come yet: write the day as of which the source says so.`;
  }
  return wrong as Partial<Record<keyof T & string, string>>;
}

/** An entry without the text that it needs, or with a date that is none, is refused. */
function requireEntry<E extends Entry & EntryText, K extends keyof E>(
  ctx: EditContext,
  schema: ZodType<E>,
  entry: object,
  needed: K,
  missing: string,
): E {
  const result = schema.safeParse(entry);
  const text = result.success ? String(result.data[needed]).trim() : '';
  if (result.success && text !== '') {
    const [wrong] = Object.values<string | undefined>(wrongEntry(result.data, ctx.now));
    if (wrong) throw new UserError(wrong);
    return { ...result.data, [needed]: text };
  }
  throw new UserError(result.error?.issues[0]?.path[0] === 'asOf' ? NO_DAY : missing);
}

const CLAIMS: EntryKind<Claim> = {
  of: ({ claims }) => claims,
  within: (claims) => ({ claims }),
  require: (ctx, entry) =>
    requireEntry(
      ctx,
      Claim,
      entry,
      'value',
      'A claim needs a value: write what the vessel is said to be called or numbered.',
    ),
  noted: ({ field, value }, name) => `Note ${WORDS[field]} ${value} of ${name}`,
  words: (name) => `a claim on ${name}`,
};

const SANCTIONS: EntryKind<SanctionsReference> = {
  of: ({ sanctions }) => sanctions,
  within: (sanctions) => ({ sanctions }),
  require: (ctx, entry) =>
    requireEntry(
      ctx,
      SanctionsReference,
      entry,
      'list',
      'A sanctions reference needs the list that it is on, such as OFAC SDN.',
    ),
  noted: ({ list }, name) => `Note ${list} for ${name}`,
  words: (name) => `a sanctions reference of ${name}`,
};

type OfVessel = { readonly vesselId: VesselId };

function addEntry<E extends Entry>(
  doc: DocumentView,
  ctx: EditContext,
  kind: EntryKind<E>,
  { vesselId, draft }: OfVessel & { readonly draft: object },
): Edit {
  const vessel = vesselOf(doc, vesselId);
  const made = kind.require(ctx, { ...draft, id: crypto.randomUUID() });
  const changes = kind.within([...kind.of(vessel), made]);
  return editVessel(ctx, vessel, changes, kind.noted(made, vessel.name));
}

/** `changes`: what is different in the entry; null removes it. */
function replaceEntry<E extends Entry>(
  doc: DocumentView,
  ctx: EditContext,
  kind: EntryKind<E>,
  { vesselId, id, changes }: OfVessel & { readonly id: string; readonly changes: object | null },
): Edit {
  const vessel = vesselOf(doc, vesselId);
  const list = kind.of(vessel);
  if (!list.some((one) => one.id === id)) {
    throw new UserError('That entry is no longer there. It may have been removed meanwhile.');
  }
  const entries = list.flatMap((one) => {
    if (one.id !== id) return [one];
    return changes ? [kind.require(ctx, { ...one, ...changes })] : [];
  });
  const label = `${changes ? 'Change' : 'Remove'} ${kind.words(vessel.name)}`;
  return editVessel(ctx, vessel, kind.within(entries), label);
}

export function addClaim(
  doc: DocumentView,
  ctx: EditContext,
  { vesselId, claim }: OfVessel & { readonly claim: ClaimDraft },
): Edit {
  const draft = { source: '', asOf: '', note: '', ...claim };
  return addEntry(doc, ctx, CLAIMS, { vesselId, draft });
}

type OneClaim = OfVessel & { readonly claimId: string };

export function changeClaim(
  doc: DocumentView,
  ctx: EditContext,
  { vesselId, claimId, changes }: OneClaim & { readonly changes: Partial<Omit<Claim, 'id'>> },
): Edit {
  return replaceEntry(doc, ctx, CLAIMS, { vesselId, id: claimId, changes });
}

export function removeClaim(
  doc: DocumentView,
  ctx: EditContext,
  { vesselId, claimId }: OneClaim,
): Edit {
  return replaceEntry(doc, ctx, CLAIMS, { vesselId, id: claimId, changes: null });
}

export function addSanction(
  doc: DocumentView,
  ctx: EditContext,
  { vesselId, sanction }: OfVessel & { readonly sanction: SanctionDraft },
): Edit {
  const draft = { reference: '', url: '', asOf: '', note: '', ...sanction };
  return addEntry(doc, ctx, SANCTIONS, { vesselId, draft });
}

type OneSanction = OfVessel & { readonly sanctionId: string };

export function changeSanction(
  doc: DocumentView,
  ctx: EditContext,
  {
    vesselId,
    sanctionId,
    changes,
  }: OneSanction & { readonly changes: Partial<Omit<SanctionsReference, 'id'>> },
): Edit {
  return replaceEntry(doc, ctx, SANCTIONS, { vesselId, id: sanctionId, changes });
}

export function removeSanction(
  doc: DocumentView,
  ctx: EditContext,
  { vesselId, sanctionId }: OneSanction,
): Edit {
  return replaceEntry(doc, ctx, SANCTIONS, { vesselId, id: sanctionId, changes: null });
}
