import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { linkToNewVessel, removeVessel } from '../../../src/domain/edits/vessel-edits';
import { TABLES } from '../../../src/domain/model/commit';
import { Frame } from '../../../src/domain/model/frame';
import { FrameId, newId, ProjectId, Sha256 } from '../../../src/domain/model/ids';
import { collectExport } from '../../../src/formats/collect';
import { noDatabaseSentence, QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject, deleteProject, listProjects } from '../../../src/store/library';
import { followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';
import { sampleFrame } from './sample-frame';
import { firstFrame, makeProject } from './sample-project';
import { twoProjects, VERSION_1_ROWS, writeVersion1 } from './version-1';

let name = '';
let db: QuaymarkDb;

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
  db = new QuaymarkDb(name);
});
afterEach(() => db.delete());

async function opened(projectId: ProjectId): Promise<DocumentStore> {
  const store = await DocumentStore.open(db, projectId);
  store.setWritable(true);
  return store;
}

describe('every table', () => {
  it('is there after the project is opened anew, can be changed, undone and deleted', async () => {
    const { doc, angara } = followed();
    const content = collectExport(doc, { kind: 'project' });
    const { id } = content.project;
    await createProject(db, id, importedProject(content), CONTEXT);
    const store = await opened(id);
    expect(store.snapshot()).toEqual(doc.snapshot());
    for (const table of TABLES) expect(store.count(table)).toBeGreaterThan(0);
    expect(store.boxesOfVessel(angara)).toHaveLength(2);
    store.commit(removeVessel(store, CONTEXT, { id: angara }));
    await store.flushed();
    const again = await opened(id);
    expect(again.count('vessels')).toBe(1);
    await again.undo();
    expect(again.snapshot()).toEqual(doc.snapshot());
    await again.flushed();
    await deleteProject(db, id);
    for (const table of db.tables) expect(await table.count()).toBe(0);
  });
});

describe('the list of projects', () => {
  it('names of the newest frames’ files those of which a small picture is stored', async () => {
    const id = await makeProject(db);
    const store = await opened(id);
    const siteId = store.get('frames', firstFrame(store))?.siteId;
    if (!siteId) throw new Error('the sample has a site');
    for (const day of [13, 14, 15, 16, 17]) {
      const ids = { id: newId(FrameId, 'frm'), projectId: id, siteId };
      const sample = sampleFrame(ids);
      const file = { ...sample.file, sha256: Sha256.parse(`${day}`.repeat(32)) };
      const acquired = { ...sample.acquired, value: `2023-10-${day}T01:47:09Z` };
      const after = Frame.parse({ ...sample, file, acquired });
      const patch = { table: 'frames', id: after.id, before: null, after } as const;
      store.commit({ label: 'Add frame', patches: [patch] });
    }
    await store.flushed();
    const named = async () => (await listProjects(db)).flatMap(({ thumbnails }) => thumbnails);
    expect(await named()).toEqual([]);
    for (const day of [13, 14, 16, 17]) {
      const sha256 = Sha256.parse(`${day}`.repeat(32));
      await db.thumbnails.put({ sha256, blob: new Blob(['x']), look: '' });
    }
    expect((await named()).map((hash) => hash.slice(0, 2))).toEqual(['17', '16', '14']);
  });
});

describe('a database of version 1', () => {
  it('opens with its project and history, and takes vessels', async () => {
    await writeVersion1({ name, rows: VERSION_1_ROWS });
    expect(await listProjects(db)).toMatchObject([{ name: 'Old port', frames: 1, boxes: 1 }]);
    const id = ProjectId.parse('prj_old');
    const store = await opened(id);
    expect(store.undoLabel).toBe('Draw cargo ship 1');
    const [box] = store.all('boxes');
    expect(box).toEqual(VERSION_1_ROWS.boxes[0]);
    if (!box) throw new Error('the box is there');
    expect(store.get('frames', box.frameId)).toMatchObject({ sun: null });
    const { edit, vesselId } = linkToNewVessel(store, CONTEXT, { boxIds: [box.id] });
    store.commit(edit);
    await store.flushed();
    const again = await opened(id);
    expect(again.boxesOfVessel(vesselId)).toHaveLength(1);
    await again.undo();
    await again.undo();
    expect([again.count('vessels'), again.count('boxes')]).toEqual([0, 0]);
    await again.flushed();
  });

  it('keeps every box of every project', async () => {
    await writeVersion1({ name, rows: twoProjects(100, 70) });
    await holdsAll(twoProjects(100, 70).boxes);
  });

  it('keeps all of them where the change to pages breaks off, and takes it up the next time', async () => {
    const rows = twoProjects(100, 70);
    await writeVersion1({ name, rows });
    const put = IDBObjectStore.prototype.put;
    let pages = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      // Between the pages of the first project and those of the second.
      if (this.name === 'boxPages' && ++pages > 5) throw new DOMException('', 'QuotaExceededError');
      return put.apply(this, given);
    });
    const error = await listProjects(db).catch((thrown: unknown) => thrown);
    expect(noDatabaseSentence(error)).toMatch(/^There is no room .* Nothing is lost/);
    expect(pages).toBeGreaterThan(5);
    vi.restoreAllMocks();
    db.close();
    expect((await readVersion1(name)).map(({ id }) => id).sort()).toEqual(
      rows.boxes.map(({ id }) => id).sort(),
    );
    db = new QuaymarkDb(name);
    await holdsAll(rows.boxes);
  });
});

async function holdsAll(boxes: ReturnType<typeof twoProjects>['boxes']): Promise<void> {
  for (const id of ['prj_old', 'prj_other']) {
    const found = [...(await opened(ProjectId.parse(id))).all('boxes')];
    const own = boxes.filter(({ projectId }) => projectId === id);
    expect(found.sort((a, b) => a.number - b.number)).toEqual(own);
  }
  const counts = (await listProjects(db)).map((one) => one.boxes);
  expect(counts.sort((a, b) => b - a)).toEqual([100, 70]);
}

/** The boxes of a database that is of version 1 still. */
function readVersion1(of: string): Promise<readonly { readonly id: string }[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(of);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const { result } = opening;
      if (result.version !== 10) reject(new Error(`It is of version ${result.version}.`));
      const asked = result.transaction('boxes').objectStore('boxes').getAll();
      asked.onsuccess = () => {
        result.close();
        resolve(asked.result);
      };
    };
  });
}
