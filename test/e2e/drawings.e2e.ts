/** Drawings that follow their window, and small windows that go when they are closed. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, waitSaved } from './support/app';
import { openBoxed, UTM } from './support/desk';
import { test } from './support/test';

/** CSS pixels that a drawing of time leaves free at its right. */
const RIGHT = 60;

/** How much of its width a drawing takes, and how much it has. */
function widths(page: Page) {
  return page.getByRole('img', { name: /^Ships and containers at/ }).evaluate((element) => {
    if (!(element instanceof SVGSVGElement)) throw new Error('a drawing');
    const { x, width } = element.getBBox();
    return { drawn: x + width, whole: element.clientWidth };
  });
}

async function expectFilled(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { drawn, whole } = await widths(page);
      return whole - drawn;
    })
    .toBeLessThan(RIGHT);
  const { drawn, whole } = await widths(page);
  expect(drawn).toBeLessThanOrEqual(whole);
}

test('a chart that comes into the page later than its screen takes the width there is', async ({
  page,
  appUrl,
}) => {
  await openBoxed(page, appUrl);
  await pressKeys(page, '1');
  await waitSaved(page);
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  const chart = page.getByRole('img', { name: /^Ships and containers at/ });
  await chart.waitFor();
  await pressKeys(page, 'Control+z', 'Control+z');
  await chart.waitFor({ state: 'detached' });
  await pressKeys(page, 'Control+y', 'Control+y');
  await chart.waitFor();
  await expectFilled(page);
  await page.setViewportSize({ width: 1100, height: 720 });
  await expectFilled(page);
});

/** What may lie between a small window's coming and its going, from one task to two frames of the screen. */
const MOMENTS = ['task', 'frame', 'two frames', '60 ms'] as const;

/** Opens and closes again so soon after that its coming may not have been painted. */
function openAndClose(page: Page, moment: (typeof MOMENTS)[number]): Promise<void> {
  return page.evaluate(async (moment) => {
    const button = document.querySelector<HTMLElement>('button[aria-label="How to filter"]');
    const frame = () => new Promise(requestAnimationFrame);
    const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
    button?.click();
    await pause(0);
    if (moment === 'frame' || moment === 'two frames') await frame();
    if (moment === 'two frames') await frame();
    if (moment === '60 ms') await pause(60);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  }, moment);
}

test('a small window and a tooltip are gone when they are closed, however soon, where motion is reduced', async ({
  page,
  appUrl,
}) => {
  await openBoxed(page, appUrl, [UTM]);
  await waitSaved(page);
  const popover = page.getByRole('dialog', { name: 'How to filter' });
  for (const moment of MOMENTS) {
    await openAndClose(page, moment);
    await popover.waitFor({ state: 'detached', timeout: 2000 });
  }
  const button = page.getByRole('button', { name: 'How to filter' });
  const tooltip = page.getByRole('tooltip');
  for (const moment of [0, 20, 60]) {
    await button.hover();
    await tooltip.waitFor({ state: 'attached' });
    await page.waitForTimeout(moment);
    await page.mouse.move(700, 400);
    await tooltip.waitFor({ state: 'detached', timeout: 2000 });
  }
});
