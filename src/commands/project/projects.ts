/** Opening, making, closing and deleting projects. */
import { projectRecords } from '../../domain/edits/project-edits';
import { newId, ProjectId } from '../../domain/model/ids';
import { byAcquisition } from '../../domain/tracks/occupancy';
import { compareStateFrom } from '../../store/compare-state';
import type { StoredView } from '../../store/db';
import { DocumentStore } from '../../store/document-store';
import { deleteProject } from '../../store/library';
import { forgetPending } from '../../store/pending-journal';
import { createSession, type StoredSession, storedSession } from '../../store/session';
import { TabLock } from '../../store/tab-lock';
import { takeUnopened } from '../../store/unopened-files';
import { dropMissing } from '../frames/drop-missing';
import { closeAllRasters, closeRemoved } from '../frames/frame-imagery';
import { tellUnopened } from '../frames/unopened';
import { inTurn, type Turns } from '../in-turn';
import { notify, notifyError } from '../notify';
import { openDocument } from '../open-document';
import type { Services, Workspace } from '../types';
import { endFirstPicture, firstPicture } from './first-picture';
import { isBare, requireLeave } from './rescue';

const VIEW_IDLE_MS = 400;

type NewProject = {
  readonly synthetic?: boolean;
  /** A picture for it is there already: it is drawn before the project is stored. */
  readonly pictured?: boolean;
};

/** Makes an empty project with the default classes and opens it: it can be used at once, and says where it cannot be stored. */
export async function newProject(
  services: Services,
  name: string,
  { synthetic = false, pictured = false }: NewProject = {},
): Promise<Workspace> {
  const context = { now: new Date().toISOString(), author: '' };
  const id = newId(ProjectId, 'prj');
  const records = projectRecords(id, context, { name, ...(synthetic && { synthetic }) });
  return inTurn(openings, services, async () => {
    requireLeave(services);
    const after = pictured ? firstPicture() : Promise.resolve();
    const { workspace } = enter(services, id, undefined, (stored) =>
      DocumentStore.create(services.db, id, records, context, { stored, after }),
    );
    // Who closes it at once lets go of the lock after that.
    inTurn(openings, services, () => lockNew(services, workspace)).catch((error: unknown) =>
      notifyError(services.session, error),
    );
    return workspace;
  });
}

/** Takes the lock of a project once it is stored: nobody else knows of it before. */
async function lockNew(services: Services, { document, lock }: Workspace): Promise<void> {
  await Promise.allSettled([document.flushed()]);
  if (openDocument(services) !== document) return;
  let locked = false;
  try {
    locked = await lock.acquire();
  } finally {
    // Another tab has found it in that moment.
    if (!locked) document.setWritable(false);
  }
  await askPersistence(services);
}

/** Projects are opened one after the other, each when the one before is stored and has let go. */
const openings: Turns<Services> = new WeakMap();

/** Opens a project in this tab: for writing where no other tab has it, else for reading. */
export function openProject(services: Services, id: ProjectId): Promise<Workspace> {
  return inTurn(openings, services, async () => {
    const { current } = services.workspace.getState();
    return current?.document.projectId === id ? current : openNow(services, id);
  });
}

const wanted: Turns<Services> = new WeakMap();

/** Projects that came up because files were given. */
const madeForFiles = new WeakSet<DocumentStore>();

/**
 * The open project, or where none is open a new one, and whether it was made so, now or for files given just
 * before. Files that are given one after the other go into one project, also while that is still being made.
 * @param name of a new one
 */
export function openOrNewProject(
  services: Services,
  name: () => string | Promise<string>,
): Promise<Workspace & { readonly madeForFiles: boolean }> {
  return inTurn(wanted, services, async () => {
    await inTurn(openings, services, async () => undefined);
    const { current } = services.workspace.getState();
    if (current) return { ...current, madeForFiles: madeForFiles.has(current.document) };
    const made = await newProject(services, await name(), { pictured: true });
    madeForFiles.add(made.document);
    return { ...made, madeForFiles: true };
  });
}

async function openNow(services: Services, id: ProjectId): Promise<Workspace> {
  requireLeave(services);
  let stored: () => void = () => undefined;
  const [document, view] = await Promise.all([
    DocumentStore.open(services.db, id, () => stored()),
    services.db.views.get(id),
  ]);
  const known = (announce: () => void) => {
    stored = announce;
    return document;
  };
  const { workspace, caughtUp } = enter(services, id, view, known);
  await workspace.lock.acquire();
  await caughtUp();
  return workspace;
}

/**
 * Brings a project up in place of the one that is open. Its lock is still to be asked for.
 * @param documentFor takes what is to be called with every commit that has been stored
 */
function enter(
  services: Services,
  id: ProjectId,
  view: StoredView | undefined,
  documentFor: (stored: () => void) => DocumentStore,
): { readonly workspace: Workspace; readonly caughtUp: () => Promise<void> } {
  const fail = (error: unknown) => notifyError(services.session, error);
  let mayWrite = false;
  let caughtUp: Promise<void> = Promise.resolve();
  const lock = new TabLock(id, {
    onWritable: (writable) => {
      mayWrite = writable;
      if (!writable) return document.setWritable(false);
      // It was granted to a project that has been left meanwhile.
      if (openDocument(services) !== document) return;
      // What the other tab wrote before it let go must be here before anything is written.
      if (!document.isWritable) {
        caughtUp = document.catchUp().then(() => document.setWritable(mayWrite), fail);
      }
    },
    onCommitted: () => void document.catchUp().catch(fail),
    beforeRelease: () => document.flushed(),
  });
  closeProject(services);
  const document = documentFor(() => lock.announce());
  tellTakenUp(services, document);
  tellUnopened(services, id);
  restoreSession(services, document, view);
  document.subscribe(({ origin, patches }) => {
    closeRemoved(services, patches);
    if (origin === 'remote' && openDocument(services) === document) dropMissing(services);
  });
  const workspace = { document, lock };
  services.workspace.setState({ current: workspace });
  return { workspace, caughtUp: () => caughtUp };
}

/** Says which of the last page's edits are missing. */
function tellTakenUp({ session }: Services, { takenUp }: DocumentStore): void {
  const { lost, setAside } = takenUp;
  if (lost.length > 0) {
    const text =
      'Another tab has changed this project meanwhile: these last edits could not be stored.';
    notify(session, 'warn', text, lost);
  }
  if (setAside) {
    const text =
      'The last edits before this project was closed had not been stored, and what the browser kept of them cannot be read. Look whether the last thing you did is there.';
    const kept = `What there is of them was set aside in the browser's local storage, as “${setAside}”.`;
    notify(session, 'warn', text, [kept]);
  }
}

/**
 * Leaves the open project; work for it that is under way is cancelled. Throws a UserError where that would
 * lose changes that could not be stored.
 */
export function closeProject(services: Services): void {
  const { current } = services.workspace.getState();
  if (!current) return;
  requireLeave(services);
  endFirstPicture();
  for (const { outlives, cancel } of services.session.getState().tasks) {
    if (!outlives) cancel?.();
  }
  stopKeepingView.get(services)?.();
  const { document, lock } = current;
  document.setWritable(false);
  // What could not be stored has been saved as a file by now, or is given up.
  const letGo = () => lock.dispose();
  void inTurn(openings, services, () => document.flushed().then(letGo, letGo));
  services.workspace.setState({ current: null });
  closeAllRasters(services);
  const { theme, keelGesture, panels, tasks } = services.session.getState();
  const kept = { theme, keelGesture, panels, tasks: tasks.filter(({ outlives }) => outlives) };
  const fresh = createSession(kept).getState();
  services.session.setState(fresh);
}

/** Deletes a project and the imagery that only it used. */
export async function removeProject(services: Services, id: ProjectId): Promise<void> {
  const orphans = await deleteProject(services.db, id);
  forgetPending(id);
  takeUnopened(id);
  for (const sha256 of orphans) await services.imagery.forget(sha256);
}

/** Deletes a project that nothing was put into and nothing is about to be put into. */
export async function discardProject(services: Services, document: DocumentStore): Promise<void> {
  // What is on its way to the database would come there after it was deleted.
  endFirstPicture();
  await Promise.allSettled([document.flushed()]);
  // Another file may be on its way into it.
  if (!isBare(document) || services.session.getState().tasks.length > 0) return;
  try {
    if (openDocument(services) === document) {
      // What was said of the files that did not come into it is still to be read.
      const { notices } = services.session.getState();
      closeProject(services);
      services.session.setState({ notices });
    }
    await removeProject(services, document.projectId);
  } catch (error) {
    notifyError(services.session, error);
  }
}

/** Asks the browser never to clear this origin's storage; the start screen shows the answer. */
async function askPersistence({ session }: Services): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch (error) {
    notifyError(session, error);
  }
}

const stopKeepingView = new WeakMap<Services, () => void>();

function restoreSession(
  services: Services,
  document: DocumentStore,
  stored: StoredView | undefined,
): void {
  const { session } = services;
  const known = stored ? (stored.state as Partial<StoredSession>) : {};
  const frameId = known.frameId && document.get('frames', known.frameId) ? known.frameId : null;
  const classes = [...document.all('classes')].sort((a, b) => a.order - b.order);
  session.setState({
    ...known,
    compare: compareStateFrom(known.compare),
    frameId: frameId ?? firstFrame(document),
    classId:
      known.classId && document.get('classes', known.classId)
        ? known.classId
        : (classes[0]?.id ?? null),
    selection: [],
    areaId: null,
    proposals: null,
    hovered: null,
    dialog: null,
  });
  keepView(services, document.projectId);
}

function firstFrame(document: DocumentStore) {
  const [first] = [...document.all('frames')].sort(byAcquisition);
  return first?.id ?? null;
}

/** Writes where the user looks, a moment after it has changed. */
function keepView(services: Services, projectId: ProjectId): void {
  const { session, db } = services;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    const state = storedSession(session.getState());
    db.views.put({ projectId, state }).catch((error: unknown) => {
      // Losing the place looked at costs nothing; a failing database shows itself at the next edit.
      console.warn(error);
    });
  };
  const stop = session.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, VIEW_IDLE_MS);
  });
  stopKeepingView.set(services, () => {
    stop();
    write();
  });
}
