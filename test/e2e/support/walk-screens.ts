/** The vessels' screen and the log without a pointer: all that leads somewhere is reached and answers. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys } from './app';

const focused = (page: Page, what: Locator) => what.and(page.locator(':focus'));

/** With Tab alone. */
async function tabTo(page: Page, goal: Locator, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  expect.fail(`${goal} is not reached by ${most} presses of Tab.`);
}

const shows = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true }).waitFor();

async function walkList(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Vessels and groups' });
  const row = (name: string) => focused(page, list.getByRole('button', { name }));
  await pressKeys(page, 'Alt+3', '/');
  await focused(page, page.getByLabel('Filter vessels')).waitFor();
  await pressKeys(page, 'ArrowDown');
  await row('Angara').waitFor();
  await pressKeys(page, 'ArrowDown', 'Enter');
  await shows(page, 'Maria');
  await pressKeys(page, 'End', 'Enter');
  await shows(page, 'Yard, Najin');
  // Beyond the last is none.
  await pressKeys(page, 'ArrowDown', 'ArrowUp');
  await row('Yard, Dunai').waitFor();
  await pressKeys(page, 'Home');
  await row('Angara').waitFor();
  await pressKeys(page, '/');
  await page.keyboard.type('mai');
  expect(await list.getByRole('button').count()).toBe(1);
  await pressKeys(page, 'Enter');
  await shows(page, 'Maia');
  await pressKeys(page, 'Escape');
  await expect.poll(() => list.getByRole('button').count()).toBe(8);
}

async function walkSightings(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('radio', { name: 'Log', exact: true }));
  await pressKeys(page, 'ArrowRight');
  const chips = page.getByRole('list', { name: 'Sightings as chips' }).getByRole('button');
  await tabTo(page, chips.first(), 3);
  await pressKeys(page, 'ArrowDown', 'Enter');
  expect(await focused(page, chips.nth(1)).getAttribute('aria-pressed')).toBe('true');
  await pressKeys(page, 'Shift+Tab', 'Shift+Tab', 'ArrowRight');
  const rows = page.getByRole('table', { name: 'Sightings as a table' }).locator('tbody tr');
  expect(await rows.nth(1).getAttribute('aria-current')).toBe('true');
  await tabTo(page, rows.first().getByRole('button'), 20);
  await pressKeys(page, 'Enter');
  await expect.poll(() => rows.first().getAttribute('aria-current')).toBe('true');
  const menu = page.getByRole('menu');
  await pressKeys(page, 'Alt+3', '/');
  const more = page.getByRole('button', { name: /^More/ });
  await tabTo(page, more);
  await pressKeys(page, 'Enter');
  await menu.waitFor();
  await pressKeys(page, 'Escape');
  await menu.waitFor({ state: 'hidden' });
  await focused(page, more).waitFor();
}

async function walkLog(page: Page): Promise<void> {
  const najin = page.getByRole('region', { name: 'Najin', exact: true });
  await pressKeys(page, 'Alt+4');
  await tabTo(page, najin.getByRole('button', { name: 'Angara' }));
  await pressKeys(page, 'Enter');
  await shows(page, 'Angara');
  await pressKeys(page, 'Alt+4');
  await tabTo(page, najin.getByRole('button', { name: 'Yard, Najin' }));
  await pressKeys(page, 'Enter');
  await shows(page, 'Yard, Najin');
  await pressKeys(page, 'Alt+4');
  await tabTo(page, najin.getByRole('button', { name: '20–24, best 22' }));
  await pressKeys(page, 'Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByText('Angara').first().waitFor();
  await page.getByRole('option', { name: /9 Oct/, selected: true }).waitFor();
  // The map's sightings are a list too.
  await pressKeys(page, 'Alt+4');
  const sightings = page.getByRole('region', { name: 'Map of all sightings' });
  await tabTo(page, sightings.getByText('As a list'), 120);
  await pressKeys(page, 'Enter');
  await tabTo(page, sightings.getByRole('button', { name: /^Maia, 12 Sep 2023/ }), 20);
  await pressKeys(page, 'Enter');
  await page.getByRole('option', { name: /12 Sep/, selected: true }).waitFor();
  await inspector.getByText('Maia').first().waitFor();
}

/** From whichever screen of the demo with the work done; ends at the frame of September, Maia selected. */
export async function walkByKeys(page: Page): Promise<void> {
  await walkList(page);
  await walkSightings(page);
  await walkLog(page);
}
