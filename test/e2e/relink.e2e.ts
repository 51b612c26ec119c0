/** Imagery that is no longer where it was: said, worked without, and found again by its bytes. */
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { chooseFiles, dropFiles, pressKeys, screenshot, waitSaved } from './support/app';
import { openAgain, openBoth, whole } from './support/compared';
import { temporaryFolder } from './support/made-files';
import { dismissAll, noticeText } from './support/notices';
import {
  boxLines,
  drawSmall,
  openSmall,
  SMALL,
  samplesShown,
  smallFrame,
} from './support/small-project';
import { removeKept } from './support/stored';
import { test } from './support/test';
import { makeTwoDates } from './support/two-dates';

const OTHER = join(ROOT, 'test', 'fixtures', 'tiffs', 'rgb-mask.tif');

/** Chooses a file for the frame whose imagery is missing. */
async function relink(page: Page, path: string): Promise<void> {
  await chooseFiles(page, [path], () =>
    page.getByRole('button', { name: 'Re-link', exact: true }).click(),
  );
}

/** The frame without its imagery can be worked on; the wrong file is refused, the right one taken. */
async function workAndRelink(page: Page, sentence: RegExp, right: string): Promise<void> {
  const missing = page.getByText(sentence);
  await missing.waitFor();
  expect(await boxLines(page).count()).toBe(1);
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+a', 'Control+d');
  await waitSaved(page);
  expect(await boxLines(page).count()).toBe(2);
  await screenshot(page, 'imagery-missing');
  await relink(page, OTHER);
  expect(await noticeText(page)).toMatch(
    /rgb-mask\.tif is not the file of "rgb-tiled-deflate": its bytes differ.*Choose the original rgb-tiled-deflate\.tif/,
  );
  await missing.waitFor();
  await dismissAll(page);
  await relink(page, right);
  expect(await noticeText(page)).toMatch(/is linked again: same bytes/);
  await missing.waitFor({ state: 'hidden' });
  await samplesShown(page);
  expect(await boxLines(page).count()).toBe(2);
  await page.reload();
  await smallFrame(page).waitFor();
  await samplesShown(page);
}

test('a copy that the browser has cleared: said, worked without, and chosen again', async ({
  page,
  appUrl,
}) => {
  const renamed = join(await temporaryFolder(), 'from the archive.tif');
  await copyFile(SMALL, renamed);
  await openSmall(page, appUrl, 'input');
  await drawSmall(page, [20, 12]);
  await waitSaved(page);
  await removeKept(page);
  await page.reload();
  await workAndRelink(page, /is not on this machine\. Re-link it by choosing the file/, renamed);
});

test('a file that was moved: said, worked without, and chosen again', async ({ page, appUrl }) => {
  const folder = await temporaryFolder();
  const path = join(folder, 'rgb-tiled-deflate.tif');
  await copyFile(SMALL, path);
  await openSmall(page, appUrl, 'drop', path);
  await drawSmall(page, [20, 12]);
  await waitSaved(page);
  const moved = join(folder, 'moved.tif');
  await rename(path, moved);
  await page.reload();
  await workAndRelink(page, /was moved, renamed or deleted\. Re-link/, moved);
});

test('a file that was written over: the other bytes are not shown in its place; the original is', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const path = join(folder, 'rgb-tiled-deflate.tif');
  const kept = join(folder, 'kept.tif');
  await copyFile(SMALL, path);
  await copyFile(SMALL, kept);
  await openSmall(page, appUrl, 'drop', path);
  await drawSmall(page, [20, 12]);
  await waitSaved(page);
  // Written anew with the same bytes, it is the same file.
  await writeFile(path, await readFile(SMALL));
  await page.reload();
  expect(await samplesShown(page)).toMatch(/^R \d+/);
  const other = await readFile(SMALL);
  const last = other.length - 1;
  other[last] = (other[last] ?? 0) ^ 1;
  await writeFile(path, other);
  await page.reload();
  await workAndRelink(page, /was changed since its frame was made: its bytes are others/, kept);
});

test('a file that is back in its place is shown once it is handed over again; the display panel hides nothing of that', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const path = join(folder, 'rgb-tiled-deflate.tif');
  await copyFile(SMALL, path);
  await openSmall(page, appUrl, 'drop', path);
  await page.getByRole('application').focus();
  await pressKeys(page, 'd');
  const panel = page.getByRole('complementary', { name: 'Display' });
  await panel.locator('polygon').first().waitFor();
  await rename(path, join(folder, 'moved.tif'));
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.reload();
  const missing = page.getByText(/was moved, renamed or deleted\. Re-link/);
  await missing.waitFor();
  await panel.waitFor();
  await screenshot(page, 'missing-beside-display');
  const button = page.getByRole('button', { name: 'Re-link', exact: true });
  const [over, under] = [await panel.boundingBox(), await button.boundingBox()];
  expect((under?.x ?? 0) + (under?.width ?? 0)).toBeLessThan(over?.x ?? 0);
  // Said in the place of the picture, and there alone.
  expect(await missing.count()).toBe(1);
  await rename(join(folder, 'moved.tif'), path);
  await dropFiles(page, [path]);
  expect(await noticeText(page)).toContain('is already here: the bytes are the same.');
  await missing.waitFor({ state: 'hidden' });
  await samplesShown(page);
  await panel.locator('polygon').first().waitFor();
});

/** From the next page on the browser wants to be asked for each file, and says yes: no real one can be asked here. */
async function askForFiles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const allowed = new Set<string>();
    const handles = FileSystemFileHandle.prototype;
    Object.assign(handles, {
      async queryPermission(this: FileSystemFileHandle) {
        return allowed.has(this.name) ? 'granted' : 'prompt';
      },
      async requestPermission(this: FileSystemFileHandle) {
        // As in a browser, not without a click or key.
        if (!navigator.userActivation.isActive) throw new DOMException('', 'SecurityError');
        allowed.add(this.name);
        return 'granted';
      },
    });
  });
}

test('one click asks for the files of all frames, and shows them', async ({ page, appUrl }) => {
  await openSmall(page, appUrl, 'drop');
  await dropFiles(page, [OTHER]);
  await page.getByRole('option', { name: /rgb-mask/ }).waitFor();
  await waitSaved(page);
  await dismissAll(page);
  await askForFiles(page);
  await page.reload();
  const asks = page.getByText(/The browser asks again before it reads/);
  await asks.waitFor();
  await page.getByRole('button', { name: 'Re-link all 2' }).click();
  await asks.waitFor({ state: 'hidden' });
  await samplesShown(page);
  await page.getByRole('option', { name: /rgb-mask/ }).click();
  await samplesShown(page);
  expect(await asks.count()).toBe(0);
  expect(await page.getByText('Imagery missing').count()).toBe(0);
});

test('the pages without a map ask for the files just as well, in one click', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'drop');
  await dropFiles(page, [OTHER]);
  await page.getByRole('option', { name: /rgb-mask/ }).waitFor();
  await smallFrame(page).click();
  await drawSmall(page, [20, 12]);
  await pressKeys(page, '1', 'u');
  await page.keyboard.type('Maia');
  await page.keyboard.press('Enter');
  await waitSaved(page);
  await dismissAll(page);
  await askForFiles(page);
  await page.reload();
  await page.getByText(/The browser asks again before it reads/).waitFor();
  for (const key of ['Alt+4', 'Alt+3']) {
    await pressKeys(page, key);
    await page.getByText(/asks again before it reads the imagery of 2 frames/).waitFor();
  }
  const lost = page.getByText('No picture', { exact: true });
  await lost.first().waitFor();
  await screenshot(page, 'vessels-without-pictures');
  await page.getByRole('button', { name: 'Re-link all 2' }).click();
  await page.getByText(/asks again before it reads/).waitFor({ state: 'hidden' });
  await expect.poll(() => lost.count()).toBe(0);
});

test('two compared files that were moved: each is chosen again for its own frame', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const paths = makeTwoDates();
  const copies = paths.map((path) => join(folder, basename(path)));
  await Promise.all(paths.map((path, i) => copyFile(path, copies[i] ?? '')));
  await openBoth(page, appUrl, copies);
  const moved = copies.map((path) => `${path}.moved.tif`);
  await Promise.all(copies.map((path, i) => rename(path, moved[i] ?? '')));
  await page.reload();
  await openAgain(page);
  for (const path of moved) {
    await page.getByText(/was moved, renamed or deleted/).waitFor();
    await relink(page, path);
    expect(await noticeText(page)).toMatch(/is linked again: same bytes/);
    await dismissAll(page);
  }
  await whole(page);
  expect(await page.getByText(/was moved, renamed or deleted/).count()).toBe(0);
  await expect.poll(() => page.getByText('Imagery missing').count()).toBe(0);
});
