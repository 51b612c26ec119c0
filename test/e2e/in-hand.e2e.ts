/** What is in hand stays in hand, and what was said can be taken back. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, screenshot, waitSaved } from './support/app';
import { DAY, DEGREES, drawUpright, openBoxed, openPlaces, table, UTM } from './support/desk';
import { linkTo } from './support/link';
import { test } from './support/test';

/** Draws a ship and links it to a vessel of a new name. */
async function drawVessel(page: Page, name: string, left: number): Promise<void> {
  await drawUpright(page, [left, 120], [left + 60, 140]);
  await linkTo(page, name);
}

test('the vessel that is shown stays shown when its name puts another one first', async ({
  page,
  appUrl,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, appUrl);
  await drawVessel(page, 'Angara', 60);
  await drawVessel(page, 'Maria', 200);
  const lines = await page.getByRole('treeitem').allTextContents();
  expect(lines.join(' ')).toMatch(/1Angara.*2Maria/);
  await page.getByRole('button', { name: 'Vessels', exact: true }).click();
  await page.getByRole('heading', { name: 'Angara' }).waitFor();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Zulu');
  await name.press('Enter');
  await page.getByRole('heading', { name: 'Zulu' }).waitFor();
  await page.getByRole('button', { name: 'Add a claim' }).click();
  const form = page.getByRole('form', { name: 'Add a claim' });
  await form.getByRole('textbox', { name: 'Claim' }).fill('Angara');
  await form.getByRole('button', { name: 'Add' }).click();
  await waitSaved(page);
  const vessels = await table<{ name: string; claims: readonly unknown[] }>(page, 'vessels');
  expect(vessels.map((one) => [one.name, one.claims.length]).sort()).toEqual([
    ['Maria', 0],
    ['Zulu', 1],
  ]);
});

/** Words of the claims' table that are broken across lines. */
function brokenWords(page: Page): Promise<string[]> {
  return page
    .getByRole('table')
    .filter({ hasText: 'As of' })
    .evaluate((table) => {
      const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
      const broken: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const word of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (range.getClientRects().length > 1) broken.push(word[0]);
        }
      }
      return broken;
    });
}

test('a long source of a claim breaks no word in a narrow panel', async ({ page, appUrl }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPlaces(page, appUrl);
  await drawVessel(page, 'Angara', 60);
  await page.getByRole('button', { name: 'Vessels', exact: true }).click();
  const form = page.getByRole('form', { name: 'Add a claim' });
  for (const [claim, source] of [
    ['Angara', 'Equasis'],
    ['Angara 2', 'Shipspotting photographers, International Maritime Organization'],
  ] as const) {
    await page.getByRole('button', { name: 'Add a claim' }).click();
    await form.getByRole('textbox', { name: 'Claim' }).fill(claim);
    await form.getByRole('textbox', { name: 'Source' }).fill(source);
    await form.getByRole('button', { name: 'Add' }).click();
    await page.getByText(source).waitFor();
  }
  expect(await brokenWords(page)).toEqual([]);
  await screenshot(page, 'claims-long-source');
});

test('a verdict on a change is taken back by its button', async ({ page, appUrl }) => {
  await openBoxed(page, appUrl);
  await pressKeys(page, '8');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByLabel('Containers, best').fill('50');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  await changes.getByRole('button', { name: 'All of B was examined' }).click();
  await changes.getByText('50 containers, looked at on B, not there').click();
  for (const verdict of [
    { button: 'Accept', said: 'Accepted' },
    { button: 'Not a change', said: 'Not a change' },
  ]) {
    await changes.getByRole('button', { name: verdict.button }).click();
    await changes.getByText(verdict.said, { exact: true }).waitFor();
    await waitSaved(page);
    expect(await table(page, 'events')).toHaveLength(1);
    await changes.getByRole('button', { name: 'Take back' }).click();
    await changes.getByRole('button', { name: 'Accept' }).waitFor();
    await waitSaved(page);
    expect(await table(page, 'events')).toEqual([]);
  }
});

test('what is typed while the palette is still on its way is typed into it', async ({
  page,
  appUrl,
}) => {
  await page.route(/palette-[^/]*\.js$/, async (route) => {
    await new Promise((done) => setTimeout(done, 1200));
    await route.continue();
  });
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+k');
  await page.keyboard.type('#12 Octx');
  await pressKeys(page, 'Backspace');
  const palette = page.getByRole('combobox', { name: 'Find or run a command' });
  await palette.waitFor();
  expect(await palette.inputValue()).toBe('#12 Oct');
  await pressKeys(page, 'Enter');
  await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
});

test('an impossible date is refused with its sentence, also where only the day is known', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const stored = async () => (await table<{ acquired: { value: string } }>(page, 'frames'))[0];
  const before = (await stored())?.acquired.value;
  await pressKeys(page, 'Shift+F');
  const date = page.getByLabel('Taken on');
  for (const [typed, said] of [
    ['2023-99-99', '"2023-99-99" is no date.'],
    ['2323-10-12', '2323-10-12 has not come yet'],
  ] as const) {
    await date.fill(typed);
    await date.press('Enter');
    await page.getByText(said).waitFor();
  }
  await page.getByText('Only the day is known').click();
  await page.getByText('2323-10-12 has not come yet').waitFor();
  await page.waitForTimeout(700);
  expect((await stored())?.acquired.value).toBe(before);
  await date.fill('2023-10-14');
  await date.press('Enter');
  await expect.poll(async () => (await stored())?.acquired.value).toBe('2023-10-14');
});
