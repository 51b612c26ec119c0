import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { linkToNewVessel, removeVessel } from '../../../src/domain/edits/vessel-edits';
import { TABLES } from '../../../src/domain/model/commit';
import { ProjectId } from '../../../src/domain/model/ids';
import { collectExport } from '../../../src/formats/collect';
import { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject, deleteProject, listProjects } from '../../../src/store/library';
import { followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';
import { VERSION_1_ROWS, writeVersion1 } from './version-1';

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
    const [project] = VERSION_1_ROWS.projects;
    const [box] = VERSION_1_ROWS.boxes;
    const [head] = VERSION_1_ROWS.heads;
    const inProject = (projectId: string, count: number) =>
      Array.from({ length: count }, (_, i) => {
        return { ...box, id: `box_${projectId}_${i}`, projectId, number: i + 1 };
      });
    const boxes = [...inProject('prj_old', 100), ...inProject('prj_other', 70)];
    const rows = {
      ...VERSION_1_ROWS,
      projects: [project, { ...project, id: 'prj_other' }].map((one) => ({ ...one })),
      heads: [head, { ...head, projectId: 'prj_other', undoTop: 0 }].map((one) => ({ ...one })),
      boxes,
    };
    await writeVersion1({ name, rows });
    for (const id of ['prj_old', 'prj_other']) {
      const found = [...(await opened(ProjectId.parse(id))).all('boxes')];
      const own = boxes.filter(({ projectId }) => projectId === id);
      expect(found.sort((a, b) => a.number - b.number)).toEqual(own);
    }
    expect(new Set((await listProjects(db)).map((one) => one.boxes))).toEqual(new Set([100, 70]));
  });
});
