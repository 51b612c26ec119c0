/** Two dates that blink: when they turn, and which of them is seen. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys } from './app';

type Place = readonly [x: number, y: number];
type Turns = Window & { blinkTurns?: number[] };

/** Notes from now on the time of each turn from one date to the other. */
export async function countTurns(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as Turns).blinkTurns = times;
    const [pane] = document.querySelectorAll<HTMLElement>('.qm-compare-pane');
    if (!pane) throw new Error('Nothing is compared.');
    let seen = pane.style.visibility;
    new MutationObserver(() => {
      if (pane.style.visibility === seen) return;
      seen = pane.style.visibility;
      times.push(performance.now());
    }).observe(pane, { attributes: true, attributeFilter: ['style'] });
  });
}

/** Milliseconds of each of so many turns, on average. */
export async function meanTurn(page: Page, turns: number): Promise<number> {
  await page.evaluate(() => (window as Turns).blinkTurns?.splice(0));
  const times = await page.waitForFunction(
    (wanted) => {
      const known = (window as Turns).blinkTurns ?? [];
      return known.length > wanted ? [...known] : null;
    },
    turns,
    { timeout: 45_000 },
  );
  const known = (await times.jsonValue()) ?? [];
  return ((known.at(-1) ?? 0) - (known[0] ?? 0)) / (known.length - 1);
}

/** Waits for the turn by which a date comes to be seen. @param date 0 or 1 */
async function turnTo(page: Page, date: 0 | 1): Promise<void> {
  await expect.poll(() => shownDate(page), { interval: 30 }).toBe(date === 0 ? 1 : 0);
  await expect.poll(() => shownDate(page), { interval: 30 }).toBe(date);
}

/**
 * Begins a drag on a date, again where a slow machine turned to the other date before the press had come: it is
 * the date that is seen when the press comes.
 */
export async function pressOn(page: Page, date: 0 | 1, from: Place, to: Place): Promise<void> {
  const begin = async () => {
    await page.mouse.move(...from);
    await turnTo(page, date);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    const begun = await shownDate(page);
    if (begun !== date) {
      await pressKeys(page, 'Escape');
      await page.mouse.up();
    }
    return begun;
  };
  await expect.poll(begin, { timeout: 30_000 }).toBe(date);
}

/** 0 or 1: the only date that is seen. */
export async function shownDate(page: Page): Promise<0 | 1> {
  const [first] = await page
    .locator('.qm-compare-pane')
    .evaluateAll((panes) => panes.map((pane) => getComputedStyle(pane).visibility));
  return first === 'visible' ? 0 : 1;
}
