/** The three ships followed through six frames of two ports, by what a user does, and their logs. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, openDemo, pressKeys, readDownload, screenshot, waitSaved } from './support/app';
import { rowsOf } from './support/csv';
import { truthOf } from './support/demo';
import { test } from './support/test';
import { drawTruth, objectOf } from './support/truth-boxes';

const FRAMES = [
  { file: 'najin-september.tif', option: /12 Sep/, ships: ['Maia'], site: 'Najin' },
  {
    file: '23OCT09021843-M2AS-504820013010_01_P001.tif',
    option: /9 Oct/,
    ships: ['Angara'],
    site: 'Najin',
  },
  { file: 'najin-december-ortho.tif', option: /5 Dec/, ships: ['Maria'], site: 'Najin' },
  {
    file: '20231208_014412_63_2489_3B_AnalyticMS.tif',
    option: /8 Dec/,
    ships: ['Maia', 'Angara'],
    site: 'Dunai',
  },
  { file: 'dunai-december.tif', option: /19 Dec/, ships: ['Maria'], site: 'Dunai' },
] as const;

/** Who the box just drawn might be, when its look has been compared: the likeliest first. */
async function suggested(page: Page): Promise<string[]> {
  await pressKeys(page, '1');
  const list = page.getByRole('list', { name: 'Vessels that it might be' });
  await list.and(page.locator('[aria-busy="false"]')).waitFor({ timeout: 60_000 });
  return list.locator(':scope > li').allInnerTexts();
}

/** The box just drawn is selected: U goes to the field, the name makes or takes the vessel. */
async function linkTo(page: Page, name: string): Promise<void> {
  await pressKeys(page, '1', 'u');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.getByLabel('Same hull').selectOption('very_likely');
  await waitSaved(page);
  await page.getByRole('application').focus();
}

async function chooseSite(page: Page, name: string): Promise<void> {
  const shown = page.getByRole('button', { name: `Site: ${name}` });
  if (await shown.isVisible()) return;
  await page.getByRole('button', { name: /^Site: / }).click();
  await page.getByRole('menuitemcheckbox', { name: new RegExp(name) }).click();
  await shown.waitFor();
}

/** The same sightings as chips and as a table that sorts and is copied. */
async function lookAtViews(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Maia on / })
    .first()
    .click();
  await page.getByText('Chips', { exact: true }).click();
  const chips = page.getByRole('list', { name: 'Sightings as chips' });
  expect(await chips.getByRole('button').count()).toBe(2);
  await screenshot(page, 'vessels-chips');
  expect(await axe(page)).toEqual([]);

  await page.getByText('Table', { exact: true }).click();
  const rows = page.getByRole('table', { name: 'Sightings as a table' }).locator('tbody tr');
  const sites = () => rows.locator('td:nth-child(2)').allTextContents();
  expect(await sites()).toEqual(['Najin', 'Dunai']);
  await page.getByRole('button', { name: 'Site', exact: true }).click();
  expect(await sites()).toEqual(['Dunai', 'Najin']);
  // Half a metre and three metres of ground to a pixel: the fleet's picture is the less exact.
  expect(await rows.nth(1).locator('td:nth-child(4)').textContent()).toMatch(
    /^\d{3}\.\d ± 0\.4 m$/,
  );
  expect(await rows.nth(0).locator('td:nth-child(4)').textContent()).toMatch(/^\d{3} ± 2 m$/);
  await screenshot(page, 'vessels-table');
  expect(await axe(page)).toEqual([]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as TSV' }).click();
  await page.getByText('The table is on the clipboard as TSV.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [head = '', first = ''] = copied.split('\n');
  expect(first.split('\t')[head.split('\t').indexOf('site')]).toBe('Dunai');
  await page.getByText('Log', { exact: true }).last().click();
}

/** The wheel scrolls on past the map, and zooms it only when it was clicked. */
async function wheelOverMap(page: Page): Promise<void> {
  const map = page.getByLabel(/map: arrows move it/);
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error('no map in the log');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => (await map.boundingBox())?.y).toBeGreaterThan(box.y + 100);
  await map.getByText(/^Click, or hold Ctrl, to zoom by the wheel/).waitFor();
  await map.scrollIntoViewIfNeeded();
  const top = (await map.boundingBox())?.y;
  await map.click();
  await page.mouse.wheel(0, -200);
  await page.waitForTimeout(300);
  expect((await map.boundingBox())?.y).toBe(top);
  await map.press('0');
}

test('three ships are linked across five frames and their logs say where and when', {
  timeout: 180_000,
}, async ({ page, appUrl }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDemo(page, appUrl);
  for (const { file, option, ships, site } of FRAMES) {
    const truth = await truthOf(file);
    await chooseSite(page, site);
    await page.getByRole('option', { name: option }).click();
    await waitSaved(page);
    for (const name of ships) {
      await drawTruth(page, objectOf(truth, name));
      if (site === 'Dunai') {
        const [first = ''] = await suggested(page);
        expect(first.split('\n')[0]).toBe(name);
        expect(first).toMatch(/Looks (alike|unlike|tell little): 0\.\d\d of 1/);
      }
      await linkTo(page, name);
    }
  }
  await screenshot(page, 'vessels-annotate');
  await page.getByRole('button', { name: 'Vessels', exact: true }).click();
  await page
    .getByRole('heading', { name: 'Maia', level: 2 })
    .or(page.getByText('Maia'))
    .first()
    .waitFor();
  await page.waitForTimeout(1500);
  await screenshot(page, 'vessels-screen');
  expect(await axe(page)).toEqual([]);
  await lookAtViews(page);

  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await page.getByRole('heading', { name: 'Log', level: 2 }).waitFor();
  await page.waitForTimeout(500);
  await wheelOverMap(page);
  await screenshot(page, 'vessels-log');
  expect(await axe(page)).toEqual([]);
  const { name, bytes } = await readDownload(page, () =>
    page.getByRole('button', { name: /Export all/ }).click(),
  );
  expect(name).toMatch(/log\.csv$/);
  const rows = rowsOf(bytes.toString('utf8'));
  expect(rows.map(({ vessel }) => vessel).sort()).toEqual([
    'Angara',
    'Angara',
    'Maia',
    'Maia',
    'Maria',
    'Maria',
  ]);
  for (const { file, ships, site } of FRAMES) {
    const truth = await truthOf(file);
    for (const ship of ships) {
      const row = rows.find((one) => one.vessel === ship && one.image_file === file);
      const known = objectOf(truth, ship);
      expect(row).toMatchObject({ site, likelihood: 'very_likely' });
      // One provider's file names give hundredths of a second.
      expect(row?.seen_at?.slice(0, 19)).toBe(truth.acquired_at.slice(0, 19));
      expect(Math.abs(Number(row?.length_m) - known.length_m)).toBeLessThan(
        site === 'Dunai' ? 5 : 1,
      );
    }
  }
  // geod -I +ellps=WGS84 between the truth's centres of Maia, 42.235264003 130.293513387 and
  // 42.884330589 132.346448126: 183352.431 m, in 86 d 23 h 32 min 35.63 s (2087.54 h): 0.047 kn.
  const leg = rows.find(({ vessel, site }) => vessel === 'Maia' && site === 'Dunai');
  expect(Number(leg?.km_from_last)).toBeCloseTo(183.35, 1);
  expect(Number(leg?.hours_from_last_least)).toBeCloseTo(2087.54, 1);
  expect(Number(leg?.knots_least)).toBeCloseTo(0.05, 2);
});
