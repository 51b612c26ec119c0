/** Opening and leaving projects: nothing that is under way may reach another project. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importImages } from '../../../src/commands/import-frames';
import { openDocument } from '../../../src/commands/open-document';
import { openFiles } from '../../../src/commands/open-files';
import { closeProject, newProject, openProject } from '../../../src/commands/projects';
import type { Services } from '../../../src/commands/types';
import { addFrame, removeFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { addObservation } from '../../../src/domain/edits/observation-edits';
import { renameProject } from '../../../src/domain/edits/project-edits';
import { BoxId, FrameId } from '../../../src/domain/model/ids';
import { DocumentStore } from '../../../src/store/document-store';
import { inspectionOf, sampleFrame } from '../store/sample-frame';
import { FakeLocks } from './locks';
import { CONTEXT, testServices } from './support';

let locks: FakeLocks;

beforeEach(() => {
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks, storage: { persisted: async () => true } });
});

afterEach(() => vi.unstubAllGlobals());

function current(services: Services): DocumentStore {
  const document = openDocument(services);
  if (!document) throw new Error('no project is open');
  return document;
}

function image(name: string) {
  const source = { kind: 'blob', blob: new Blob([name]), name } as const;
  return { source, files: [{ source, size: 1, handle: null, role: 'image' as const }] };
}

test('files that are still being read when the project is left come into no other', async () => {
  let stored: (sha256: string) => void = () => undefined;
  const services = testServices({
    expect: () => undefined,
    inspect: async () => inspectionOf(),
    coverage: async () => null,
    settled: async () => undefined,
    keep: () => new Promise((resolve) => (stored = resolve)),
  });
  const first = (await newProject(services, 'First')).document;
  const target = async () => current(services);
  const importing = importImages(services, target, [image('a.tif'), image('b.tif')]);
  await vi.waitFor(() => expect(first.provisionalFrames()).toHaveLength(1));
  closeProject(services);
  const second = (await newProject(services, 'Second')).document;
  stored('ab'.repeat(32));
  await importing;
  for (const document of [first, second]) {
    expect([document.count('frames'), document.provisionalFrames()]).toEqual([0, []]);
  }
  expect(services.session.getState()).toMatchObject({ frameId: null, notices: [], tasks: [] });
});

test('files given one after the other come into one project, also while that is being made', async () => {
  let stored = 0;
  const services = testServices({
    expect: () => undefined,
    inspect: async () => inspectionOf(),
    coverage: async () => null,
    settled: async () => undefined,
    kept: async () => null,
    keep: async () => `${++stored}`.repeat(64),
  });
  const open = (name: string) =>
    openFiles(services, [{ file: new File([name], name), handle: null }]);
  await Promise.all([open('a.tif'), open('b.tif'), open('c.tif')]);
  expect(current(services).count('frames')).toBe(3);
  expect(await services.db.projects.count()).toBe(1);
  expect(services.session.getState().notices).toEqual([]);
});

test('a project that is opened twice at once is open once, and can be edited', async () => {
  const services = testServices();
  const { projectId } = (await newProject(services, 'Port')).document;
  closeProject(services);
  const [one, two] = await Promise.all([
    openProject(services, projectId),
    openProject(services, projectId),
  ]);
  expect(two).toBe(one);
  expect([current(services).lockedReason, one.lock.held]).toEqual([null, true]);
});

test('a tab that reads along lets go of what the other one has removed', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  const [gone, stays] = ['frm_1', 'frm_2'].map((id) => {
    const place = siteFor(document, null);
    const parts = { projectId: document.projectId, siteId: place.site.id };
    const frame = sampleFrame({ ...parts, id: FrameId.parse(id) });
    document.commit(addFrame(document, CONTEXT, { frame, ...place }));
    return frame;
  });
  if (!gone || !stays) throw new Error('two frames were added');
  const area = { x: 50, y: 50, length: 20, width: 20, angle: 0 };
  const noted = { frameId: gone.id, kind: 'obscured', geometry: area } as const;
  const { edit, observationId } = addObservation(document, CONTEXT, noted);
  document.commit(edit);
  await document.flushed();
  services.session.setState({ frameId: gone.id, areaId: observationId });
  const other = await DocumentStore.open(services.db, document.projectId);
  other.setWritable(true);
  other.commit(removeFrame(other, CONTEXT, { id: gone.id }));
  await other.flushed();
  await document.catchUp();
  expect(services.session.getState()).toMatchObject({ frameId: stays.id, areaId: null });
});

test('a project that is left and opened again has all that was done in it', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    document.commit(renameProject(document, CONTEXT, { name }));
  }
  closeProject(services);
  expect(document.lockedReason).not.toBeNull();
  const again = (await openProject(services, document.projectId)).document;
  expect(again.project.name).toBe('Four');
  again.commit(renameProject(again, CONTEXT, { name: 'Five' }));
  await again.flushed();
  expect(again.saveState.status).toBe('saved');
});

test('which boxes were drawn from stern to bow is still known when a project is opened again', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  const drawn = new Set([BoxId.parse('box_1')]);
  services.session.setState({ sternToBow: drawn });
  closeProject(services);
  await newProject(services, 'Other');
  expect(services.session.getState().sternToBow.size).toBe(0);
  await openProject(services, document.projectId);
  expect(services.session.getState().sternToBow).toEqual(drawn);
});
