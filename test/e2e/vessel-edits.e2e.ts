/** Vessels merged and split, taken back and done again, also after a reload; and found by keys. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, drawKeel, pressKeys, waitSaved } from './support/app';
import { DAY, DEGREES, MERCATOR, openPlaces, settled, UTM } from './support/desk';
import { linkTo } from './support/link';
import { calibrate } from './support/map-view';
import { test } from './support/test';

/** The vessels as the list has them, each with how often it was seen. */
async function listed(page: Page): Promise<string[]> {
  const list = page.getByRole('complementary', { name: 'Vessels' });
  const rows = await list.getByRole('listitem').allInnerTexts();
  return rows
    .filter((row) => !row.includes('agree in'))
    .map((row) =>
      row
        .split('\n')
        .filter((line) => !/picture|\bm$/.test(line))
        .join(' '),
    );
}

async function choose(page: Page, entry: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  await waitSaved(page);
}

/** Alpha on three dates, and Bravo on the first. */
async function openFleet(page: Page, appUrl: string): Promise<void> {
  await openPlaces(page, appUrl, [UTM, DEGREES, MERCATOR]);
  const toScreen = await calibrate(page);
  await pressKeys(page, '1', 's');
  await drawKeel(page, toScreen([100, 60]), toScreen([140, 60]), 30);
  await linkTo(page, 'Bravo');
  await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
  await linkTo(page, 'Alpha');
  await pressKeys(page, 'Control+c');
  for (const file of [DEGREES, MERCATOR] as const) {
    await pressKeys(page, 'PageDown');
    await page.getByRole('option', { name: DAY[file], selected: true }).waitFor();
    await settled(page);
    await pressKeys(page, 'Control+v');
    await waitSaved(page);
    await linkTo(page, 'Alpha');
  }
  // Said of a box that shows it already, a name makes no second vessel.
  await linkTo(page, 'Alpha');
}

test('a vessel is split from a date on and merged with another; undo goes back, also after a reload', {
  timeout: 120_000,
}, async ({ page, appUrl }) => {
  await openFleet(page, appUrl);
  await pressKeys(page, 'Alt+3');
  await expect.poll(() => listed(page)).toEqual(['Alpha 3', 'Bravo 1']);
  // By keys: the list's filter, and the first that matches.
  await pressKeys(page, '/');
  await page.keyboard.type('alp');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Alpha', level: 2 }).waitFor();
  await pressKeys(page, 'Escape', 'Escape');
  await expect.poll(() => listed(page)).toEqual(['Alpha 3', 'Bravo 1']);

  // Two of the three were pasted.
  await page.getByText('from 1 box, 2 copied').waitFor();
  const log = page.getByRole('list', { name: 'Sightings' });
  await log
    .getByRole('button', { name: /12 Oct 2023/ })
    .first()
    .click();
  await choose(page, /^Split off box 3 and all later ones/);
  // The new one is shown, to be named.
  await page.getByRole('heading', { name: /^Hull \d/, level: 2 }).waitFor();
  await expect
    .poll(async () => (await listed(page)).map((row) => row.slice(-1)))
    .toEqual(['2', '1', '1']);
  expect(await axe(page)).toEqual([]);
  await pressKeys(page, 'Control+z');
  await expect.poll(() => listed(page)).toEqual(['Alpha 3', 'Bravo 1']);
  await page.getByRole('heading', { name: 'Alpha', level: 2 }).waitFor();

  await page
    .getByRole('button', { name: /^(?=.*Bravo)(?!.*Alpha)/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Bravo', level: 2 }).waitFor();
  await choose(page, /^Merge into Alpha/);
  await page.getByRole('heading', { name: 'Alpha', level: 2 }).waitFor();
  await expect.poll(() => listed(page)).toEqual(['Alpha 4']);
  await page.reload();
  await pressKeys(page, 'Alt+3');
  await expect.poll(() => listed(page)).toEqual(['Alpha 4']);
  await pressKeys(page, 'Control+z');
  await expect.poll(() => listed(page)).toEqual(['Alpha 3', 'Bravo 1']);
  await pressKeys(page, 'Control+Shift+z');
  await expect.poll(() => listed(page)).toEqual(['Alpha 4']);
});

test('a vessel that is added is named at once, a sanctions reference typed where its form opens; both are kept', {
  timeout: 90_000,
}, async ({ page, appUrl }) => {
  await openPlaces(page, appUrl, [UTM]);
  const toScreen = await calibrate(page);
  await pressKeys(page, '1', 's');
  await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
  await linkTo(page, 'Alpha');
  await pressKeys(page, 'Alt+3');
  await page.getByRole('button', { name: 'Add a reference' }).press('Enter');
  await page.getByRole('form', { name: 'Add a reference' }).waitFor();
  const form = await page.getByRole('form', { name: 'Add a reference' }).boundingBox();
  expect((form?.y ?? 0) + (form?.height ?? Number.NaN)).toBeLessThanOrEqual(900);
  await page.keyboard.type('EU 833/2014');
  await pressKeys(page, 'Tab');
  await page.keyboard.type('No. 4');
  await pressKeys(page, 'Enter');
  await waitSaved(page);
  await page.getByRole('button', { name: 'Add a vessel' }).press('Enter');
  await page.getByRole('heading', { name: /^Hull \d/, level: 2 }).waitFor();
  await page.keyboard.type('Delta');
  await pressKeys(page, 'Enter');
  await page.getByRole('heading', { name: 'Delta', level: 2 }).waitFor();
  await waitSaved(page);
  // Done with the field, keys are commands again, and nothing more is written into the name.
  const row = page.getByRole('button', { name: /^Delta/ });
  expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Deltas');
  await page.getByRole('heading', { name: 'Deltas', level: 2 }).waitFor();
  await pressKeys(page, 'Escape', 'c');
  await page.getByRole('region', { name: 'How to compare' }).waitFor();
  await pressKeys(page, 'Alt+3');
  await name.focus();
  await pressKeys(page, 'Alt+1');
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await pressKeys(page, 'Alt+3');
  await page.getByRole('heading', { name: 'Delta', level: 2 }).waitFor();
  await page.reload();
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('button', { name: 'Vessels' }).click();
  await expect.poll(() => listed(page)).toEqual(['Alpha 1', 'Delta no claimed identity 0']);
  await page.getByRole('button', { name: /^Alpha/ }).click();
  const about = page.getByRole('complementary', { name: 'About Alpha' });
  await expect.poll(() => about.textContent()).toContain('EU 833/2014');
});
