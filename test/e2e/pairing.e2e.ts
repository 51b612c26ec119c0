/** The ships of two dates are paired all at once; nothing is linked but what is accepted, in one edit. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, openDemo, pressKeys, screenshot, waitSaved } from './support/app';
import { truthOf } from './support/demo';
import { openBoxed, table } from './support/desk';
import { test } from './support/test';
import { drawTruth, objectOf } from './support/truth-boxes';

const FRAMES = [
  { file: 'najin-september.tif', option: /12 Sep/ },
  { file: '23OCT09021843-M2AS-504820013010_01_P001.tif', option: /9 Oct/ },
] as const;
/** 98.7 m and 78.6 m long; neither lies in October where it lay in September. */
const SHIPS = ['tanker-2', 'coaster-1'] as const;

/** Of what has moved, the list shows either box where it lies on its own date. */
async function seeMoved(page: Page, comparing: Locator): Promise<void> {
  await comparing.click();
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  await changes.getByRole('listitem').filter({ hasText: 'moved' }).first().click();
  for (const name of [/^A: box 1 on /, /^B: box 3 on /]) {
    const chip = changes.getByRole('img', { name });
    await chip.locator('canvas').waitFor();
    const [area, outline] = [
      await chip.boundingBox(),
      await chip.locator('polygon').last().boundingBox(),
    ];
    if (!area || !outline) throw new Error(`${name} is not shown.`);
    const off = (at: number, size: number, from: number, whole: number) =>
      Math.abs(at + size / 2 - from - whole / 2);
    expect(off(outline.x, outline.width, area.x, area.width)).toBeLessThan(4);
    expect(off(outline.y, outline.height, area.y, area.height)).toBeLessThan(4);
  }
}

test('pairs are accepted and rejected by keys and linked in one edit', {
  timeout: 180_000,
}, async ({ page, appUrl }) => {
  await openDemo(page, appUrl);
  for (const { file, option } of FRAMES) {
    const truth = await truthOf(file);
    await page.getByRole('option', { name: option }).click();
    await waitSaved(page);
    for (const ship of SHIPS) {
      await drawTruth(page, objectOf(truth, ship));
      await pressKeys(page, ship === 'tanker-2' ? '2' : '1');
      await waitSaved(page);
    }
  }
  const vesselOf = async () =>
    new Map(
      (
        await table<{ number: number; link?: { vesselId: string; likelihood: string } }>(
          page,
          'boxes',
        )
      ).map(({ number, link }) => [number, link]),
    );
  await pressKeys(page, 'Shift+V');
  const rows = page.getByRole('list', { name: 'Proposed pairs' }).locator(':scope > li');
  await rows.first().waitFor({ timeout: 90_000 });
  // Drawn in this order: the tanker is boxes 1 and 3, the coaster 2 and 4.
  const tanker = rows.filter({ hasText: 'A box 1' });
  const coaster = rows.filter({ hasText: 'A box 2' });
  expect(await rows.count()).toBe(2);
  expect(await tanker.textContent()).toMatch(
    /B box 3[\s\S]*times likelier[\s\S]*Length[\s\S]*Looks/,
  );
  expect(await coaster.textContent()).toContain('B box 4');
  expect([...(await vesselOf()).values()].filter(Boolean)).toEqual([]);
  await screenshot(page, 'pairing');
  expect(await axe(page)).toEqual([]);

  await tanker.getByRole('radio', { name: /Accept/ }).focus();
  await pressKeys(page, '1');
  await coaster.getByRole('radio', { name: /Accept/ }).focus();
  await pressKeys(page, '2');
  await screenshot(page, 'pairing-judged');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Link 1 pair' }).focus();
  await pressKeys(page, 'Enter');
  await page.getByText('No pair to propose').waitFor({ timeout: 60_000 });
  // The rows are gone: the keyboard goes on where the next two dates are chosen.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName.toLowerCase()))
    .toBe('select');
  await waitSaved(page);
  const linked = await vesselOf();
  expect(linked.get(1)?.vesselId).toBe(linked.get(3)?.vesselId);
  expect(linked.get(1)?.likelihood).toMatch(/likely/);
  expect([linked.get(2), linked.get(4)]).toEqual([undefined, undefined]);

  await pressKeys(page, 'Escape', 'Control+z');
  await waitSaved(page);
  expect([...(await vesselOf()).values()].filter(Boolean)).toEqual([]);
  expect(await table(page, 'vessels')).toEqual([]);

  // What was rejected stays so when the dialog, and the page, was closed; from Compare it is asked again.
  await page.reload();
  const comparing = page.getByRole('button', { name: 'Compare', exact: true });
  const card = page.getByRole('button', { name: /Demo: Najin/ }).first();
  await comparing.or(card).first().waitFor();
  if (!(await comparing.isVisible())) await card.click();
  await seeMoved(page, comparing);
  await page.getByRole('button', { name: 'Pair ships' }).click();
  await tanker.waitFor({ timeout: 90_000 });
  expect(await rows.count()).toBe(1);
  await page.getByText('1 rejected pair').click();
  await page.getByText('Cargo ship 2 and Cargo ship 4').waitFor();
  await screenshot(page, 'pairing-rejected');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take back' }).click();
  await waitSaved(page);
  await pressKeys(page, 'Escape');
  await page.getByRole('button', { name: 'Pair ships' }).click();
  await coaster.waitFor({ timeout: 90_000 });
});

test('two dates can be chosen where none are proposed, and too many ships are said in the dialog', async ({
  page,
  appUrl,
}) => {
  await openBoxed(page, appUrl);
  // Alone at its site, the frame has no other date beside it.
  await pressKeys(page, 'Shift+F');
  await page.getByRole('combobox', { name: 'Site', exact: true }).selectOption('New site…');
  await pressKeys(page, 'Escape');
  await waitSaved(page);
  await pressKeys(page, 'Shift+V');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Two dates are needed').waitFor();
  const choose = async (label: string, day: string) => {
    const list = dialog.getByLabel(label);
    const option = list.locator('option').filter({ hasText: day });
    await list.selectOption(await option.getAttribute('value'));
  };
  await choose('Before (A)', '12 Sep');
  await choose('After (B)', '12 Oct');
  await dialog.getByText('No pair to propose').waitFor();
  await pressKeys(page, 'Escape', '1');
  for (let times = 0; times < 7; times++) await pressKeys(page, 'Control+a', 'Control+d');
  await waitSaved(page);
  await pressKeys(page, 'Shift+V');
  await choose('Before (A)', '12 Sep');
  await choose('After (B)', '12 Oct');
  await dialog.getByText(/paired up to 80 on each/).waitFor();
  await dialog.getByRole('button', { name: 'Compare again' }).waitFor();
});
