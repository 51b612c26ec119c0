/** From the key for the next date to its whole picture, with the pictures opened before. */
import type { Page } from 'playwright-core';
import { openDemo } from '../../e2e/support/app';
import { type Measure, timeFigures } from '../measure';
import { awaitEntry, awaitStored, now } from '../support/diary';
import { inNewPage } from '../support/drawing';

/** Frames of the demo's first port; the keys stay within it. */
const FRAMES = 4;
const ALL_FRAMES = 6;
const ROUNDS = 3;

/** Milliseconds from the key to the whole picture. */
async function step(page: Page, key: string): Promise<number> {
  const before = await now(page);
  await page.keyboard.press(key);
  const { at: pressed } = await awaitEntry(page, `keydown ${key}`, before);
  const { at: asked } = await awaitEntry(page, 'picture loading', pressed);
  const { at: whole } = await awaitEntry(page, 'picture whole', asked);
  return whole - pressed;
}

/** Milliseconds that a date is looked at before the next. */
const LOOK = 2000;

async function afterLooking(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let i = 1; i < FRAMES; i++) {
    await page.waitForTimeout(LOOK);
    times.push(await step(page, 'PageDown'));
  }
  return times;
}

async function thereAndBack(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const key of ['PageDown', 'PageUp']) {
    for (let i = 1; i < FRAMES; i++) times.push(await step(page, key));
  }
  return times;
}

export const stepping: Measure = {
  name: 'stepping',
  what: `from the key to the whole picture of the next date, there and back over ${FRAMES} frames of the demo`,
  run: (context) =>
    inNewPage(context, async (page) => {
      await openDemo(page, context.appUrl);
      await awaitStored(page, 'frames', ALL_FRAMES);
      await page.getByRole('option').first().click();
      await page.getByRole('application').focus();
      const looked = await afterLooking(page);
      await page.getByRole('option').first().click();
      await page.getByRole('application').focus();
      const cold = await thereAndBack(page);
      const warm: number[] = [];
      for (let round = 0; round < ROUNDS; round++) warm.push(...(await thereAndBack(page)));
      return [
        ...timeFigures(`stepping: first time, each date looked at for ${LOOK / 1000} s`, looked),
        ...timeFigures('stepping: there and back without a pause', cold),
        ...timeFigures('stepping: again', warm),
      ];
    }),
};
