/**
 * `npm run bench [name...]`: measures the application in a real Chromium. It is built first, unless
 * QUAYMARK_DIST names a build to measure.
 */
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { importTypescript } from './lib/import-typescript.mjs';
import { runMain } from './lib/main.mjs';

await runMain(async () => {
  await ensureInstalled();
  if (!process.env.QUAYMARK_DIST) await ensureBuilt();
  const executablePath = await ensureBrowser();
  const module = /** @type {typeof import('../../test/bench/main')} */ (
    await importTypescript('test/bench/main.ts')
  );
  await module.runBench({ executablePath, only: process.argv.slice(2) });
});
