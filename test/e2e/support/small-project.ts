/** A small picture in a project, and boxes on it. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import { chooseFiles, drag, dropFiles, openApp, pressKeys, waitSaved } from './app';
import { calibrate, type PixelPoint } from './map-view';

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
