/** How unit tests are run: most share their modules, those that replace something have them for themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

const FOLDER = join(ROOT, 'test', 'unit');

/** What one file leaves behind for the next that shares its modules: other modules, globals, clocks, spies. */
const REPLACES =
  /\bvi\.(mock|doMock|stubGlobal|stubEnv|spyOn|useFakeTimers|setSystemTime|resetModules)\b|fake-indexeddb|\bglobalThis\b/;

/**
 * Vitest's projects. Loading the program anew for each file took two thirds of the processors' time.
 * @param {NonNullable<import('vitest/config').TestProjectInlineConfiguration['test']>} common what both have
 */
export function unitProjects(common) {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(FOLDER, name));
  const alone = files
    .filter((path) => REPLACES.test(readFileSync(path, 'utf8')))
    .map((path) => relative(ROOT, path).replaceAll('\\', '/'));
  return [
    {
      extends: /** @type {const} */ (true),
      test: {
        ...common,
        name: 'together',
        include: ['test/unit/**/*.test.ts'],
        exclude: alone,
        isolate: false,
      },
    },
    { extends: /** @type {const} */ (true), test: { ...common, name: 'alone', include: alone } },
  ];
}
