/** What a user does with the application, as functions. Screen points are CSS pixels of the page. */
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import axeCore from 'axe-core';
import type { Page } from 'playwright-core';
import { OUTPUT } from '../../../src/scripts/lib/paths.mjs';

export type ScreenPoint = { readonly x: number; readonly y: number };

const OPEN_TIMEOUT = 30_000;

/**
 * Opens the application and waits for its first screen. The browser's own file pickers, which no
 * test can answer, are taken away: the application then asks with an `<input type="file">`.
 */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showDirectoryPicker', 'showSaveFilePicker']) {
      Reflect.deleteProperty(window, name);
    }
  });
  await page.goto(url);
  await page.getByRole('button').first().waitFor({ timeout: OPEN_TIMEOUT });
}

/** Opens the application and in it the demo project, until its picture is there and all is saved. */
export async function openDemo(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await page.getByRole('button', { name: 'Open the demo', exact: true }).click();
  await page.locator('canvas').first().waitFor({ timeout: OPEN_TIMEOUT });
  // The picture is shown before its file is on record, and takes no boxes until then.
  await page.waitForFunction(holdsFrame, undefined, { timeout: OPEN_TIMEOUT, polling: 100 });
  await waitSaved(page);
}

/** Whether a frame is on record. */
function holdsFrame(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('quaymark');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const counting = db.transaction('frames').objectStore('frames').count();
      counting.onerror = () => reject(counting.error);
      counting.onsuccess = () => {
        db.close();
        resolve(counting.result > 0);
      };
    };
  });
}

/**
 * Drags files or folders from the desktop onto the page: the browser reads them from the disk by
 * itself, and the page gets File objects, entries and file handles as from a person's hand.
 */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  at: ScreenPoint = { x: 400, y: 300 },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const files = paths.map((path) => resolve(path));
  const data = { items: [], files, dragOperationsMask: 1 };
  const handedOver = await page.evaluateHandle(() => {
    const arrived = new Promise<boolean>((resolve) => {
      addEventListener('drop', () => resolve(true), { capture: true, once: true });
      setTimeout(() => resolve(false), 10_000);
    });
    return { arrived };
  });
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
  // A page that was told and opens nothing is at fault; one that was not told is not.
  const told = await handedOver.evaluate(({ arrived }) => arrived);
  if (!told) throw new Error('The browser has not handed the drop over to the page.');
}

/** Does something that makes the application ask for files, and answers with these. */
export async function chooseFiles(
  page: Page,
  paths: readonly string[],
  ask: () => Promise<unknown>,
): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  // Waiting makes Chromium hand the chooser over; a round trip to the page shows that it has heard so.
  await page.evaluate(() => document.readyState);
  const [chooser] = await Promise.all([choosing, ask()]);
  await chooser.setFiles(paths.map((path) => resolve(path)));
}

async function movePointer(page: Page, to: ScreenPoint): Promise<void> {
  // Several steps, as a hand makes them: tools that watch the way must see one.
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

/** A point beside the middle of a keel, half the beam (in CSS pixels) to the right of its course. */
function besideKeel(stern: ScreenPoint, bow: ScreenPoint, beam: number): ScreenPoint {
  const length = Math.hypot(bow.x - stern.x, bow.y - stern.y);
  const half = beam / 2 / length;
  return {
    x: (stern.x + bow.x) / 2 - (bow.y - stern.y) * half,
    y: (stern.y + bow.y) / 2 + (bow.x - stern.x) * half,
  };
}

/** Draws an oriented box in one gesture: press at the stern, drag to the bow, out to the beam, click. */
export async function drawKeel(
  page: Page,
  stern: ScreenPoint,
  bow: ScreenPoint,
  beam: number,
): Promise<void> {
  await movePointer(page, stern);
  await page.mouse.down();
  await movePointer(page, bow);
  await page.mouse.up();
  await movePointer(page, besideKeel(stern, bow, beam));
  await page.mouse.down();
  await page.mouse.up();
}

/** Drags with the left button from one point to another. */
export async function drag(page: Page, from: ScreenPoint, to: ScreenPoint): Promise<void> {
  await movePointer(page, from);
  await page.mouse.down();
  await movePointer(page, to);
  await page.mouse.up();
}

/** Presses keys one after the other: 'Control+z', 'Shift+ArrowUp', 'b'. */
export async function pressKeys(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Does something that makes the application hand over a file, and gives that file. */
export async function readDownload(
  page: Page,
  ask: () => Promise<unknown>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), ask()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Waits until the status bar says that every edit is stored. */
export async function waitSaved(page: Page, timeout = OPEN_TIMEOUT): Promise<void> {
  await page.locator('[data-save-state="saved"]').first().waitFor({ timeout });
}

/** Waits until the files that were given are frames: those are shown before they are stored. */
export async function waitStored(page: Page): Promise<void> {
  // Of the first picture the map's place tells it too.
  await page
    .getByRole('progressbar', { name: /^Reading/ })
    .first()
    .waitFor({ state: 'hidden' });
  await waitSaved(page);
}

/** Keeps a picture of the page in test/output. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
}

/**
 * Barriers that axe finds on the page as it is (WCAG 2.2 A and AA, and axe's best practices).
 * @returns one line for each element, [] when there are none
 */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`),
    );
  });
}
