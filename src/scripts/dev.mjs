/** `npm run dev`: installs, makes the demo, and serves the sources with live reload. */
import './lib/check-node.mjs';
import { makeDemo } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { runMain } from './lib/main.mjs';
import { TOOLS } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  await ensureInstalled();
  if ((await makeDemo()).code !== 0) {
    console.log('The demo project could not be made (see above); going on without it.');
  }
  // Ctrl+C reaches Vite as well; this process then ends with it.
  process.once('SIGINT', () => {
    process.exitCode = 0;
  });
  const { code } = await runNode(TOOLS.vite, ['--host', '127.0.0.1', ...process.argv.slice(2)]);
  process.exitCode = code;
});
