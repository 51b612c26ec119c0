/** The boxes of projects in the database: reading and writing them, page by page. */
import type { Box } from '../domain/model/box';
import type { PatchOf } from '../domain/model/commit';
import type { ProjectId } from '../domain/model/ids';
import { changedPage, pageChanges } from './box-pages';
import type { QuaymarkDb } from './db';

/** Pages handed to or taken from the database at a time: copying many boxes at once holds up the screen. */
const PAGES_AT_ONCE = 64;

/**
 * Writes what patches make of a project's boxes, within the transaction that is under way.
 * @param wrote called with the share that is written; what it throws ends the transaction
 */
export async function writeBoxes(
  db: QuaymarkDb,
  projectId: ProjectId,
  patches: readonly PatchOf<'boxes'>[],
  wrote: (share: number) => void,
): Promise<void> {
  const changes = [...pageChanges(patches)];
  for (let start = 0; start < changes.length; start += PAGES_AT_ONCE) {
    const part = changes.slice(start, start + PAGES_AT_ONCE);
    const known = await db.boxPages.bulkGet(part.map(([page]) => [projectId, page]));
    const pages = part.map(([page, change], i) =>
      changedPage({ projectId, page }, change, known[i]),
    );
    await db.boxPages.bulkPut(pages.filter(({ count }) => count > 0));
    const empty = pages.filter(({ count }) => count === 0);
    if (empty.length > 0) await db.boxPages.bulkDelete(empty.map(({ page }) => [projectId, page]));
    wrote(Math.min(1, (start + PAGES_AT_ONCE) / changes.length));
  }
}

/** Hands over all boxes of a project, by number and in parts. */
export async function readBoxes(
  db: QuaymarkDb,
  projectId: ProjectId,
  take: (boxes: readonly Box[]) => void,
): Promise<void> {
  for (let last = -1; ; ) {
    const pages = await db.boxPages
      .where('[projectId+page]')
      .between([projectId, last], [projectId, []], false)
      .limit(PAGES_AT_ONCE)
      .toArray();
    for (const { boxes } of pages) take(boxes);
    if (pages.length < PAGES_AT_ONCE) return;
    last = pages.at(-1)?.page ?? last;
  }
}

/** How many boxes a project has, without reading them. */
export async function countBoxes(db: QuaymarkDb, projectId: ProjectId): Promise<number> {
  const own = db.boxPages.where('[projectId+count]').between([projectId], [projectId, []]);
  // Dexie's types know only keys of one part.
  const keys = (await own.keys()) as unknown as readonly (readonly [ProjectId, number])[];
  return keys.reduce((sum, [, count]) => sum + count, 0);
}

export async function deleteBoxes(db: QuaymarkDb, projectId: ProjectId): Promise<void> {
  await db.boxPages.where('[projectId+page]').between([projectId], [projectId, []]).delete();
}
