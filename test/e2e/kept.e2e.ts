/** What is kept: imagery across reloads, found again by its hash; one tab writes, the others follow. */
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { chooseFiles, dropFiles, openApp, pressKeys, screenshot, waitSaved } from './support/app';
import { launchOnProfile, watchProblems } from './support/browser';
import { placeFile, table, UTM } from './support/desk';
import { temporaryFolder } from './support/made-files';
import { calibrate } from './support/map-view';
import { dismissAll, notices, noticeText } from './support/notices';
import {
  boxLines,
  chooseInput,
  drawSmall,
  openSmall,
  SMALL,
  samplesShown,
  smallFrame,
} from './support/small-project';
import { commitsOf, keptFiles, readStored, recordsOf, replay, type Stored } from './support/stored';
import { test } from './support/test';

const OTHER = join(ROOT, 'test', 'fixtures', 'tiffs', 'rgb-mask.tif');
const DATED = placeFile(UTM);
/** Of the small picture, as sha256sum says. */
const SMALL_SHA256 = 'ed698bea7d5599827974363690e28189a12cc0074b6c8738b2fc81f410ee47c3';

const keptAs = ({ frames }: Stored) => frames.map(({ file }) => (file as { kept: string }).kept);

test('a dropped file is read where it lies, again after a reload, without a copy', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'drop');
  const samples = await samplesShown(page);
  expect(keptAs(await readStored(page))).toEqual(['handle']);
  expect(await keptFiles(page)).toEqual({});
  await page.reload();
  await smallFrame(page).waitFor();
  expect(await samplesShown(page)).toBe(samples);
});

test('what is dropped while others are read is taken too, into the same project', async ({
  page,
  appUrl,
}) => {
  await openApp(page, appUrl);
  for (const file of [SMALL, OTHER, DATED]) await dropFiles(page, [file]);
  await expect.poll(async () => (await table(page, 'frames')).length).toBe(3);
  await waitSaved(page);
  const { frames, projects } = await readStored(page);
  expect(projects).toHaveLength(1);
  const files = frames.map(({ file }) => (file as { name: string }).name);
  expect(files.sort()).toEqual([SMALL, OTHER, DATED].map((path) => basename(path)).sort());
});

test('the page is called as its project, also when that is opened by its address or named anew', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'input');
  const title = await page.title();
  expect(title).toMatch(/.+ – Quaymark$/);
  await page.reload();
  await smallFrame(page).waitFor();
  expect(await page.title()).toBe(title);
  await pressKeys(page, 'Control+,');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Najin in autumn');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.title()).toBe('Najin in autumn – Quaymark');
});

test('a chosen file is copied under its hash, and read from there after a reload', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'input');
  const samples = await samplesShown(page);
  const stored = await readStored(page);
  expect(keptAs(stored)).toEqual(['opfs']);
  expect(stored.frames[0]?.file).toMatchObject({ sha256: SMALL_SHA256, size: 8775 });
  expect(await keptFiles(page)).toEqual({ [SMALL_SHA256]: 8775 });
  await page.reload();
  await smallFrame(page).waitFor();
  expect(await samplesShown(page)).toBe(samples);
});

test('the same file is known again by its bytes, whatever its name', async ({ page, appUrl }) => {
  const renamed = join(await temporaryFolder(), 'another name.tif');
  await copyFile(SMALL, renamed);
  await openSmall(page, appUrl, 'input');
  const before = await readStored(page);
  for (const [path, as] of [
    [SMALL, ''],
    [renamed, ' as "rgb-tiled-deflate"'],
  ] as const) {
    await dropFiles(page, [path]);
    expect(await noticeText(page)).toContain(`is already here${as}: the bytes are the same.`);
    await dismissAll(page);
  }
  expect(await readStored(page)).toEqual(before);
  expect(await keptFiles(page)).toEqual({ [SMALL_SHA256]: 8775 });
});

const takeOver = (page: Page) => page.getByRole('button', { name: 'Take over' });
/** The banner of a tab that only reads. */
const readOnly = (page: Page) =>
  page
    .getByRole('status')
    .filter({ has: takeOver(page) })
    .filter({ hasText: 'This project is open for editing in another tab.' });

/** Takes over from a tab in the background, which the mouse cannot reach while the other has it. */
function takeOverFromBehind(page: Page): Promise<void> {
  return takeOver(page).evaluate((button) => (button as HTMLButtonElement).click());
}

/** Opens the project of a page in a second tab of the same browser. */
async function secondTab(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await openApp(other, page.url());
  await smallFrame(other).waitFor();
  return other;
}

// A private window, in which tests run otherwise, keeps its leave to read whether or not handles live.
test('in an ordinary window too a dropped file stays readable as long as its page lives', async ({
  appUrl,
}) => {
  const { page, context, close } = await launchOnProfile(await temporaryFolder());
  onTestFinished(close);
  const problems = watchProblems(context);
  await openSmall(page, appUrl, 'drop');
  const samples = await samplesShown(page);
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  // Reads the file anew, with the handle that is stored.
  const other = await secondTab(page);
  expect(await samplesShown(other)).toBe(samples);
  expect(problems.lines).toEqual([]);
});

function expectWhole(stored: Stored): void {
  const id = stored.projects[0]?.id ?? '';
  const numbers = commitsOf(stored, id).map(({ seq }) => seq);
  expect(numbers).toEqual(Array.from({ length: stored.heads[0]?.seq ?? 0 }, (_, i) => i + 1));
  expect(recordsOf(stored, id)).toEqual(replay(stored, id));
}

test('a second tab reads along, takes over, and gives back', async ({ page, appUrl }) => {
  await openSmall(page, appUrl, 'input');
  const other = await secondTab(page);
  await readOnly(other).waitFor();
  await drawSmall(page, [20, 12]);
  await expect.poll(() => boxLines(other).count()).toBe(1);
  await boxLines(other).first().click();
  await pressKeys(other, 'Delete');
  expect(await boxLines(other).count()).toBe(1);
  await screenshot(other, 'second-tab');
  await dismissAll(other);

  await takeOver(other).click();
  await readOnly(other).waitFor({ state: 'hidden' });
  await readOnly(page).waitFor();
  await drawSmall(other, [50, 30]);
  await waitSaved(other);
  await expect.poll(() => boxLines(page).count()).toBe(2);

  await page.bringToFront();
  await takeOver(page).click();
  await readOnly(page).waitFor({ state: 'hidden' });
  await readOnly(other).waitFor();
  // What the other tab did can be taken back here: the history is one.
  await pressKeys(page, 'Control+z');
  await expect.poll(() => boxLines(other).count()).toBe(1);
  await waitSaved(page);
  const stored = await readStored(page);
  expect(stored.boxes).toHaveLength(1);
  expectWhole(stored);
});

test('taken over in the middle of work: nothing is lost, and the hand on the mouse is told', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'input');
  await drawSmall(page, [20, 12]);
  await waitSaved(page);
  const other = await secondTab(page);
  await readOnly(other).waitFor();
  await page.bringToFront();
  const nudging = (async () => {
    for (let i = 0; i < 40; i++) await pressKeys(page, 'ArrowRight');
  })();
  await takeOverFromBehind(other);
  await nudging;
  await readOnly(page).waitFor();
  const stored = await readStored(other);
  expectWhole(stored);
  const nudges = stored.commits.filter(({ label }) => label.startsWith('Nudge')).length;
  const [box] = stored.boxes as unknown as { geometry: { x: number } }[];
  expect(Math.abs((box?.geometry.x ?? 0) - 20 - nudges)).toBeLessThan(0.4);

  // A box in hand when the other tab takes over is dropped, with a word.
  await page.bringToFront();
  await dismissAll(page);
  await takeOver(page).click();
  await readOnly(page).waitFor({ state: 'hidden' });
  const toScreen = await calibrate(page);
  await pressKeys(page, 'b');
  const [from, to] = [toScreen([10, 30]), toScreen([30, 45])];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await takeOverFromBehind(other);
  await readOnly(page).waitFor();
  await page.mouse.up();
  expect(await notices(page).first().textContent()).toMatch(/open for editing in another tab/);
  expect(await boxLines(page).count()).toBe(1);
  expectWhole(await readStored(other));
});

test('too little room: says how much is needed and free, and keeps nothing of the file', async ({
  page,
  appUrl,
}) => {
  // The browser's own limit cannot be set from outside, so its answer to the worker is replaced.
  const worker = '**/imagery.worker*.js';
  await page.route(worker, async (route) => {
    const response = await route.fetch();
    const answer = `StorageManager.prototype.estimate = async () => ({ quota: ${9 * 2 ** 20}, usage: ${2 ** 20} });`;
    await route.fulfill({ response, body: `${answer}\n${await response.text()}` });
  });
  await openSmall(page, appUrl, 'drop');
  const before = await readStored(page);
  await chooseInputByKey(page, [OTHER]);
  expect(await noticeText(page)).toMatch(
    /There is no room to keep “rgb-mask\.tif” in the browser: it needs 17 MB with a reserve for the project, and 8 MB are free\. Make room/,
  );
  expect(await readStored(page)).toEqual(before);
  expect(await keptFiles(page)).toEqual({});
  await page.unroute(worker);
  await page.reload();
  await smallFrame(page).waitFor();
  await chooseInputByKey(page, [OTHER]);
  await page.getByRole('option', { name: /rgb-mask/ }).waitFor();
});

async function chooseInputByKey(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByRole('application').focus();
  return chooseFiles(page, paths, () => pressKeys(page, 'Control+o'));
}

/** Leaves what an interrupted copy leaves. */
function leaveHalfCopy(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('images', { create: true });
    const file = await folder.getFileHandle('tmp-0b1c', { create: true });
    const out = await file.createWritable();
    await out.write(new Uint8Array(1000));
    await out.close();
  });
}

test('what an interrupted copy left is removed at the next start, but not from under a copy', async ({
  page,
  appUrl,
}) => {
  await openApp(page, appUrl);
  await chooseInput(page, [SMALL]);
  await smallFrame(page).waitFor();
  await waitSaved(page);
  await leaveHalfCopy(page);
  const other = await page.context().newPage();
  await other.goto(appUrl);
  await expect.poll(() => keptFiles(page)).toEqual({ [SMALL_SHA256]: 8775 });

  await leaveHalfCopy(page);
  await page.evaluate(
    () =>
      new Promise<void>((held) => {
        void navigator.locks.request('quaymark:copying', { mode: 'shared' }, () => {
          held();
          return new Promise(() => undefined);
        });
      }),
  );
  await other.reload();
  await other.getByRole('heading', { name: 'Open a project' }).waitFor();
  await other.waitForTimeout(300);
  expect(await keptFiles(page)).toHaveProperty('tmp-0b1c');
});

test('what an earlier page left unreadable is set aside and said, and the project opens', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'input');
  await drawSmall(page, [30, 20]);
  await waitSaved(page);
  const [project] = (await readStored(page)).projects;
  const left = '[{"commit":{"seq":';
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    `quaymark:pending:${project?.id}`,
    left,
  ] as const);
  await page.reload();
  await smallFrame(page).waitFor();
  expect(await noticeText(page)).toMatch(/had not been stored.*cannot be read[\s\S]*set aside/);
  await expect.poll(() => boxLines(page).count()).toBe(1);
  expect(await page.evaluate(() => Object.values({ ...localStorage }))).toContain(left);
  await dismissAll(page);
  await drawSmall(page, [50, 35]);
  await waitSaved(page);
  await page.reload();
  await expect.poll(() => boxLines(page).count()).toBe(2);
  expect(await notices(page).count()).toBe(0);
});

test('addresses of small pictures are given back when others take their place', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(() => {
    const held = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (source) => {
      const url = createObjectURL(source);
      if (source instanceof Blob && source.type.startsWith('image/')) held.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      held.delete(url);
      revokeObjectURL(url);
    };
    Object.assign(window, { heldPictures: held });
  });
  await openSmall(page, appUrl, 'input');
  const thumbnail = page.getByRole('option').locator('img');
  await thumbnail.waitFor();
  const held = () =>
    page.evaluate(() => [...(window as unknown as { heldPictures: Set<string> }).heldPictures]);
  const first = await thumbnail.getAttribute('src');
  for (const gamma of ['1.4', '2.2']) {
    const before = await thumbnail.getAttribute('src');
    const field = page.getByRole('textbox', { name: 'Gamma, typed' });
    if (!(await field.isVisible())) await pressKeys(page, 'd');
    await field.fill(gamma);
    await field.press('Enter');
    await expect.poll(() => thumbnail.getAttribute('src')).not.toBe(before);
  }
  expect(await held()).not.toContain(first);
  expect(await held()).toEqual([await thumbnail.getAttribute('src')]);
});
