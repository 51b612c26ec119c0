/** Boxes copied from one frame to another, at the same place on the ground where that is known. */
import { UserError } from '../errors';
import { carryBoxes } from '../geo/carry-boxes';
import { isOnPicture } from '../geometry/box-geometry';
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import { type BoxDraft, newBoxPatches } from './box-edits';
import { nameOfBoxes } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

export type Paste = {
  readonly edit: Edit;
  /** How the places were found: by longitude and latitude, or by equal pixels. */
  readonly placement: 'ground' | 'pixels';
  /** How many were left out, because the picture shows nothing of their place. */
  readonly outside: number;
};

/**
 * Pastes boxes of one frame onto another. Both frames with a place: the box's ends and sides are
 * carried over the ground, so that position, length, width and heading stay; else the pixels are the
 * same. Attributes come along; of the size it is kept that it was not measured here. Those of whose place the
 * picture shows nothing are left out. Refused when that is all, or when a class is not of this project.
 */
export function pasteBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxes: readonly Box[]; readonly from: Frame; readonly to: Frame },
): Paste {
  const { boxes, from, to } = args;
  if (boxes.length === 0)
    throw new UserError('Nothing was copied yet. Select boxes and copy them.');
  const stranger = boxes.find((box) => !doc.get('classes', box.classId));
  if (stranger) {
    throw new UserError(`Box ${stranger.number} is of a class that this project does not have.`);
  }
  const geometries = boxes.map((box) => box.geometry);
  const carried = from.id === to.id ? null : carryBoxes(geometries, from, to);
  const placed = carried ?? geometries;
  const drafts = boxes.flatMap((box, i): BoxDraft[] => {
    const geometry = placed[i];
    if (!geometry || !isOnPicture(geometry, to)) return [];
    return [{ ...box, frameId: to.id, geometry, sizeCopied: true }];
  });
  if (drafts.length === 0) {
    throw new UserError(
      `The copied place is not on "${to.title}". Choose a frame that shows the same ground.`,
    );
  }
  const made = newBoxPatches(doc, ctx, drafts);
  const label = `Paste ${nameOfBoxes(doc, made.boxes)}`;
  const placement = carried ? 'ground' : 'pixels';
  return {
    edit: { label, patches: made.patches },
    placement,
    outside: boxes.length - drafts.length,
  };
}
