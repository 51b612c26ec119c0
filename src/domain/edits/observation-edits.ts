/** Edits of observations: where was looked and nothing seen, and what could not be seen. */
import { UserError } from '../errors';
import { newId, ObservationId } from '../model/ids';
import { Observation } from '../model/observation';
import { added, changed, frameOf, groupOf, removed, vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

export type ObservationDraft = Pick<Observation, 'frameId' | 'kind' | 'geometry'> &
  Partial<Pick<Observation, 'vesselId' | 'groupId' | 'note'>>;
export type ObservationChanges = Partial<
  Pick<Observation, 'kind' | 'geometry' | 'vesselId' | 'groupId' | 'note'>
>;

const WORDS = { nothing_seen: 'nothing seen', obscured: 'obscured area' } as const;

function requireObservation(doc: DocumentView, one: Observation): Observation {
  const checked = Observation.safeParse(one);
  if (!checked.success) throw new UserError('An area needs a place, a length and a width.');
  if (one.vesselId) vesselOf(doc, one.vesselId);
  if (one.groupId) groupOf(doc, one.groupId);
  return checked.data;
}

function observationOf(doc: DocumentView, id: ObservationId): Observation {
  const found = doc.get('observations', id);
  if (!found) throw new UserError('That area is no longer in the project.');
  return found;
}

/** Records an area of a frame; without a vessel and a group it speaks of anything. */
export function addObservation(
  doc: DocumentView,
  ctx: EditContext,
  args: ObservationDraft,
): { readonly edit: Edit; readonly observationId: ObservationId } {
  const frame = frameOf(doc, args.frameId);
  const made = requireObservation(doc, {
    id: newId(ObservationId, 'obs'),
    projectId: doc.projectId,
    frameId: frame.id,
    kind: args.kind,
    geometry: args.geometry,
    vesselId: args.vesselId ?? null,
    groupId: args.groupId ?? null,
    note: args.note ?? '',
    author: ctx.author,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  const label = `Note ${WORDS[made.kind]} on ${frame.title}`;
  return { edit: { label, patches: [added('observations', made)] }, observationId: made.id };
}

export function updateObservation(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: ObservationId; readonly changes: ObservationChanges },
): Edit {
  const before = observationOf(doc, args.id);
  const after = requireObservation(doc, { ...before, ...args.changes });
  const same = JSON.stringify(after) === JSON.stringify(before);
  return {
    label: `Change ${WORDS[after.kind]}`,
    patches: same ? [] : [changed('observations', before, { ...after, updatedAt: ctx.now })],
  };
}

export function removeObservation(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly id: ObservationId },
): Edit {
  const before = observationOf(doc, args.id);
  return { label: `Remove ${WORDS[before.kind]}`, patches: [removed('observations', before)] };
}
