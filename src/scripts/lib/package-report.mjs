/** A plugin for Vite that notes which packages went into which files of the build. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Writes .vite/packages.json beside the manifest: each package's folder → names of the files that
 * hold code of it. Workers are built apart from the page, so the plugin goes into both lists.
 * @returns {{page: import('vite').Plugin, worker: () => import('vite').Plugin}}
 */
export function packageReport() {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();

  /** @param {import('vite').Rolldown.OutputBundle} bundle */
  const note = (bundle) => {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of output.moduleIds) {
        const path = relative(ROOT, id.replace(/^\0/, '')).replaceAll('\\', '/');
        const folder = path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0];
        if (!folder) continue;
        found.set(folder, (found.get(folder) ?? new Set()).add(output.fileName));
      }
    }
  };
  const worker = () => ({
    name: 'quaymark:package-report-of-worker',
    generateBundle: (
      /** @type {unknown} */ _,
      /** @type {import('vite').Rolldown.OutputBundle} */ bundle,
    ) => note(bundle),
  });
  return {
    worker,
    page: {
      name: 'quaymark:package-report',
      apply: 'build',
      generateBundle: (_, bundle) => note(bundle),
      async writeBundle({ dir }) {
        const folder = join(dir ?? 'dist', '.vite');
        const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
        const report = Object.fromEntries(sorted.map(([name, files]) => [name, [...files].sort()]));
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'packages.json'), `${JSON.stringify(report, null, 1)}\n`);
      },
    },
  };
}
