/** What is said of pairs of boxes of two dates: linked to one vessel, all in one edit, or judged to be two hulls. */
import { UserError } from '../errors';
import { judgedApart } from '../identity/judged-apart';
import type { Box } from '../model/box';
import type { BoxId, VesselId } from '../model/ids';
import type { Vessel } from '../model/vessel';
import { added, boxesById, changed, editBoxes, vesselOf } from './edit-parts';
import { withoutVerdicts } from './left-behind';
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

type PairOfBoxes = { readonly boxIds: readonly [BoxId, BoxId] };

function pairOf(doc: DocumentView, [a, b]: PairOfBoxes['boxIds']): readonly [Box, Box] {
  const [one, other] = [doc.get('boxes', a), doc.get('boxes', b)];
  if (one && other) return [one, other];
  throw new UserError('One of the two boxes is no longer there. Pair the ships again.');
}

/** Records that two boxes show two hulls, so that they are not proposed as one again. */
export function rejectPair(doc: DocumentView, ctx: EditContext, { boxIds }: PairOfBoxes): Edit {
  const [before, after] = pairOf(doc, boxIds);
  const label = `Reject the pair of box ${before.number} and box ${after.number}`;
  if (judgedApart(before, after)) return { label, patches: [] };
  const notSame = [...(after.notSame ?? []), before.id];
  return { label, patches: [changed('boxes', after, { ...after, notSame, updatedAt: ctx.now })] };
}

/** Takes that back: the two may be proposed as one again. */
export function reopenPair(doc: DocumentView, ctx: EditContext, { boxIds }: PairOfBoxes): Edit {
  const pair = pairOf(doc, boxIds);
  const gone = new Set<BoxId>(boxIds);
  return {
    label: `Propose box ${pair[0].number} and box ${pair[1].number} again`,
    patches: pair.flatMap((box) => withoutVerdicts(ctx, box, gone)),
  };
}
