/** What the browser's tab is called. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { followAddress } from '../../../src/app/address';
import { closeProject, newProject, openProject } from '../../../src/commands/project/projects';
import { renameProject } from '../../../src/domain/edits/project-edits';
import { FakeLocks } from '../commands/locks';
import { CONTEXT, openEmpty, testServices } from '../commands/support';

/** As much of a page as the address needs. */
function page(hash = '') {
  const shown = { title: '' };
  const location = { hash, pathname: '/', search: '' };
  const go = (_: unknown, __: string, to: string) => {
    location.hash = to.slice(to.indexOf('#') < 0 ? to.length : to.indexOf('#'));
  };
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { persisted: async () => true } });
  vi.stubGlobal('document', shown);
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { pushState: go, replaceState: go });
  vi.stubGlobal('window', new EventTarget());
  return shown;
}

afterEach(() => vi.unstubAllGlobals());

test('a project that the address names has its name in the tab at once', async () => {
  const services = testServices();
  const { projectId } = await openEmpty(services, 'Najin');
  closeProject(services);
  const shown = page(`#/project/${projectId}`);
  await followAddress(services);
  expect(shown.title).toBe('Najin – Quaymark');
});

test('a new project stands in the address once it is stored, unless somebody has gone elsewhere', async () => {
  const services = testServices();
  page();
  await followAddress(services);
  const first = (await newProject(services, 'Najin', { pictured: true })).document;
  expect(location.hash).toBe('');
  await expect.poll(() => location.hash).toBe(`#/project/${first.projectId}`);
  closeProject(services);
  const { document } = await newProject(services, 'Busan', { pictured: true });
  // Back to the one before, which is still on its way.
  location.hash = `#/project/${first.projectId}`;
  await document.flushed();
  await new Promise((resolve) => setTimeout(resolve));
  expect(location.hash).toBe(`#/project/${first.projectId}`);
});

test('the tab follows another name and another project, and has its own without one', async () => {
  const services = testServices();
  const shown = page();
  await followAddress(services);
  expect(shown.title).toBe('Quaymark');
  const first = await openEmpty(services, 'Najin');
  await expect.poll(() => shown.title).toBe('Najin – Quaymark');
  first.commit(renameProject(first, CONTEXT, { name: 'Najin in autumn' }));
  expect(shown.title).toBe('Najin in autumn – Quaymark');
  closeProject(services);
  expect(shown.title).toBe('Quaymark');
  await openProject(services, first.projectId);
  await expect.poll(() => shown.title).toBe('Najin in autumn – Quaymark');
});
