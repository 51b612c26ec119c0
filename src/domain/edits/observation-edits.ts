/** Edits of observations: where was looked and nothing seen, and what could not be seen. */
import { UserError } from '../errors';
import { isOnPicture } from '../geometry/box-geometry';
import type { BoxGeometry } from '../model/box-geometry';
import type { Frame } from '../model/frame';
import { type FrameId, newId, ObservationId } from '../model/ids';
import { Observation } from '../model/observation';
import { countText } from '../tracks/count-text';
import { added, changed, frameOf, groupOf, removed, vesselOf } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

export type ObservationDraft = Pick<Observation, 'frameId' | 'kind' | 'geometry'> &
  Partial<Pick<Observation, 'vesselId' | 'groupId' | 'note' | 'count'>>;
export type ObservationChanges = Partial<
  Pick<Observation, 'kind' | 'geometry' | 'vesselId' | 'groupId' | 'note' | 'count'>
>;

const WORDS = {
  nothing_seen: 'nothing seen',
  obscured: 'obscured area',
  examined: 'examined whole',
  counted: 'count',
} as const;

const NAMES = {
  nothing_seen: 'Looked, nothing seen',
  obscured: 'Cannot be seen',
  examined: 'Whole frame examined',
  counted: 'Counted',
} as const;

/** 'Looked, nothing seen'; 'Looked for Angara, not seen'; 'Quay stacks: 38–52, best 46 counted'. */
export function observationName(doc: DocumentView, one: Observation): string {
  const vessel = one.vesselId && doc.get('vessels', one.vesselId)?.name;
  const sought = vessel || (one.groupId && doc.get('groups', one.groupId)?.name);
  if (one.kind === 'counted')
    return `${sought || 'A group'}: ${countText(one.count ?? null)} counted`;
  return sought && one.kind === 'nothing_seen' ? `Looked for ${sought}, not seen` : NAMES[one.kind];
}

function requireObservation(doc: DocumentView, one: Observation): Observation {
  const checked = Observation.safeParse(one);
  if (!checked.success) {
    throw new UserError(
      checked.error.issues[0]?.path[0] === 'count'
        ? 'A count is whole numbers, 0 or more, of which the least is not above the best, nor the best above the most.'
        : 'An area needs a place, a length and a width.',
    );
  }
  if (one.kind === 'counted') {
    const { min, best, max } = one.count ?? { min: null, best: null, max: null };
    if (!one.groupId) throw new UserError('A count is of a group: choose which.');
    if ((min ?? best ?? max) === null)
      throw new UserError('Write at least one number of the count.');
  }
  if (one.vesselId) vesselOf(doc, one.vesselId);
  if (one.groupId) groupOf(doc, one.groupId);
  return checked.data;
}

function requireOnPicture(frame: Frame, geometry: BoxGeometry): void {
  if (isOnPicture(geometry, frame)) return;
  throw new UserError(
    'There are no pixels of this picture there. An area may reach over its edge, but not lie outside.',
  );
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
  requireOnPicture(frame, args.geometry);
  const made = requireObservation(doc, {
    id: newId(ObservationId, 'obs'),
    projectId: doc.projectId,
    frameId: frame.id,
    kind: args.kind,
    geometry: args.geometry,
    vesselId: args.vesselId ?? null,
    groupId: args.groupId ?? null,
    ...(args.count && { count: args.count }),
    note: args.note ?? '',
    author: ctx.author,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  const label = `Note ${WORDS[made.kind]} on ${frame.title}`;
  return { edit: { label, patches: [added('observations', made)] }, observationId: made.id };
}

/** The record that says that a whole frame was examined; null where nobody has said so. */
export function examinedWhole(doc: DocumentView, frameId: FrameId): Observation | null {
  for (const one of doc.all('observations')) {
    if (one.kind === 'examined' && one.frameId === frameId) return one;
  }
  return null;
}

/** Says of a whole frame that it was examined, or takes that back. No patches where it is so already. */
export function setExamined(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly frameId: FrameId; readonly examined: boolean },
): Edit {
  const frame = frameOf(doc, args.frameId);
  const known = examinedWhole(doc, frame.id);
  const label = `${args.examined ? 'Mark' : 'No longer mark'} ${frame.title} as examined`;
  if (known && !args.examined) return { label, patches: [removed('observations', known)] };
  if (known || !args.examined) return { label, patches: [] };
  const draft = { frameId: frame.id, kind: 'examined', geometry: wholeOf(frame) } as const;
  return { label, patches: addObservation(doc, ctx, draft).edit.patches };
}

/** The rectangle of a whole picture. */
export function wholeOf({ raster: { width, height }, pixelAspect }: Frame): BoxGeometry {
  return { x: width / 2, y: height / 2, length: width * pixelAspect, width: height, angle: 0 };
}

export function updateObservation(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: ObservationId; readonly changes: ObservationChanges },
): Edit {
  const before = observationOf(doc, args.id);
  const after = requireObservation(doc, { ...before, ...args.changes });
  if (args.changes.geometry) requireOnPicture(frameOf(doc, after.frameId), after.geometry);
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
