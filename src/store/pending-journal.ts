/**
 * What is still on its way to the database when the page goes away is laid into local storage, which
 * is written at once, and stored when the project is next opened. IndexedDB alone cannot do that:
 * its transactions end with the page.
 */
import { z } from 'zod';
import { type Commit, CommitMeta, type Head } from '../domain/model/commit';
import type { ProjectId } from '../domain/model/ids';
import { LogConflict, writeCommit } from './commit-log';
import type { QuaymarkDb } from './db';

export type PendingCommit = { readonly commit: Commit; readonly head: Head };

/** Local storage holds about 5 MB of an origin; larger edits ask the user to wait instead. */
const MOST_CHARACTERS = 2_000_000;

const Pending = z.array(
  z.object({
    commit: CommitMeta.extend({ patches: z.array(z.unknown()) }),
    head: z.object({
      projectId: z.string(),
      seq: z.number(),
      undoTop: z.number(),
      redoTop: z.number(),
    }),
  }),
);

const keyOf = (projectId: ProjectId) => `quaymark:pending:${projectId}`;

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
 * Stores what an earlier page laid down and could not store itself.
 * @returns labels of edits that could not be stored, because another tab has written since
 */
export async function takeUp(db: QuaymarkDb, projectId: ProjectId): Promise<readonly string[]> {
  if (typeof localStorage === 'undefined') return [];
  const text = localStorage.getItem(keyOf(projectId));
  if (text === null) return [];
  const waiting = Pending.parse(JSON.parse(text)) as unknown as readonly PendingCommit[];
  const lost: string[] = [];
  for (const { commit, head } of waiting) {
    const there = await db.commits.get([projectId, commit.seq]);
    if (there && isSame(there, commit)) continue;
    try {
      await writeCommit(db, commit, head);
    } catch (error) {
      if (!(error instanceof LogConflict)) throw error;
      lost.push(commit.label);
    }
  }
  localStorage.removeItem(keyOf(projectId));
  return lost;
}

/** Whether the log has this very commit, and not another tab's of the same number. */
function isSame(there: Commit, commit: Commit): boolean {
  const sameRecords = there.patches.every(({ id }, i) => id === commit.patches[i]?.id);
  return there.at === commit.at && there.label === commit.label && sameRecords;
}
