/** Laying frames on their site's reference by comparing the pictures, in the analysis worker. */
import { setAlignment, setAlignments } from '../domain/edits/alignment-edits';
import { isAbort, UserError } from '../domain/errors';
import { offsetsText } from '../domain/geo/alignment-text';
import { formatResolution } from '../domain/geo/format-numbers';
import type { AlignmentDraft } from '../domain/model/alignment';
import type { Frame } from '../domain/model/frame';
import type { DocumentStore } from '../store/document-store';
import { alignPlaceOf, requireReference, storeAlignment } from './align';
import { analysedFrame, analysisOf } from './analysis';
import { framesOfSite } from './frame-order';
import { notify, runTask, type TaskHandle, userSentence } from './notify';
import { editContext, openDocument } from './open-document';
import type { Services } from './types';

/** What came of it, as a sentence for the user. */
export type AlignOutcome = { readonly aligned: boolean; readonly text: string };

type Found =
  | { readonly frame: Frame; readonly draft: AlignmentDraft }
  | { readonly frame: Frame; readonly draft: null; readonly reason: string };

/** Rejects with an AbortError, and with a UserError where a file cannot be read. */
async function compare(
  services: Services,
  frame: Frame,
  reference: Frame,
  model: AlignmentDraft['kind'],
  { signal, progress }: TaskHandle,
): Promise<Found> {
  const args = {
    reference: await analysedFrame(services, reference),
    moving: await analysedFrame(services, frame),
    model,
  };
  const answer = await analysisOf(services).run('align', args, { signal, progress });
  const { result, placement, grid } = answer;
  if (!placement) {
    const reason = result.kind === 'refused' ? result.reason : 'Could not align.';
    return { frame, draft: null, reason };
  }
  const made = { referenceId: reference.id, method: 'automatic' } as const;
  // Large frames are compared on a coarser grid, whose pixels the windows speak of.
  const size = grid?.pixelM ? ` of ${formatResolution(grid.pixelM)}` : '';
  const detail = `${placement.detail}${size}`;
  return { frame, draft: { ...placement, ...made, detail, tiePoints: [] } };
}

/**
 * Lays a frame on its reference, as a task that can be cancelled. Stores nothing where the pictures do
 * not agree. Rejects with an AbortError when cancelled, and with a UserError.
 */
export async function alignAutomatically(
  services: Services,
  frame: Frame,
  model: AlignmentDraft['kind'],
): Promise<AlignOutcome> {
  const document = openDocument(services);
  if (!document) throw new UserError('Open a project first.');
  const reference = requireReference(document, frame);
  const label = `Aligning ${frame.title}`;
  const found = await runTask(services.session, label, (task) =>
    compare(services, frame, reference, model, task),
  );
  // Whoever closed the project meanwhile wants nothing stored in another one.
  if (openDocument(services) !== document)
    return { aligned: false, text: 'The project was closed.' };
  if (!found.draft) return { aligned: false, text: refusalText(frame, found.reason) };
  storeAlignment(services, frame, found.draft);
  return { aligned: true, text: successText(frame, reference, found.draft) };
}

function refusalText(frame: Frame, reason: string): string {
  return `"${frame.title}" is left as it is. ${reason}`;
}

function successText(frame: Frame, reference: Frame, draft: AlignmentDraft): string {
  return `"${frame.title}" is laid on "${reference.title}": ${offsetsText(draft)}. ${sentence(draft.detail)}`;
}

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

/** Lays all frames of a frame's site on their reference, in one step; tells of each. */
export async function alignSite(services: Services, frame: Frame): Promise<void> {
  const document = openDocument(services);
  const place = document && alignPlaceOf(document, frame);
  if (!document || !place) return;
  const reference = place.reference ?? requireReference(document, frame);
  const frames = framesOfSite(document, frame.siteId).filter(({ id }) => id !== reference.id);
  if (frames.length === 0) {
    throw new UserError(`"${reference.title}" is the only frame of ${place.site.name}.`);
  }
  const compared = await runTask(services.session, `Aligning ${place.site.name}`, (task) =>
    compareAll(services, frames, reference, task),
  );
  if (openDocument(services) !== document) return;
  const found = compared.map((one) => stillPossible(document, one));
  const laid = found.flatMap(({ frame: { id: frameId }, draft: alignment }) =>
    alignment ? [{ frameId, alignment }] : [],
  );
  if (laid.length > 0) {
    const label = `Align ${laid.length} frames of ${place.site.name}`;
    document.commit(setAlignments(document, editContext(document), { label, laid }));
  }
  tellOfSite(services, place.site.name, reference, found);
}

/** What the analyst did while the pictures were compared goes first: then it is left as it is. */
function stillPossible(document: DocumentStore, one: Found): Found {
  if (!one.draft) return one;
  try {
    setAlignment(document, editContext(document), { frameId: one.frame.id, alignment: one.draft });
    return one;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { frame: one.frame, draft: null, reason: userSentence(error) };
  }
}

function tellOfSite(
  services: Services,
  siteName: string,
  reference: Frame,
  found: readonly Found[],
): void {
  const laid = found.filter(({ draft }) => draft !== null).length;
  const tone = laid === found.length ? 'info' : 'warn';
  const text = `${laid} of ${found.length} frames of ${siteName} are laid on "${reference.title}".`;
  const details = found.map((one) =>
    one.draft
      ? `"${one.frame.title}": ${offsetsText(one.draft)}. ${sentence(one.draft.detail)}`
      : refusalText(one.frame, one.reason),
  );
  notify(services.session, tone, text, details);
}

async function compareAll(
  services: Services,
  frames: readonly Frame[],
  reference: Frame,
  task: TaskHandle,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const [i, frame] of frames.entries()) {
    const progress = (part: number) => task.progress((i + part) / frames.length);
    try {
      found.push(await compare(services, frame, reference, 'shift', { ...task, progress }));
    } catch (error) {
      // A frame whose file is away keeps none of the others from being laid.
      if (isAbort(error) || !(error instanceof UserError)) throw error;
      found.push({ frame, draft: null, reason: userSentence(error) });
    }
  }
  return found;
}
