/** Modules in TypeScript, run by Node through Vite. */
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * @param {string} path within the checkout
 * @returns {Promise<unknown>} the module's exports
 */
export async function importTypescript(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, path), {
    configFile: false,
    // Node sees of mgrs only a bundle without named exports.
    environments: { inline: { resolve: { noExternal: ['mgrs'], mainFields: ['module'] } } },
  });
  return module;
}
