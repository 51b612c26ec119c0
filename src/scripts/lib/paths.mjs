/** Where things are in the checkout. */
import { join, resolve } from 'node:path';

/** The checkout's top folder. */
export const ROOT = resolve(import.meta.dirname, '../../..');
/** The built application. */
export const DIST = join(ROOT, 'dist');
/** What tests and benchmarks leave behind: reports, screenshots. */
export const OUTPUT = join(ROOT, 'test', 'output');

/** The scripts that start the tools we use, run by this same Node on every system. */
export const TOOLS = {
  tsc: join(ROOT, 'node_modules/typescript/bin/tsc'),
  biome: join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
  depcruise: join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
  vite: join(ROOT, 'node_modules/vite/bin/vite.js'),
  vitest: join(ROOT, 'node_modules/vitest/vitest.mjs'),
  playwright: join(ROOT, 'node_modules/playwright-core/cli.js'),
};
