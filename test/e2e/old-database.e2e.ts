/** A project that an older version has stored opens in this one, and takes what is new. */
import { expect } from 'vitest';
import { VERSION_1_ROWS, writeVersion1 } from '../unit/store/version-1';
import { readStored } from './support/stored';
import { test } from './support/test';

test('a project stored by the first version opens whole in this one', async ({ page, appUrl }) => {
  // A page of the same origin without the program, which would make the database anew.
  const body = '<link rel="icon" href="data:,">';
  const before = new URL('before.html', appUrl).href;
  await page.route(before, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(before);
  await page.evaluate(writeVersion1, { name: 'quaymark', rows: VERSION_1_ROWS });
  await page.goto(appUrl);
  await page.getByText('Old port').first().click();
  await page.getByText('cargo ship').first().waitFor();
  const stored = await readStored(page);
  expect(stored.boxes).toEqual(VERSION_1_ROWS.boxes);
  expect(stored.vessels).toEqual([]);
  expect(stored.commits.map(({ label }) => label)).toContain('Draw cargo ship 1');
});
