/** A reader of pictures that never answers again is given up in bounded time, and the frames are read by another. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { dropFiles, openApp, waitSaved } from './support/app';
import { table } from './support/desk';
import { placed, temporaryFolder } from './support/made-files';
import { notices } from './support/notices';
import { test } from './support/test';

const SIDE = 1500;
/** Rows of noise: no block of one date is like one of the other. */
const noise = (seed: number) =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * seed + (i >> 7) * 31) % 251);

async function twoDates(): Promise<string[]> {
  const folder = await temporaryFolder();
  return Promise.all(
    ['20230901', '20231001'].map(async (day, i) => {
      const path = join(folder, `${day}_port.tif`);
      const data = noise(i + 3);
      await writeFile(path, writeTiff({ width: SIDE, height: SIDE, data, fields: [...placed(1)] }));
      return path;
    }),
  );
}

/** Sends all readers of pictures into a loop that only the end of their thread ends. */
async function hang(page: Page): Promise<number> {
  const readers = page.workers().filter((worker) => worker.url().includes('imagery'));
  for (const reader of readers) {
    reader
      .evaluate(() => {
        for (;;);
      })
      .catch(() => 'It ends with its worker.');
  }
  await page.waitForTimeout(500);
  return readers.length;
}

test('a reader that hangs is told, replaced, and pictures are read again', async ({
  page,
  appUrl,
}) => {
  await openApp(page, appUrl);
  await dropFiles(page, await twoDates());
  await expect.poll(async () => (await table(page, 'frames')).length).toBe(2);
  await waitSaved(page);
  await page.reload();
  await page.getByRole('option').first().click();
  await page.locator('[data-picture="whole"]').waitFor();

  expect(await hang(page)).toBeGreaterThan(0);
  const map = page.getByRole('application');
  await map.focus();
  await page.keyboard.press('x');
  await expect
    .poll(async () => (await notices(page).allTextContents()).join('\n'), { timeout: 90_000 })
    .toContain('did not answer any more while it worked on “2023');
  await page.keyboard.press('f');
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  await page.keyboard.press('PageDown');
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
}, 180_000);
