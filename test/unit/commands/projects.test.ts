/** Opening and leaving projects: nothing that is under way may reach another project. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { openFrameRaster } from '../../../src/commands/frames/frame-imagery';
import { importImages } from '../../../src/commands/frames/import-frames';
import { openDocument } from '../../../src/commands/open-document';
import { importAsProject } from '../../../src/commands/project/import';
import { openFiles } from '../../../src/commands/project/open-files';
import { closeProject, newProject, openProject } from '../../../src/commands/project/projects';
import { runCommand } from '../../../src/commands/registry';
import { addFrame, removeFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { addObservation } from '../../../src/domain/edits/observation-edits';
import { renameProject } from '../../../src/domain/edits/project-edits';
import { createVessel } from '../../../src/domain/edits/vessel-edits';
import { UserError } from '../../../src/domain/errors';
import { BoxId, ClassId, FrameId, ProjectId } from '../../../src/domain/model/ids';
import { collectExport } from '../../../src/formats/collect';
import type { FrameRaster } from '../../../src/raster/types';
import { DocumentStore } from '../../../src/store/document-store';
import { listProjects } from '../../../src/store/library';
import { inspectionOf, sampleFrame } from '../store/sample-frame';
import { CONTEXT, current, picked, readable, testServices, withLocks } from './support';

withLocks();

function image(name: string) {
  const source = { kind: 'blob', blob: new Blob([name]), name } as const;
  return { source, files: [{ source, size: 1, handle: null, role: 'image' as const }] };
}

test('files that are still being read when the project is left come into no other', async () => {
  let stored: (sha256: string) => void = () => undefined;
  const services = testServices(
    readable({
      keep: () => new Promise((resolve) => (stored = resolve)),
    }),
  );
  const first = (await newProject(services, 'First')).document;
  const target = async () => ({ document: current(services), discard: null });
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
  const services = testServices(
    readable({
      keep: async () => `${++stored}`.repeat(64),
    }),
  );
  const open = (name: string) =>
    openFiles(services, [{ file: new File([name], name), handle: null }]);
  await Promise.all([open('a.tif'), open('b.tif'), open('c.tif')]);
  expect(current(services).count('frames')).toBe(3);
  await current(services).flushed();
  expect(await services.db.projects.count()).toBe(1);
  expect(services.session.getState().notices).toEqual([]);
});

test('the project comes up while the values of its first picture are still sampled', async () => {
  let sampled: () => void = () => undefined;
  const services = testServices(
    readable({
      inspect: () => new Promise((resolve) => (sampled = () => resolve(inspectionOf()))),
    }),
  );
  const opening = openFiles(services, picked('a.tif'));
  await vi.waitFor(() => expect(openDocument(services)?.lockedReason).toBeNull());
  expect(current(services).count('frames')).toBe(0);
  sampled();
  await opening;
  expect(current(services).count('frames')).toBe(1);
});

test.each([
  ['first', 'second'],
  ['second', 'first'],
])(
  'of images given at one moment none of which can be read, no project is left, whichever ends last: %s, %s',
  async (...order) => {
    const ends = new Map<string, () => void>();
    const services = testServices({
      expect: async () => undefined,
      inspect: ({ name }) =>
        new Promise((_, reject) => {
          ends.set(name, () => reject(new UserError(`Part of “${name}” cannot be read.`)));
        }),
    });
    const opening = ['first', 'second'].map((name) => openFiles(services, picked(name)));
    await vi.waitFor(() => expect(openDocument(services)?.lockedReason).toBeNull());
    await vi.waitFor(() => expect(ends.size).toBe(2));
    for (const name of order) {
      ends.get(name)?.();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Promise.all(opening);
    expect(openDocument(services)).toBeNull();
    expect(await services.db.projects.count()).toBe(0);
    expect(services.session.getState().notices).toHaveLength(2);
  },
);

test('an image without a pixel that can be read leaves no project behind, one that is none shows none', async () => {
  const damaged = new UserError('Part of “a.tif” cannot be read.');
  let shown = 0;
  const services = testServices({
    expect: async ({ name }) => {
      if (name === 'notes.tif') throw damaged;
    },
    inspect: async ({ name }) => {
      if (name === 'a.tif') await vi.waitFor(() => expect(openDocument(services)).not.toBeNull());
      throw damaged;
    },
  });
  services.workspace.subscribe(({ current }) => (shown += current ? 1 : 0));
  await openFiles(services, picked('notes.tif'));
  expect([shown, await services.db.projects.count()]).toEqual([0, 0]);
  await openFiles(services, picked('a.tif'));
  expect(shown).toBeGreaterThan(0);
  expect(openDocument(services)).toBeNull();
  expect(await services.db.projects.count()).toBe(0);
  const [notice] = services.session.getState().notices;
  expect(notice?.text).toBe(damaged.message);
});

test('an empty project of the user’s own stays when the first file given to it cannot be read', async () => {
  const services = testServices({
    expect: async () => undefined,
    inspect: async () => {
      throw new UserError('Part of “a.tif” cannot be read.');
    },
  });
  const { document } = await newProject(services, 'Port');
  await openFiles(services, picked('a.tif'));
  expect(openDocument(services)).toBe(document);
  await document.flushed();
  expect(await services.db.projects.count()).toBe(1);
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

test('a frame that is taken out gives back its open picture, and so does a project that is left', async () => {
  const closed: string[] = [];
  const services = testServices({
    kept: async () => new File([], 'sample.tif'),
    open: async () => ({ close: () => closed.push('closed') }) as unknown as FrameRaster,
  });
  const { document } = await newProject(services, 'Port');
  const place = siteFor(document, null);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const frames = ['frm_gone', 'frm_stays'].map((id) =>
    sampleFrame({ id: FrameId.parse(id), ...parts }),
  );
  for (const frame of frames) {
    document.commit(addFrame(document, CONTEXT, { frame, ...siteFor(document, null) }));
    await openFrameRaster(services, frame);
  }
  document.commit(removeFrame(document, CONTEXT, { id: FrameId.parse('frm_gone') }));
  await Promise.resolve();
  expect(closed).toHaveLength(1);
  await document.undo();
  for (const frame of frames) await openFrameRaster(services, frame);
  closeProject(services);
  await Promise.resolve();
  expect(closed).toHaveLength(3);
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

test('the vessel that was shown is shown again when a project is opened again, and in no other', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  const { vesselId, edit } = createVessel(document, CONTEXT, { name: 'Maia' });
  document.commit(edit);
  services.session.setState({ vesselId });
  closeProject(services);
  await newProject(services, 'Other');
  expect(services.session.getState().vesselId).toBeNull();
  await openProject(services, document.projectId);
  expect(services.session.getState().vesselId).toBe(vesselId);
});

test('a file that names records of another project takes none of them from there', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Mine');
  const mine = collectExport(document, { kind: 'project' });
  closeProject(services);
  const id = ProjectId.parse('prj_of_somebody_else');
  const classes = mine.classes.map((one) => ({ ...one, projectId: id }));
  const file = { ...mine, project: { ...mine.project, id }, classes };
  await importAsProject(services, file);
  expect(current(services).count('classes')).toBe(mine.classes.length);
  closeProject(services);
  await openProject(services, mine.project.id);
  expect([...current(services).all('classes')].map((one) => one.id).sort()).toEqual(
    mine.classes.map((one) => one.id).sort(),
  );
});

test('storing a project from a file is shown, and leaves nothing when it is cancelled', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Mine');
  await document.flushed();
  const mine = collectExport(document, { kind: 'project' });
  const [boxClass] = mine.classes;
  if (!boxClass) throw new Error('a new project has classes');
  const classes = Array.from({ length: 5000 }, (_, i) => {
    return { ...boxClass, id: ClassId.parse(`cls_${i}`), number: i + 1 };
  });
  const labels = new Set<string>();
  const stop = services.session.subscribe(({ tasks }) => {
    for (const { label, fraction, cancel } of tasks) {
      labels.add(label);
      if (fraction !== null) cancel?.();
    }
  });
  await expect(importAsProject(services, { ...mine, classes })).rejects.toMatchObject({
    name: 'AbortError',
  });
  stop();
  expect([...labels]).toEqual(['Storing Mine']);
  expect(services.session.getState().tasks).toEqual([]);
  expect(current(services)).toBe(document);
  expect(await listProjects(services.db)).toHaveLength(1);
  expect(await services.db.classes.count()).toBe(mine.classes.length);
});

test('an undo tells what it takes back, which may have come by itself since the last thing done by hand', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  document.commit(renameProject(document, CONTEXT, { name: 'Harbour' }));
  const { label } = renameProject(document, CONTEXT, { name: 'Harbour' });
  const told = () => services.session.getState().passing?.text;
  runCommand(services, 'edit.undo');
  await expect.poll(told).toBe(`Taken back: ${label}`);
  runCommand(services, 'edit.redo');
  await expect.poll(told).toBe(`Done again: ${label}`);
});
