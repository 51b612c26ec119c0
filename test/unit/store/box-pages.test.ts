import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { withNewIds } from '../../../src/domain/edits/new-ids';
import type { Box } from '../../../src/domain/model/box';
import { BoxId, type ProjectId } from '../../../src/domain/model/ids';
import type { ProjectRecords } from '../../../src/domain/model/records';
import { collectExport } from '../../../src/formats/collect';
import { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject, deleteProject, isKept, listProjects } from '../../../src/store/library';
import { followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

let db: QuaymarkDb;
beforeEach(() => {
  db = new QuaymarkDb(`test-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

/** A project whose boxes have these numbers. */
function numbered(numbers: readonly number[]): ProjectRecords {
  const content = collectExport(followed().doc, { kind: 'project' });
  const [box] = content.boxes;
  if (!box) throw new Error('the sample has boxes');
  const boxes = numbers.map(
    (number): Box => ({ ...box, id: BoxId.parse(`box_n${number}`), number }),
  );
  return { ...content, boxes, events: [] };
}

const numbersUpTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

async function stored(records: ProjectRecords): Promise<DocumentStore> {
  await createProject(db, records.project.id, importedProject(records), CONTEXT);
  return opened(records.project.id);
}

async function opened(id: ProjectId): Promise<DocumentStore> {
  const store = await DocumentStore.open(db, id);
  store.setWritable(true);
  return store;
}

const byNumber = (store: DocumentStore) =>
  [...store.all('boxes')].sort((a, b) => a.number - b.number);

/** Commits what becomes of single boxes: a changed box, or null for none. */
async function become(store: DocumentStore, changes: ReadonlyMap<Box, Box | null>): Promise<void> {
  const patches = Array.from(changes, ([before, after]) => {
    return { table: 'boxes' as const, id: before.id, before, after };
  });
  store.commit({ label: 'Change', patches });
  await store.flushed();
}

it('keeps every box whose neighbours by number are changed or deleted', async () => {
  const records = numbered([...numbersUpTo(5000), 70_000, 70_001, 900_000]);
  const { id } = records.project;
  const store = await stored(records);
  expect(byNumber(store)).toEqual(records.boxes);
  const [first, second] = records.boxes;
  const last = records.boxes.at(-1);
  if (!first || !second || !last) throw new Error('the boxes are there');
  const changed = { ...second, locked: true };
  await become(
    store,
    new Map<Box, Box | null>([
      [first, null],
      [second, changed],
      [last, null],
    ]),
  );
  const again = await opened(id);
  expect(byNumber(again)).toEqual([changed, ...records.boxes.slice(2, -1)]);
  expect((await listProjects(db)).map(({ boxes }) => boxes)).toEqual([5001]);
  await again.undo();
  await again.flushed();
  expect(byNumber(await opened(id))).toEqual(records.boxes);
});

it('keeps the boxes of projects apart, also where their ids are the same', async () => {
  const records = numbered(numbersUpTo(40));
  const copy = withNewIds(records);
  const twin = {
    ...copy,
    boxes: copy.boxes.map((box, i) => ({ ...box, id: records.boxes[i]?.id ?? box.id })),
  };
  await stored(records);
  expect(await isKept(db, importedProject(twin))).toBe(false);
  expect(await isKept(db, importedProject(records))).toBe(true);
  await stored(twin);
  expect((await listProjects(db)).map(({ boxes }) => boxes)).toEqual([40, 40]);
  await deleteProject(db, records.project.id);
  expect(byNumber(await opened(twin.project.id))).toEqual(twin.boxes);
});

it('is stored whole or not at all, and says how far it is', async () => {
  const records = numbered(numbersUpTo(20_000));
  const { id } = records.project;
  const stop = new AbortController();
  const cancelled = createProject(db, id, importedProject(records), CONTEXT, {
    signal: stop.signal,
    progress: (share) => {
      if (share > 0.5) stop.abort();
    },
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  for (const table of db.tables) expect(await table.count()).toBe(0);
  const shares: number[] = [];
  await createProject(db, id, importedProject(records), CONTEXT, {
    progress: (share) => shares.push(share),
  });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares.length > 10, shares.at(-1)]).toEqual([true, 1]);
  expect((await opened(id)).count('boxes')).toBe(20_000);
});
