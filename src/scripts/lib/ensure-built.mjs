/** Makes the demo project and builds the application, when they are not up to date. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DIST, ROOT, TOOLS } from './paths.mjs';
import { runNode } from './run.mjs';

const STAMP = join(DIST, '.built-from');
const INPUTS = [
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'src',
  'public',
];

/**
 * Every file below a path, sorted.
 * @param {string} path
 * @returns {Promise<string[]>}
 */
export async function filesBelow(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A hash of all that the build reads; files in public/, which are large, by size and time only. */
async function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    const path = join(ROOT, input);
    if (!existsSync(path)) continue;
    const files = (await stat(path)).isDirectory() ? await filesBelow(path) : [path];
    for (const file of files) {
      hash.update(`${relative(ROOT, file)}\n`);
      if (input === 'public') {
        const { size, mtimeMs } = await stat(file);
        hash.update(`${size} ${mtimeMs}\n`);
      } else {
        hash.update(await readFile(file));
      }
    }
  }
  return hash.digest('hex');
}

/**
 * Makes the demo's imagery into public/demo; the script itself knows when there is nothing to do.
 * @param {'show' | 'keep'} [output] as in `run`
 */
export function makeDemo(output = 'show') {
  return runNode(join(ROOT, 'src/scripts/demo.mjs'), [], { output });
}

/**
 * Builds into dist/ and notes what it was built from.
 * @param {'show' | 'keep'} [output] as in `run`
 */
export async function build(output = 'show') {
  const from = await fingerprint();
  const result = await runNode(TOOLS.vite, ['build'], { output });
  if (result.code === 0) await writeFile(STAMP, from);
  return result;
}

async function isBuilt() {
  return existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === (await fingerprint());
}

/**
 * Demo and build, as far as needed.
 * @throws {Error} a sentence for the user
 */
export async function ensureBuilt() {
  const demo = await makeDemo();
  if (demo.code !== 0) {
    throw new Error('The demo project could not be made; the message is above.');
  }
  if (await isBuilt()) return;
  console.log('Building.');
  const built = await build();
  if (built.code !== 0) {
    throw new Error('The application could not be built; the message is above.');
  }
}
