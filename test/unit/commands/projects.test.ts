/** Opening and leaving projects: nothing that is under way may reach another project. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importImages } from '../../../src/commands/import-frames';
import { openDocument } from '../../../src/commands/open-document';
import { closeProject, newProject, openProject } from '../../../src/commands/projects';
import type { Services } from '../../../src/commands/types';
import { renameProject } from '../../../src/domain/edits/project-edits';
import type { DocumentStore } from '../../../src/store/document-store';
import { inspectionOf } from '../store/sample-frame';
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
