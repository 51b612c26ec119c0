/** Edits of groups of containers. All refuse with a UserError. Locked boxes can be put into groups. */
import { UserError } from '../errors';
import { type BoxId, GroupId, newId } from '../model/ids';
import { CargoGroup } from '../model/vessel';
import {
  added,
  boxesById,
  changed,
  editBoxes,
  freeColor,
  freeName,
  groupOf,
  removed,
  requireColor,
  requireName,
  takeFromBoxes,
  vesselOf,
} from './edit-parts';
import { withoutSought } from './left-behind';
import type { DocumentView, Edit, EditContext } from './types';

export type GroupChanges = Partial<
  Pick<CargoGroup, 'name' | 'color' | 'place' | 'vesselId' | 'notes'>
>;

/** A group on the quay belongs to no vessel. */
function requireGroup(doc: DocumentView, group: CargoGroup): CargoGroup {
  const checked = CargoGroup.safeParse({
    ...group,
    name: requireName(group.name, 'group'),
    color: requireColor(group.color),
    vesselId: group.place === 'quay' ? null : group.vesselId,
  });
  if (!checked.success) throw new UserError(`The group "${group.name}" cannot be set to that.`);
  if (checked.data.vesselId) vesselOf(doc, checked.data.vesselId);
  return checked.data;
}

/** Named 'Group 2', on the quay, coloured as nothing else is, unless told otherwise; with boxes or none. */
export function createGroup(
  doc: DocumentView,
  ctx: EditContext,
  args: GroupChanges & { readonly boxIds?: readonly BoxId[] },
): { readonly edit: Edit; readonly groupId: GroupId } {
  const group = requireGroup(doc, {
    id: newId(GroupId, 'grp'),
    projectId: doc.projectId,
    name: args.name ?? freeName('Group', doc.all('groups')),
    color: args.color ?? freeColor(doc),
    place: args.place ?? (args.vesselId ? 'deck' : 'quay'),
    vesselId: args.vesselId ?? null,
    notes: args.notes ?? '',
    author: ctx.author,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  const boxes = args.boxIds?.length ? boxesById(doc, args.boxIds) : [];
  const assigned = editBoxes(doc, ctx, '', boxes, (box) => ({ ...box, groupId: group.id }));
  const patches = [added('groups', group), ...assigned.patches];
  return { edit: { label: `Add group ${group.name}`, patches }, groupId: group.id };
}

export function updateGroup(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: GroupId; readonly changes: GroupChanges },
): Edit {
  const before = groupOf(doc, args.id);
  const after = requireGroup(doc, { ...before, ...args.changes });
  const same = JSON.stringify(after) === JSON.stringify(before);
  const label =
    after.name === before.name
      ? `Change group ${after.name}`
      : `Rename group ${before.name} to ${after.name}`;
  const patches = same ? [] : [changed('groups', before, { ...after, updatedAt: ctx.now })];
  return { label, patches };
}

/** Puts boxes into a group, out of the one that they were in. */
export function assignBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxIds: readonly BoxId[]; readonly groupId: GroupId },
): Edit {
  const group = groupOf(doc, args.groupId);
  const edit = editBoxes(doc, ctx, 'Put', boxesById(doc, args.boxIds), (box) =>
    box.groupId === group.id ? box : { ...box, groupId: group.id },
  );
  return { ...edit, label: `${edit.label} into ${group.name}` };
}

export function unassignBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxIds: readonly BoxId[] },
): Edit {
  return takeFromBoxes(doc, ctx, 'Ungroup', boxesById(doc, args.boxIds), 'groupId');
}

/** Removes a group; its boxes stay, in none. */
export function removeGroup(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: GroupId },
): Edit {
  const group = groupOf(doc, args.id);
  const boxes = doc.boxesOfGroup(group.id);
  return {
    label: `Remove group ${group.name}`,
    patches: [
      ...takeFromBoxes(doc, ctx, '', boxes, 'groupId').patches,
      ...withoutSought(doc, ctx, { groupId: group.id }),
      removed('groups', group),
    ],
  };
}
