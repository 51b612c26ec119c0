/** When the browser cannot store: it is said, nothing is lost, and there are ways out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { chooseFiles, dropFiles, openApp, pressKeys, readDownload, waitSaved } from './support/app';
import { newContext, watchProblems } from './support/browser';
import { dismissAll, notices, noticeText } from './support/notices';
import { boxLines, drawSmall, openSmall, SMALL } from './support/small-project';
import { RECORDS, readStored } from './support/stored';
import { test } from './support/test';

/** Lets every write to the database fail as on a full disk, or lets them through again. */
async function fillDisk(page: Page, full: boolean): Promise<void> {
  await page.evaluate((isFull) => {
    const prototype = IDBObjectStore.prototype as unknown as {
      put: (this: IDBObjectStore, value: unknown) => IDBRequest;
      realPut?: (this: IDBObjectStore, value: unknown) => IDBRequest;
    };
    prototype.realPut ??= prototype.put;
    prototype.put = isFull
      ? () => {
          throw new DOMException('The disk is full.', 'QuotaExceededError');
        }
      : prototype.realPut;
  }, full);
}

const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'Editing has stopped' });

/** Two boxes, the second of which could not be stored. */
async function failSecondBox(page: Page, url: string): Promise<void> {
  await openSmall(page, url);
  await drawSmall(page, [20, 12]);
  await waitSaved(page);
  await fillDisk(page, true);
  await drawSmall(page, [50, 30]);
  await page.locator('[data-save-state="failed"]').waitFor();
}

test('editing stops with a message, nothing is lost, and it goes on when there is room', async ({
  page,
  appUrl,
}) => {
  await failSecondBox(page, appUrl);
  expect(await banner(page).textContent()).toMatch(
    /The browser has no room left for this project\..*nothing is lost\..*Save a rescue file.*Try again/,
  );
  await page.getByText('Not saved: 1 waiting').waitFor();
  expect(await boxLines(page).count()).toBe(2);
  await pressKeys(page, 'Control+a', 'Delete');
  expect(await boxLines(page).count()).toBe(2);
  expect((await readStored(page)).boxes).toHaveLength(1);

  await banner(page).getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-save-state="failed"]').waitFor();
  await fillDisk(page, false);
  await dismissAll(page);
  await banner(page).getByRole('button', { name: 'Try again' }).click();
  await waitSaved(page);
  await banner(page).waitFor({ state: 'hidden' });
  await drawSmall(page, [40, 40]);
  await waitSaved(page);
  await page.reload();
  await expect.poll(() => boxLines(page).count()).toBe(3);
  expect((await readStored(page)).boxes).toHaveLength(3);
});

test('the tab asks before it is closed, and the project is not left, while something is not stored', async ({
  page,
  appUrl,
}) => {
  await failSecondBox(page, appUrl);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await page.evaluate(() => {
    location.hash = '';
  });
  expect(await noticeText(page)).toMatch(
    /are not stored yet\. Try again to save, or save a rescue/,
  );
  expect(await boxLines(page).count()).toBe(2);
  expect(page.url()).toContain('#/project/');
});

test('a rescue file gives the same records to another browser', async ({
  page,
  browser,
  appUrl,
}) => {
  await failSecondBox(page, appUrl);
  const { name, bytes } = await readDownload(page, () =>
    banner(page).getByRole('button', { name: 'Save a rescue file' }).click(),
  );
  expect(name).toBe('rgb-tiled-deflate-rescue.geojson');
  expect(await notices(page).filter({ hasText: name }).textContent()).toMatch(/with 2 boxes/);
  await fillDisk(page, false);
  await banner(page).getByRole('button', { name: 'Try again' }).click();
  await waitSaved(page);
  const original = await readStored(page);

  const folder = await mkdtemp(join(tmpdir(), 'quaymark-rescue-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), bytes);
  const context = await newContext(browser);
  onTestFinished(() => context.close());
  const problems = watchProblems(context);
  const other = await context.newPage();
  await openApp(other, appUrl);
  await chooseFiles(other, [join(folder, name)], () =>
    other.getByRole('button', { name: 'Open a Quaymark file' }).click(),
  );
  await expect.poll(() => boxLines(other).count()).toBe(2);
  await waitSaved(other);
  const rescued = await readStored(other);
  for (const table of RECORDS) expect(rescued[table], table).toEqual(original[table]);
  await other.getByText(/is not on this machine\. Re-link it by choosing the file/).waitFor();
  expect(problems.unexpected()).toEqual([]);
});

test('a browser without any storage: the start screen says so, and so does every attempt', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    IDBFactory.prototype.open = refuse;
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  await openApp(page, appUrl);
  expect(await noticeText(page)).toMatch(
    /does not let Quaymark store anything.*use a normal window/,
  );
  await page.getByRole('heading', { name: 'Start with the pictures' }).waitFor();
  await dismissAll(page);
  await dropFiles(page, [SMALL]);
  expect(await noticeText(page)).toMatch(/does not let Quaymark store anything/);
  await dismissAll(page);
  await page.getByRole('button', { name: 'New empty project' }).click();
  expect(await noticeText(page)).toMatch(/does not let Quaymark store anything/);
});
