/**
 * `npm run check:encodings -- DIR`: reads all TIFFs of a folder by the application's worker in a real
 * Chromium and holds their samples against GDAL's, which lie beside them in truth.json: a list of
 * {file, bands, dtype, compression, band_values: [{sha256, min, max, mean}]} or {file, gdal_error}, the
 * hash of a band's little-endian samples, row by row. Of a folder without one GDAL is asked there and then.
 */
import './lib/check-node.mjs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBrowser } from './lib/find-browser.mjs';
import { runMain } from './lib/main.mjs';
import { ROOT } from './lib/paths.mjs';

await runMain(async () => {
  const folder = process.argv[2];
  if (!folder) throw new Error('Say which folder: npm run check:encodings -- DIR');
  await ensureInstalled();
  const executablePath = await ensureBrowser();
  const { runnerImport } = await import('vite');
  /** @type {{module: typeof import('../../test/check/main')}} */
  const { module } = await runnerImport(join(ROOT, 'test/check/main.ts'), { configFile: false });
  const { table, wrong } = await module.checkEncodings(folder, executablePath);
  console.log(table);
  process.exitCode = wrong.length === 0 ? 0 : 1;
});
