/** A stored project with one frame, and a first box on it. */
import { createBox } from '../../../src/domain/edits/box-edits';
import { projectRecords } from '../../../src/domain/edits/project-edits';
import type { BoxGeometry } from '../../../src/domain/model/box';
import { FrameId, newId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import type { QuaymarkDb } from '../../../src/store/db';
import { DocumentStore } from '../../../src/store/document-store';
import { createProject } from '../../../src/store/library';
import { sampleFrame } from './sample-frame';

export const CONTEXT = { now: '2023-10-12T01:47:09.000Z', author: 'A. Analyst' };
export const GEOMETRY: BoxGeometry = { x: 100, y: 80, length: 60, width: 12, angle: 0.3 };

export async function openForWriting(db: QuaymarkDb, id: ProjectId): Promise<DocumentStore> {
  const store = await DocumentStore.open(db, id);
  store.setWritable(true);
  return store;
}

export function firstFrame(store: DocumentStore): FrameId {
  const [frame] = store.all('frames');
  if (!frame) throw new Error('the sample has a frame');
  return frame.id;
}

/** A box of the first class on the first frame. */
export function draw(store: DocumentStore, geometry = GEOMETRY): void {
  const [boxClass] = store.all('classes');
  if (!boxClass) throw new Error('the sample has classes');
  const args = { frameId: firstFrame(store), classId: boxClass.id, geometry };
  store.commit(createBox(store, CONTEXT, args));
}

/** Makes a project with one frame, whose adding is its only edit. */
export async function makeProject(db: QuaymarkDb): Promise<ProjectId> {
  const projectId = newId(ProjectId, 'prj');
  await createProject(db, projectId, projectRecords(projectId, CONTEXT, { name: 'Port' }), CONTEXT);
  const store = await openForWriting(db, projectId);
  const siteId = newId(SiteId, 'sit');
  const site = { id: siteId, projectId, name: 'Najin', center: null, timeZone: null };
  const frame = sampleFrame({ id: newId(FrameId, 'frm'), projectId, siteId });
  store.commit({
    label: 'Add frame',
    patches: [
      { table: 'sites', id: siteId, before: null, after: site },
      { table: 'frames', id: frame.id, before: null, after: frame },
    ],
  });
  await store.flushed();
  return projectId;
}
