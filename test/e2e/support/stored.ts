/** What the browser holds of a user's work, read past the application. */
import type { Page } from 'playwright-core';

type Patch = {
  readonly table: string;
  readonly id: string;
  readonly before: StoredRecord | null;
  readonly after: StoredRecord | null;
};
export type StoredRecord = { readonly id: string; readonly projectId?: string } & Readonly<
  Record<string, unknown>
>;
type Rows = readonly StoredRecord[];

export type Stored = {
  readonly projects: Rows;
  readonly sites: Rows;
  readonly classes: Rows;
  readonly frames: Rows;
  readonly boxes: Rows;
  readonly vessels: Rows;
  readonly groups: Rows;
  readonly observations: Rows;
  readonly events: Rows;
  readonly commits: readonly {
    readonly projectId: string;
    readonly seq: number;
    readonly kind: string;
    readonly label: string;
    readonly extraRows: number;
    readonly patches: readonly Patch[];
  }[];
  readonly heads: readonly {
    readonly projectId: string;
    readonly seq: number;
    readonly undoTop: number;
    readonly redoTop: number;
  }[];
};

export const RECORDS = [
  'projects',
  'sites',
  'classes',
  'frames',
  'boxes',
  'vessels',
  'groups',
  'observations',
  'events',
] as const;

const STORES = [...RECORDS.filter((name) => name !== 'boxes'), 'boxPages', 'commits', 'heads'];

/** All records and the history, of all projects, in one transaction. */
export async function readStored(page: Page): Promise<Stored> {
  const { boxPages, ...others } = await readStores(page);
  return { ...others, boxes: boxPages.flatMap(({ boxes }) => boxes) };
}

type Stores = Omit<Stored, 'boxes'> & { readonly boxPages: readonly { readonly boxes: Rows }[] };

function readStores(page: Page): Promise<Stores> {
  return page.evaluate(
    (stores) =>
      new Promise<Stores>((resolve, reject) => {
        const opening = indexedDB.open('quaymark');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction(stores);
          const asked = stores.map((name) => reading.objectStore(name).getAll());
          reading.onabort = () => reject(reading.error);
          reading.oncomplete = () => {
            opening.result.close();
            const entries = stores.map((name, i) => [name, asked[i]?.result ?? []]);
            resolve(Object.fromEntries(entries));
          };
        };
      }),
    STORES,
  );
}

/** What the commits 1 to head of a project make of nothing, by record id. */
export function replay(stored: Stored, projectId: string): ReadonlyMap<string, StoredRecord> {
  const records = new Map<string, StoredRecord>();
  for (const commit of commitsOf(stored, projectId)) {
    if (commit.extraRows > 0) throw new Error('This commit is longer than tests read.');
    for (const { id, before, after } of commit.patches) {
      const known = records.get(id) ?? null;
      if (JSON.stringify(known) !== JSON.stringify(before)) {
        throw new Error(`Commit ${commit.seq} does not fit ${id} as the commits before left it.`);
      }
      if (after) records.set(id, after);
      else records.delete(id);
    }
  }
  return records;
}

/** The commits of a project, by number. */
export function commitsOf(stored: Stored, projectId: string) {
  const own = stored.commits.filter((commit) => commit.projectId === projectId);
  return own.sort((a, b) => a.seq - b.seq);
}

/** The records of a project, by id. */
export function recordsOf(stored: Stored, projectId: string): ReadonlyMap<string, StoredRecord> {
  const all = RECORDS.flatMap((name) => stored[name]);
  const own = all.filter((one) => one.projectId === projectId || one.id === projectId);
  return new Map(own.map((one) => [one.id, one]));
}

/** Files in the folder of kept imagery, with their sizes. */
export function keptFiles(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('images', { create: true });
    const found: Record<string, number> = {};
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind !== 'file') continue;
      found[name] = (await (handle as FileSystemFileHandle).getFile()).size;
    }
    return found;
  });
}

/** Removes files from the folder of kept imagery, as a browser does that clears its storage. */
export function removeKept(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('images', { recursive: true });
  });
}
