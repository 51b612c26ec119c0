/** `npm start`: installs, builds and serves the application on this machine. */
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { runMain } from './lib/main.mjs';
import { openInBrowser } from './lib/open-in-browser.mjs';
import { DIST } from './lib/paths.mjs';
import { startStaticServer } from './lib/static-server.mjs';

const USUAL_PORT = '5173';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const server = await startStaticServer({ root: DIST });
  console.log(`\nQuaymark is at ${server.url}   (Ctrl+C ends it)`);
  if (new URL(server.url).port !== USUAL_PORT) {
    console.log(
      `Port ${USUAL_PORT} is taken. The browser keeps projects by address: those made at port ${USUAL_PORT} are only seen there.`,
    );
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => server.close());
  }
  openInBrowser(server.url);
});
