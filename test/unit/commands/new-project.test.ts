/** A new project is there at once, and stored when its first picture has been drawn. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { openDocument } from '../../../src/commands/open-document';
import { endFirstPicture } from '../../../src/commands/project/first-picture';
import { foreseeImage, openFiles } from '../../../src/commands/project/open-files';
import { closeProject, newProject, openProject } from '../../../src/commands/project/projects';
import { canLeave } from '../../../src/commands/project/rescue';
import { renameProject } from '../../../src/domain/edits/project-edits';
import { UserError } from '../../../src/domain/errors';
import { FrameId } from '../../../src/domain/model/ids';
import { CONTEXT, current, picked, readable, testServices, withLocks } from './support';

const tabs = withLocks();

test('a picture is there before its project is stored, and both are on record in the end', async () => {
  const services = testServices(readable());
  const opening = openFiles(services, picked('a.tif'));
  await vi.waitFor(() => expect(services.session.getState().frameId).not.toBeNull());
  expect(await services.db.projects.count()).toBe(0);
  await opening;
  await current(services).flushed();
  expect([await services.db.projects.count(), await services.db.frames.count()]).toEqual([1, 1]);
});

test('a project that cannot be stored is not left behind, and the file is told of', async () => {
  const services = testServices(
    readable({
      keep: async () => {
        await openDocument(services)
          ?.flushed()
          .then(undefined, () => undefined);
        return 'ab'.repeat(32);
      },
    }),
  );
  const full = new DOMException('The disk is full.', 'QuotaExceededError');
  const put = vi.spyOn(services.db.heads, 'put').mockRejectedValue(full);
  await openFiles(services, picked('a.tif'));
  put.mockRestore();
  expect(openDocument(services)).toBeNull();
  const told = services.session.getState().notices.map(({ text }) => text);
  expect(told).toEqual([expect.stringContaining('The browser has no room left for this project.')]);
  expect(await services.db.projects.count()).toBe(0);
});

test('a project that is closed before it is stored is there, and can be written when it is opened', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port', { pictured: true });
  closeProject(services);
  const { lock } = await openProject(services, document.projectId);
  expect([current(services).lockedReason, lock.held]).toEqual([null, true]);
  expect(document.isWritable).toBe(false);
});

test('one that is closed while its lock is on the way cannot be written any more', async () => {
  const services = testServices();
  const request = tabs.locks.request.bind(tabs.locks);
  const asked = new Promise<void>((resolve) => {
    vi.spyOn(tabs.locks, 'request').mockImplementationOnce((...args) => {
      resolve();
      return request(...args);
    });
  });
  const { document } = await newProject(services, 'Port');
  await asked;
  closeProject(services);
  await openProject(services, document.projectId);
  expect([document.isWritable, current(services).isWritable]).toEqual([false, true]);
});

test('a new project that another tab has found first is read along with it', async () => {
  const services = testServices();
  const { document, lock } = await newProject(services, 'Port', { pictured: true });
  expect(document.lockedReason).toBeNull();
  void tabs.locks.request(`quaymark:${document.projectId}`, {}, () => new Promise(() => undefined));
  await vi.waitFor(() => expect(document.lockedReason).toContain('in another tab'));
  expect(lock.held).toBe(false);
});

test('leaving ends the wait for a first picture', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port', { pictured: true });
  expect(document.isOnRecord).toBe(false);
  const began = performance.now();
  endFirstPicture();
  await document.flushed();
  expect([document.isOnRecord, performance.now() - began < 200]).toEqual([true, true]);
});

test('a frame that was taken back is no reason to leave where that could not be stored', async () => {
  const services = testServices();
  const { document } = await newProject(services, 'Port');
  document.commit(renameProject(document, CONTEXT, { name: 'Harbour' }));
  await document.flushed();
  const put = vi.spyOn(services.db.heads, 'put').mockRejectedValue(new Error('The disk is full.'));
  await document.undo();
  await document.flushed().then(undefined, () => undefined);
  put.mockRestore();
  expect(canLeave(services)).toContain('are not stored yet');
});

test('what is about to be given begins to be read where it will be the first picture', async () => {
  const read: string[] = [];
  const services = testServices({
    expect: async ({ name }) => {
      read.push(name);
      throw new UserError('It is none.');
    },
  });
  for (const name of ['a.tif', 'b.geojson', 'C.TIFF']) foreseeImage(services, new File([], name));
  services.session.setState({ frameId: FrameId.parse('frm_1') });
  foreseeImage(services, new File([], 'd.tif'));
  expect(read).toEqual(['a.tif', 'C.TIFF']);
  // Who opens it is told.
  expect(services.session.getState().notices).toEqual([]);
});
