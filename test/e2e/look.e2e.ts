/** The screens in both themes and two sizes: no barriers, nothing cut off; pictures in test/output. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, chooseFiles, openApp, pressKeys, screenshot, waitSaved } from './support/app';
import { DEGREES, drawUpright, openPlaces, placeFile, settled, UTM } from './support/desk';
import { mapArea } from './support/map-view';
import { test } from './support/test';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
] as const;

/** Looks at the page as it is: barriers, overflow, and a picture. */
async function inspect(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  const over = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight];
  });
  expect(over, `${name} overflows`).toEqual([0, 0]);
  await screenshot(page, `look-${name}`);
  expect(await axe(page), name).toEqual([]);
}

/** The same in the dark and in the light theme. */
async function inBothThemes(page: Page, name: string): Promise<void> {
  await inspect(page, `${name}-dark`);
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.mouse.move(700, 300);
  await inspect(page, `${name}-light`);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await page.mouse.move(700, 300);
}

test('the start screen, first and with projects', async ({ page, appUrl }) => {
  await openApp(page, appUrl);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await inBothThemes(page, `start-first-${size.width}`);
  }
  await chooseFiles(page, [placeFile(UTM)], () => page.keyboard.press('o'));
  await page.getByRole('option').first().waitFor();
  await waitSaved(page);
  await page.getByRole('button', { name: 'utm', exact: true }).click();
  await page.getByRole('menuitem', { name: /Close project/ }).click();
  await page.getByRole('heading', { name: 'Open a project' }).waitFor();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await inBothThemes(page, `start-projects-${size.width}`);
  }
});

test('the workspace: empty, with boxes, with one selected', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.keyboard.press('f');
    await settled(page);
    await inBothThemes(page, `work-empty-${size.width}`);
  }
  await drawUpright(page, [100, 100], [200, 130]);
  await drawUpright(page, [260, 160], [330, 180]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.getByRole('application').focus();
    await pressKeys(page, 'f', 'Escape');
    await settled(page);
    expect((await mapArea(page)).width).toBeGreaterThanOrEqual(560);
    await inBothThemes(page, `work-boxes-${size.width}`);
    await page.getByRole('application').focus();
    await page.keyboard.press("'");
    await inBothThemes(page, `work-selected-${size.width}`);
  }
});

test('every dialog', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [100, 100], [200, 130]);
  const dialogs = {
    palette: 'Control+k',
    help: 'Shift+?',
    export: 'Control+e',
    classes: 'Shift+C',
    address: 'Control+u',
    frame: 'Shift+F',
    project: 'Control+,',
    batch: 'Shift+E',
  };
  for (const theme of ['dark', 'light']) {
    for (const [name, key] of Object.entries(dialogs)) {
      await page.getByRole('application').focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await inspect(page, `dialog-${name}-${theme}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    if (theme === 'dark') await page.getByRole('button', { name: 'Light theme' }).click();
  }
}, 120_000);

test('panels are sized and closed, and stay so', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const width = async () => (await inspector.boundingBox())?.width ?? 0;
  const before = await width();
  const handle = page.getByRole('separator', { name: 'Width of the inspector' });
  const at = await handle.boundingBox();
  if (!at) throw new Error('The inspector has no edge to drag.');
  await page.mouse.move(at.x + at.width / 2, 300);
  await page.mouse.down();
  await page.mouse.move(at.x - 60, 300, { steps: 4 });
  await page.mouse.up();
  expect(Math.abs((await width()) - before - 60)).toBeLessThan(6);
  // Far beyond: the map keeps its least width.
  await page.mouse.move(at.x - 60 + at.width / 2, 300);
  await page.mouse.down();
  await page.mouse.move(100, 300, { steps: 4 });
  await page.mouse.up();
  expect((await mapArea(page)).width).toBeGreaterThanOrEqual(560);
  const wide = await width();
  await page.getByRole('application').focus();
  await pressKeys(page, 'F6', 'F8');
  await page.getByRole('complementary', { name: 'Boxes' }).waitFor({ state: 'hidden' });
  await page.waitForTimeout(700);
  await page.reload();
  await page.getByRole('application').waitFor();
  await settled(page);
  expect(await page.getByRole('complementary', { name: 'Boxes' }).count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Film strip' }).count()).toBe(0);
  expect(await width()).toBe(wide);
});
