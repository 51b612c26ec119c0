/** What is sent to the browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUDGET_BYTES, weighBundle } from '../../../src/scripts/lib/bundle-budget.mjs';
import { filesBelow } from '../../../src/scripts/lib/ensure-built.mjs';
import type { Measure } from '../measure';

export const bundleSize: Measure = {
  name: 'bundle',
  what: 'sizes of the build, JavaScript and CSS gzipped; the budget as the baseline',
  run: async ({ dist }) => {
    const { rows, total } = await weighBundle(dist);
    const fonts = rows.filter((row) => !row.counted).reduce((sum, row) => sum + row.bytes, 0);
    let all = 0;
    for (const file of await filesBelow(join(dist, 'assets'))) {
      if (/\.(js|css)$/.test(file)) all += gzipSync(await readFile(file)).length;
    }
    return [
      {
        name: 'bundle: first load',
        value: total / 1000,
        unit: 'kB',
        baseline: BUDGET_BYTES / 1000,
      },
      { name: 'bundle: fonts of the first load', value: fonts / 1000, unit: 'kB' },
      { name: 'bundle: all code, workers and late parts too', value: all / 1000, unit: 'kB' },
    ];
  },
};
