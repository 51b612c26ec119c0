/** An event lies between an earlier and a later frame, whichever was compared with which. */

import type { Patch } from '../model/commit';
import type { Frame } from '../model/frame';
import type { ChangeEvent, EventKind } from '../model/observation';
import { isBefore } from '../tracks/legs';
import { changed } from './edit-parts';
import type { DocumentView, EditContext } from './types';

type Between = Pick<ChangeEvent, 'kind' | 'beforeId' | 'afterId' | 'beforeBoxId' | 'afterBoxId'>;

/** What the same change is called, looked at from the other end. */
const TURNED: Readonly<Record<EventKind, EventKind>> = {
  appeared: 'gone',
  gone: 'appeared',
  moved: 'moved',
  stayed: 'stayed',
  changed: 'changed',
};

/** The same where its frames are in order, or where nobody knows their order; else turned round. */
export function inOrderOfTime<T extends Between>(event: T, before: Frame, after: Frame): T {
  const late = before.acquired && after.acquired && isBefore(after.acquired, before.acquired);
  if (!late) return event;
  return {
    ...event,
    kind: TURNED[event.kind],
    beforeId: event.afterId,
    afterId: event.beforeId,
    beforeBoxId: event.afterBoxId,
    afterBoxId: event.beforeBoxId,
  };
}

/** Patches for the events that a frame's new date puts into another order. */
export function eventsInOrder(doc: DocumentView, ctx: EditContext, dated: Frame): Patch[] {
  const frame = (id: Frame['id']) => (id === dated.id ? dated : doc.get('frames', id));
  return [...doc.all('events')].flatMap((event) => {
    const [before, after] = [frame(event.beforeId), frame(event.afterId)];
    if (!before || !after || (before !== dated && after !== dated)) return [];
    const turned = inOrderOfTime(event, before, after);
    if (turned === event) return [];
    return [changed('events', event, { ...turned, updatedAt: ctx.now })];
  });
}
