/** Starting real browsers; knows nothing of the application or of the test runner. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../src/scripts/lib/find-browser.mjs';

/** Chromium refuses its sandbox to root, which containers run as. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** WebGL by software where there is no graphics card, and no talk to the outside. */
const ARGUMENTS = [
  ...asRoot,
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
];

export const VIEWPORT = { width: 1440, height: 900 };

/** The browser that tests use; `npm test` has installed one where there was none. */
export function browserPath(): string {
  const path = findBrowser();
  if (path) return path;
  throw new Error('There is no Chromium to test with: set CHROME_PATH, or run `npm test` once.');
}

export function launchBrowser(executablePath = browserPath()): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A context with storage of its own, as a new user of the browser would have it. */
export function newContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    viewport: VIEWPORT,
    deviceScaleFactor: 1,
    acceptDownloads: true,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
}

/** Problems that a page reported by itself. */
export type PageProblems = {
  /** One line each: console errors, uncaught errors, crashes of the page. */
  readonly lines: readonly string[];
  /** Lets through, from now on, problems that match: for tests that provoke them. */
  expect(pattern: RegExp): void;
  /** Problems that nobody said were to be expected. */
  unexpected(): string[];
};

/** Collects what goes wrong on all pages of a context, also in its workers. */
export function watchProblems(context: BrowserContext): PageProblems {
  const lines: string[] = [];
  const expected: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    lines.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => lines.push(`uncaught: ${error.error().stack}`));
  context.on('page', (page) => page.on('crash', () => lines.push(`crashed: ${page.url()}`)));
  return {
    lines,
    expect: (pattern) => expected.push(pattern),
    unexpected: () => lines.filter((line) => !expected.some((pattern) => pattern.test(line))),
  };
}

/** A browser with a profile on disk, whose process we own and can kill. */
export type ProfileBrowser = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** SIGKILL to the browser and all its helpers, as a crash or the loss of power to the program. */
  kill(): Promise<void>;
  /** An orderly end. */
  close(): Promise<void>;
};

/** Where Chromium writes the port that it listens on for us. */
async function debuggingPort(profile: string, ended: () => boolean): Promise<string> {
  for (let tries = 0; tries < 600 && !ended(); tries++) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(missingAsEmpty);
    const [port, path] = text.split('\n');
    if (port && path) return port;
    await pause(50);
  }
  throw new Error(`Chromium did not start on the profile ${profile}.`);
}

function missingAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** Whether a process of this group is left. */
function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Starts Chromium on a profile folder, which keeps the user's storage. After `kill` or `close` the
 * same folder can be used again.
 */
export async function launchOnProfile(
  profile: string,
  executablePath = browserPath(),
): Promise<ProfileBrowser> {
  await rm(join(profile, 'DevToolsActivePort'), { force: true });
  const size = `--window-size=${VIEWPORT.width},${VIEWPORT.height}`;
  const child = spawn(
    executablePath,
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--password-store=basic',
      '--hide-crash-restore-bubble',
      size,
      ...ARGUMENTS,
      'about:blank',
    ],
    { detached: true, stdio: 'ignore' },
  );
  const group = child.pid;
  if (group === undefined) throw new Error(`${executablePath} could not be started.`);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const port = await debuggingPort(profile, () => ended);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no context of its own.');
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(VIEWPORT);

  const gone = async () => {
    for (let tries = 0; tries < 200; tries++) {
      if (ended && !isAlive(group)) return;
      await pause(25);
    }
    throw new Error(`Chromium (process group ${group}) does not end.`);
  };
  return {
    page,
    context,
    kill: async () => {
      process.kill(-group, 'SIGKILL');
      await gone();
      await browser.close();
    },
    close: async () => {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close');
      await gone();
    },
  };
}
