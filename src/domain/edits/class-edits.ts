/** Edits of a project's class list. All refuse with a UserError whose sentence says why. */
import { UserError } from '../errors';
import { ClassId, newId } from '../model/ids';
import { type ClassDraft, nextColor } from '../model/presets';
import { BoxClass } from '../model/project';
import { added, changed, classOf, projectOf, removed, requireName } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

/** The classes in the order of lists. */
export function classesInOrder(doc: DocumentView): readonly BoxClass[] {
  return [...doc.all('classes')].sort((a, b) => a.order - b.order || a.number - b.number);
}

/** How many boxes each class has. */
function countBoxes(doc: DocumentView, id: ClassId): number {
  let count = 0;
  for (const box of doc.all('boxes')) if (box.classId === id) count += 1;
  return count;
}

function requireFree(doc: DocumentView, self: ClassId | null, draft: Partial<ClassDraft>): void {
  for (const other of doc.all('classes')) {
    if (other.id === self) continue;
    if (draft.name !== undefined && other.name.toLowerCase() === draft.name.toLowerCase()) {
      throw new UserError(
        `There is a class named "${other.name}" already. Merge them, or take another name.`,
      );
    }
    if (draft.key !== undefined && draft.key !== null && other.key === draft.key) {
      throw new UserError(`The key ${draft.key} belongs to "${other.name}". Choose another key.`);
    }
  }
}

/**
 * Patches for new classes with the next numbers, behind those that are there. Names that the project
 * has already are skipped; keys and colours that are taken give way to none and to the next free one.
 */
export function newClassPatches(
  doc: DocumentView,
  ctx: EditContext,
  drafts: readonly (Pick<ClassDraft, 'name'> & Partial<ClassDraft>)[],
) {
  const project = projectOf(doc);
  const there = classesInOrder(doc);
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  const keys = new Set(there.map(({ key }) => key));
  const colors = there.map(({ color }) => color.toLowerCase());
  let order = there.reduce((most, one) => Math.max(most, one.order), 0);
  let number = project.nextClassNumber;
  const classes: BoxClass[] = [];
  for (const draft of drafts) {
    const name = requireName(draft.name, 'class');
    if (names.has(name.toLowerCase())) continue;
    const wanted = draft.color?.toLowerCase();
    const color =
      draft.color && wanted && !colors.includes(wanted) ? draft.color : nextColor(colors);
    const key = draft.key !== undefined && !keys.has(draft.key) ? draft.key : null;
    order += 1;
    const { directed = false, category = '' } = draft;
    const { id: projectId } = project;
    const id = newId(ClassId, 'cls');
    classes.push({ id, projectId, number, name, color, key, order, directed, category });
    number += 1;
    names.add(name.toLowerCase());
    colors.push(color.toLowerCase());
    if (key !== null) keys.add(key);
  }
  const after = { ...project, nextClassNumber: number, updatedAt: ctx.now };
  const patches = classes.map((one) => added('classes', one));
  return {
    classes,
    patches: classes.length === 0 ? [] : [...patches, changed('projects', project, after)],
  };
}

export function addClass(
  doc: DocumentView,
  ctx: EditContext,
  args: Pick<ClassDraft, 'name'> & Partial<ClassDraft>,
): Edit {
  const name = requireName(args.name, 'class');
  requireFree(doc, null, { ...args, name });
  return { label: `Add class ${name}`, patches: newClassPatches(doc, ctx, [args]).patches };
}

/** Adds the classes of a preset that the project does not have yet. */
export function addClasses(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly label: string; readonly classes: readonly ClassDraft[] },
): Edit {
  const { classes, patches } = newClassPatches(doc, ctx, args.classes);
  return { label: `Add ${classes.length} classes of ${args.label}`, patches };
}

/** Renames, recolours, or gives a key, a bow or a category. The number never changes. */
export function updateClass(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly id: ClassId; readonly changes: Partial<ClassDraft> },
): Edit {
  const before = classOf(doc, args.id);
  const name = requireName(args.changes.name ?? before.name, 'class');
  requireFree(doc, args.id, { ...args.changes, name });
  const checked = BoxClass.safeParse({ ...before, ...args.changes, name });
  if (!checked.success) {
    const field = checked.error.issues[0]?.path[0];
    throw new UserError(
      field === 'key'
        ? 'A class has one key: a single character, or none.'
        : field === 'color'
          ? 'A colour is written as # and six hexadecimal digits, such as #56B4E9.'
          : `The ${String(field)} of a class cannot be that.`,
    );
  }
  const same = JSON.stringify(checked.data) === JSON.stringify(before);
  const label = name === before.name ? `Change class ${name}` : `Rename ${before.name} to ${name}`;
  return { label, patches: same ? [] : [changed('classes', before, checked.data)] };
}

/** Puts the classes in the order of `ids`; those that are not named follow in their old order. */
export function reorderClasses(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly ids: readonly ClassId[] },
): Edit {
  const named = [...new Set(args.ids)].map((id) => classOf(doc, id));
  const rest = classesInOrder(doc).filter(({ id }) => !args.ids.includes(id));
  const patches = [...named, ...rest].flatMap((one, i) =>
    one.order === i + 1 ? [] : [changed('classes', one, { ...one, order: i + 1 })],
  );
  return { label: 'Reorder classes', patches };
}

/** Moves all boxes of one class to another and removes the emptied class; its number stays unused. */
export function mergeClasses(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly from: ClassId; readonly into: ClassId },
): Edit {
  const from = classOf(doc, args.from);
  const into = classOf(doc, args.into);
  if (from.id === into.id) throw new UserError('A class cannot be merged with itself.');
  const boxes = [...doc.all('boxes')].filter((box) => box.classId === from.id);
  const moved = boxes.map((box) => {
    const bowKnown = box.bowKnown && into.directed;
    return changed('boxes', box, { ...box, classId: into.id, bowKnown, updatedAt: ctx.now });
  });
  return {
    label: `Merge ${from.name} into ${into.name}`,
    patches: [...moved, removed('classes', from)],
  };
}

/** Removes a class that no box has. */
export function removeClass(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly id: ClassId },
): Edit {
  const one = classOf(doc, args.id);
  const count = countBoxes(doc, one.id);
  if (count > 0) {
    const boxes = count === 1 ? '1 box is' : `${count} boxes are`;
    throw new UserError(
      `${boxes} of class "${one.name}". Give them another class, or merge this class into another.`,
    );
  }
  return { label: `Remove class ${one.name}`, patches: [removed('classes', one)] };
}
