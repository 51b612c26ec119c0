/** Links pairs of boxes of two dates, each to one vessel, all in one edit. */
import { UserError } from '../errors';
import type { Box } from '../model/box';
import type { BoxId, VesselId } from '../model/ids';
import type { Vessel } from '../model/vessel';
import { added, boxesById, editBoxes, vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';
import { type LinkGrounds, linkedTo, newVessel } from './vessel-edits';

export type AcceptedPair = LinkGrounds & {
  readonly boxIds: readonly [BoxId, BoxId];
  /** null: a new vessel, named and coloured as none is. */
  readonly vesselId: VesselId | null;
};

/**
 * Refuses with a UserError where a box stands in two pairs, or a vessel or a box is no longer there. A
 * link that a box already has to the same vessel keeps its grounds.
 */
export function linkPairs(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly pairs: readonly AcceptedPair[] },
): Edit {
  const ids = args.pairs.flatMap(({ boxIds }) => boxIds);
  if (ids.length === 0) throw new UserError('Accept a pair first.');
  if (new Set(ids).size < ids.length) {
    throw new UserError('A box can be paired with one other only. Pair the ships again.');
  }
  const made: Vessel[] = [];
  const links = new Map<BoxId, (box: Box) => Box>();
  for (const { boxIds, vesselId, ...grounds } of args.pairs) {
    const vessel = vesselId ? vesselOf(doc, vesselId) : newVessel(doc, ctx, {}, made);
    if (!vesselId) made.push(vessel);
    for (const id of boxIds) {
      links.set(id, (box) =>
        box.link?.vesselId === vessel.id ? box : linkedTo(ctx, box, vessel.id, grounds),
      );
    }
  }
  const edit = editBoxes(
    doc,
    ctx,
    '',
    boxesById(doc, ids),
    (box) => links.get(box.id)?.(box) ?? box,
  );
  const count = args.pairs.length;
  return {
    label: count === 1 ? 'Link 1 pair of ships' : `Link ${count} pairs of ships`,
    patches: [...made.map((vessel) => added('vessels', vessel)), ...edit.patches],
  };
}
