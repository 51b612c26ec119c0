/** Keys where the focus is on what uses them itself: fields, controls, and signs that are being composed. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, waitSaved } from './support/app';
import { drawUpright, onlyBox, openPlaces, selectedNumbers, storedBoxes } from './support/desk';
import { readStored } from './support/stored';
import { test } from './support/test';

/** Begins to compose a text where the focus is, as an input method does; a text that is inserted ends it. */
async function compose(page: Page, text: string): Promise<(as: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const [selectionStart, selectionEnd] = [text.length, text.length];
  await session.send('Input.imeSetComposition', { text, selectionStart, selectionEnd });
  return async (as) => {
    await session.send('Input.insertText', { text: as });
    await session.detach();
  };
}

test('while a sign is composed, its keys run nothing and leave no field', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  // Enter takes the sign, and does not run the command that is marked so far.
  await pressKeys(page, 'Control+k');
  const search = page.getByRole('combobox', { name: 'Find or run a command' });
  await search.waitFor();
  const take = await compose(page, '나');
  await pressKeys(page, 'Enter', 'ArrowDown', 'Escape');
  expect(await search.isVisible()).toBe(true);
  await take('나진');
  await expect.poll(() => search.inputValue()).toBe('나진');
  await pressKeys(page, 'Escape');
  await search.waitFor({ state: 'hidden' });

  await drawUpright(page, [150, 120], [210, 140]);
  await pressKeys(page, 'u');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  const name = page.locator('input:focus');
  const finish = await compose(page, '만경');
  await pressKeys(page, 'Enter');
  expect((await readStored(page)).vessels).toEqual([]);
  expect(await name.count()).toBe(1);
  await finish('만경봉');
  await pressKeys(page, 'Enter');
  await expect
    .poll(async () => (await readStored(page)).vessels.map((one) => one.name))
    .toEqual(['만경봉']);
});

test('what uses keys itself keeps them from the selected box', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [150, 120], [210, 140]);
  await pressKeys(page, 'd');
  const display = page.getByRole('complementary', { name: 'Display' });
  const before = await onlyBox(page);
  const gamma = display.getByRole('slider', { name: 'Gamma', exact: true });
  const first = await gamma.inputValue();
  await gamma.focus();
  await pressKeys(page, 'ArrowRight', 'ArrowRight', 'Delete', 'Backspace');
  expect(await gamma.inputValue()).not.toBe(first);
  const invert = display.getByRole('checkbox', { name: 'Invert' });
  await invert.focus();
  await pressKeys(page, 'Space', 'ArrowDown', 'Delete');
  expect(await invert.isChecked()).toBe(true);
  const red = display.getByRole('combobox', { name: 'Red' });
  await red.focus();
  // Letters choose in it; on the map they would draw, hide boxes and flip bow and stern.
  await pressKeys(page, 'b', 'g', 'r', '1', 'ArrowDown', 'Delete');
  await waitSaved(page);
  expect(await onlyBox(page)).toEqual(before);
  expect(await selectedNumbers(page)).toEqual([before.number]);
  // Letters mean nothing to sliders and switches.
  await invert.focus();
  await pressKeys(page, 'd');
  await display.waitFor({ state: 'hidden' });
  await page.getByRole('application').focus();
  await pressKeys(page, 'Delete');
  await expect.poll(async () => (await storedBoxes(page)).length).toBe(0);
});
