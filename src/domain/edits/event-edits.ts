/** Edits of what happened between two frames: verdicts on proposals, and events of the analyst. */
import { UserError } from '../errors';
import { type BoxAttributes, EMPTY_ATTRIBUTES } from '../model/attributes';
import { type BoxId, type ClassId, EventId, type FrameId, newId } from '../model/ids';
import { ChangeEvent } from '../model/observation';
import { newBoxPatches } from './box-edits';
import { boxOfProposal } from './boxed-proposal';
import { added, classOf, frameOf, nameOfBoxes, removed } from './edit-parts';
import { inOrderOfTime } from './event-order';
import type { DocumentView, Edit, EditContext } from './types';

/** A change found by comparing pixels. The geometry is in pixels of `frameId`, one of the two frames. */
export type ProposalArgs = Pick<
  ChangeEvent,
  'kind' | 'beforeId' | 'afterId' | 'frameId' | 'geometry' | 'score'
> & { readonly note?: string };

export type EventDraft = Pick<
  ChangeEvent,
  'kind' | 'beforeId' | 'afterId' | 'frameId' | 'geometry'
> &
  Partial<Pick<ChangeEvent, 'beforeBoxId' | 'afterBoxId' | 'score' | 'note'>> & {
    readonly source: 'boxes' | 'analyst';
  };

type NewEvent = Omit<ChangeEvent, 'id' | 'projectId' | 'author' | 'createdAt' | 'updatedAt'>;

/** The earlier frame is the one before, also where the later one was compared with it. */
function newEvent(doc: DocumentView, ctx: EditContext, given: NewEvent): ChangeEvent {
  const draft = inOrderOfTime(given, frameOf(doc, given.beforeId), frameOf(doc, given.afterId));
  const [before, after] = [frameOf(doc, draft.beforeId), frameOf(doc, draft.afterId)];
  if (before.id === after.id) {
    throw new UserError('A change lies between two frames. Choose another one to compare with.');
  }
  if (draft.frameId !== before.id && draft.frameId !== after.id) {
    throw new UserError('A change is marked on one of the two frames that it lies between.');
  }
  requireOn(doc, draft.beforeBoxId, before.id, before.title);
  requireOn(doc, draft.afterBoxId, after.id, after.title);
  const event = {
    ...draft,
    id: newId(EventId, 'evt'),
    projectId: doc.projectId,
    author: ctx.author,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const checked = ChangeEvent.safeParse(event);
  if (!checked.success) throw new UserError('A change needs a place, a length and a width.');
  return checked.data;
}

function requireOn(doc: DocumentView, id: BoxId | null, frameId: FrameId, title: string): void {
  if (id === null) return;
  const box = doc.get('boxes', id);
  if (!box) throw new UserError('That box is no longer in the project.');
  if (box.frameId !== frameId) throw new UserError(`Box ${box.number} is not on "${title}".`);
}

/**
 * Makes a proposal an event that names its box, in one edit: the box that is there already, else a new
 * one of the class on the proposal's frame.
 */
export function acceptProposal(
  doc: DocumentView,
  ctx: EditContext,
  args: ProposalArgs & {
    readonly classId: ClassId;
    readonly attributes?: Partial<BoxAttributes>;
  },
): { readonly edit: Edit; readonly boxId: BoxId; readonly eventId: EventId } {
  const { classId, attributes, note = '', ...found } = args;
  classOf(doc, classId);
  const event = newEvent(doc, ctx, {
    ...found,
    note,
    verdict: 'accepted',
    source: 'proposal',
    beforeBoxId: null,
    afterBoxId: null,
  });
  const there = boxOfProposal(doc, event);
  const { boxes, patches } = there
    ? { boxes: [there], patches: [] }
    : newBoxPatches(doc, ctx, [
        {
          frameId: event.frameId,
          classId,
          geometry: event.geometry,
          // A proposal's angle comes from its outline, which does not tell bow from stern.
          bowKnown: false,
          attributes: { ...EMPTY_ATTRIBUTES, ...attributes },
        },
      ]);
  const [box] = boxes;
  if (!box) throw new Error('A draft gives a box.');
  const side = event.frameId === event.beforeId ? 'beforeBoxId' : 'afterBoxId';
  const named = { ...event, [side]: box.id };
  return {
    edit: {
      label: `Accept ${event.kind}: ${nameOfBoxes(doc, boxes)}`,
      patches: [...patches, added('events', named)],
    },
    boxId: box.id,
    eventId: event.id,
  };
}

/** Remembers that a proposal is no change, so that it is not proposed again. */
export function rejectProposal(doc: DocumentView, ctx: EditContext, args: ProposalArgs): Edit {
  const event = newEvent(doc, ctx, {
    ...args,
    note: args.note ?? '',
    verdict: 'rejected',
    source: 'proposal',
    beforeBoxId: null,
    afterBoxId: null,
  });
  return { label: `Reject ${event.kind}`, patches: [added('events', event)] };
}

/** Records what happened, or that it was no change, from the boxes of both dates or by hand. */
export function recordEvent(
  doc: DocumentView,
  ctx: EditContext,
  args: EventDraft,
  verdict: ChangeEvent['verdict'] = 'accepted',
): { readonly edit: Edit; readonly eventId: EventId } {
  const blank = { beforeBoxId: null, afterBoxId: null, score: null, note: '' };
  const event = newEvent(doc, ctx, { ...blank, ...args, verdict });
  const label = verdict === 'accepted' ? `Record ${event.kind}` : `Reject ${event.kind}`;
  return { edit: { label, patches: [added('events', event)] }, eventId: event.id };
}

function eventOf(doc: DocumentView, id: EventId): ChangeEvent {
  const found = doc.get('events', id);
  if (!found) throw new UserError('That event is no longer in the project.');
  return found;
}

/** Takes an event or a rejection back; its boxes stay. */
export function removeEvent(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly id: EventId },
): Edit {
  const before = eventOf(doc, args.id);
  const label =
    before.verdict === 'rejected' ? 'Forget a rejection' : `Remove event ${before.kind}`;
  return { label, patches: [removed('events', before)] };
}
