import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteBoxes, setAttributes, setGeometry } from '../../../src/domain/edits/box-edits';
import { removeFrame } from '../../../src/domain/edits/frame-edits';
import { projectRecords, renameProject } from '../../../src/domain/edits/project-edits';
import { UserError } from '../../../src/domain/errors';
import { newId, ProjectId } from '../../../src/domain/model/ids';
import { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { deleteProject, listProjects } from '../../../src/store/library';
import { CONTEXT, draw, firstFrame, GEOMETRY, makeProject, openForWriting } from './sample-project';

let db: QuaymarkDb;
let projectId: ProjectId;

const openSample = () => openForWriting(db, projectId);

async function makeSample(): Promise<void> {
  projectId = await makeProject(db);
}

beforeEach(async () => {
  db = new QuaymarkDb(`test-${crypto.randomUUID()}`);
  await makeSample();
});

afterEach(() => db.delete());

describe('what is committed', () => {
  it('is there after the project is opened anew, with its history', async () => {
    const store = await openSample();
    draw(store);
    draw(store, { ...GEOMETRY, x: 300 });
    await store.flushed();
    const again = await openSample();
    expect(again.snapshot()).toEqual(store.snapshot());
    expect(again.undoLabel).toBe(store.undoLabel);
    await again.undo();
    expect(again.boxesOf(firstFrame(again)).map((box) => box.number)).toEqual([1]);
    expect(again.redoLabel).toBe(store.undoLabel);
  });

  it('is undone and redone across openings, any number of steps', async () => {
    const store = await openSample();
    const start = store.snapshot();
    for (let i = 0; i < 7; i++) draw(store, { ...GEOMETRY, x: 10 + i });
    const end = store.snapshot();
    await store.flushed();
    let again = await openSample();
    for (let i = 0; i < 4; i++) await again.undo();
    await again.flushed();
    again = await openSample();
    for (let i = 0; i < 3; i++) await again.undo();
    expect(again.snapshot()).toEqual(start);
    await again.flushed();
    again = await openSample();
    for (let i = 0; i < 7; i++) await again.redo();
    expect(again.snapshot()).toEqual(end);
    expect(await again.redo()).toBeNull();
  });

  it('clears what could be redone when something new is done', async () => {
    const store = await openSample();
    draw(store);
    await store.undo();
    store.commit(renameProject(store, CONTEXT, { name: 'Other' }));
    expect(store.redoLabel).toBeNull();
    expect(await store.redo()).toBeNull();
  });

  it('can be thousands of patches in one edit, more than one stored row holds', async () => {
    const store = await openSample();
    draw(store);
    const [box] = store.boxesOf(firstFrame(store));
    if (!box) throw new Error('a box was drawn');
    const patches = Array.from({ length: 5000 }, (_, i) => {
      const after = { ...box, id: `${box.id}-${i}` as typeof box.id, number: i + 2 };
      return { table: 'boxes' as const, id: after.id, before: null, after };
    });
    store.commit({ label: 'Import', patches });
    await store.flushed();
    const again = await openSample();
    expect(again.count('boxes')).toBe(5001);
    await again.undo();
    await again.flushed();
    expect((await openSample()).count('boxes')).toBe(1);
  });
});

describe('any sequence of edits and undos', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('draw' as const),
      x: fc.double({ min: 1, max: 900, noNaN: true }),
    }),
    fc.record({
      do: fc.constant('move' as const),
      x: fc.double({ min: 1, max: 900, noNaN: true }),
    }),
    fc.record({ do: fc.constant('note' as const), text: fc.string() }),
    fc.constant({ do: 'delete' as const }),
    fc.constant({ do: 'undo' as const }),
    fc.constant({ do: 'redo' as const }),
    fc.constant({ do: 'reopen' as const }),
  );

  /** Undoes, but not the adding of the frame that all the edits stand on. */
  const undoBox = async (store: DocumentStore) =>
    store.undoLabel === 'Add frame' ? null : store.undo();

  it('reads back as it stood, and undoes to the start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await makeSample();
        let store = await openSample();
        const start = store.snapshot();
        for (const one of steps) {
          const [box] = store.boxesOf(firstFrame(store));
          if (one.do === 'draw') draw(store, { ...GEOMETRY, x: one.x });
          else if (one.do === 'undo') await undoBox(store);
          else if (one.do === 'redo') await store.redo();
          else if (one.do === 'reopen') {
            await store.flushed();
            const again = await openSample();
            expect(again.snapshot()).toEqual(store.snapshot());
            store = again;
          } else if (box && one.do === 'move') {
            const changes = [{ id: box.id, geometry: { ...GEOMETRY, x: one.x } }];
            store.commit(setGeometry(store, CONTEXT, { changes }));
          } else if (box && one.do === 'note') {
            const attributes = { notes: one.text };
            store.commit(setAttributes(store, CONTEXT, { ids: [box.id], attributes }));
          } else if (box && one.do === 'delete') {
            store.commit(deleteBoxes(store, CONTEXT, { ids: [box.id] }));
          }
        }
        const end = store.snapshot();
        let undone = 0;
        while (await undoBox(store)) undone += 1;
        expect(store.snapshot()).toEqual(start);
        for (let i = 0; i < undone; i++) await store.redo();
        expect(store.snapshot()).toEqual(end);
        await store.flushed();
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('when writing fails', () => {
  it('stops editing with a sentence, keeps memory, and writes all after trying again', async () => {
    const store = await openSample();
    const heads = db.heads;
    const fail = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    heads.hook('updating', fail);
    draw(store);
    await expect(store.flushed()).rejects.toThrow('no room left');
    expect(store.boxesOf(firstFrame(store))).toHaveLength(1);
    expect(store.saveState).toMatchObject({ status: 'failed', waiting: 1 });
    expect(() => draw(store)).toThrow(UserError);
    heads.hook('updating').unsubscribe(fail);
    await store.retry();
    await store.flushed();
    expect((await openSample()).count('boxes')).toBe(1);
  });

  it('leaves no half of an edit behind', async () => {
    const store = await openSample();
    const fail = () => {
      throw new Error('disk');
    };
    db.commits.hook('creating', fail);
    draw(store);
    await expect(store.flushed()).rejects.toThrow('disk');
    db.commits.hook('creating').unsubscribe(fail);
    const again = await openSample();
    expect(again.count('boxes')).toBe(0);
    expect(again.project.nextBoxNumber).toBe(1);
  });

  it('refuses to write over what another tab has written', async () => {
    const one = await openSample();
    const other = await openSample();
    draw(one);
    await one.flushed();
    draw(other);
    await expect(other.flushed()).rejects.toThrow('Another tab');
    expect((await openSample()).count('boxes')).toBe(1);
  });
});

describe('a page that goes away while an edit is being written', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  /** A page whose database no longer answers, as when the browser is closing it. */
  async function leave(store: DocumentStore): Promise<void> {
    const fail = () => {
      throw new Error('closing');
    };
    db.commits.hook('creating', fail);
    draw(store);
    expect(store.keepWaiting()).toBe(true);
    await expect(store.flushed()).rejects.toThrow();
    db.commits.hook('creating').unsubscribe(fail);
  }

  it('has the edit stored by the next page, once', async () => {
    const store = await openSample();
    await leave(store);
    const next = await openSample();
    expect(next.snapshot()).toEqual(store.snapshot());
    expect(next.undoLabel).toBe(store.undoLabel);
    expect(next.takenUp).toEqual({ lost: [], setAside: null });
    expect((await openSample()).count('boxes')).toBe(1);
  });

  it('does not store again what did reach the database', async () => {
    const store = await openSample();
    draw(store);
    expect(store.keepWaiting()).toBe(true);
    await store.flushed();
    const next = await openSample();
    expect(next.count('boxes')).toBe(1);
    expect(next.takenUp).toEqual({ lost: [], setAside: null });
  });

  it('names the edit that another tab has made impossible', async () => {
    const store = await openSample();
    const other = await openSample();
    draw(store);
    await store.flushed();
    await leave(other);
    const next = await openSample();
    expect(next.count('boxes')).toBe(1);
    expect(next.takenUp).toEqual({ lost: [other.undoLabel], setAside: null });
    expect(next.snapshot()).toEqual(store.snapshot());
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -7)],
    ['of another shape', () => '{"commits": []}'],
    ['with a record that is none', (text: string) => text.replaceAll('"geometry"', '"geometri"')],
    ['of another project', (text: string) => text.replaceAll(projectId, newId(ProjectId, 'prj'))],
  ])('opens the project all the same where what was laid down is %s', async (_, spoil) => {
    const store = await openSample();
    draw(store);
    await store.flushed();
    await leave(store);
    const key = `quaymark:pending:${projectId}`;
    const spoilt = spoil(kept.get(key) ?? '');
    kept.set(key, spoilt);
    const next = await openSample();
    expect(next.count('boxes')).toBe(1);
    const { lost, setAside } = next.takenUp;
    expect(lost).toEqual([]);
    expect([...kept]).toEqual([[setAside, spoilt]]);
    draw(next);
    await next.flushed();
    expect((await openSample()).takenUp.setAside).toBeNull();
  });

  it('opens the project also where the storage has no room for a second copy', async () => {
    const store = await openSample();
    await leave(store);
    const key = `quaymark:pending:${projectId}`;
    const spoilt = (kept.get(key) ?? '').slice(0, -7);
    kept.set(key, spoilt);
    vi.spyOn(localStorage, 'setItem').mockImplementation((name: string, text: string) => {
      const used = [...kept].reduce((sum, [other, value]) => sum + other.length + value.length, 0);
      if (used + name.length + text.length > 2 * spoilt.length) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      kept.set(name, text);
    });
    const { setAside } = (await openSample()).takenUp;
    expect([...kept]).toEqual([[setAside, spoilt]]);
  });

  it('stores the readable edits before the one that is not', async () => {
    const store = await openSample();
    await leave(store);
    const key = `quaymark:pending:${projectId}`;
    kept.set(key, JSON.stringify([...JSON.parse(kept.get(key) ?? ''), { commit: 'none' }]));
    const next = await openSample();
    expect(next.count('boxes')).toBe(1);
    expect(next.takenUp.setAside).not.toBeNull();
  });
});

describe('two readers of one project', () => {
  it('a reading tab catches up with edits, undos and redos', async () => {
    const writer = await openSample();
    const reader = await DocumentStore.open(db, projectId);
    draw(writer);
    draw(writer, { ...GEOMETRY, x: 400 });
    await writer.undo();
    await writer.flushed();
    await reader.catchUp();
    expect(reader.snapshot()).toEqual(writer.snapshot());
    expect(reader.redoLabel).toBe(writer.redoLabel);
    expect(reader.lockedReason).toContain('another tab');
    reader.setWritable(true);
    await reader.redo();
    expect(reader.count('boxes')).toBe(2);
  });
});

describe('the library', () => {
  it('lists a project with its counts, and deletes all of it', async () => {
    const store = await openSample();
    draw(store);
    await store.flushed();
    const [summary] = await listProjects(db);
    expect(summary).toMatchObject({ name: 'Port', sites: 1, frames: 1, boxes: 1 });
    const orphans = await deleteProject(db, projectId);
    expect(orphans).toHaveLength(1);
    expect(await listProjects(db)).toEqual([]);
    for (const table of db.tables) expect(await table.count()).toBe(0);
    await expect(DocumentStore.open(db, projectId)).rejects.toThrow('no longer in this browser');
  });

  it('gives up files with the last project that has them, or would after an undo', async () => {
    const removeFrom = async () => {
      const store = await openSample();
      store.commit(removeFrame(store, CONTEXT, { id: firstFrame(store) }));
      await store.flushed();
      return store;
    };
    const first = await removeFrom();
    await makeSample();
    const second = await removeFrom();
    expect(await deleteProject(db, first.projectId)).toEqual([]);
    expect(await deleteProject(db, second.projectId)).toEqual(['ab'.repeat(32)]);
  });
});

describe('a new project', () => {
  const NEW = ProjectId.parse('prj_new');
  const create = (after?: Promise<void>) => {
    const records = projectRecords(NEW, CONTEXT, { name: 'New' });
    return DocumentStore.create(db, NEW, records, CONTEXT, { ...(after && { after }) });
  };

  it('can be edited at once, and is stored with that, in order, when it is time', async () => {
    let due: () => void = () => undefined;
    const store = create(new Promise((resolve) => (due = resolve)));
    expect([store.project.name, store.lockedReason, store.undoLabel]).toEqual(['New', null, null]);
    store.commit(renameProject(store, CONTEXT, { name: 'Renamed' }));
    expect(await db.projects.get(NEW)).toBeUndefined();
    // Nobody would find again what is kept of a project that is in no list.
    expect([store.saveState.status, store.keepWaiting()]).toEqual(['saving', false]);
    due();
    await store.flushed();
    expect(store.keepWaiting()).toBe(true);
    const again = await DocumentStore.open(db, NEW);
    expect(again.snapshot()).toEqual(store.snapshot());
    again.setWritable(true);
    expect(await again.undo()).toBe(store.undoLabel);
    expect([again.project.name, again.undoLabel]).toEqual(['New', null]);
  });

  it('says itself where it cannot be stored, and is when that works again', async () => {
    const put = vi.spyOn(db.heads, 'put').mockRejectedValueOnce(new Error('The disk is full.'));
    const store = create();
    await expect(store.flushed()).rejects.toThrow('The disk is full.');
    expect(store.saveState).toMatchObject({ status: 'failed', canRetry: true });
    expect(await db.projects.get(NEW)).toBeUndefined();
    await store.retry();
    put.mockRestore();
    expect(store.saveState.status).toBe('saved');
    expect((await db.projects.get(NEW))?.name).toBe('New');
  });
});
