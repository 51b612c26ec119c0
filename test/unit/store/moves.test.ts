/** Edits of one control that follow each other quickly: one move to undo and to redo. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setGeometry } from '../../../src/domain/edits/box-edits';
import type { ProjectId } from '../../../src/domain/model/ids';
import { QuaymarkDb } from '../../../src/store/db';
import type { DocumentStore } from '../../../src/store/document-store';
import { CONTEXT, draw, GEOMETRY, makeProject, openForWriting } from './sample-project';

let db: QuaymarkDb;
let projectId: ProjectId;

const openSample = () => openForWriting(db, projectId);

beforeEach(async () => {
  db = new QuaymarkDb(`test-${crypto.randomUUID()}`);
  projectId = await makeProject(db);
});

afterEach(() => db.delete());

describe('a control that is moved step by step', () => {
  const NUDGE = 'Nudge box';

  /** Moves the only box to a column, at a time in seconds. */
  async function moveAt(store: DocumentStore, seconds: number, x: number, run?: string) {
    vi.setSystemTime(1_700_000_000_000 + 1000 * seconds);
    const [box] = store.all('boxes');
    if (!box) throw new Error('there is a box');
    const edit = setGeometry(store, CONTEXT, {
      changes: [{ id: box.id, geometry: { ...GEOMETRY, x } }],
      verb: 'Nudge',
    });
    store.commit(run === undefined ? edit : { ...edit, run });
    await store.flushed();
  }

  const column = (store: DocumentStore) => [...store.all('boxes')][0]?.geometry.x;

  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one move to undo and redo, also after the project is opened anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = await openSample();
    draw(store);
    await moveAt(store, 10, 101, NUDGE);
    await moveAt(store, 10.9, 102, NUDGE);
    await moveAt(store, 11.8, 103, NUDGE);
    const again = await openSample();
    expect(await again.undo()).toMatch(/^Nudge/);
    expect(column(again)).toBe(100);
    await again.redo();
    expect(column(again)).toBe(103);
    await again.undo();
    await again.undo();
    expect(column(again)).toBeUndefined();
    await again.flushed();
    expect((await openSample()).snapshot()).toEqual(again.snapshot());
  });

  it('ends with a rest, with another control, and with whatever else is done', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = await openSample();
    draw(store);
    await moveAt(store, 10, 101, NUDGE);
    await moveAt(store, 11.2, 102, NUDGE);
    await moveAt(store, 11.3, 103, 'Turn box');
    await moveAt(store, 11.4, 104);
    await moveAt(store, 11.5, 105, NUDGE);
    const columns = [];
    for (let i = 0; i < 5; i += 1) {
      await store.undo();
      columns.push(column(store));
    }
    expect(columns).toEqual([104, 103, 102, 101, 100]);
  });
});
