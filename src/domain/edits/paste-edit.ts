/** Boxes copied from one frame to another, at the same place on the ground where that is known. */
import { UserError } from '../errors';
import { carryBoxes } from '../geo/carry-boxes';
import type { Box, BoxGeometry } from '../model/box';
import type { Frame } from '../model/frame';
import { type BoxDraft, newBoxPatches } from './box-edits';
import { nameOfBoxes } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

export type Paste = {
  readonly edit: Edit;
  /** How the places were found: by longitude and latitude, or by equal pixels. */
  readonly placement: 'ground' | 'pixels';
  /** How many have their centre outside the picture. */
  readonly outside: number;
};

/**
 * Pastes boxes of one frame onto another. Both frames with a place: the box's ends and sides are
 * carried over the ground, so that position, length, width and heading stay; else the pixels are the
 * same. Attributes come along. Refused when nothing would lie on the picture, or when a class is not
 * of this project.
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
  const outside = placed.filter((geometry) => !isOn(to, geometry)).length;
  if (outside === boxes.length) {
    throw new UserError(
      `The copied place is not on "${to.title}". Choose a frame that shows the same ground.`,
    );
  }
  const drafts = boxes.map(
    (box, i): BoxDraft => ({
      ...box,
      frameId: to.id,
      geometry: placed[i] ?? box.geometry,
    }),
  );
  const made = newBoxPatches(doc, ctx, drafts);
  const label = `Paste ${nameOfBoxes(doc, made.boxes)}`;
  const placement = carried ? 'ground' : 'pixels';
  return { edit: { label, patches: made.patches }, placement, outside };
}

function isOn({ raster }: Frame, { x, y }: BoxGeometry): boolean {
  return x >= 0 && y >= 0 && x <= raster.width && y <= raster.height;
}
