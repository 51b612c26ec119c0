/** Bringing boxes in from GeoJSON: reading the file, and the one edit that it becomes. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ImportedBox, importBoxes, importedProject } from '../../domain/edits/import-edits';
import { withNewIds } from '../../domain/edits/new-ids';
import type { DocumentView } from '../../domain/edits/types';
import { UserError } from '../../domain/errors';
import { withAspect } from '../../domain/geo/carry-boxes';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { ProjectRecords } from '../../domain/model/records';
import type { DocumentStore } from '../../store/document-store';
import { createProject, isKept } from '../../store/library';
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

export type OwnPlan = {
  readonly boxes: readonly ImportedBox[];
  readonly newClasses: readonly ProjectRecords['classes'][number][];
  /** Frames of the file whose picture is in the project too, by the hash of its bytes. */
  readonly matched: readonly Frame[];
  readonly unmatched: readonly Frame[];
  /** Boxes that stay out because their picture is not in the project. */
  readonly withoutFrame: number;
  /** Boxes that are in the project already. */
  readonly already: number;
  /** What the file has for those pictures and boxes besides, and is not brought in. */
  readonly besides: Besides;
};

type Besides = {
  readonly links: number;
  readonly groups: number;
  readonly areas: number;
  readonly events: number;
  readonly alignments: number;
};

/** What bringing a Quaymark file into the open project would do. */
export function planOwnImport(document: DocumentView, records: ProjectRecords): OwnPlan {
  const byHash = new Map(Array.from(document.all('frames'), (one) => [one.file.sha256, one]));
  const targets = new Map<FrameId, Frame>();
  const aspects = new Map(records.frames.map(({ id, pixelAspect }) => [id, pixelAspect]));
  for (const frame of records.frames) {
    const target = byHash.get(frame.file.sha256);
    if (target) targets.set(frame.id, target);
  }
  const classes = new Map(records.classes.map((one) => [one.id, one]));
  const names = new Set(Array.from(document.all('classes'), (one) => one.name.toLowerCase()));
  const used = new Set<ProjectRecords['classes'][number]>();
  const boxes: ImportedBox[] = [];
  const coming: Box[] = [];
  let withoutFrame = 0;
  let already = 0;
  for (const box of records.boxes) {
    const { id, frameId, classId, bowKnown, attributes, author, createdAt } = box;
    const target = targets.get(frameId);
    const boxClass = classes.get(classId);
    if (document.get('boxes', id)) already += 1;
    else if (!target || !boxClass) withoutFrame += 1;
    else {
      const { name: className } = boxClass;
      const drawn = { author, createdAt };
      const { pixelAspect } = target;
      const geometry = withAspect(box.geometry, aspects.get(frameId) ?? pixelAspect, pixelAspect);
      boxes.push({ frameId: target.id, className, geometry, bowKnown, attributes, drawn });
      coming.push(box);
      if (!names.has(boxClass.name.toLowerCase())) used.add(boxClass);
    }
  }
  return {
    boxes,
    newClasses: [...used],
    matched: records.frames.filter((frame) => targets.has(frame.id)),
    unmatched: records.frames.filter((frame) => !targets.has(frame.id)),
    withoutFrame,
    already,
    besides: besidesOf(records, coming, (id) => targets.has(id)),
  };
}

function besidesOf(
  { frames, observations, events }: ProjectRecords,
  boxes: readonly Box[],
  isHere: (id: FrameId) => boolean,
): Besides {
  return {
    links: boxes.filter(({ link }) => link).length,
    groups: new Set(boxes.flatMap(({ groupId }) => groupId ?? [])).size,
    areas: observations.filter(({ frameId }) => isHere(frameId)).length,
    events: events.filter(({ beforeId, afterId }) => isHere(beforeId) && isHere(afterId)).length,
    alignments: frames.filter(({ id, alignment }) => alignment && isHere(id)).length,
  };
}

export function importOwn(document: DocumentStore, fileName: string, plan: OwnPlan): void {
  const { boxes, newClasses } = plan;
  document.commit(importBoxes(document, editContext(document), { fileName, boxes, newClasses }));
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
