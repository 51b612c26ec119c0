/** Finds a Chromium to test with: an installed one, or else installs one. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';
import { TOOLS } from './paths.mjs';
import { run, runNode } from './run.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/**
 * @typedef {object} Machine what the search needs to know of the system
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => boolean} isProgram
 */

/** @type {Machine} */
const THIS_MACHINE = { platform: process.platform, env: process.env, isProgram };

/** @param {string} path */
function isProgram(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return false;
    throw error;
  }
}

/**
 * Where a browser may be, the most wanted first: CHROME_PATH, then PATH, then the usual places.
 * @param {Pick<Machine, 'platform' | 'env'>} machine
 * @returns {string[]}
 */
export function browserPlaces({ platform, env }) {
  const { join } = platform === 'win32' ? win32 : posix;
  const suffix = platform === 'win32' ? '.exe' : '';
  const separator = platform === 'win32' ? ';' : platform === process.platform ? delimiter : ':';
  const folders = (env.PATH ?? env.Path ?? '').split(separator).filter(Boolean);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  const wished = env.CHROME_PATH ? [env.CHROME_PATH] : [];
  return [...wished, ...inPath, ...usualPlaces(platform, env)];
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function usualPlaces(platform, env) {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', posix.join(env.HOME ?? '/', 'Applications')];
    return apps.flatMap((app) =>
      folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (platform === 'win32') {
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return programs.flatMap((program) =>
      folders.flatMap((folder) => (folder ? [win32.join(folder, program)] : [])),
    );
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ];
}

/**
 * The browser to use, or null where there is none. A CHROME_PATH that leads nowhere is an error and
 * not passed over, since its owner wants that browser and no other.
 * @param {Machine} [machine]
 * @returns {string | null}
 */
export function findBrowser(machine = THIS_MACHINE) {
  const wished = machine.env.CHROME_PATH;
  if (wished && !machine.isProgram(wished)) {
    throw new Error(
      `CHROME_PATH says ${wished}, but there is no program there. Correct or unset it.`,
    );
  }
  return browserPlaces(machine).find((place) => machine.isProgram(place)) ?? null;
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isProgram(path) ? path : null;
}

/** Debian's and Ubuntu's package, where we may install it. */
async function installByApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  if (!isProgram('/usr/bin/apt-get')) return null;
  console.log('No Chromium found: installing the package chromium by apt-get.');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env });
  const install = await run('apt-get', ['install', '-y', '-qq', 'chromium'], { env });
  if (update.code !== 0 || install.code !== 0) console.log('apt-get could not install it.');
  return findBrowser();
}

async function installByPlaywright() {
  console.log("No Chromium found: downloading Playwright's into your home's cache.");
  const { code } = await runNode(TOOLS.playwright, ['install', 'chromium']);
  return code === 0 ? playwrightsOwn() : null;
}

/**
 * The browser to use; installs one where there is none. Needs the packages to be installed.
 * @returns {Promise<string>} the program's path
 * @throws {Error} a sentence that says what to do
 */
export async function ensureBrowser() {
  const found =
    findBrowser() ??
    (await playwrightsOwn()) ??
    (await installByApt()) ??
    (await installByPlaywright());
  if (found) return found;
  throw new Error(
    'No Chromium, Chrome or Edge was found and none could be installed. Install one, or set CHROME_PATH to its program.',
  );
}
