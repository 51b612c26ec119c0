/** Places where two dates differ are proposed; each is accepted, rejected or left, and that is kept. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, drag, openDemo, pressKeys, screenshot, waitSaved } from './support/app';
import { openAgain } from './support/compared';
import { type TruthObject, truthOf } from './support/demo';
import { type StoredBox, table } from './support/desk';
import { test } from './support/test';
import { drawTruth } from './support/truth-boxes';

const OPEN = /(\d+) open, (\d+) judged/;

/** How many the panel says are still to be judged. */
async function openIn(panel: Locator): Promise<number> {
  return Number(OPEN.exec((await panel.getByText(OPEN).textContent()) ?? '')?.[1]);
}

/** The ship lay alongside in September and not in October: a long thing gone, among the first ten. */
async function findGone(panel: Locator, ship: TruthObject): Promise<void> {
  const texts = await panel.getByRole('listitem').allTextContents();
  const sizes = texts
    .slice(0, 10)
    .map((text) => /(gone|appeared|changed)(\d+) × (\d+) m/.exec(text));
  const found = sizes.some(
    (size) =>
      size?.[1] === 'gone' && Math.abs(Number(size[2]) - ship.length_m) < 0.35 * ship.length_m,
  );
  expect(found, texts.slice(0, 10).join(' | ')).toBe(true);
}

/** Two are judged by keys, one after the other, and the second is taken back. */
async function rejectByKeys(page: Page, panel: Locator): Promise<void> {
  // Judged by keys, one after the other: the focus is on the next one's button.
  const second = panel.getByRole('listitem').nth(1);
  const third = await panel.getByRole('listitem').nth(2).textContent();
  await second.getByRole('button', { name: 'Not a change' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => second.textContent()).toBe(third);
  const focused = second.getByRole('button', { name: 'Not a change' }).and(page.locator(':focus'));
  await focused.waitFor();
  // Taken back, it stands where it stood and has the focus again.
  const rejected = await panel.getByRole('listitem').nth(0).textContent();
  await panel.getByRole('button', { name: 'Not a change' }).first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => panel.getByRole('listitem').nth(0).textContent()).not.toBe(rejected);
  await pressKeys(page, 'Control+z');
  await expect.poll(() => panel.getByRole('listitem').nth(0).textContent()).toBe(rejected);
  await panel
    .getByRole('listitem')
    .nth(0)
    .getByRole('button', { name: 'Not a change' })
    .and(page.locator(':focus'))
    .waitFor();
}

/** What is accepted becomes one box of the chosen class, is said among the changes, and can be taken back. */
async function acceptFirst(page: Page, panel: Locator): Promise<void> {
  const before = await openIn(panel);
  await panel.getByLabel('Class of the box').first().selectOption('tug');
  await panel.getByRole('button', { name: 'Accept as' }).first().click();
  await waitSaved(page);
  expect(await openIn(panel)).toBe(before - 1);
  const classes = await table<{ id: string; name: string }>(page, 'classes');
  const [made, ...others] = await table<StoredBox>(page, 'boxes');
  expect(others).toEqual([]);
  // What was accepted is said and can be taken back, though nobody has said that all was examined.
  await page.getByRole('tab', { name: 'Changes' }).click();
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  const change = changes.getByRole('listitem').filter({ hasText: /^Tug/ });
  const [event] = (await table<{ verdict: string; kind: string }>(page, 'events')).filter(
    ({ verdict }) => verdict === 'accepted',
  );
  await change.getByText(event?.kind ?? '', { exact: true }).waitFor();
  expect(await change.getByText('not observed').count()).toBe(0);
  await change.click();
  await changes.getByRole('button', { name: 'Take back' }).waitFor();
  await page.getByRole('tab', { name: 'Proposals' }).click();
  expect(classes.find(({ id }) => id === made?.classId)?.name).toBe('tug');
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  expect(await openIn(panel)).toBe(before);
}

/** What was rejected is remembered: another search, after the page was closed, does not propose it again. */
async function searchAfterReload(page: Page, panel: Locator): Promise<void> {
  const open = await openIn(panel);
  await page.waitForTimeout(800);
  await page.reload();
  await openAgain(page);
  await page.getByRole('tab', { name: 'Proposals' }).click();
  await panel.getByText('1 rejected, not proposed again').waitFor();
  await panel.getByRole('button', { name: 'Search' }).click();
  await panel.getByText(`${open} open, 1 judged`).waitFor({ timeout: 120_000 });
}

/** A rejection is taken back where it is listed: the place is open again. */
async function takeRejectionBack(page: Page, panel: Locator): Promise<void> {
  await panel.getByText('1 rejected, not proposed again').click();
  await panel.getByRole('button', { name: 'Take back' }).click();
  await waitSaved(page);
  // The list is gone with its only line: the focus is where one goes on.
  await panel.getByRole('button', { name: 'Search again' }).and(page.locator(':focus')).waitFor();
}

/** The ship that is gone was boxed by hand: the change is of that box, and no second one is made. */
async function acceptForBox(page: Page, panel: Locator, ship: TruthObject): Promise<void> {
  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  await page.getByRole('option', { name: /12 Sep/ }).click();
  await page.getByRole('application').focus();
  await drawTruth(page, ship);
  const [drawn] = await table<StoredBox>(page, 'boxes');
  await page.getByRole('option', { name: /9 Oct/ }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('tab', { name: 'Proposals' }).click();
  await panel.getByRole('button', { name: 'Accept for' }).click();
  await waitSaved(page);
  expect(await table<StoredBox>(page, 'boxes')).toEqual([drawn]);
  const events = await table<{ verdict: string; beforeBoxId: string | null }>(page, 'events');
  expect(events.find(({ verdict }) => verdict === 'accepted')?.beforeBoxId).toBe(drawn?.id);
}

/** In a small part few stand out; after the last of them the focus is on the search. */
async function judgeAllInPart(page: Page, panel: Locator): Promise<void> {
  await pressKeys(page, 'f', 'Shift+J');
  const map = await page.locator('.qm-compare').boundingBox();
  if (!map) throw new Error('Nothing is compared.');
  const at = (right: number, down: number) => ({
    x: map.x + map.width * right,
    y: map.y + map.height * down,
  });
  // Around the red ship that lies at anchor on both dates, turned.
  await drag(page, at(0.57, 0.6), at(0.7, 0.8));
  await panel.getByText('In the dashed area only').waitFor();
  await panel.getByRole('button', { name: /^Search/ }).click();
  await panel.getByText(/^[1-9] open, 0 judged/).waitFor({ timeout: 120_000 });
  const reject = panel.getByRole('button', { name: 'Not a change' });
  await reject.first().focus();
  for (let left = await reject.count(); left > 0; left -= 1) {
    await page.keyboard.press('Enter');
    await expect.poll(() => reject.count()).toBe(left - 1);
  }
  await panel.getByText('Nothing left to judge').waitFor();
  await panel.getByRole('button', { name: 'Search again' }).and(page.locator(':focus')).waitFor();
}

test('a ship that is gone is among the first proposals; verdicts are kept and undone', {
  timeout: 180_000,
}, async ({ page, appUrl }) => {
  const truth = await truthOf('najin-september.tif');
  const maia = truth.objects.find(({ name }) => name === 'Maia');
  if (!maia) throw new Error('the truth names no Maia');
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDemo(page, appUrl);
  await page.getByRole('option', { name: /9 Oct/ }).click();
  await waitSaved(page);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('tab', { name: 'Proposals' }).click();
  const panel = page.getByRole('region', { name: 'Proposals of changes' });
  await panel.getByRole('button', { name: 'Search' }).click();
  await panel.getByText(OPEN).waitFor({ timeout: 120_000 });
  const first = await openIn(panel);
  expect(first).toBeGreaterThan(2);
  await page.waitForTimeout(1500);
  await screenshot(page, 'proposals');
  expect(await axe(page)).toEqual([]);

  await findGone(panel, maia);
  await rejectByKeys(page, panel);
  expect(await openIn(panel)).toBe(first - 1);
  await acceptFirst(page, panel);
  expect(await openIn(panel)).toBe(first - 1);
  await searchAfterReload(page, panel);
  await takeRejectionBack(page, panel);
  expect(await openIn(panel)).toBe(first);
  await acceptForBox(page, panel, maia);
  await judgeAllInPart(page, panel);
});
