/**
 * Vessels of a project that may be one hull under two names: same length and beam, nothing on record that
 * differs, and nothing that keeps them apart. Candidates for the analyst to judge; nothing is merged.
 */
import { type PlacedSight, sizeReason, speedReason } from '../identity/evidence';
import { judgedApart } from '../identity/judged-apart';
import type { ClaimField, Vessel } from '../model/vessel';
import type { Sighting, VesselLog } from './vessel-log';

export type KnownHull = { readonly vessel: Vessel; readonly log: VesselLog };

export type HullMatch = {
  readonly hulls: readonly [KnownHull, KnownHull];
  /** What is known of both and agrees: 'length', 'beam', then 'hatches', 'cranes', 'house'. */
  readonly agree: readonly string[];
};

const UNIQUE: readonly ClaimField[] = ['imo', 'mmsi'];

/** The pairs, those that agree in most first; none of which two boxes were judged to be two hulls. */
export function hullMatches(known: readonly KnownHull[]): readonly HullMatch[] {
  const found = known.flatMap((a, i) =>
    known.slice(i + 1).flatMap((b): HullMatch[] => {
      const agree = agreement(a, b);
      const possible = agree && !claimsDiffer(a.vessel, b.vessel) && canBeOne(a.log, b.log);
      return possible ? [{ hulls: [a, b], agree }] : [];
    }),
  );
  return found.sort((p, q) => q.agree.length - p.agree.length);
}

/** null where they differ in anything, or length or beam is not known of both. */
function agreement(a: KnownHull, b: KnownHull): readonly string[] | null {
  const sizes = (['length', 'beam'] as const).map((kind) =>
    sizeReason(kind, a.log[kind], b.log[kind]),
  );
  if (sizes.some((reason) => reason?.verdict !== 'for')) return null;
  const [p, q] = [a.vessel.fingerprint, b.vessel.fingerprint];
  const house = (value: typeof p.superstructure) => (value === 'unclear' ? null : value);
  const noted: readonly (readonly [string, unknown, unknown])[] = [
    ['hatches', p.hatches, q.hatches],
    ['cranes', p.cranes, q.cranes],
    ['house', house(p.superstructure), house(q.superstructure)],
  ];
  const both = noted.filter(([, one, other]) => one !== null && other !== null);
  if (both.some(([, one, other]) => one !== other)) return null;
  return ['length', 'beam', ...both.map(([word]) => word)];
}

/** Whether both are claimed to have a number that only one ship has, and not the same. */
function claimsDiffer(a: Vessel, b: Vessel): boolean {
  const said = ({ claims }: Vessel, field: ClaimField) =>
    claims.filter((one) => one.field === field).map(({ value }) => value.replaceAll(/\D/g, ''));
  return UNIQUE.some((field) => {
    const [p, q] = [said(a, field), said(b, field)];
    return p.length > 0 && q.length > 0 && !p.some((value) => q.includes(value));
  });
}

function canBeOne(a: VesselLog, b: VesselLog): boolean {
  return a.sightings.every((p) =>
    b.sightings.every(
      (q) =>
        p.frame.id !== q.frame.id &&
        !judgedApart(p.box, q.box) &&
        speedReason(placed(p), placed(q))?.verdict !== 'impossible',
    ),
  );
}

function placed({ box, at, measures }: Sighting): PlacedSight {
  return { boxId: box.id, at, place: measures?.center ?? null };
}
