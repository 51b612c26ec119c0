/** The analyst's verdict on what the boxes of two dates say has happened: an event, or no change. */
import { type EventDraft, recordEvent, removeEvent } from '../../domain/edits/event-edits';
import type { DocumentView } from '../../domain/edits/types';
import type { Frame } from '../../domain/model/frame';
import type { ChangeEvent } from '../../domain/model/observation';
import { canEdit } from '../conditions';
import { comparedPair } from '../frames/compare-frames';
import { openDocument } from '../open-document';
import type { Command, Services } from '../types';
import { commitEdit } from '../vessels/vessel-commands';
import { type BoxChange, changesBetween } from './changes-between';

/**
 * The event in which a change between these boxes was accepted or rejected, whichever of the two frames is
 * the earlier; null where there is none.
 */
export function verdictOnChange(
  doc: DocumentView,
  change: BoxChange,
  before: Frame,
  after: Frame,
): ChangeEvent | null {
  for (const event of doc.all('events')) {
    const boxes = boxesIn(event, before, after);
    // A box that a proposal became is in that proposal's event; its change has a verdict already.
    const sameBefore = boxes?.[0] === (change.before?.id ?? null);
    const sameAfter = boxes?.[1] === (change.after?.id ?? null);
    if (sameBefore && sameAfter && (change.before || change.after)) return event;
  }
  return null;
}

/** The event's boxes on the two frames; null where it is of others. */
function boxesIn({ beforeId, afterId, beforeBoxId, afterBoxId }: ChangeEvent, a: Frame, b: Frame) {
  if (beforeId === a.id && afterId === b.id) return [beforeBoxId, afterBoxId] as const;
  return beforeId === b.id && afterId === a.id ? ([afterBoxId, beforeBoxId] as const) : null;
}

type Chosen = { readonly change: BoxChange; readonly before: Frame; readonly after: Frame };

/** The change of the selected boxes between the frames that are compared. */
function chosenChange(services: Services): Chosen | null {
  const document = openDocument(services);
  const { compare, selection } = services.session.getState();
  const pair = document && comparedPair(document, compare);
  if (!pair || selection.length === 0) return null;
  const { before, after } = pair;
  const change = changesBetween(document, before, after)?.find(({ before: a, after: b }) =>
    selection.some((id) => id === a?.id || id === b?.id),
  );
  return change ? { change, before, after } : null;
}

function canJudge(services: Services): true | string {
  const possible = canEdit(services);
  if (possible !== true) return possible;
  const { screen, selection } = services.session.getState();
  if (screen !== 'compare') return 'Open Compare first.';
  // Pairing all boxes takes longer than a look at whether a key can do something should.
  return selection.length > 0 || 'Choose a change in the list first.';
}

function judge(services: Services, verdict: ChangeEvent['verdict']): void {
  const chosen = chosenChange(services);
  const draft = chosen && draftOf(chosen);
  const document = openDocument(services);
  if (!draft || !document) return;
  if (verdictOnChange(document, chosen.change, chosen.before, chosen.after)) return;
  commitEdit(services, (doc, context) => recordEvent(doc, context, draft, verdict).edit);
}

/** Takes the verdict on the chosen change back; its boxes stay. */
function takeBack(services: Services): void {
  const chosen = chosenChange(services);
  const document = openDocument(services);
  if (!chosen || !document) return;
  const event = verdictOnChange(document, chosen.change, chosen.before, chosen.after);
  if (event) commitEdit(services, (doc, context) => removeEvent(doc, context, { id: event.id }));
}

/** null where nobody can say whether anything has changed. */
function draftOf({ change, before, after }: Chosen): EventDraft | null {
  const box = change.after ?? change.before;
  if (change.state === 'not_observed' || !box) return null;
  return {
    kind: change.state,
    source: 'boxes',
    beforeId: before.id,
    afterId: after.id,
    frameId: box.frameId,
    geometry: box.geometry,
    beforeBoxId: change.before?.id ?? null,
    afterBoxId: change.after?.id ?? null,
  };
}

export const CHANGE_VERDICT_COMMANDS: readonly Command[] = [
  {
    id: 'changes.accept',
    label: 'Accept the change',
    group: 'Compare',
    icon: 'check',
    keys: ['Shift+Y'],
    screen: 'compare',
    keywords: 'event gone appeared moved stayed confirm',
    enabled: canJudge,
    run: (services) => judge(services, 'accepted'),
  },
  {
    id: 'changes.reject',
    label: 'Not a change',
    group: 'Compare',
    icon: 'x',
    keys: ['Shift+X'],
    screen: 'compare',
    keywords: 'reject dismiss',
    enabled: canJudge,
    run: (services) => judge(services, 'rejected'),
  },
  {
    id: 'changes.take-back',
    label: 'Take the verdict back',
    group: 'Compare',
    icon: 'undo-2',
    keys: [],
    screen: 'compare',
    keywords: 'event accepted rejected forget reopen',
    enabled: canJudge,
    run: takeBack,
  },
];
