/** The dates of a site played one after the other: order, place, pace, and what stops it. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axe, dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { stage, whole } from './support/compared';
import { mapArea } from './support/map-view';
import { test } from './support/test';
import { makeFourDates } from './support/two-dates';

const PATHS = makeFourDates();
const DAYS = ['12', '19', '26', '2'] as const;
const ROUND = 60_000;

type Diary = Window & { shownDays?: string[] };

/** Opens the four dates, the first of them shown. */
async function openFour(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, PATHS);
  await page
    .getByRole('option')
    .nth(PATHS.length - 1)
    .waitFor();
  await waitSaved(page);
  await page.getByRole('option', { name: /12 Oct/ }).click();
  await whole(page, 1);
}

/** Writes down from now on which day the film strip marks, each time that it changes. */
async function keepDiary(page: Page, mark: string): Promise<void> {
  await page.evaluate((selector) => {
    const days: string[] = [];
    (window as Diary).shownDays = days;
    const note = () => {
      const text = document.querySelector(selector)?.textContent ?? '';
      const day = /(\d+) (Oct|Nov)/.exec(text.replace(/\d+ boxes/, ' '))?.[1];
      if (day && days.at(-1) !== day) days.push(day);
    };
    note();
    const strip = document.querySelector('[role="listbox"]');
    if (strip) {
      new MutationObserver(note).observe(strip, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    }
  }, mark);
}

function diary(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as Diary).shownDays ?? []);
}

async function setPace(page: Page, seconds: string, all = ['0.5', '1', '2', '4']): Promise<void> {
  await page.getByRole('button', { name: /^Time for each date/ }).click();
  const choices = page.getByRole('menuitemcheckbox');
  await choices.first().waitFor();
  expect(await choices.allTextContents()).toEqual(all.map((one) => `${one} s for each date`));
  await page.getByRole('menuitemcheckbox', { name: `${seconds} s` }).click();
  await page.getByRole('button', { name: `Time for each date: ${seconds} s` }).waitFor();
}

function playButton(page: Page) {
  return page.getByRole('button', { name: 'Play the dates' });
}

/** Where the pointer is, as the status bar says it. */
async function placeUnderPointer(page: Page): Promise<string> {
  const area = await mapArea(page);
  await page.mouse.move(area.x + area.width * 0.5 + 3, area.y + area.height * 0.5);
  await page.mouse.move(area.x + area.width * 0.5, area.y + area.height * 0.5);
  const place = page.getByRole('contentinfo').getByText(/° N/);
  await place.waitFor();
  return (await place.textContent()) ?? '';
}

/** Degrees of a read-out such as '42.23518° N 130.29264° E'. */
function degreesIn(text: string): readonly number[] {
  return [...text.matchAll(/(\d+\.\d+)°/g)].map(([, value]) => Number(value));
}

async function expectPlaying(page: Page, playing: boolean): Promise<void> {
  await expect.poll(() => playButton(page).getAttribute('aria-pressed')).toBe(`${playing}`);
}

describe('playing the dates', () => {
  test('they come in order, again and again, at the same place, until anything is pressed', {
    timeout: 150_000,
  }, async ({ page, appUrl }) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await openFour(page, appUrl);
    await setPace(page, '0.5');
    const before = degreesIn(await placeUnderPointer(page));
    await keepDiary(page, '[role="option"][aria-selected="true"]');
    await pressKeys(page, 'Shift+P');
    await expectPlaying(page, true);
    expect(await axe(page)).toEqual([]);
    await expect
      .poll(async () => (await diary(page)).slice(0, 6), { timeout: ROUND })
      .toEqual([...DAYS, ...DAYS.slice(0, 2)]);
    await page.mouse.wheel(0, 1);
    await expectPlaying(page, false);
    await whole(page, 1);

    await pressKeys(page, 'Shift+P');
    await expectPlaying(page, true);
    await pressKeys(page, 'Shift');
    await expectPlaying(page, false);
    const { x, y } = await mapArea(page);
    await pressKeys(page, 'Shift+P');
    await expectPlaying(page, true);
    await page.mouse.click(x + 40, y + 40);
    await expectPlaying(page, false);
    const after = degreesIn(await placeUnderPointer(page));
    // A turn of the wheel by one has hardly zoomed; five metres are what a view of the whole rounds to.
    expect(before).toHaveLength(2);
    for (const [i, value] of before.entries()) {
      expect(Math.abs(value - (after[i] ?? Number.NaN))).toBeLessThan(5e-5);
    }
  });

  test('its button works by keyboard; with reduced motion dates stay longer; the pace is kept', async ({
    page,
    appUrl,
  }) => {
    await openFour(page, appUrl);
    await setPace(page, '4', ['2', '4']);
    await playButton(page).focus();
    await pressKeys(page, 'Space');
    await expectPlaying(page, true);
    await pressKeys(page, 'Space');
    await expectPlaying(page, false);
    await pressKeys(page, 'Enter');
    await expectPlaying(page, true);
    await pressKeys(page, 'Escape');
    await expectPlaying(page, false);
    // What is looked at is written down a moment after it has changed.
    await page.waitForTimeout(800);
    await page.reload();
    const pace = page.getByRole('button', { name: /^Time for each date/ });
    const card = page.getByRole('button', { name: /^Open / }).first();
    await card.or(pace).first().waitFor();
    if (!(await pace.isVisible())) await card.click();
    await page.getByRole('button', { name: 'Time for each date: 4 s' }).waitFor();
  });

  test('while comparing, B steps and A stays; blinking is stopped first', async ({
    page,
    appUrl,
  }) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await openFour(page, appUrl);
    await setPace(page, '0.5');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await whole(page);
    await keepDiary(page, '[role="option"][aria-selected="true"]');
    await pressKeys(page, 'Shift+P');
    await expect
      .poll(async () => (await diary(page)).slice(0, 5), { timeout: ROUND })
      .toEqual(['19', '26', '2', '19', '26']);
    await pressKeys(page, 'Escape');
    await expectPlaying(page, false);
    expect(await page.getByRole('option', { name: /12 Oct/ }).textContent()).toContain('as A');

    await pressKeys(page, '3');
    expect(await playButton(page).getAttribute('aria-disabled')).toBe('true');
    await pressKeys(page, 't', 'Shift+P');
    await expectPlaying(page, true);
    const { x, y } = await stage(page);
    await page.mouse.click(x + 60, y + 120);
    await expectPlaying(page, false);
  });
});
