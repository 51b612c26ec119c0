/** Laying frames on their site's reference frame. */
import { clearAlignment, setAlignment, setReference } from '../../domain/edits/alignment-edits';
import type { DocumentView } from '../../domain/edits/types';
import { UserError } from '../../domain/errors';
import type { AlignmentDraft } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { Site } from '../../domain/model/project';
import type { DocumentStore } from '../../store/document-store';
import { framesOfSite } from '../frame-order';
import { notify } from '../notify';
import { editContext, openDocument } from '../open-document';
import type { Services } from '../types';

/** Where a frame stands among those of its site. */
export type AlignPlace = {
  readonly site: Site;
  /** What the site's other frames are laid on; null as long as none is chosen. */
  readonly reference: Frame | null;
  readonly isReference: boolean;
};

/** null where the frame's site is gone. */
export function alignPlaceOf(document: DocumentView, frame: Frame): AlignPlace | null {
  const site = document.get('sites', frame.siteId);
  if (!site) return null;
  const { referenceFrameId } = site;
  const reference = referenceFrameId ? document.get('frames', referenceFrameId) : undefined;
  return { site, reference: reference ?? null, isReference: reference?.id === frame.id };
}

/**
 * The site's reference, or, where none is chosen, the frame that suits best: placed as this one is, with
 * the finest pixels, the earliest of several. null where the frame is the reference, or alone.
 */
export function referenceFor(document: DocumentStore, frame: Frame): Frame | null {
  const place = alignPlaceOf(document, frame);
  if (!place || place.isReference) return null;
  if (place.reference) return place.reference;
  const others = framesOfSite(document, frame.siteId).filter(
    (other) => other.id !== frame.id && (other.georef === null) === (frame.georef === null),
  );
  const size = ({ resolutionM }: Frame) => resolutionM ?? Number.POSITIVE_INFINITY;
  return others.reduce<Frame | null>(
    (best, other) => (best === null || size(other) < size(best) * 0.99 ? other : best),
    null,
  );
}

/** Refuses with a UserError where the frame has nothing to be laid on. */
export function requireReference(document: DocumentStore, frame: Frame): Frame {
  const reference = referenceFor(document, frame);
  if (reference) return reference;
  throw new UserError(
    alignPlaceOf(document, frame)?.isReference
      ? `"${frame.title}" is the reference, on which the others are laid. Choose another reference first.`
      : `"${frame.title}" has no other frame of its site to be laid on. Open one of the same place.`,
  );
}

/** Stores how the frame is laid, in one step that can be undone. */
export function storeAlignment(services: Services, frame: Frame, alignment: AlignmentDraft): void {
  const document = openDocument(services);
  document?.commit(setAlignment(document, editContext(document), { frameId: frame.id, alignment }));
}

export function takeAlignment(services: Services, frame: Frame): void {
  const document = openDocument(services);
  document?.commit(clearAlignment(document, editContext(document), { frameId: frame.id }));
}

/** Makes a frame the one that the others of its site are laid on; says what that drops. */
export function chooseReference(services: Services, frame: Frame): void {
  const document = openDocument(services);
  if (!document) return;
  const laid = framesOfSite(document, frame.siteId).filter(({ alignment }) => alignment);
  const before = alignPlaceOf(document, frame)?.reference;
  document.commit(
    setReference(document, editContext(document), { siteId: frame.siteId, frameId: frame.id }),
  );
  if (laid.length === 0 || before?.id === frame.id) return;
  const count = laid.length === 1 ? '1 alignment' : `${laid.length} alignments`;
  notify(
    services.session,
    'info',
    `"${frame.title}" is the reference now. ${count} to "${before?.title ?? 'the former one'}" ${laid.length === 1 ? 'was' : 'were'} dropped: measured against another picture, they would claim what nobody measured. Ctrl+Z brings them back.`,
    laid.map(({ title }) => title),
  );
}

/** Whether a frame's own place is the one that it was compared with; of one that is gone an edit tells. */
export function liesAsCompared(document: DocumentView, compared: Frame): boolean {
  const now = document.get('frames', compared.id) ?? compared;
  const place = ({ georef, pixelAspect }: Frame) => JSON.stringify([georef, pixelAspect]);
  return place(now) === place(compared);
}
