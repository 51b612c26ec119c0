/** Drawings that follow their window, and small windows that go when they are closed. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, waitSaved } from './support/app';
import { DEGREES, drawUpright, openPlaces, UTM } from './support/desk';
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
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await drawUpright(page, [150, 120], [210, 140]);
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

test('a small window is gone when it is closed, also where motion is reduced', async ({
  page,
  appUrl,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, appUrl, [UTM]);
  await drawUpright(page, [150, 120], [210, 140]);
  await waitSaved(page);
  const button = page.getByRole('button', { name: 'How to filter' });
  const popover = page.getByRole('dialog', { name: 'How to filter' });
  for (let i = 0; i < 8; i += 1) {
    await button.click();
    await popover.waitFor();
    // The animation of its coming, which is as good as none, is over by then.
    await page.waitForTimeout(30 * i);
    await pressKeys(page, 'Escape');
    await popover.waitFor({ state: 'detached', timeout: 2000 });
  }
});
