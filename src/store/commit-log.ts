/** The stored commit log: reading and writing it, and where the head goes. */
import type { Tables } from '../domain/edits/apply';
import type { Edit, EditContext } from '../domain/edits/types';
import { UserError } from '../domain/errors';
import { type Commit, type Head, type Patch, type PatchOf, TABLES } from '../domain/model/commit';
import type { ProjectId } from '../domain/model/ids';
import { SCHEMA_VERSION } from '../domain/model/project';
import type { QuaymarkDb, StoredCommit } from './db';
import { readBoxes, writeBoxes } from './stored-boxes';

/** Patches that one stored row holds; a larger commit spills into rows of its own. */
export const PATCHES_PER_ROW = 2000;
/** Records handed to the database at a time: copying all of a large commit at once holds up the screen. */
const RECORDS_AT_ONCE = 1000;

/**
 * The head after a commit. Undo and redo each walk a list that is linked through the commits, so
 * that a history of any length costs the same to move in.
 *
 * @param answered the commit that an undo or redo answers, null for an edit
 */
export function nextHead(commit: Commit, answered: Commit | null): Head {
  const { projectId, seq } = commit;
  switch (commit.kind) {
    case 'edit':
      return { projectId, seq, undoTop: seq, redoTop: 0 };
    case 'undo':
      return { projectId, seq, undoTop: answered?.undoParent ?? 0, redoTop: seq };
    case 'redo':
      return { projectId, seq, undoTop: seq, redoTop: answered?.redoParent ?? 0 };
  }
}

/** The first commit of a project and the head after it: all its records, which no undo takes away. */
export function firstCommit(
  projectId: ProjectId,
  { label, patches }: Edit,
  { now, author }: EditContext,
): { readonly commit: Commit; readonly head: Head } {
  const commit: Commit = {
    ...{ projectId, seq: 1, kind: 'edit', label, author, at: now },
    ...{ target: null, undoParent: 0, redoParent: 0 },
    schemaVersion: SCHEMA_VERSION,
    patches,
  };
  return { commit, head: { projectId, seq: 1, undoTop: 0, redoTop: 0 } };
}

/** Thrown inside the write transaction when another tab has written since. */
export class LogConflict extends UserError {}

/** Tables whose records have a row each; boxes lie in pages. */
export const ROW_TABLES = TABLES.filter((name) => name !== 'boxes');

/** Where records lie. */
export function recordTables(db: QuaymarkDb) {
  return [...ROW_TABLES.map((name) => db.table(name)), db.boxPages];
}

/** Who waits for a large commit. */
export type WriteWatch = {
  /** Takes the share that is written, 0 … 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
};

/** The part of the time that the records take, about; the rest is the commit itself. */
const RECORDS_SHARE = 0.6;

/**
 * Writes one commit in one transaction; all of it is stored or none. Rejects with the signal's reason when
 * that is aborted before all is written.
 */
export async function writeCommit(
  db: QuaymarkDb,
  commit: Commit,
  head: Head,
  { progress, signal }: WriteWatch = {},
): Promise<void> {
  const wrote = (share: number) => {
    signal?.throwIfAborted();
    progress?.(share);
  };
  const tables = [...recordTables(db), db.commits, db.patches, db.heads];
  await db.transaction('rw', tables, async () => {
    const stored = await db.heads.get(commit.projectId);
    if ((stored?.seq ?? 0) !== commit.seq - 1) {
      throw new LogConflict(
        'Another tab has changed this project meanwhile. Save a rescue file, then reload this tab to see the other changes.',
      );
    }
    for (const table of ROW_TABLES) {
      const own = commit.patches.filter((patch) => patch.table === table);
      const puts = own.flatMap((patch) => (patch.after ? [patch.after] : []));
      const deletes = own.flatMap((patch) => (patch.after ? [] : [patch.id]));
      for (const part of parts(puts, RECORDS_AT_ONCE)) await db.table(table).bulkPut(part);
      if (deletes.length > 0) await db.table(table).bulkDelete(deletes);
    }
    const boxes = commit.patches.filter(isOfBox);
    await writeBoxes(db, commit.projectId, boxes, (share) => wrote(RECORDS_SHARE * share));
    await putCommit(db, commit, (share) => wrote(RECORDS_SHARE + (1 - RECORDS_SHARE) * share));
    await db.heads.put(head);
  });
}

function isOfBox(patch: Patch): patch is PatchOf<'boxes'> {
  return patch.table === 'boxes';
}

async function putCommit(
  db: QuaymarkDb,
  commit: Commit,
  wrote: (share: number) => void,
): Promise<void> {
  const { projectId, seq } = commit;
  const [patches = [], ...rows] = parts(commit.patches, PATCHES_PER_ROW);
  await db.commits.add({ ...commit, patches, extraRows: rows.length });
  for (const [row, part] of rows.entries()) {
    await db.patches.add({ projectId, seq, row, patches: part });
    wrote((row + 1) / rows.length);
  }
}

function* parts<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** Reads one commit whole. */
export async function readCommit(
  db: QuaymarkDb,
  projectId: ProjectId,
  seq: number,
): Promise<Commit> {
  const stored = await db.commits.get([projectId, seq]);
  if (!stored) throw new Error(`Commit ${seq} is missing from the log.`);
  return joined(db, stored);
}

async function joined(db: QuaymarkDb, stored: StoredCommit): Promise<Commit> {
  const { extraRows, ...commit } = stored;
  if (extraRows === 0) return commit;
  const { projectId, seq } = commit;
  const rows = await db.patches
    .where('[projectId+seq+row]')
    .between([projectId, seq, 0], [projectId, seq, extraRows])
    .toArray();
  return { ...commit, patches: [...commit.patches, ...rows.flatMap((row) => row.patches)] };
}

/** The commits after `seq` and the head that belongs to the last of them, read in one transaction. */
export function readSince(
  db: QuaymarkDb,
  projectId: ProjectId,
  seq: number,
): Promise<{ commits: readonly Commit[]; head: Head | undefined }> {
  return db.transaction('r', [db.commits, db.patches, db.heads], async () => {
    const stored = await db.commits
      .where('[projectId+seq]')
      .between([projectId, seq + 1], [projectId, Number.MAX_SAFE_INTEGER])
      .toArray();
    const commits: Commit[] = [];
    for (const one of stored) commits.push(await joined(db, one));
    return { commits, head: await db.heads.get(projectId) };
  });
}

/**
 * Fills the tables with a project's records and gives its head, all in one transaction.
 * Rejects with a UserError when the project is missing or comes from a newer version.
 */
export async function readProject(db: QuaymarkDb, tables: Tables): Promise<Head> {
  const { projectId } = tables;
  return db.transaction('r', [...recordTables(db), db.commits, db.heads], async () => {
    const [project, head] = await Promise.all([
      db.projects.get(projectId),
      db.heads.get(projectId),
    ]);
    if (!project || !head) {
      throw new UserError(
        'This project is no longer in this browser. Open its saved file instead.',
      );
    }
    const last = await db.commits.get([projectId, head.seq]);
    if (last && last.schemaVersion > SCHEMA_VERSION) {
      throw new UserError(
        `The project "${project.name}" was changed by a newer version of Quaymark. Open it with that version.`,
      );
    }
    tables.put('projects', project);
    // All at once: the answers take less time than asking one after the other.
    await Promise.all([
      readBoxes(db, projectId, (boxes) => {
        for (const box of boxes) tables.put('boxes', box);
      }),
      ...ROW_TABLES.filter((name) => name !== 'projects').map(async (name) => {
        const records = await db.table(name).where('projectId').equals(projectId).toArray();
        for (const record of records) tables.put(name, record);
      }),
    ]);
    return head;
  });
}

/** A control that rests for longer is moved anew; milliseconds. */
const MOVE_PAUSE = 1000;

/**
 * The edits of the move that an edit ends, in order; itself alone where it is of none.
 * @param read gives the commit of a number
 */
export async function readMove(
  last: Commit,
  read: (seq: number) => Promise<Commit>,
): Promise<readonly Commit[]> {
  const move = [last];
  for (let first = last; first.run !== undefined && first.undoParent > 0; ) {
    const before = await read(first.undoParent);
    const pause = Date.parse(first.at) - Date.parse(before.at);
    if (before.kind !== 'edit' || before.run !== first.run || pause > MOVE_PAUSE) break;
    move.unshift(before);
    first = before;
  }
  return move;
}
