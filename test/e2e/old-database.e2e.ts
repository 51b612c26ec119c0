/** A project that an older version has stored opens in this one, and takes what is new. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { twoProjects, VERSION_1_ROWS, writeVersion1 } from '../unit/store/version-1';
import { readStored } from './support/stored';
import { test } from './support/test';

type Rows = Parameters<typeof writeVersion1>[0]['rows'];

async function storeOld(page: Page, appUrl: string, rows: Rows): Promise<void> {
  // A page of the same origin without the program, which would make the database anew.
  const body = '<link rel="icon" href="data:,">';
  const before = new URL('before.html', appUrl).href;
  await page.route(before, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(before);
  await page.evaluate(writeVersion1, { name: 'quaymark', rows });
}

test('a project stored by the first version opens whole in this one', async ({ page, appUrl }) => {
  await storeOld(page, appUrl, VERSION_1_ROWS);
  await page.goto(appUrl);
  await page.getByText('Old port').first().click();
  await page.getByText('cargo ship').first().waitFor();
  const stored = await readStored(page);
  expect(stored.boxes).toEqual(VERSION_1_ROWS.boxes);
  expect(stored.vessels).toEqual([]);
  expect(stored.commits.map(({ label }) => label)).toContain('Draw cargo ship 1');
});

test('a tab that is closed while boxes are taken over loses none: the next one takes them over', async ({
  page,
  appUrl,
}) => {
  const rows = twoProjects(1500, 1500);
  await storeOld(page, appUrl, rows);
  const context = page.context();
  const closed = await context.newPage();
  const midway = new Promise<void>((resolve) => {
    void closed.exposeFunction('midway', resolve);
  });
  await closed.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    let pages = 0;
    IDBObjectStore.prototype.put = function (...given) {
      // In the second project: the first one's boxes are rewritten, and the page hangs from here on.
      if (this.name === 'boxPages' && ++pages === 60) {
        void (window as unknown as { midway: () => void }).midway();
        const until = performance.now() + 3000;
        while (performance.now() < until);
      }
      return put.apply(this, given);
    };
  });
  await closed.goto(appUrl, { waitUntil: 'commit' });
  await midway;
  await closed.close();
  // As it was: version 1, ten times as Dexie counts.
  const known = await page.evaluate(() => indexedDB.databases());
  expect(known).toEqual([{ name: 'quaymark', version: 10 }]);
  await page.goto(appUrl);
  await page.getByText('Old port').first().click();
  await page.getByText('cargo ship').first().waitFor();
  const { boxes } = await readStored(page);
  expect(new Set(boxes.map(({ id }) => id))).toEqual(new Set(rows.boxes.map(({ id }) => id)));
  expect(boxes).toHaveLength(3000);
});
