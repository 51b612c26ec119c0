/** A demo whose files are not what they should be. */
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { openDemo, openWorkedDemo } from '../../../src/commands/project/demo';
import { listProjects } from '../../../src/store/library';
import { testServices } from './support';

afterEach(() => vi.unstubAllGlobals());

const MANIFEST = { name: 'Demo', sites: [], frames: [], truth: 'truth.json' };

it.each([
  ['a page instead of the list of frames', '<!doctype html>', '{}', /"manifest\.json"/],
  ['a list of another kind', '[1, 2]', '{}', /"manifest\.json"/],
  ['a truth that is cut', JSON.stringify(MANIFEST), '{"frames":[', /"truth\.json"/],
])('%s is told with what to do, and makes no project', async (_, manifest, truth, named) => {
  vi.stubGlobal('fetch', async (url: string) => {
    return new Response(url.endsWith('manifest.json') ? manifest : truth);
  });
  const services = testServices();
  await expect(openWorkedDemo(services)).rejects.toThrow(named);
  await expect(openWorkedDemo(services)).rejects.toThrow(/Run "npm run demo"/);
  expect(await listProjects(services.db)).toEqual([]);
});

it('one that is not there is told', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await expect(openDemo(testServices())).rejects.toThrow(/not part of this copy/);
});
