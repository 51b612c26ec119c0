/**
 * The README's pictures: the demo with the work done, used as a person would. The demo is generated and the
 * clock stands still, so that pictures change only where the program does, or a cut-out's last pixels.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DIST, ROOT } from '../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../src/scripts/lib/static-server.mjs';
import { openApp, pressKeys, waitStored } from '../e2e/support/app';
import { launchBrowser, newContext } from '../e2e/support/browser';
import { whole } from '../e2e/support/compared';

/** After the last frame's date; "Saved" and "Made" say it. */
const NOW = '2023-12-20T09:00:00Z';
/** Milliseconds: laying six frames on each other takes minutes on a busy machine. */
const LAID = 600_000;
const DESK = { width: 1440, height: 900 } as const;
const TOUR = { width: 1280, height: 720 } as const;
/** Degrees north and east: off the long quay, so that ships and stacks stand above it. */
const BERTH = '42.2352, 130.2945';
/** Frames of the site in the tour. */
const DATES = 4;
/** Of JPEG, from 0 to 100. */
const QUALITY = 80;
/** Milliseconds in which notices fold, hints go and the map comes to rest. */
const REST = 1500;

/** Writes what the page shows to public/NAME.jpg. */
async function take(page: Page, name: string): Promise<void> {
  // Where the pointer rests, something would be hovered.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(REST);
  const path = join(ROOT, 'public', `${name}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: QUALITY, animations: 'disabled' });
  const { size } = await stat(path);
  console.log(`public/${name}.jpg  ${Math.round(size / 1000)} kB`);
}

/** The demo with its boxes, its frames laid on each other, and no hint open. */
async function openWorkedDemo(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await page.getByRole('button', { name: 'With the work done' }).click();
  const last = page.getByRole('progressbar', { name: 'Aligning Dunai' });
  await last.waitFor({ timeout: LAID });
  await last.waitFor({ state: 'hidden', timeout: LAID });
  await waitStored(page);
}

/** The quay in September, one ship of it in the inspector. */
async function takeDesk(page: Page): Promise<void> {
  await page.getByRole('option', { name: /12 Sep/ }).click();
  await whole(page, 1);
  await pressKeys(page, 'Control+k');
  await page.keyboard.type(BERTH);
  await page.waitForTimeout(REST);
  await pressKeys(page, 'Enter');
  await page.waitForTimeout(REST);
  await page.getByRole('treeitem', { name: /Maia/ }).first().click();
  await zoom(page, 'in', 6);
  await whole(page, 1);
  await take(page, 'screenshot');
}

/** Turns the wheel over the middle of the map. */
async function zoom(page: Page, way: 'in' | 'out', times: number): Promise<void> {
  const box = await page.getByRole('application').first().boundingBox();
  if (!box) throw new Error('There is no map.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < times; i++) {
    await page.mouse.wheel(0, way === 'in' ? -120 : 120);
    await page.waitForTimeout(REST / 3);
  }
}

/** September and October compared: what is gone, in two colours, and one place on every date. */
async function takeTour(page: Page): Promise<void> {
  await page.setViewportSize(TOUR);
  await page.getByRole('option', { name: /9 Oct/ }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await whole(page);
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  await changes.getByRole('button', { name: /^Gone/ }).click();
  await changes
    .getByRole('button', { name: /^Container stack/ })
    .nth(1)
    .click();
  await page.waitForTimeout(REST);
  await zoom(page, 'out', 2);
  await whole(page);
  await take(page, 'compare-swipe');
  await pressKeys(page, '4');
  await whole(page);
  await take(page, 'compare-composite');
  await pressKeys(page, '1', 'y');
  const chips = page.getByRole('dialog', { name: 'This place on every date' });
  await chips
    .locator('canvas')
    .nth(DATES - 1)
    .waitFor();
  await take(page, 'compare-chips');
}

/** @param executablePath of a Chromium */
export async function takePictures(executablePath: string): Promise<void> {
  const server = await startStaticServer({ root: DIST, port: 0 });
  const browser = await launchBrowser(executablePath);
  try {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.setViewportSize(DESK);
    await openWorkedDemo(page, server.url);
    await takeDesk(page);
    await takeTour(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
