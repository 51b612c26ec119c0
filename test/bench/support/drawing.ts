/** A page with one demo picture open, to draw on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { dropFiles, openApp, type ScreenPoint } from '../../e2e/support/app';
import { launchOnProfile, newContext } from '../../e2e/support/browser';
import { demoFile, SEPTEMBER } from '../../e2e/support/demo';
import type { BenchContext } from '../measure';
import { awaitEntry, awaitStored, startDiary } from './diary';

/** Opens a new user's page that keeps a diary, and closes it when the work is done. */
export async function inNewPage<T>(
  { browser }: BenchContext,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await startDiary(page);
    return await work(page);
  } finally {
    await context.close();
  }
}

/**
 * The same on a profile on disk: other pages keep their databases in memory, where nothing is durable.
 */
export async function onDisk<T>(
  { executablePath }: BenchContext,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'quaymark-bench-'));
  const browser = await launchOnProfile(profile, executablePath);
  try {
    await startDiary(browser.page);
    return await work(browser.page);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens the demo's first picture, whole and on record. */
export async function openPicture(page: Page, appUrl: string): Promise<void> {
  await openApp(page, appUrl);
  await dropFiles(page, [demoFile(SEPTEMBER)]);
  const { at } = await awaitEntry(page, 'drop');
  await awaitStored(page, 'frames', 1);
  await awaitEntry(page, 'picture whole', at);
}

/** Draws along the keel with few movements: press, drag to the bow, out to the beam, click. */
export async function drawQuickly(page: Page, stern: ScreenPoint, bow: ScreenPoint): Promise<void> {
  const { mouse } = page;
  await mouse.move(stern.x, stern.y);
  await mouse.down();
  await mouse.move(bow.x, bow.y, { steps: 2 });
  await mouse.up();
  await mouse.move(bow.x - 10, bow.y + 8);
  await mouse.down();
  await mouse.up();
}
