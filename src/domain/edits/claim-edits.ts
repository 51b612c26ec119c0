/** Edits of what others say of a vessel: claimed identities, and lists that it stands on. */
import { UserError } from '../errors';
import type { VesselId } from '../model/ids';
import { Claim, SanctionsReference } from '../model/vessel';
import { vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';
import { editVessel } from './vessel-edits';

export type ClaimDraft = Pick<Claim, 'field' | 'value'> & Partial<Omit<Claim, 'id'>>;
export type SanctionDraft = Pick<SanctionsReference, 'list'> &
  Partial<Omit<SanctionsReference, 'id'>>;

const WORDS = { name: 'name', imo: 'IMO', mmsi: 'MMSI', call_sign: 'call sign', flag: 'flag' };

function requireClaim(claim: unknown): Claim {
  const checked = Claim.safeParse(claim);
  if (checked.success) return { ...checked.data, value: requireValue(checked.data.value) };
  throw new UserError(
    checked.error.issues[0]?.path[0] === 'asOf'
      ? 'A date is written as year, month and day, such as 2023-10-12.'
      : 'A claim needs a value: write what the vessel is said to be called or numbered.',
  );
}

function requireValue(value: string): string {
  const trimmed = value.trim();
  if (trimmed !== '') return trimmed;
  throw new UserError(
    'A claim needs a value: write what the vessel is said to be called or numbered.',
  );
}

function requireSanction(reference: unknown): SanctionsReference {
  const checked = SanctionsReference.safeParse(reference);
  if (checked.success && checked.data.list.trim() !== '') return checked.data;
  throw new UserError(
    checked.error?.issues[0]?.path[0] === 'asOf'
      ? 'A date is written as year, month and day, such as 2023-10-12.'
      : 'A sanctions reference needs the list that it is on, such as OFAC SDN.',
  );
}

function replaced<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (one: T) => T | null,
): T[] {
  if (!list.some((one) => one.id === id)) {
    throw new UserError('That entry is no longer there. It may have been removed meanwhile.');
  }
  return list.flatMap((one) => (one.id === id ? (change(one) ?? []) : [one]));
}

type OfVessel = { readonly vesselId: VesselId };

export function addClaim(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & { readonly claim: ClaimDraft },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const blank = { source: '', asOf: '', note: '' };
  const claim = requireClaim({ ...blank, ...args.claim, id: crypto.randomUUID() });
  const label = `Note ${WORDS[claim.field]} ${claim.value} of ${vessel.name}`;
  return editVessel(ctx, vessel, { claims: [...vessel.claims, claim] }, label);
}

export function changeClaim(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & { readonly claimId: string; readonly changes: Partial<Omit<Claim, 'id'>> },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const claims = replaced(vessel.claims, args.claimId, (one) =>
    requireClaim({ ...one, ...args.changes }),
  );
  return editVessel(ctx, vessel, { claims }, `Change a claim on ${vessel.name}`);
}

export function removeClaim(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & { readonly claimId: string },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const claims = replaced(vessel.claims, args.claimId, () => null);
  return editVessel(ctx, vessel, { claims }, `Remove a claim on ${vessel.name}`);
}

export function addSanction(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & { readonly sanction: SanctionDraft },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const blank = { reference: '', url: '', asOf: '', note: '' };
  const made = requireSanction({ ...blank, ...args.sanction, id: crypto.randomUUID() });
  const label = `Note ${made.list} for ${vessel.name}`;
  return editVessel(ctx, vessel, { sanctions: [...vessel.sanctions, made] }, label);
}

export function changeSanction(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & {
    readonly sanctionId: string;
    readonly changes: Partial<Omit<SanctionsReference, 'id'>>;
  },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const sanctions = replaced(vessel.sanctions, args.sanctionId, (one) =>
    requireSanction({ ...one, ...args.changes }),
  );
  return editVessel(ctx, vessel, { sanctions }, `Change a sanctions reference of ${vessel.name}`);
}

export function removeSanction(
  doc: DocumentView,
  ctx: EditContext,
  args: OfVessel & { readonly sanctionId: string },
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const sanctions = replaced(vessel.sanctions, args.sanctionId, () => null);
  return editVessel(ctx, vessel, { sanctions }, `Remove a sanctions reference of ${vessel.name}`);
}
