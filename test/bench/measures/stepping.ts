/** From the key for the next date to its whole picture, with the pictures opened before. */
import type { Page } from 'playwright-core';
import { dropFiles, openApp, openDemo, pressKeys } from '../../e2e/support/app';
import { BIG_TIFFS, bigTiff } from '../make-big-tiffs.mjs';
import { type BenchContext, type Figure, type Measure, timeFigures } from '../measure';
import { awaitEntry, awaitStored, now } from '../support/diary';
import { inNewPage } from '../support/drawing';
import { withTwoDates } from '../support/two-dates';

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

async function amongDemo(context: BenchContext): Promise<readonly Figure[]> {
  return inNewPage(context, async (page) => {
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
  });
}

/** From one large frame to the other and back, again and again. */
async function toAndFro(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    for (const key of ['PageDown', 'PageUp']) times.push(await step(page, key));
  }
  return times;
}

async function amongLarge(context: BenchContext): Promise<readonly Figure[]> {
  return withTwoDates(await bigTiff(BIG_TIFFS.multi16), (paths) =>
    inNewPage(context, async (page) => {
      await openApp(page, context.appUrl);
      await dropFiles(page, paths);
      await awaitStored(page, 'frames', paths.length);
      await page.getByRole('option').first().click();
      await page.getByRole('application').focus();
      await page.waitForTimeout(LOOK);
      const figures: Figure[] = [];
      for (const [what, key] of Object.entries({ 'the whole': 'f', 'at 1:1': 'x' })) {
        await pressKeys(page, key);
        await page.waitForTimeout(LOOK);
        const [first = 0, ...again] = await toAndFro(page);
        const name = `stepping: two frames of 1.2 GB, ${what}`;
        figures.push({ name: `${name}, first time`, value: first, unit: 'ms' });
        figures.push(...timeFigures(`${name}, revisited`, again));
      }
      return figures;
    }),
  );
}

export const stepping: Measure = {
  name: 'stepping',
  what: `from the key to the whole picture of the next date, there and back over ${FRAMES} frames of the demo, and between two of 1.2 GB`,
  run: async (context) => [...(await amongDemo(context)), ...(await amongLarge(context))],
};
