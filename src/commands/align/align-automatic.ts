/** Laying frames on their site's reference by comparing the pictures, in the analysis worker. */
import { setAlignment, setAlignments } from '../../domain/edits/alignment-edits';
import { isAbort, UserError } from '../../domain/errors';
import { offsetsText, pixelsText, residualText } from '../../domain/geo/alignment-text';
import type { AlignmentDraft } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import { type Measured, MOST_BRIDGES, routed } from '../../domain/registration/network';
import type { DocumentStore } from '../../store/document-store';
import type { AlignAnswer } from '../../workers/analysis-client';
import { framesOfSite } from '../frame-order';
import { analysedFrame, analysisOf } from '../frames/analysis';
import { notify, runTask, type TaskHandle, userSentence } from '../notify';
import { editContext, openDocument } from '../open-document';
import type { Services } from '../types';
import { alignPlaceOf, liesAsCompared, requireReference, storeAlignment } from './align';
import { type Found, foundBy } from './align-way';

/** What came of it, as a sentence for the user. */
export type AlignOutcome = { readonly aligned: boolean; readonly text: string };

/** Compares frames once each pair; rejects with an AbortError, and with a UserError where a file cannot be read. */
function comparing(services: Services, model: AlignmentDraft['kind'], signal: AbortSignal) {
  const known = new Map<string, Promise<AlignAnswer>>();
  const compare = async (frame: Frame, onto: Frame, progress: (part: number) => void) => {
    const args = {
      reference: await analysedFrame(services, onto),
      moving: await analysedFrame(services, frame),
      model,
    };
    return analysisOf(services).run('align', args, { signal, progress });
  };
  return (frame: Frame, onto: Frame, progress: (part: number) => void) => {
    const key = `${frame.id} ${onto.id}`;
    const answer = known.get(key) ?? compare(frame, onto, progress);
    known.set(key, answer);
    return answer;
  };
}

/** Of the time, so much is for the direct way: mostly no other has to be looked for. */
const DIRECT = 0.5;

/** The best way to lay a frame on its reference, over other frames of the site where that is more certain. */
async function compareByWays(
  document: DocumentStore,
  frame: Frame,
  reference: Frame,
  compare: ReturnType<typeof comparing>,
  progress: (part: number) => void,
): Promise<Found> {
  const bridges = bridgesFor(document, frame, reference);
  const most = 2 * Math.min(bridges.length, MOST_BRIDGES);
  let [pixelM, done]: [number | null, number] = [null, 0];
  const measure = async (moving: Frame, onto: Frame) => {
    const isDirect = moving.id === frame.id && onto.id === reference.id;
    const [from, share] = isDirect
      ? [0, most > 0 ? DIRECT : 1]
      : [DIRECT + ((1 - DIRECT) * done++) / most, (1 - DIRECT) / most];
    const comparison = compare(moving, onto, (part) => progress(from + share * part));
    if (!isDirect) return comparison.catch(notToBeHad);
    const answer = await comparison;
    pixelM = answer.grid?.pixelM ?? null;
    return answer;
  };
  return foundBy(frame, reference, await routed(frame, reference, bridges, measure), pixelM);
}

/** Another frame whose file is away leads nowhere, and keeps the frame from nothing. */
function notToBeHad(error: unknown): Measured {
  if (isAbort(error) || !(error instanceof UserError)) throw error;
  const reason = userSentence(error);
  return { result: { kind: 'refused', cause: 'no overlap', reason, windows: [] }, placement: null };
}

/** Other frames of the site, placed as this one is; those of about the same time show most that is alike. */
function bridgesFor(document: DocumentStore, frame: Frame, reference: Frame): readonly Frame[] {
  const time = ({ acquired }: Frame) => (acquired ? Date.parse(acquired.value) : Number.NaN);
  const apart = (other: Frame) => {
    const days = Math.abs(time(other) - time(frame));
    return Number.isNaN(days) ? Number.MAX_VALUE : days;
  };
  return framesOfSite(document, frame.siteId)
    .filter(({ id }) => id !== frame.id && id !== reference.id)
    .filter(({ georef }) => (georef === null) === (frame.georef === null))
    .sort((a, b) => apart(a) - apart(b));
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
  const compared = await runTask(services.session, label, ({ signal, progress }) => {
    const compare = comparing(services, model, signal);
    return compareByWays(document, frame, reference, compare, progress);
  });
  // Whoever closed the project meanwhile wants nothing stored in another one.
  if (openDocument(services) !== document)
    return { aligned: false, text: 'The project was closed.' };
  const found = stillPossible(document, reference, compared);
  if (!found.draft) return { aligned: false, text: refusalText(frame, found.reason) };
  storeAlignment(services, frame, found.draft);
  return { aligned: true, text: successText(frame, reference, found.draft) };
}

function refusalText(frame: Frame, reason: string): string {
  return `"${frame.title}" is left as it is. ${reason}`;
}

function successText(frame: Frame, reference: Frame, draft: AlignmentDraft): string {
  return `"${frame.title}" is laid on "${reference.title}": ${offsetsText(draft)}.`;
}

/** How far, how well and over what; the windows behind that are told where the frame is laid. */
function laidBriefly({ residualPx, via, ...draft }: AlignmentDraft): string {
  const within = residualPx === null ? '' : `, ${residualText(residualPx)}`;
  return `${pixelsText(draft)}${within}${via === undefined ? '' : `, by way of ${via}`}`;
}

/**
 * Lays all frames of a frame's site on their reference, in one step; tells of each. Where `quiet`, only if some
 * were left as they are.
 */
export async function alignSite(services: Services, frame: Frame, quiet = false): Promise<void> {
  const document = openDocument(services);
  const place = document && alignPlaceOf(document, frame);
  if (!document || !place) return;
  const reference = place.reference ?? requireReference(document, frame);
  const frames = framesOfSite(document, frame.siteId).filter(({ id }) => id !== reference.id);
  if (frames.length === 0) {
    throw new UserError(`"${reference.title}" is the only frame of ${place.site.name}.`);
  }
  const compared = await runTask(services.session, `Aligning ${place.site.name}`, (task) =>
    compareAll(services, document, frames, reference, task),
  );
  if (openDocument(services) !== document) return;
  const found = compared.map((one) => stillPossible(document, reference, one));
  const laid = found.flatMap(({ frame: { id: frameId }, draft: alignment }) =>
    alignment ? [{ frameId, alignment }] : [],
  );
  if (laid.length > 0) {
    const count = laid.length === 1 ? '1 frame' : `${laid.length} frames`;
    const label = `Align ${count} of ${place.site.name}`;
    const edit = setAlignments(document, editContext(document), { label, laid });
    document.commit({ ...edit, foreign: quiet });
  }
  if (!quiet || laid.length < found.length) {
    tellOfSite(services, place.site.name, reference, found);
  }
}

/** What the analyst did while the pictures were compared goes first: then it is left as it is. */
function stillPossible(document: DocumentStore, reference: Frame, one: Found): Found {
  if (!one.draft) return one;
  const { frame } = one;
  if (![frame, reference].every((each) => liesAsCompared(document, each))) {
    return { frame, draft: null, reason: MOVED };
  }
  try {
    setAlignment(document, editContext(document), { frameId: frame.id, alignment: one.draft });
    return one;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { frame, draft: null, reason: userSentence(error) };
  }
}

const MOVED =
  'Where it lies, or its reference, was changed while the pictures were compared. Align it again.';

function tellOfSite(
  services: Services,
  siteName: string,
  reference: Frame,
  found: readonly Found[],
): void {
  const laid = found.filter(({ draft }) => draft !== null).length;
  const tone = laid === found.length ? 'info' : 'warn';
  const text =
    found.length === 1 && laid === 1
      ? `The other frame of ${siteName} is laid on "${reference.title}".`
      : `${laid} of ${found.length} frames of ${siteName} are laid on "${reference.title}".`;
  const details = found.map((one) =>
    one.draft
      ? `"${one.frame.title}": ${laidBriefly(one.draft)}`
      : refusalText(one.frame, one.reason),
  );
  notify(services.session, tone, text, details);
}

async function compareAll(
  services: Services,
  document: DocumentStore,
  frames: readonly Frame[],
  reference: Frame,
  task: TaskHandle,
): Promise<readonly Found[]> {
  const compare = comparing(services, 'shift', task.signal);
  const found: Found[] = [];
  for (const [i, frame] of frames.entries()) {
    const progress = (part: number) => task.progress((i + part) / frames.length);
    try {
      found.push(await compareByWays(document, frame, reference, compare, progress));
    } catch (error) {
      // A frame whose file is away keeps none of the others from being laid.
      if (isAbort(error) || !(error instanceof UserError)) throw error;
      found.push({ frame, draft: null, reason: userSentence(error) });
    }
  }
  return found;
}
