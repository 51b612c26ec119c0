/**
 * `npm run bench [name...]`: measures the application in a real Chromium. It is built first, unless
 * QUAYMARK_DIST names a build to measure.
 */
import './lib/check-node.mjs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { runMain } from './lib/main.mjs';
import { ROOT } from './lib/paths.mjs';

await runMain(async () => {
  await ensureInstalled();
  if (!process.env.QUAYMARK_DIST) await ensureBuilt();
  const executablePath = await ensureBrowser();
  const { runnerImport } = await import('vite');
  /** @type {{module: typeof import('../../test/bench/main')}} */
  const { module } = await runnerImport(join(ROOT, 'test/bench/main.ts'), {
    configFile: false,
    // Node sees of mgrs only a bundle without named exports.
    environments: { inline: { resolve: { noExternal: ['mgrs'], mainFields: ['module'] } } },
  });
  await module.runBench({ executablePath, only: process.argv.slice(2) });
});
