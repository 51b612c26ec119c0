/** The services of the program without a browser, for tests that begin with 'fake-indexeddb/auto'. */
import { afterEach, beforeEach, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { openDocument } from '../../../src/commands/open-document';
import type { Services, Workspace } from '../../../src/commands/types';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { projectRecords } from '../../../src/domain/edits/project-edits';
import { FrameId, newId, ProjectId } from '../../../src/domain/model/ids';
import type { Imagery } from '../../../src/raster/types';
import { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject } from '../../../src/store/library';
import { createReadout, createSession } from '../../../src/store/session';
import { inspectionOf, sampleFrame } from '../store/sample-frame';
import { FakeLocks } from './locks';

export const CONTEXT = { now: '2023-10-12T01:47:09.000Z', author: 'A. Analyst' };

/** @param imagery what of the imagery's work a test needs; all else throws */
export function testServices(imagery: Partial<Imagery> = {}): Services {
  return {
    db: new QuaymarkDb(`test-${crypto.randomUUID()}`),
    imagery: imagery as Imagery,
    session: createSession(),
    readout: createReadout(),
    workspace: createStore(() => ({ current: null as Workspace | null })),
    map: { current: null },
    panels: { focusFilter: null, focusInspector: null, focusFollowed: null, focusName: null },
    pickFiles: async () => [],
    download: () => undefined,
  };
}

/** What reading gives of any file: an image, with these bytes, once it is asked for. */
export function readable(over: Partial<Imagery> = {}): Partial<Imagery> {
  return {
    expect: async () => undefined,
    inspect: async () => inspectionOf(),
    coverage: async () => null,
    settled: async () => undefined,
    kept: async () => null,
    keep: async () => 'ab'.repeat(32),
    ...over,
  };
}

/** A file as it is picked. */
export const picked = (name: string) => [{ file: new File([name], name), handle: null }];

/** The project that is open. */
export function current(services: Services): DocumentStore {
  const document = openDocument(services);
  if (!document) throw new Error('no project is open');
  return document;
}

/** Tabs whose locks are granted here, before each test anew. */
export function withLocks(): { readonly locks: FakeLocks } {
  const tabs = { locks: new FakeLocks() };
  beforeEach(() => {
    tabs.locks = new FakeLocks();
    const storage = { persisted: async () => true };
    vi.stubGlobal('navigator', { locks: tabs.locks, storage });
  });
  afterEach(() => vi.unstubAllGlobals());
  return tabs;
}

/** Makes a project with the usual classes and opens it for writing, without the lock between tabs. */
export async function openEmpty(services: Services, name = 'Port'): Promise<DocumentStore> {
  const id = newId(ProjectId, 'prj');
  await createProject(services.db, id, projectRecords(id, CONTEXT, { name }), CONTEXT);
  const document = await DocumentStore.open(services.db, id);
  document.setWritable(true);
  const lock = { announce: () => undefined, dispose: () => undefined, held: true };
  const current = { document, lock } as unknown as Workspace;
  services.workspace.setState({ current });
  return document;
}

/** The same with one frame, without a site's place. */
export async function openWithFrame(services: Services) {
  const document = await openEmpty(services);
  const place = siteFor(document, null);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const frame = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
  document.commit(addFrame(document, CONTEXT, { frame, ...place }));
  return { document, frame };
}
