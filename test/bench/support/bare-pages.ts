/** Pages that do one thing by the plainest means, as baselines; built for the bench, never shipped. */
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';

/** Builds pages/<name> and serves it. Close the server when done. */
export async function serveBarePage(name: string) {
  const root = join(ROOT, 'test/.cache/pages', name);
  await build({
    configFile: false,
    root: join(ROOT, 'test/bench/pages', name),
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: root, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  });
  return startStaticServer({ root, port: 0 });
}
