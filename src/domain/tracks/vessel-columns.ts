/** What is said of a vessel besides where it was seen, as flat columns for readers without the program. */
import { checkClaim } from '../identity/check-claims';
import {
  CLAIM_FIELDS,
  type Claim,
  type ClaimField,
  type Fingerprint,
  type SanctionsReference,
  type Vessel,
} from '../model/vessel';

/** Between several claims of one kind: none of them is the right one. */
const BETWEEN = ' | ';

/**
 * 'claimed_imo': '9179842 (OFAC list, as of 2022-05-08; Check digit consistent. A claim, not an identity)'.
 * Never without its source and date, or that there are none.
 */
export function vesselColumns({ claims, sanctions, fingerprint, notes }: Vessel) {
  const claimed = (field: ClaimField) =>
    claims
      .filter((claim) => claim.field === field)
      .map((claim) => claimText(claim, claims))
      .join(BETWEEN);
  return {
    ...Object.fromEntries(CLAIM_FIELDS.map((field) => [`claimed_${field}`, claimed(field)])),
    sanctions: sanctions.map(sanctionsText).join(BETWEEN),
    fingerprint: fingerprintText(fingerprint),
    vessel_notes: notes,
  };
}

function claimText(claim: Claim, all: readonly Claim[]): string {
  const checks = checkClaim(claim, all).map(({ text }) => text);
  return `${claim.value} (${[sourceText(claim.source, claim.asOf), ...checks, claim.note]
    .filter((part) => part !== '')
    .join('; ')})`;
}

function sourceText(source: string, asOf: string): string {
  return `${source || 'no source'}, ${asOf ? `as of ${asOf}` : 'no date'}`;
}

function sanctionsText({ list, reference, url, asOf, note }: SanctionsReference): string {
  return [reference ? `${list} ${reference}` : list, asOf ? `as of ${asOf}` : 'no date', url, note]
    .filter((part) => part !== '')
    .join('; ');
}

function fingerprintText(print: Fingerprint): string {
  const { superstructure, superstructureColor, hatches, hatchColor, cranes, gear } = print;
  const { hullColor, deckFeatures } = print;
  const coloured = (what: string, color: string) => [what, color].filter(Boolean).join(', ');
  return [
    coloured(superstructure ? `superstructure ${superstructure}` : '', superstructureColor),
    coloured(hatches === null ? '' : `${hatches} hatches`, hatchColor),
    cranes === null ? '' : `${cranes} cranes`,
    gear ?? '',
    hullColor === '' ? '' : `hull ${hullColor}`,
    ...deckFeatures,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
