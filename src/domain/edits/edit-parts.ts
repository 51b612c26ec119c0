/** What all edits are made of: patches of whole records, and the reasons why an edit is refused. */
import { UserError } from '../errors';
import type { Box } from '../model/box';
import type { Patch, PatchOf, RecordOf, TableName } from '../model/commit';
import type { Frame } from '../model/frame';
import type { BoxId, ClassId, FrameId, GroupId, SiteId, VesselId } from '../model/ids';
import { nextColor } from '../model/presets';
import type { BoxClass, Project, Site } from '../model/project';
import type { CargoGroup, Vessel } from '../model/vessel';
import type { DocumentView, Edit, EditContext } from './types';

export function added<T extends TableName>(table: T, after: RecordOf<T>): Patch {
  return { table, id: after.id, before: null, after } as PatchOf<T> as Patch;
}

export function changed<T extends TableName>(
  table: T,
  before: RecordOf<T>,
  after: RecordOf<T>,
): Patch {
  return { table, id: before.id, before, after } as PatchOf<T> as Patch;
}

export function removed<T extends TableName>(table: T, before: RecordOf<T>): Patch {
  return { table, id: before.id, before, after: null } as PatchOf<T> as Patch;
}

export function projectOf(doc: DocumentView): Project {
  const project = doc.get('projects', doc.projectId);
  if (!project)
    throw new UserError('This project is no longer there. Open it again from the start.');
  return project;
}

export function frameOf(doc: DocumentView, id: FrameId): Frame {
  const frame = doc.get('frames', id);
  if (!frame) throw new UserError('That frame is no longer in the project.');
  return frame;
}

export function siteOf(doc: DocumentView, id: SiteId): Site {
  const site = doc.get('sites', id);
  if (!site) throw new UserError('That site is no longer in the project.');
  return site;
}

export function classOf(doc: DocumentView, id: ClassId): BoxClass {
  const found = doc.get('classes', id);
  if (!found) throw new UserError('That class is no longer in the project. Choose another one.');
  return found;
}

export function vesselOf(doc: DocumentView, id: VesselId): Vessel {
  const found = doc.get('vessels', id);
  if (!found) throw new UserError('That vessel is no longer in the project. Choose another one.');
  return found;
}

export function groupOf(doc: DocumentView, id: GroupId): CargoGroup {
  const found = doc.get('groups', id);
  if (!found) throw new UserError('That group is no longer in the project. Choose another one.');
  return found;
}

/** A colour that no class, vessel or group has, as long as there are any left. */
export function freeColor(doc: DocumentView, made: readonly Pick<Vessel, 'color'>[] = []): string {
  const taken = [...doc.all('classes'), ...doc.all('vessels'), ...doc.all('groups'), ...made];
  return nextColor(taken.map(({ color }) => color));
}

/** 'Hull 4': the first number that no name has. */
export function freeName(word: string, taken: Iterable<{ readonly name: string }>): string {
  const names = new Set([...taken].map(({ name }) => name.toLowerCase()));
  let number = 1;
  while (names.has(`${word} ${number}`.toLowerCase())) number += 1;
  return `${word} ${number}`;
}

/** A colour as it is stored. */
export function requireColor(color: string): string {
  if (/^#[0-9a-fA-F]{6}$/.test(color)) return color;
  throw new UserError('A colour is written as # and six hexadecimal digits, such as #56B4E9.');
}

/** The boxes of a selection that are still there; refused when none is. */
export function boxesById(doc: DocumentView, ids: readonly BoxId[]): readonly Box[] {
  const boxes = [...new Set(ids)].flatMap((id) => doc.get('boxes', id) ?? []);
  if (boxes.length === 0) throw new UserError('Select a box first.');
  return boxes;
}

/** The boxes of a selection, refused as a whole when any of them is locked. */
export function unlockedBoxes(doc: DocumentView, ids: readonly BoxId[]): readonly Box[] {
  const boxes = boxesById(doc, ids);
  const locked = boxes.filter((box) => box.locked);
  if (locked.length === 0) return boxes;
  const [only] = locked;
  throw new UserError(
    boxes.length === 1 && only
      ? `Box ${only.number} is locked. Unlock it to change it.`
      : `${locked.length} of the ${boxes.length} boxes are locked. Unlock them, or take them out of the selection.`,
  );
}

/** 'cargo ship 14' for one box, '3 boxes' for more. */
export function nameOfBoxes(doc: DocumentView, boxes: readonly Box[]): string {
  const [only] = boxes;
  if (boxes.length !== 1 || !only) return `${boxes.length} boxes`;
  return `${doc.get('classes', only.classId)?.name ?? 'box'} ${only.number}`;
}

/** One edit that changes boxes; those that `change` leaves as they are get no patch. */
export function editBoxes(
  doc: DocumentView,
  ctx: EditContext,
  verb: string,
  boxes: readonly Box[],
  change: (box: Box) => Box,
): Edit {
  const patches = boxes.flatMap((box) => {
    const after = change(box);
    return after === box ? [] : [changed('boxes', box, { ...after, updatedAt: ctx.now })];
  });
  return { label: `${verb} ${nameOfBoxes(doc, boxes)}`, patches };
}

/** One edit that takes from boxes what they are said to show: their vessel, or their group. */
export function takeFromBoxes(
  doc: DocumentView,
  ctx: EditContext,
  verb: string,
  boxes: readonly Box[],
  what: 'link' | 'groupId',
): Edit {
  return editBoxes(doc, ctx, verb, boxes, (box) => {
    if (box[what] === undefined) return box;
    const { [what]: _, ...rest } = box;
    return rest;
  });
}

/** A trimmed name, refused when nothing is left of it. */
export function requireName(name: string, what: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new UserError(`A ${what} needs a name.`);
  return trimmed;
}

/** The boxes that an edit makes, for selecting them afterwards. */
export function createdBoxIds(edit: Edit): readonly BoxId[] {
  return edit.patches.flatMap((patch) =>
    patch.table === 'boxes' && patch.before === null ? [patch.id] : [],
  );
}
