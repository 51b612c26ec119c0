/** A group's count on a date without a box: how many lie there, and where that is. */
import { UserError } from '../errors';
import { carryBoxes } from '../geo/carry-boxes';
import type { CountRange } from '../model/attributes';
import type { BoxGeometry } from '../model/box-geometry';
import type { Frame } from '../model/frame';
import type { FrameId, GroupId } from '../model/ids';
import type { Observation } from '../model/observation';
import { frameOf, groupOf, removed } from './edit-parts';
import { addObservation, updateObservation, wholeOf } from './observation-edits';
import type { DocumentView, Edit, EditContext } from './types';

/** The count without a box of a group on a frame; null where none was given. */
export function countOn(doc: DocumentView, groupId: GroupId, frameId: FrameId): Observation | null {
  for (const one of doc.all('observations')) {
    if (one.kind === 'counted' && one.groupId === groupId && one.frameId === frameId) return one;
  }
  return null;
}

/** The places of a group on the frames of a site: its boxes, then its counts. */
function placesOf(doc: DocumentView, groupId: GroupId, { siteId }: Frame) {
  const counted = [...doc.all('observations')].filter(
    (one) => one.kind === 'counted' && one.groupId === groupId,
  );
  return [...doc.boxesOfGroup(groupId), ...counted].flatMap(({ frameId, geometry }) => {
    const frame = doc.get('frames', frameId);
    return frame?.siteId === siteId ? [{ frame, geometry }] : [];
  });
}

/** Where the group lies on another date of the site, as far as it is on this picture; else the whole of it. */
function areaFor(doc: DocumentView, groupId: GroupId, to: Frame): BoxGeometry {
  for (const { frame, geometry } of placesOf(doc, groupId, to)) {
    const [carried] = carryBoxes([geometry], frame, to) ?? [];
    const { width, height } = to.raster;
    if (carried && carried.x >= 0 && carried.y >= 0 && carried.x <= width && carried.y <= height) {
      return carried;
    }
  }
  return wholeOf(to);
}

/**
 * Says how many of a group's containers lie on a frame, anew or in place of what was said. Refuses with a
 * UserError where nothing is counted, or the bounds are not in order.
 */
export function setGroupCount(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly groupId: GroupId;
    readonly frameId: FrameId;
    readonly count: CountRange;
    readonly note?: string;
  },
): Edit {
  const { groupId, count, note = '' } = args;
  const group = groupOf(doc, groupId);
  const frame = frameOf(doc, args.frameId);
  const known = countOn(doc, groupId, frame.id);
  const { patches } = known
    ? updateObservation(doc, ctx, { id: known.id, changes: { count, note } })
    : addObservation(doc, ctx, {
        frameId: frame.id,
        kind: 'counted',
        geometry: areaFor(doc, groupId, frame),
        groupId,
        count,
        note,
      }).edit;
  return { label: `Count ${group.name} on ${frame.title}`, patches };
}

export function removeGroupCount(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly groupId: GroupId; readonly frameId: FrameId },
): Edit {
  const group = groupOf(doc, args.groupId);
  const known = countOn(doc, args.groupId, args.frameId);
  if (!known) throw new UserError(`No count of ${group.name} is on record for that date.`);
  return { label: `Remove a count of ${group.name}`, patches: [removed('observations', known)] };
}
