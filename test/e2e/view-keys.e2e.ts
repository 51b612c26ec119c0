/** The view by keys: quick repeats add up, and Space under a pointer that is at rest. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys } from './support/app';
import { DEGREES, openPlaces, UTM } from './support/desk';
import { mapArea } from './support/map-view';
import { test } from './support/test';

/** CSS pixels to a pixel of the picture, in hundredths. */
async function zoomOf(page: Page): Promise<number> {
  const text = (await page.getByText(/^Zoom/).textContent()) ?? '';
  return Number(/[\d.]+/.exec(text)?.[0]);
}

const pointed = (page: Page) => page.getByText(/^px /).textContent();

test('a zoom that is asked for again while the last one is shown goes on from where that ends', async ({
  page,
  appUrl,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openPlaces(page, appUrl, [UTM]);
  await pressKeys(page, 'f');
  await page.waitForTimeout(400);
  const whole = await zoomOf(page);
  // At once, as quick fingers and held keys do it: by round trips to the page they may come far apart.
  await page.evaluate(() => {
    const press = { key: '=', code: 'Equal', bubbles: true };
    for (let i = 0; i < 3; i++)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(whole * 1.5 ** 3 * 0.98);
  await page.waitForTimeout(300);
  expect(await zoomOf(page)).toBeLessThan(whole * 1.5 ** 3 * 1.02);
});

test('Space points at nothing else than the pointer does, and pans also after a date was clicked', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM]);
  const { x, y } = await mapArea(page);
  // The focus is on the date that was clicked last.
  await page.mouse.move(x + 300, y + 250);
  await page.getByText(/^px \d/).waitFor();
  const before = await pointed(page);
  await page.keyboard.down(' ');
  await page.mouse.down();
  await page.mouse.move(x + 380, y + 290, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up(' ');
  await page.waitForTimeout(100);
  expect(await pointed(page)).toBe(before);
  // Farther on without a drag: it is read where the pointer is, and not where the drag ended.
  await page.mouse.move(x + 200, y + 150);
  await expect.poll(() => pointed(page)).not.toBe(before);
  const rest = await pointed(page);
  await page.keyboard.down(' ');
  await page.waitForTimeout(100);
  expect(await pointed(page)).toBe(rest);
  await page.keyboard.up(' ');
  await page.waitForTimeout(100);
  expect(await pointed(page)).toBe(rest);
});

test('of two dates side by side, Space leaves the one under the pointer pointed at', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await pressKeys(page, 'Alt+2', '2');
  const panes = page.getByRole('application');
  await expect.poll(() => panes.count()).toBe(2);
  const first = await panes.first().boundingBox();
  if (!first) throw new Error('no pane');
  await page.mouse.click(first.x + 100, first.y + 200);
  await page.mouse.move(first.x + 120, first.y + 220);
  await page.getByText(/^px \d/).waitFor();
  await page.waitForTimeout(100);
  const before = await pointed(page);
  await page.keyboard.down(' ');
  await page.waitForTimeout(150);
  expect(await pointed(page)).toBe(before);
  await page.keyboard.up(' ');
});
