/** A small picture in a project, and boxes on it. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import { chooseFiles, drag, dropFiles, openApp, pressKeys, waitSaved } from './app';
import { table } from './desk';
import { calibrate, mapArea, type PixelPoint } from './map-view';

/** 75 × 53 pixels of half a metre in UTM 52N. */
export const SMALL = join(ROOT, 'test', 'fixtures', 'tiffs', 'rgb-tiled-deflate.tif');

export function smallFrame(page: Page) {
  return page.getByRole('option', { name: /rgb-tiled-deflate/ });
}

/** Opens the application with the small picture, given by its handle ('drop') or as a copy ('input'). */
export async function openSmall(
  page: Page,
  url: string,
  how: 'drop' | 'input' = 'drop',
  path = SMALL,
): Promise<void> {
  await openApp(page, url);
  if (how === 'drop') await dropFiles(page, [path]);
  else await chooseInput(page, [path]);
  await smallFrame(page).waitFor();
  // It is shown before it is recorded, and there is nothing to save meanwhile.
  await expect.poll(async () => (await table(page, 'frames')).length).toBeGreaterThan(0);
  await waitSaved(page);
}

export async function chooseInput(page: Page, paths: readonly string[]): Promise<void> {
  await chooseFiles(page, paths, () =>
    page.getByRole('button', { name: 'Choose files' }).first().click(),
  );
}

/** Draws an upright box of 8 × 4 pixels around a place. Does not wait until it is stored. */
export async function drawSmall(page: Page, [x, y]: PixelPoint): Promise<void> {
  const toScreen = await calibrate(page);
  await pressKeys(page, 'b');
  await drag(page, toScreen([x - 4, y - 2]), toScreen([x + 4, y + 2]));
  await pressKeys(page, 'v');
}

/** The lines of the list that stand for boxes; the others name their class. */
export function boxLines(page: Page) {
  return page.locator('[role="treeitem"]:not([aria-expanded])');
}

/** The samples under the middle of the map, which only the file itself can give. */
export async function samplesShown(page: Page): Promise<string> {
  const { x, y, width, height } = await mapArea(page);
  const readout = page.getByRole('contentinfo');
  const samples = /R (\d+)G (\d+)B (\d+)/;
  await expect
    .poll(
      async () => {
        await page.mouse.move(x + width / 2 + 3, y + height / 2);
        await page.mouse.move(x + width / 2, y + height / 2);
        // Samples are read after the pointer has come to rest.
        await page.waitForTimeout(500);
        return readout.textContent();
      },
      { timeout: 15_000 },
    )
    .toMatch(samples);
  return samples.exec((await readout.textContent()) ?? '')?.[0] ?? '';
}
