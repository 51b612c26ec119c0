/** The keel box that tests of boxes draw and change, in pixels of the picture of the place. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawKeel, waitSaved } from './app';
import type { onlyBox } from './desk';
import { calibrate, type PixelPoint } from './map-view';

/** A hand's accuracy at the fitted view, pixels of the picture. */
export const HAND = 0.35;
export const STERN: PixelPoint = [150, 220];
export const BOW: PixelPoint = [290, 150];
export const KEEL = {
  x: 220,
  y: 185,
  length: Math.hypot(140, 70),
  angle: Math.atan2(-70, 140),
};

export function expectKeel(box: Awaited<ReturnType<typeof onlyBox>>, width: number): void {
  const { geometry } = box;
  expect(Math.abs(geometry.x - KEEL.x)).toBeLessThan(HAND);
  expect(Math.abs(geometry.y - KEEL.y)).toBeLessThan(HAND);
  expect(Math.abs(geometry.length - KEEL.length)).toBeLessThan(2 * HAND);
  expect(Math.abs(geometry.width - width)).toBeLessThan(2 * HAND);
  expect(Math.abs(geometry.angle - KEEL.angle)).toBeLessThan(0.005);
  expect(box.bowKnown).toBe(true);
}

/** Draws the keel box of these tests, 30 px wide, and leaves it selected. */
export async function drawShip(page: Page): Promise<void> {
  const toScreen = await calibrate(page);
  await page.keyboard.press('s');
  const [stern, bow] = [toScreen(STERN), toScreen(BOW)];
  const scale = Math.hypot(bow.x - stern.x, bow.y - stern.y) / KEEL.length;
  await drawKeel(page, stern, bow, 30 * scale);
  await page.keyboard.press('v');
  await waitSaved(page);
}

export async function click(
  page: Page,
  at: { x: number; y: number },
  ...held: string[]
): Promise<void> {
  for (const key of held) await page.keyboard.down(key);
  await page.mouse.click(at.x, at.y);
  for (const key of held) await page.keyboard.up(key);
}
