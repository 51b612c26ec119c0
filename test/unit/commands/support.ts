/** The services of the program without a browser, for tests that begin with 'fake-indexeddb/auto'. */
import { createStore } from 'zustand/vanilla';
import type { Services, Workspace } from '../../../src/commands/types';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { projectRecords } from '../../../src/domain/edits/project-edits';
import { FrameId, newId, ProjectId } from '../../../src/domain/model/ids';
import type { Imagery } from '../../../src/raster/types';
import { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject } from '../../../src/store/library';
import { createReadout, createSession } from '../../../src/store/session';
import { sampleFrame } from '../store/sample-frame';

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
