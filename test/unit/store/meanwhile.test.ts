/** What is done while something else is still on its way. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../../src/commands/types';
import { setReference } from '../../../src/domain/edits/alignment-edits';
import { createBox } from '../../../src/domain/edits/box-edits';
import { recordEvent } from '../../../src/domain/edits/event-edits';
import { addFrame, updateFrame } from '../../../src/domain/edits/frame-edits';
import { setExamined } from '../../../src/domain/edits/observation-edits';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { DocumentStore } from '../../../src/store/document-store';
import { CONTEXT, openWithFrame, testServices } from '../commands/support';

const geometry = { x: 100, y: 80, length: 60, width: 12, angle: 0.3 };

let services: Services;

beforeEach(() => {
  services = testServices();
});

describe('an edit that is made while an undo is looked up', () => {
  it('stands, and is the one that the next undo takes back', async () => {
    const { document: first, frame } = await openWithFrame(services);
    const draw = (store: DocumentStore, x: number) => {
      const [boxClass] = store.all('classes');
      if (!boxClass) throw new Error('a new project has classes');
      const args = { frameId: frame.id, classId: boxClass.id, geometry: { ...geometry, x } };
      store.commit(createBox(store, CONTEXT, args));
    };
    const places = (store: DocumentStore) => store.boxesOf(frame.id).map((box) => box.geometry.x);
    draw(first, 100);
    await first.flushed();
    // Opened anew, the log must be read from the database, which takes a while.
    const store = await DocumentStore.open(services.db, first.projectId);
    store.setWritable(true);
    const undone = [store.undo(), store.undo()];
    await Promise.resolve().then(() => undefined);
    draw(store, 300);
    expect(await Promise.all(undone)).toEqual([null, null]);
    expect(places(store)).toEqual([100, 300]);
    await store.undo();
    expect(places(store)).toEqual([100]);
    await store.undo();
    expect(places(store)).toEqual([]);
    await store.redo();
    await store.redo();
    expect(places(store)).toEqual([100, 300]);
    await store.flushed();
    const again = await DocumentStore.open(services.db, first.projectId);
    expect(places(again)).toEqual([100, 300]);
  });
});

describe('a picture that is still being stored', () => {
  const held = 'This picture is still being stored.';

  /** The frame with which the project would go on if its file could be stored. */
  async function storing() {
    const { document: store, frame: known } = await openWithFrame(services);
    const frame = { ...known, id: newId(FrameId, 'frm'), title: 'Coming' };
    store.setProvisional(frame);
    return { store, frame, known };
  }

  it('takes no boxes, areas, verdicts, facts or display yet, so that nothing names what may never be', async () => {
    const { store, frame, known } = await storing();
    const before = store.snapshot();
    const attempts = [
      setExamined(store, CONTEXT, { frameId: frame.id, examined: true }),
      updateFrame(store, CONTEXT, { id: frame.id, changes: { title: 'Renamed' } }),
      recordEvent(store, CONTEXT, {
        kind: 'gone',
        source: 'analyst',
        beforeId: known.id,
        afterId: frame.id,
        frameId: known.id,
        geometry,
      }).edit,
      setReference(store, CONTEXT, { siteId: frame.siteId, frameId: frame.id }),
    ];
    for (const edit of attempts) expect(() => store.commit(edit)).toThrow(held);
    store.clearProvisional(frame.id);
    expect(store.snapshot()).toEqual(before);
  });

  it('takes all of them once it is recorded', async () => {
    const { store, frame } = await storing();
    const site = store.get('sites', frame.siteId);
    if (!site) throw new Error('the sample has a site');
    store.settleProvisional(frame.id);
    store.commit(addFrame(store, CONTEXT, { frame, site, isNew: false }));
    store.commit(setExamined(store, CONTEXT, { frameId: frame.id, examined: true }));
    expect(store.count('observations')).toBe(1);
  });
});
