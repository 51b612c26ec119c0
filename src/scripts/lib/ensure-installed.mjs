/** Puts the packages of the lock file into node_modules, when they are not there yet. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { runNpm } from './run.mjs';

/** @typedef {Record<string, {version?: string, optional?: boolean, devOptional?: boolean}>} LockedPackages */

/**
 * The first package whose installed version is not the locked one, or null when all agree. Packages
 * that npm leaves out on some systems (optional ones) are not looked at. Contents are compared and
 * not the files' times, which a checkout of another branch changes at will.
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 * @returns {string | null}
 */
export function firstDifference(locked, installed) {
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '' || entry.optional || entry.devOptional) continue;
    if (installed[path]?.version !== entry.version) return path;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Promise<LockedPackages | null>} null when there is no such file
 */
async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages ?? {};
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Runs `npm ci` when node_modules is missing or differs from package-lock.json.
 * @throws {Error} a sentence for the user, when npm fails
 */
export async function ensureInstalled() {
  const locked = await packagesOf(join(ROOT, 'package-lock.json'));
  if (!locked) throw new Error(`There is no package-lock.json in ${ROOT}. Is the checkout whole?`);
  const installed = await packagesOf(join(ROOT, 'node_modules/.package-lock.json'));
  const difference = installed ? firstDifference(locked, installed) : null;
  if (installed && difference === null) return;
  console.log(
    difference === null
      ? 'Installing packages (npm ci), once.'
      : `Installing packages again (npm ci): ${difference} is not as locked.`,
  );
  const { code } = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) {
    throw new Error(
      `npm ci ended with code ${code}; its own message is above. Check the connection to the npm registry and try again.`,
    );
  }
}
