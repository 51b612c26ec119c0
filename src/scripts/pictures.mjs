/** `npm run pictures`: takes the README's pictures anew, of the demo with the work done, in a real Chromium. */
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { importTypescript } from './lib/import-typescript.mjs';
import { runMain } from './lib/main.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const executablePath = await ensureBrowser();
  const module = /** @type {typeof import('../../test/pictures/main')} */ (
    await importTypescript('test/pictures/main.ts')
  );
  await module.takePictures(executablePath);
});
