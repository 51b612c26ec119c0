/** What must change along when a record goes, so that no other record names what is not there. */
import type { Box } from '../model/box';
import type { Patch } from '../model/commit';
import type { Frame } from '../model/frame';
import type { BoxId, FrameId, GroupId, VesselId } from '../model/ids';
import type { Observation } from '../model/observation';
import { changed, removed } from './edit-parts';
import type { DocumentView, EditContext } from './types';

/**
 * Events go on without boxes that are removed, since their area tells the place. One that was
 * made from boxes alone goes with the last of them. Boxes that stay say nothing of those that go.
 */
export function withoutBoxes(
  doc: DocumentView,
  ctx: EditContext,
  ids: ReadonlySet<BoxId>,
  leaving?: FrameId,
): readonly Patch[] {
  const kept = (id: BoxId | null) => (id !== null && ids.has(id) ? null : id);
  const judged = [...doc.all('boxes')].flatMap((box) =>
    ids.has(box.id) ? [] : withoutVerdicts(ctx, box, ids),
  );
  const events = [...doc.all('events')].flatMap((event) => {
    const { beforeId, afterId, source } = event;
    if (leaving === beforeId || leaving === afterId) return [removed('events', event)];
    const [beforeBoxId, afterBoxId] = [kept(event.beforeBoxId), kept(event.afterBoxId)];
    if (beforeBoxId === event.beforeBoxId && afterBoxId === event.afterBoxId) return [];
    if (source === 'boxes' && beforeBoxId === null && afterBoxId === null) {
      return [removed('events', event)];
    }
    return [changed('events', event, { ...event, beforeBoxId, afterBoxId, updatedAt: ctx.now })];
  });
  return [...judged, ...events];
}

/** A box that no longer says of these others that they show another hull; none where it says so of none. */
export function withoutVerdicts(
  ctx: EditContext,
  box: Box,
  others: ReadonlySet<BoxId>,
): readonly Patch[] {
  if (!box.notSame?.some((id) => others.has(id))) return [];
  const { notSame, ...rest } = box;
  const left = notSame.filter((id) => !others.has(id));
  const after = { ...rest, ...(left.length > 0 && { notSame: left }), updatedAt: ctx.now };
  return [changed('boxes', box, after)];
}

/** A frame is removed: its boxes, observations and events go, and what was laid on it lies free. */
export function withoutFrame(
  doc: DocumentView,
  ctx: EditContext,
  frame: Frame,
  boxes: readonly Box[],
): readonly Patch[] {
  const observations = [...doc.all('observations')].filter((one) => one.frameId === frame.id);
  return [
    ...boxes.map((box) => removed('boxes', box)),
    ...observations.map((one) => removed('observations', one)),
    ...withoutBoxes(doc, ctx, new Set(boxes.map(({ id }) => id)), frame.id),
    ...withoutReference(doc, ctx, frame.id),
  ];
}

/** Takes their alignment from all frames that are laid on a frame. */
export function withoutReference(
  doc: DocumentView,
  ctx: EditContext,
  id: FrameId,
): readonly Patch[] {
  return [...doc.all('frames')].flatMap((frame) =>
    frame.alignment?.referenceId === id && frame.id !== id
      ? [changed('frames', frame, { ...withoutAlignment(frame), updatedAt: ctx.now })]
      : [],
  );
}

export function withoutAlignment({ alignment: _, ...frame }: Frame): Frame {
  return frame;
}

type Sought = { readonly vesselId?: VesselId; readonly groupId?: GroupId };

/**
 * Observations of a vessel or a group that is removed. "Not seen" without what was looked for would
 * come to mean that nothing at all was seen, so such an observation is removed; an obscured area stays.
 */
export function withoutSought(doc: DocumentView, ctx: EditContext, gone: Sought): readonly Patch[] {
  return [...doc.all('observations')].flatMap((one) => {
    const vesselId = one.vesselId === gone.vesselId ? null : one.vesselId;
    const groupId = one.groupId === gone.groupId ? null : one.groupId;
    if (vesselId === one.vesselId && groupId === one.groupId) return [];
    const pointless = one.kind !== 'obscured' && vesselId === null && groupId === null;
    const after: Observation = { ...one, vesselId, groupId, updatedAt: ctx.now };
    return [pointless ? removed('observations', one) : changed('observations', one, after)];
  });
}
