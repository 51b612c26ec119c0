/**
 * Edits of vessels and of the links that say which boxes show them. All refuse with a UserError whose
 * sentence says why. A box's lock keeps its place and its description, not who the hull is taken to be:
 * locked boxes can be linked and unlinked.
 */
import { UserError } from '../errors';
import type { Box } from '../model/box';
import type { Patch } from '../model/commit';
import { type BoxId, newId, VesselId } from '../model/ids';
import { EMPTY_FINGERPRINT, Vessel, VesselLink } from '../model/vessel';
import {
  added,
  boxesById,
  changed,
  editBoxes,
  freeColor,
  freeName,
  nameOfBoxes,
  removed,
  requireColor,
  requireName,
  takeFromBoxes,
  vesselOf,
} from './edit-parts';
import { withoutSought } from './left-behind';
import type { DocumentView, Edit, EditContext } from './types';

/** What can be given of a vessel besides its claims and sanctions, which have edits of their own. */
export type VesselChanges = Partial<Pick<Vessel, 'name' | 'color' | 'fingerprint' | 'notes'>>;
export type VesselDraft = { readonly name?: string; readonly color?: string };
/** How sure a link is, and why. */
export type LinkGrounds = Partial<Pick<VesselLink, 'likelihood' | 'rationale'>>;
export type NewVessel = { readonly edit: Edit; readonly vesselId: VesselId };

/** `made`: vessels that the same edit makes besides; names and colours are free of theirs too. */
export function newVessel(
  doc: DocumentView,
  ctx: EditContext,
  draft: VesselDraft,
  made: readonly Vessel[] = [],
): Vessel {
  return {
    id: newId(VesselId, 'ves'),
    projectId: doc.projectId,
    name: requireName(draft.name ?? freeName('Hull', [...doc.all('vessels'), ...made]), 'vessel'),
    color: requireColor(draft.color ?? freeColor(doc, made)),
    claims: [],
    fingerprint: EMPTY_FINGERPRINT,
    sanctions: [],
    notes: '',
    author: ctx.author,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

/** Named 'Hull 4' and coloured as nothing else is, unless told otherwise. */
export function createVessel(doc: DocumentView, ctx: EditContext, draft: VesselDraft): NewVessel {
  const vessel = newVessel(doc, ctx, draft);
  const edit = { label: `Add vessel ${vessel.name}`, patches: [added('vessels', vessel)] };
  return { edit, vesselId: vessel.id };
}

/** What is wrong, by the field that is refused. */
const REFUSED: Readonly<Record<string, string>> = {
  hatches: 'how many hatches is a whole number, 0 or more.',
  cranes: 'how many cranes is a whole number, 0 or more.',
  color: 'a colour is one of the picker.',
};

/** One edit of one vessel's record; nothing where nothing is different. */
export function editVessel(
  ctx: EditContext,
  before: Vessel,
  changes: Partial<Vessel>,
  label: string,
): Edit {
  const next = { ...before, ...changes };
  // Entries are asked one by one when they are made: an old one that is amiss keeps none from a change.
  const checked = Vessel.safeParse({ ...next, claims: [], sanctions: [] });
  if (!checked.success) {
    const field = String(checked.error.issues[0]?.path.at(-1) ?? '');
    throw new UserError(`${before.name}: ${REFUSED[field] ?? 'this cannot be stored so.'}`);
  }
  const { claims, sanctions } = next;
  const kept = { ...checked.data, claims, sanctions };
  const same = JSON.stringify(kept) === JSON.stringify(before);
  const after = { ...kept, updatedAt: ctx.now };
  return { label, patches: same ? [] : [changed('vessels', before, after)] };
}

export function updateVessel(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: VesselId; readonly changes: VesselChanges },
): Edit {
  const before = vesselOf(doc, args.id);
  const { changes } = args;
  const name = requireName(changes.name ?? before.name, 'vessel');
  const color = requireColor(changes.color ?? before.color);
  const label =
    name === before.name ? `Change vessel ${name}` : `Rename vessel ${before.name} to ${name}`;
  return editVessel(ctx, before, { ...changes, name, color }, label);
}

/** The box with a link to the vessel; the same one where nothing is different. */
export function linkedTo(
  ctx: EditContext,
  box: Box,
  vesselId: VesselId,
  grounds: LinkGrounds,
): Box {
  const old = box.link?.vesselId === vesselId ? box.link : null;
  const likelihood =
    grounds.likelihood === undefined ? (old?.likelihood ?? null) : grounds.likelihood;
  const rationale = grounds.rationale ?? old?.rationale ?? '';
  if (old && old.likelihood === likelihood && old.rationale === rationale) return box;
  return {
    ...box,
    link: VesselLink.parse({ vesselId, likelihood, rationale, author: ctx.author, at: ctx.now }),
  };
}

/**
 * Says that boxes show a vessel; a link to another vessel is replaced. Grounds that are left out stay as
 * they are on a link to the same vessel, else they are none.
 */
export function linkBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxIds: readonly BoxId[]; readonly vesselId: VesselId } & LinkGrounds,
): Edit {
  const vessel = vesselOf(doc, args.vesselId);
  const boxes = boxesById(doc, args.boxIds);
  const edit = editBoxes(doc, ctx, 'Link', boxes, (box) => linkedTo(ctx, box, vessel.id, args));
  return { ...edit, label: `${edit.label} to ${vessel.name}` };
}

/** Makes a vessel and links boxes to it, in one edit. */
export function linkToNewVessel(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxIds: readonly BoxId[] } & VesselDraft & LinkGrounds,
): NewVessel {
  const boxes = boxesById(doc, args.boxIds);
  const vessel = newVessel(doc, ctx, args);
  const edit = editBoxes(doc, ctx, 'Link', boxes, (box) => linkedTo(ctx, box, vessel.id, args));
  const label = `${edit.label} to new vessel ${vessel.name}`;
  return {
    edit: { label, patches: [added('vessels', vessel), ...edit.patches] },
    vesselId: vessel.id,
  };
}

export function unlinkBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxIds: readonly BoxId[] },
): Edit {
  return takeFromBoxes(doc, ctx, 'Unlink', boxesById(doc, args.boxIds), 'link');
}

/**
 * Takes some of a vessel's boxes for another, new vessel. Claims, sanctions, groups and fingerprint stay
 * with the old one, since they do not say which of the boxes they speak of; links keep likelihood,
 * rationale and author. Refused for boxes that do not show the vessel, and for all of them.
 */
export function splitVessel(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly vesselId: VesselId; readonly boxIds: readonly BoxId[] } & VesselDraft,
): NewVessel {
  const old = vesselOf(doc, args.vesselId);
  const boxes = boxesById(doc, args.boxIds);
  const stranger = boxes.find((box) => box.link?.vesselId !== old.id);
  if (stranger) {
    throw new UserError(`Box ${stranger.number} is not linked to "${old.name}". Link it directly.`);
  }
  if (boxes.length === doc.boxesOfVessel(old.id).length) {
    throw new UserError(
      `These are all the boxes of "${old.name}". Leave at least one with it, or rename the vessel.`,
    );
  }
  const made = newVessel(doc, ctx, args);
  const vessel = { ...made, notes: `Split from "${old.name}".` };
  const patches = boxes.flatMap((box) => relinked(ctx, box, vessel.id));
  return {
    edit: {
      label: `Split ${nameOfBoxes(doc, boxes)} from ${old.name} as ${vessel.name}`,
      patches: [added('vessels', vessel), ...patches],
    },
    vesselId: vessel.id,
  };
}

/** The patch that takes a box for another vessel's on the same grounds. */
export function relinked(ctx: EditContext, box: Box, vesselId: VesselId): readonly Patch[] {
  if (!box.link) return [];
  return [changed('boxes', box, { ...box, link: { ...box.link, vesselId }, updatedAt: ctx.now })];
}

/** Removes a vessel. Its boxes stay and show none; its groups stay and are on no vessel's deck. */
export function removeVessel(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: VesselId },
): Edit {
  const vessel = vesselOf(doc, args.id);
  const groups = [...doc.all('groups')].filter((group) => group.vesselId === vessel.id);
  return {
    label: `Remove vessel ${vessel.name}`,
    patches: [
      ...takeFromBoxes(doc, ctx, '', doc.boxesOfVessel(vessel.id), 'link').patches,
      ...groups.map((one) =>
        changed('groups', one, { ...one, vesselId: null, updatedAt: ctx.now }),
      ),
      ...withoutSought(doc, ctx, { vesselId: vessel.id }),
      removed('vessels', vessel),
    ],
  };
}
