/**
 * What is still on its way to the database when the page goes away is laid into local storage, which
 * is written at once, and stored when the project is next opened. IndexedDB alone cannot do that:
 * its transactions end with the page.
 */
import { z } from 'zod';
import { type Commit, CommitMeta, type Head, RECORD_SCHEMAS } from '../domain/model/commit';
import type { ProjectId } from '../domain/model/ids';
import { LogConflict, writeCommit } from './commit-log';
import type { QuaymarkDb } from './db';

export type PendingCommit = { readonly commit: Commit; readonly head: Head };

/** Local storage holds about 5 MB of an origin; larger edits ask the user to wait instead. */
const MOST_CHARACTERS = 2_000_000;

/** A record before or after, of the table that its patch names. */
const Patched = z.union(
  Object.entries(RECORD_SCHEMAS).map(([table, record]) =>
    z.object({
      table: z.literal(table),
      id: z.string(),
      before: record.nullable(),
      after: record.nullable(),
    }),
  ),
);

const Pending = z.object({
  commit: CommitMeta.extend({ patches: z.array(Patched) }),
  head: z.object({
    projectId: z.string(),
    seq: z.number(),
    undoTop: z.number(),
    redoTop: z.number(),
  }),
});

/** What became of the edits that an earlier page had laid down. */
export type TakenUp = {
  /** Labels of edits that could not be stored, because another tab has written since. */
  readonly lost: readonly string[];
  /** The name in local storage under which what cannot be read was set aside; null where all could be. */
  readonly setAside: string | null;
};

const keyOf = (projectId: ProjectId) => `quaymark:pending:${projectId}`;
const asideKeyOf = (projectId: ProjectId) => `quaymark:unreadable:${projectId}`;

/** Lays down what waits. Gives whether all of it could be: if not, the page should not go yet. */
export function layDown(projectId: ProjectId, waiting: readonly PendingCommit[]): boolean {
  if (waiting.length === 0) return true;
  try {
    const text = JSON.stringify(waiting);
    if (text.length > MOST_CHARACTERS) return false;
    localStorage.setItem(keyOf(projectId), text);
    return true;
  } catch (error) {
    // No room or no storage at all: the user is asked to stay, which is what the caller does.
    console.warn(error);
    return false;
  }
}

/**
 * Stores what an earlier page laid down and could not store itself. What is not readable, with all that
 * builds on it, is set aside: it must not keep the project from opening.
 */
export async function takeUp(db: QuaymarkDb, projectId: ProjectId): Promise<TakenUp> {
  const text = readJournal(projectId);
  if (text === null) return { lost: [], setAside: null };
  const { readable, whole } = readPending(text, projectId);
  const lost: string[] = [];
  for (const { commit, head } of readable) {
    const there = await db.commits.get([projectId, commit.seq]);
    if (there && isSame(there, commit)) continue;
    try {
      await writeCommit(db, commit, head);
    } catch (error) {
      if (!(error instanceof LogConflict)) throw error;
      lost.push(commit.label);
    }
  }
  const setAside = whole ? null : asideKeyOf(projectId);
  // Taken away before it is set aside: there may be no room for both.
  localStorage.removeItem(keyOf(projectId));
  if (setAside) localStorage.setItem(setAside, text);
  return { lost, setAside };
}

/** Lets go of all that is laid down for a project that is deleted. */
export function forgetPending(projectId: ProjectId): void {
  if (typeof localStorage === 'undefined') return;
  localStorage.removeItem(keyOf(projectId));
  localStorage.removeItem(asideKeyOf(projectId));
}

function readJournal(projectId: ProjectId): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(keyOf(projectId));
}

/** The edits of a journal up to the first that is not one of this project. */
function readPending(text: string, projectId: ProjectId) {
  const listed = z.array(z.unknown()).safeParse(parsed(text));
  const readable: PendingCommit[] = [];
  if (!listed.success) return { readable, whole: false };
  for (const one of listed.data) {
    const read = Pending.safeParse(one);
    const own = read.success && read.data.commit.projectId === projectId;
    if (!own || read.data.head.projectId !== projectId) return { readable, whole: false };
    // As it was laid down: the schemas only say whether it is whole.
    readable.push(one as PendingCommit);
  }
  return { readable, whole: true };
}

/** undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether the log has this very commit, and not another tab's of the same number. */
function isSame(there: Commit, commit: Commit): boolean {
  const sameRecords = there.patches.every(({ id }, i) => id === commit.patches[i]?.id);
  return there.at === commit.at && there.label === commit.label && sameRecords;
}
