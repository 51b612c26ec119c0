/** Bringing boxes in from GeoJSON: reading the file, and the one edit that it becomes. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { importBoxes, importedProject } from '../../domain/edits/import-edits';
import { planJoin } from '../../domain/edits/join-plan';
import { joinRecords } from '../../domain/edits/join-records';
import { withNewIds } from '../../domain/edits/new-ids';
import type { DocumentView } from '../../domain/edits/types';
import { UserError } from '../../domain/errors';
import type { ProjectRecords } from '../../domain/model/records';
import type { DocumentStore } from '../../store/document-store';
import { createProject, idsKept, isKept } from '../../store/library';
import {
  type ForeignFile,
  type GeoJsonMapping,
  type OwnFile,
  readRecords,
} from '../../workers/formats-client';
import { notify, runTask } from '../notify';
import { editContext, openDocument } from '../open-document';
import type { Services } from '../types';
import { openProject } from './projects';

export {
  ATTRIBUTE_COLUMNS,
  type ForeignFile,
  type FrameAssignment,
  type GeoJsonMapping,
  type ImportPreview,
  type OwnFile,
} from '../../workers/formats-client';

/** The file that the import dialog is about. */
export type PendingImport = { readonly name: string; readonly content: OwnFile | ForeignFile };

const pending = new WeakMap<Services, StoreApi<{ readonly current: PendingImport | null }>>();

export function pendingImport(services: Services) {
  const known = pending.get(services);
  if (known) return known;
  const made = createStore<{ readonly current: PendingImport | null }>(() => ({ current: null }));
  pending.set(services, made);
  return made;
}

/**
 * Opens a Quaymark file as a project where none is open, and says whether it did. Rejects with a
 * UserError that names the file.
 */
export async function openOwnFile(services: Services, file: File): Promise<boolean> {
  if (openDocument(services)) return false;
  const content = await readFile(services, file);
  if (content.kind === 'foreign') {
    content.close();
    return false;
  }
  await importAsProject(services, content.records);
  if (content.warnings.length > 0) {
    const text = `${file.name} was opened, with these remarks.`;
    notify(services.session, 'warn', text, content.warnings);
  }
  return true;
}

/**
 * Reads a GeoJSON file and asks what to do with it in the open project. Rejects with a UserError that
 * names the file, the project left as it was.
 */
export async function startImport(services: Services, file: File): Promise<void> {
  if (!openDocument(services)) {
    throw new UserError(
      `${file.name} holds outlines without pictures. Open the pictures first, then import it onto them.`,
    );
  }
  const content = await readFile(services, file);
  dropImport(services);
  pendingImport(services).setState({ current: { name: file.name, content } });
  services.session.setState({ dialog: 'import' });
}

function readFile(services: Services, file: File): Promise<OwnFile | ForeignFile> {
  return runTask(services.session, `Reading ${file.name}`, ({ signal }) =>
    readRecords(file, { signal }),
  );
}

/** Forgets the file of the dialog and ends what holds it. */
export function dropImport(services: Services): void {
  const { current } = pendingImport(services).getState();
  if (current?.content.kind === 'foreign') current.content.close();
  pendingImport(services).setState({ current: null });
}

/**
 * Makes a project of the records, value for value; under new ids where any of them is here already. Rejects
 * with an AbortError, nothing stored, when the task is cancelled.
 */
export async function importAsProject(services: Services, records: ProjectRecords): Promise<void> {
  const { db, session } = services;
  const asWritten = importedProject(records);
  const here = await isKept(db, asWritten);
  const fresh = here ? withNewIds(records) : records;
  const edit = here ? importedProject(fresh) : asWritten;
  const { id, name, author } = fresh.project;
  const context = { now: new Date().toISOString(), author };
  await runTask(
    session,
    `Storing ${name}`,
    (task) => createProject(db, id, edit, context, task),
    // It is a project of its own, whatever becomes of the one that is open.
    { outlives: true },
  );
  await openProject(services, id);
}

/**
 * Brings what is new of a Quaymark file into the open project, in one edit; `apart` as planJoin takes it. Rejects
 * with a UserError where that is refused.
 */
export async function importOwn(
  { db }: Services,
  document: DocumentStore,
  file: {
    readonly name: string;
    readonly records: ProjectRecords;
    readonly apart: ReadonlySet<string>;
  },
): Promise<void> {
  const { name: fileName, records, apart } = file;
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const taken = await idsKept(db, {
    vessels: idsOf(records.vessels),
    groups: idsOf(records.groups),
    observations: idsOf(records.observations),
    events: idsOf(records.events),
  });
  // By what is here now: work under way may have changed the project while the ids were looked up.
  const plan = planJoin(document, records, apart);
  const context = editContext(document);
  document.commit(joinRecords(document, context, { fileName, records, plan, taken }));
}

/** What somebody else's outlines can become in the open project. */
export function importTargets(document: DocumentView) {
  return { frames: [...document.all('frames')], classes: [...document.all('classes')] };
}

/** Maps somebody else's file and brings its boxes in with one edit. */
export async function importForeign(
  document: DocumentStore,
  fileName: string,
  file: ForeignFile,
  mapping: GeoJsonMapping,
): Promise<void> {
  const { boxes, newClasses } = await file.map(mapping, importTargets(document));
  document.commit(importBoxes(document, editContext(document), { fileName, boxes, newClasses }));
}
