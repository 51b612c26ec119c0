/** From files to frames: read, show, hash and keep each, then record them in one edit a file. */
import { addFrame, siteFor } from '../../domain/edits/frame-edits';
import { isAbort, UserError } from '../../domain/errors';
import type { Frame } from '../../domain/model/frame';
import { FrameId, newId } from '../../domain/model/ids';
import type { FileSource, ImageSource, Inspection } from '../../raster/types';
import type { DocumentStore } from '../../store/document-store';
import { keepFirstLook } from '../display/first-look';
import { notify, notifyError, runTask, type TaskHandle, userSentence } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { tellElsewhere } from './elsewhere';
import { coverageOf } from './frame-coverage';
import { frameStored, isLarge, isOpened, NOT_HASHED } from './frame-imagery';
import type { IncomingImage } from './gather-files';
import { show, showProvisional, shows } from './provisional';
import { isReachable, linkAgain, reopen } from './relink';
import { alreadyHere, groupRemarks, type Remark, remarksOn, unplacedOf } from './remarks';
import { storeFiles } from './store-files';
import { noteUnopened, whileOpening } from './unopened';

type Incoming = IncomingImage & {
  /** Name for the site, where the frame is the first of its place. */
  readonly siteName: string | null;
  /** Whether it is shown whatever is shown now, and not only where nothing is. */
  readonly atOnce?: boolean;
};

/** What became of one file. */
type Outcome =
  | { readonly kind: 'added'; readonly frameId: FrameId; readonly remarks: readonly Remark[] }
  | {
      readonly kind: 'known';
      readonly frameId: FrameId;
      readonly linked: boolean;
      readonly remarks: readonly [Remark];
    }
  | { readonly kind: 'failed'; readonly sentence: string };

/**
 * The project that frames go into. It is asked for with the first file that is an image, so that files that are
 * none do not even show one.
 */
export type TargetProject = () => Promise<{
  readonly document: DocumentStore;
  /** Where it was made for these frames: takes it away again unless there is something in it by now. */
  readonly discard: (() => Promise<void>) | null;
}>;

/** Opens images as frames of a project; says in one notice what could not be opened. */
export async function importImages(
  services: Services,
  target: TargetProject,
  images: readonly IncomingImage[],
): Promise<void> {
  const incoming = images.map((image) => ({ ...image, siteName: null }));
  const outcomes = await importAll(services, target, incoming);
  reportFailed(services, outcomes);
  reportRemarks(services, outcomes);
  reportPlaces(services, outcomes);
}

/** Opens one image as a frame and shows it, also where it is one already. Rejects with a UserError when that cannot be done. */
export async function importSource(
  services: Services,
  target: TargetProject,
  source: FileSource,
): Promise<void> {
  const incoming = { ...alone(source, 0), siteName: null, atOnce: true };
  const outcomes = await importAll(services, target, [incoming]);
  reportRemarks(services, outcomes);
  reportPlaces(services, outcomes);
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') throw new UserError(outcome.sentence);
  }
}

/** Opens images that lie at addresses of this program's own, such as the demo's. */
export async function importUrls(
  services: Services,
  target: TargetProject,
  files: readonly (Pick<Incoming, 'siteName'> & {
    readonly url: string;
    readonly name: string;
    readonly size: number;
  })[],
): Promise<void> {
  const incoming = files.map(({ url, name, size, siteName }) => {
    const source = { kind: 'url', url: new URL(url, location.href).href, name } as const;
    return { ...alone(source, size), siteName };
  });
  const outcomes = await importAll(services, target, incoming);
  reportFailed(services, outcomes);
  reportRemarks(services, outcomes);
}

/** An image of one file, with nothing beside it. */
function alone(source: FileSource, size: number): IncomingImage {
  return { source, files: [{ source, size, handle: null, role: 'image' }] };
}

const sizeOf = ({ files }: IncomingImage) => files.reduce((sum, { size }) => sum + size, 0);

/** Opens one after the other. A project that was made for them and got none is not left behind. */
async function importAll(
  services: Services,
  target: TargetProject,
  incoming: readonly Incoming[],
): Promise<readonly Outcome[]> {
  const discards: (() => Promise<void>)[] = [];
  const into = async () => {
    const { document, discard } = await target();
    noteUnopened(services);
    if (discard) discards.push(discard);
    return document;
  };
  const outcomes = await importEach(services, into, incoming);
  if (outcomes.every(({ kind }) => kind === 'failed')) {
    for (const discard of discards) await discard();
  }
  openWaiting(services, outcomes);
  return outcomes;
}

/**
 * Browsers give leave to read a file with the gesture that hands it over. A frame of the same file that waited
 * for it can be reached before anything is read of what was handed over, and is shown by nobody else.
 */
function openWaiting(services: Services, outcomes: readonly Outcome[]): void {
  const document = openDocument(services);
  const known = outcomes.flatMap((one) => (one.kind === 'known' ? [one.frameId] : []));
  const waiting = known.filter((id) => !isOpened(services, id));
  reopen(
    services,
    waiting.flatMap((id) => document?.get('frames', id) ?? []),
  );
}

async function importEach(
  services: Services,
  target: () => Promise<DocumentStore>,
  incoming: readonly Incoming[],
): Promise<readonly Outcome[]> {
  const label = incoming.length === 1 ? 'Reading 1 file' : `Reading ${incoming.length} files`;
  const outcomes: Outcome[] = [];
  const left = () => incoming.slice(outcomes.length).map(({ source }) => source.name);
  const work = async (task: TaskHandle) => {
    const total = incoming.reduce((sum, one) => sum + sizeOf(one), 0);
    let done = 0;
    for (const one of incoming) {
      task.signal.throwIfAborted();
      const before = done;
      const share = (read: number) => task.progress(total === 0 ? 0 : (before + read) / total);
      outcomes.push(await importOne(services, target, one, { ...task, progress: share }));
      noteUnopened(services);
      done += sizeOf(one);
    }
  };
  await whileOpening(services, left, () => runTask(services.session, label, work)).catch(
    (error: unknown) => notifyError(services.session, error),
  );
  return outcomes;
}

function reportFailed(services: Services, outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
  const [only] = failed;
  if (failed.length === 1 && only) notify(services.session, 'bad', only.sentence);
  else if (failed.length > 1) {
    notify(
      services.session,
      'bad',
      `${failed.length} of ${outcomes.length} files could not be opened.`,
      failed.map(({ sentence }) => sentence),
    );
  }
}

function reportPlaces(services: Services, outcomes: readonly Outcome[]): void {
  const added = outcomes.flatMap((one) => (one.kind === 'added' ? [one.frameId] : []));
  tellElsewhere(services, added);
}

function reportRemarks(services: Services, outcomes: readonly Outcome[]): void {
  const again = outcomes.flatMap((one) => (one.kind === 'known' && !one.linked ? one.remarks : []));
  const several = again.length > 1;
  // Nothing is wrong where files come a second time: that is one fact, however many they are.
  if (several) {
    const some = again.length < outcomes.length;
    const names = again.map(({ fileName }) => fileName).join(', ');
    const text = alreadyHere(again.length, outcomes.length);
    notify(services.session, 'info', text, some ? [names] : []);
  }
  const others = outcomes.flatMap((one) =>
    one.kind === 'failed' || (several && one.kind === 'known' && !one.linked) ? [] : one.remarks,
  );
  const remarks = groupRemarks(others);
  const [only = ''] = remarks;
  const many = remarks.length > 1;
  const text = many ? `${remarks.length} remarks on the files just opened.` : only;
  if (text) notify(services.session, 'info', text, many ? remarks : [], null, unplacedOf(others));
}

type LookedAt = { readonly document: DocumentStore; readonly inspection: Inspection };

/**
 * What an image says of itself, and the project that it goes into. Where nothing is on screen yet, the project
 * comes up as soon as the image is known to be one, while its pixels are still sampled.
 */
async function lookAt(
  { session, imagery }: Services,
  target: () => Promise<DocumentStore>,
  source: ImageSource,
  signal: AbortSignal,
): Promise<LookedAt> {
  if (session.getState().frameId !== null) {
    const inspection = await imagery.inspect(source, signal);
    return { inspection, document: await target() };
  }
  const readable = imagery.expect(source);
  const [looked, made] = await Promise.allSettled([
    imagery.inspect(source, signal),
    readable.then(target),
  ]);
  if (looked.status === 'rejected') throw looked.reason;
  if (made.status === 'rejected') throw made.reason;
  return { inspection: looked.value, document: made.value };
}

async function importOne(
  services: Services,
  target: () => Promise<DocumentStore>,
  incoming: Incoming,
  task: TaskHandle,
): Promise<Outcome> {
  const frameId = newId(FrameId, 'frm');
  let hide: (() => void) | null = null;
  try {
    const looked = await lookAt(services, target, incoming.source, task.signal);
    const { inspection, document } = looked;
    if (document.lockedReason) throw notNow(incoming.source.name, document.lockedReason);
    const draft = frameOf(document, frameId, inspection, incoming);
    const away = await framesAway(services, document, draft);
    hide = showProvisional(services, document, draft, incoming);
    // Reading all of a large file would slow its picture, which is looked for first, and then looked at closer.
    if (isLarge(draft) && shows(services, frameId)) {
      const { screen } = services.session.getState();
      const closer = screen === 'annotate' || screen === 'compare';
      await services.imagery.settled({ expected: true, closer }, task.signal);
    }
    const [stored, coverage] = await Promise.all([
      storeFiles(services, incoming.files, task),
      coverageOf(services, incoming.source, task.signal),
    ]);
    // A project that was closed meanwhile takes nothing more.
    task.signal.throwIfAborted();
    const { sha256 } = stored;
    const known = [...document.all('frames')].find((frame) => frame.file.sha256 === sha256);
    if (known) {
      if (shows(services, frameId)) show(services, known.id);
      const kept = keptOf(incoming);
      // What was read over the network, and may not answer, is read from here from now on.
      const nearer = known.file.kept === 'url' && kept.kept !== 'url';
      const linked = nearer || away.has(known.id);
      if (linked) linkAgain(services, known, kept);
      return knownOutcome(known, incoming, linked);
    }
    const frame = { ...draft, ...coverage, file: { ...draft.file, ...stored } };
    commitFrame(document, frame, inspection, incoming.siteName);
    keepFirstLook(frame.file, inspection.stretch);
    frameStored(services, frame).catch((error: unknown) => notifyError(services.session, error));
    const remarks = remarksOn(incoming.source.name, frameId, inspection.remarks);
    return { kind: 'added', frameId, remarks };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { kind: 'failed', sentence: userSentence(error) + othersLeft(incoming) };
  } finally {
    hide?.();
  }
}

/** The frames that this may be the file of and whose imagery cannot be reached: handing it over links them again. */
async function framesAway(
  services: Services,
  document: DocumentStore,
  { file }: Frame,
): Promise<ReadonlySet<FrameId>> {
  const away = new Set<FrameId>();
  for (const frame of document.all('frames')) {
    const { name, size } = frame.file;
    const alike = name === file.name || size === file.size;
    if (alike && !(await isReachable(services, frame))) away.add(frame.id);
  }
  return away;
}

function knownOutcome(known: Frame, { source }: Incoming, linked: boolean): Outcome {
  const sentence = linked
    ? 'The imagery of its frame is linked again: same bytes.'
    : `It is already here${nameApart(known, source.name)}: the bytes are the same.`;
  return {
    kind: 'known',
    frameId: known.id,
    linked,
    remarks: [{ fileName: source.name, sentence }],
  };
}

/** Of bands or tiles that were to be one frame: that none is one now, whichever of them is to blame. */
function othersLeft({ source }: IncomingImage): string {
  if (!('parts' in source)) return '';
  return ` None of the ${source.parts.length} files of "${source.name}" was opened.`;
}

/** ' as "October"'; nothing where the frame is called as the file is. */
function nameApart({ title }: Frame, fileName: string): string {
  return fileName.startsWith(`${title}.`) ? '' : ` as "${title}"`;
}

function notNow(name: string, reason: string): UserError {
  return new UserError(`${name} was not opened. ${reason}`);
}

function commitFrame(
  document: DocumentStore,
  draft: Frame,
  inspection: Inspection,
  siteName: string | null,
): void {
  const now = new Date().toISOString();
  const frame: Frame = { ...draft, createdAt: now, updatedAt: now };
  const context = { now, author: document.project.author };
  // The site is looked for anew: another file may have made it while this one was hashed.
  const { site: found, isNew } = siteFor(document, inspection.footprint);
  const site = isNew && siteName ? { ...found, name: siteName } : found;
  document.settleProvisional(frame.id);
  document.commit(addFrame(document, context, { frame, site, isNew }));
}

function keptOf({ source, files }: IncomingImage): Pick<Frame['file'], 'kept' | 'url'> {
  if (source.kind === 'url') return { kept: 'url', url: source.url };
  return { kept: files.some(({ handle }) => handle !== null) ? 'handle' : 'opfs', url: null };
}

/** The frame of an image that is not recorded yet. */
export function frameOf(
  document: DocumentStore,
  id: FrameId,
  inspection: Inspection,
  { source, files }: Incoming,
): Frame {
  const { levels: _levels, remarks: _remarks, footprint, ...facts } = inspection;
  const now = new Date().toISOString();
  return {
    ...facts,
    id,
    projectId: document.projectId,
    siteId: siteFor(document, footprint).site.id,
    footprint: footprint?.map(([lon, lat]) => [lon, lat]) ?? null,
    file: {
      name: source.name,
      size: sizeOf({ source, files }),
      sha256: NOT_HASHED,
      ...keptOf({ source, files }),
    },
    createdAt: now,
    updatedAt: now,
  };
}
