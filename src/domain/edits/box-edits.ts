/** Edits of boxes on their frame. All refuse with a UserError whose sentence says why. */
import { UserError } from '../errors';
import { isOnPicture } from '../geometry/box-geometry';
import { translate } from '../geometry/box-reshape';
import { type AttributeKey, BoxAttributes, EMPTY_ATTRIBUTES } from '../model/attributes';
import { type Box, BoxGeometry } from '../model/box';
import type { Frame } from '../model/frame';
import { BoxId, type ClassId, type FrameId, newId } from '../model/ids';
import {
  added,
  boxesById,
  changed,
  classOf,
  editBoxes,
  frameOf,
  nameOfBoxes,
  projectOf,
  removed,
  unlockedBoxes,
} from './edit-parts';
import { withoutBoxes } from './left-behind';
import type { DocumentView, Edit, EditContext } from './types';

/** What a new box is made of, before it has an id, a number and dates. */
export type BoxDraft = Pick<Box, 'frameId' | 'classId' | 'geometry' | 'bowKnown' | 'attributes'> & {
  readonly sizeCopied?: true | undefined;
  /** Of a box that was drawn in another project, and what was said of it there; else it is the analyst's, of now. */
  readonly drawn?: Pick<Box, 'author' | 'createdAt'> &
    Partial<Pick<Box, 'id' | 'locked' | 'link' | 'groupId' | 'notSame'>>;
};

/**
 * Patches for new boxes with the project's next numbers, in the order given. A draft that is a box
 * gives neither its link nor its group: what another box shows is for the analyst to say.
 */
export function newBoxPatches(doc: DocumentView, ctx: EditContext, drafts: readonly BoxDraft[]) {
  const project = projectOf(doc);
  const boxes = drafts.map(
    ({ frameId, classId, geometry, bowKnown, attributes, sizeCopied, drawn }, i): Box => ({
      frameId,
      classId,
      geometry: requireGeometry(geometry),
      bowKnown,
      attributes,
      id: newId(BoxId, 'box'),
      projectId: project.id,
      number: project.nextBoxNumber + i,
      locked: false,
      ...(sizeCopied && { sizeCopied }),
      author: ctx.author,
      createdAt: ctx.now,
      ...drawn,
      updatedAt: ctx.now,
    }),
  );
  const after = {
    ...project,
    nextBoxNumber: project.nextBoxNumber + boxes.length,
    updatedAt: ctx.now,
  };
  return {
    boxes,
    patches: [...boxes.map((box) => added('boxes', box)), changed('projects', project, after)],
  };
}

function requireGeometry(geometry: BoxGeometry): BoxGeometry {
  const checked = BoxGeometry.safeParse(geometry);
  if (!checked.success) throw new UserError('A box needs a place, a length and a width.');
  return checked.data;
}

/** A ship that the edge of the picture cuts may stand out of it, but not be boxed where no pixels are. */
function requireOnPicture(frame: Frame, geometry: BoxGeometry): void {
  if (isOnPicture(geometry, frame)) return;
  throw new UserError(
    'There are no pixels of this picture there. A box may reach over its edge, but not lie outside.',
  );
}

/** Draws one box. bowKnown is the class's `directed` unless it is given. */
export function createBox(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly frameId: FrameId;
    readonly classId: ClassId;
    readonly geometry: BoxGeometry;
    readonly bowKnown?: boolean;
    readonly attributes?: Partial<BoxAttributes>;
  },
): Edit {
  requireOnPicture(frameOf(doc, args.frameId), args.geometry);
  const boxClass = classOf(doc, args.classId);
  const { boxes, patches } = newBoxPatches(doc, ctx, [
    {
      frameId: args.frameId,
      classId: args.classId,
      geometry: args.geometry,
      bowKnown: args.bowKnown ?? boxClass.directed,
      attributes: { ...EMPTY_ATTRIBUTES, ...args.attributes },
    },
  ]);
  return { label: `Draw ${nameOfBoxes(doc, boxes)}`, patches };
}

/** Places boxes anew. `verb` names the gesture in the undo menu: 'Move', 'Resize', 'Turn'. */
export function setGeometry(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly changes: readonly { readonly id: BoxId; readonly geometry: BoxGeometry }[];
    readonly verb?: string;
  },
): Edit {
  const byId = new Map(args.changes.map(({ id, geometry }) => [id, geometry]));
  const boxes = unlockedBoxes(doc, [...byId.keys()]);
  return editBoxes(doc, ctx, args.verb ?? 'Reshape', boxes, (box) => {
    const geometry = requireGeometry(byId.get(box.id) ?? box.geometry);
    const frame = frameOf(doc, box.frameId);
    // What came from elsewhere and lies outside may be fetched back in steps.
    if (isOnPicture(box.geometry, frame)) requireOnPicture(frame, geometry);
    if (sameGeometry(geometry, box.geometry)) return box;
    const { sizeCopied, ...rest } = box;
    const kept = sizeCopied && sameSize(geometry, box.geometry) ? box : rest;
    return { ...kept, geometry };
  });
}

/** Whether a box was moved or turned alone. */
function sameSize(a: BoxGeometry, b: BoxGeometry): boolean {
  return a.length === b.length && a.width === b.width;
}

function sameGeometry(a: BoxGeometry, b: BoxGeometry): boolean {
  const keys = ['x', 'y', 'length', 'width', 'angle'] as const;
  return keys.every((key) => a[key] === b[key]);
}

/** Sets some attributes of one or many boxes and leaves the others as they are. */
export function setAttributes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly ids: readonly BoxId[]; readonly attributes: Partial<BoxAttributes> },
): Edit {
  const keys = Object.keys(args.attributes) as AttributeKey[];
  return editBoxes(doc, ctx, 'Describe', unlockedBoxes(doc, args.ids), (box) => {
    const checked = BoxAttributes.safeParse({ ...box.attributes, ...args.attributes });
    if (!checked.success) {
      const reason = checked.error.issues[0]?.message ?? 'the value does not fit the field';
      throw new UserError(`That cannot be noted: ${reason}.`);
    }
    const same = keys.every(
      (key) => JSON.stringify(checked.data[key]) === JSON.stringify(box.attributes[key]),
    );
    return same ? box : { ...box, attributes: checked.data };
  });
}

/**
 * Gives boxes another class. A class without a bow takes the bow away; one with a bow makes it known of
 * boxes that were drawn from stern to bow, and adds none to others.
 */
export function setClass(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly ids: readonly BoxId[];
    readonly classId: ClassId;
    /** Boxes of which it is known that they were drawn from stern to bow. */
    readonly sternToBow?: ReadonlySet<BoxId>;
  },
): Edit {
  const { name, directed } = classOf(doc, args.classId);
  const boxes = unlockedBoxes(doc, args.ids);
  const hasBow = (box: Box) => box.bowKnown || Boolean(args.sternToBow?.has(box.id));
  const edit = editBoxes(doc, ctx, 'Class', boxes, (box) =>
    box.classId === args.classId
      ? box
      : { ...box, classId: args.classId, bowKnown: directed && hasBow(box) },
  );
  return { ...edit, label: `Make ${nameOfBoxes(doc, boxes)} ${name}` };
}

/** Says whether the angle tells bow from stern. */
export function setBowKnown(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly ids: readonly BoxId[]; readonly bowKnown: boolean },
): Edit {
  const verb = args.bowKnown ? 'Mark bow of' : 'Unmark bow of';
  return editBoxes(doc, ctx, verb, unlockedBoxes(doc, args.ids), (box) =>
    box.bowKnown === args.bowKnown ? box : { ...box, bowKnown: args.bowKnown },
  );
}

export function setLocked(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly ids: readonly BoxId[]; readonly locked: boolean },
): Edit {
  const verb = args.locked ? 'Lock' : 'Unlock';
  return editBoxes(doc, ctx, verb, boxesById(doc, args.ids), (box) =>
    box.locked === args.locked ? box : { ...box, locked: args.locked },
  );
}

/** Deletes boxes; events go on without them (see withoutBoxes). */
export function deleteBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly ids: readonly BoxId[] },
): Edit {
  const boxes = unlockedBoxes(doc, args.ids);
  return {
    label: `Delete ${nameOfBoxes(doc, boxes)}`,
    patches: [
      ...boxes.map((box) => removed('boxes', box)),
      ...withoutBoxes(doc, ctx, new Set(boxes.map(({ id }) => id))),
    ],
  };
}

/** Ten pixel rows: far enough to see that there are two, near enough to stay in view. */
const ASIDE = 10;

/**
 * Copies boxes on their own frame, (du, dv) plane units aside; the other way, or less far, where copies
 * would come to lie beside the picture.
 */
export function duplicateBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly ids: readonly BoxId[]; readonly du?: number; readonly dv?: number },
): Edit {
  const boxes = boxesById(doc, args.ids);
  const { du = ASIDE, dv = ASIDE } = args;
  const copiesBy = (right: number, down: number) =>
    boxes.map((box): BoxDraft => {
      const { pixelAspect } = frameOf(doc, box.frameId);
      const geometry = translate(box.geometry, right, down, pixelAspect);
      return { ...box, geometry, sizeCopied: true };
    });
  const isSeen = ({ frameId, geometry }: BoxDraft) => isOnPicture(geometry, frameOf(doc, frameId));
  const drafts = [
    [du, dv],
    [-du, -dv],
    [ASIDE, ASIDE],
    [-ASIDE, -ASIDE],
  ]
    .map(([right = 0, down = 0]) => copiesBy(right, down))
    .find((copies) => copies.every((copy, i) => isSeen(copy) || !isSeen(boxes[i] ?? copy)));
  const { patches } = newBoxPatches(doc, ctx, drafts ?? copiesBy(0, 0));
  return { label: `Duplicate ${nameOfBoxes(doc, boxes)}`, patches };
}
