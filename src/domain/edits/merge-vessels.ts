/** Two vessels that turn out to be one. */
import { UserError } from '../errors';
import type { VesselId } from '../model/ids';
import type { Fingerprint, Vessel } from '../model/vessel';
import { changed, removed, vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';
import { relinked } from './vessel-edits';

/**
 * Moves all that is known of one vessel to another and removes the first: links (with likelihood,
 * rationale and author), claims, sanctions, groups, observations, notes. The fingerprint of `into`
 * stands; what it leaves open is filled from `from`, and what differs is written into the notes.
 */
export function mergeVessels(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly from: VesselId; readonly into: VesselId },
): Edit {
  const [from, into] = [vesselOf(doc, args.from), vesselOf(doc, args.into)];
  if (from.id === into.id) throw new UserError('A vessel cannot be merged with itself.');
  const groups = [...doc.all('groups')].filter((one) => one.vesselId === from.id);
  const observations = [...doc.all('observations')].filter((one) => one.vesselId === from.id);
  const moved = { vesselId: into.id, updatedAt: ctx.now };
  return {
    label: `Merge ${from.name} into ${into.name}`,
    patches: [
      ...doc.boxesOfVessel(from.id).flatMap((box) => relinked(ctx, box, into.id)),
      ...groups.map((one) => changed('groups', one, { ...one, ...moved })),
      ...observations.map((one) => changed('observations', one, { ...one, ...moved })),
      changed('vessels', into, { ...together(into, from), updatedAt: ctx.now }),
      removed('vessels', from),
    ],
  };
}

function together(into: Vessel, from: Vessel): Vessel {
  const { vessel, differences } = withFactsOf(into, from);
  const said = [`Merged with "${from.name}".`, from.notes];
  if (differences.length > 0) said.push(`"${from.name}" was noted with ${differences.join(', ')}.`);
  const notes = [into.notes, ...said].filter((text) => text.trim() !== '').join('\n');
  return { ...vessel, notes };
}

/**
 * A vessel with what else is claimed of another record of it, and what its own fingerprint leaves open;
 * differences: what that one says otherwise, 'hull colour red'.
 */
export function withFactsOf(into: Vessel, from: Vessel) {
  const { fingerprint, differences } = oneFingerprint(into.fingerprint, from.fingerprint);
  const claims = allOf(into.claims, from.claims);
  const sanctions = allOf(into.sanctions, from.sanctions);
  const vessel: Vessel = { ...into, claims, sanctions, fingerprint };
  return { vessel, differences };
}

/** Both lists without what is the same in both, under ids that differ. */
function allOf<T extends { readonly id: string }>(kept: readonly T[], more: readonly T[]): T[] {
  const said = ({ id: _, ...what }: T) => JSON.stringify(what);
  const known = new Set(kept.map(said));
  const ids = new Set(kept.map(({ id }) => id));
  const fresh = more
    .filter((one) => !known.has(said(one)))
    .map((one) => (ids.has(one.id) ? { ...one, id: crypto.randomUUID() } : one));
  return [...kept, ...fresh];
}

const WORDS = {
  superstructure: 'superstructure',
  superstructureColor: 'superstructure colour',
  hatches: 'hatches',
  hatchColor: 'hatch colour',
  cranes: 'cranes',
  gear: 'gear',
  hullColor: 'hull colour',
} as const satisfies Partial<Record<keyof Fingerprint, string>>;

function oneFingerprint(into: Fingerprint, from: Fingerprint) {
  const fingerprint: Fingerprint = {
    superstructure: into.superstructure ?? from.superstructure,
    superstructureColor: into.superstructureColor || from.superstructureColor,
    hatches: into.hatches ?? from.hatches,
    hatchColor: into.hatchColor || from.hatchColor,
    cranes: into.cranes ?? from.cranes,
    gear: into.gear ?? from.gear,
    hullColor: into.hullColor || from.hullColor,
    deckFeatures: [...new Set([...into.deckFeatures, ...from.deckFeatures])],
  };
  const keys = Object.keys(WORDS) as (keyof typeof WORDS)[];
  const differences = keys.flatMap((key) => {
    const value = from[key];
    const lost = value !== null && value !== '' && value !== fingerprint[key];
    return lost ? [`${WORDS[key]} ${value}`] : [];
  });
  return { fingerprint, differences };
}
