/** Imagery that is no longer where it was: said, worked without, and found again by its bytes. */
import { copyFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { chooseFiles, pressKeys, screenshot, waitSaved } from './support/app';
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
