/**
 * Serves the built application to end-to-end tests, and the same files once more from another
 * origin for tests of imagery from elsewhere. QUAYMARK_DIST names a build other than dist/.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { DIST } from '../../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The application's address, ending in '/'. */
    appUrl: string;
    /** Another origin with the same files, which lets any page read them. */
    openOriginUrl: string;
    /** Another origin with the same files, which lets no other page read them. */
    closedOriginUrl: string;
  }
}

/** Vitest's global set-up. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = process.env.QUAYMARK_DIST ?? DIST;
  if (!existsSync(join(root, 'index.html'))) {
    throw new Error(`There is no built application in ${root}: run \`npm run build\` first.`);
  }
  const [app, open, closed] = await Promise.all([
    startStaticServer({ root, port: 0 }),
    startStaticServer({ root, port: 0, cors: true }),
    startStaticServer({ root, port: 0 }),
  ]);
  project.provide('appUrl', app.url);
  project.provide('openOriginUrl', open.url);
  project.provide('closedOriginUrl', closed.url);
  return async () => {
    await Promise.all([app.close(), open.close(), closed.close()]);
  };
}
