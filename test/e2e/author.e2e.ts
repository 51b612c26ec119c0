/** Who draws: asked once, when a box first names nobody; answered, or left. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, screenshot, waitSaved } from './support/app';
import { boxLines, drawSmall, openSmall, smallFrame } from './support/small-project';
import { readStored } from './support/stored';
import { test } from './support/test';

const asked = (page: Page) => page.getByRole('button', { name: 'Who draws?' });
const authors = async (page: Page) => (await readStored(page)).boxes.map(({ author }) => author);

test('a name is asked for with the first box, stands in it and in what follows, and is undone as one edit', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl, 'input');
  expect(await asked(page).count()).toBe(0);
  await drawSmall(page, [20, 12]);
  await asked(page).click();
  const form = page.getByRole('dialog', { name: 'Who draws' });
  await form.getByRole('textbox', { name: 'Who draws and links here' }).fill('B. Colleague');
  await screenshot(page, 'who-draws');
  await page.keyboard.press('Enter');
  await asked(page).waitFor({ state: 'hidden' });
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+d');
  await waitSaved(page);
  expect(await authors(page)).toEqual(['B. Colleague', 'B. Colleague']);
  await pressKeys(page, 'Control+z', 'Control+z');
  await waitSaved(page);
  await expect.poll(() => authors(page)).toEqual(['']);
  expect(await boxLines(page).count()).toBe(1);
});

test('whoever wants to name nobody is not asked again', async ({ page, appUrl }) => {
  await openSmall(page, appUrl, 'input');
  await drawSmall(page, [20, 12]);
  await asked(page).click();
  await page.getByRole('button', { name: 'Name nobody' }).click();
  await asked(page).waitFor({ state: 'hidden' });
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+d');
  await waitSaved(page);
  await expect.poll(async () => (await authors(page)).length).toBe(2);
  // Where the user stands is written a moment after it changes.
  await page.waitForTimeout(1000);
  await page.reload();
  await smallFrame(page).waitFor();
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+a', 'Control+d');
  await waitSaved(page);
  await expect.poll(async () => (await authors(page)).length).toBeGreaterThan(2);
  expect(await asked(page).count()).toBe(0);
});
