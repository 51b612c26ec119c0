/** Frame times while the picture is dragged about. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { ScreenPoint } from '../../e2e/support/app';
import { mapArea } from '../../e2e/support/map-view';
import { type Figure, percentile } from '../measure';
import { framesWhile } from './frame-times';

const DRAG_MS = 3000;
const STEP_MS = 16;
/** CSS pixels of the circle that the hand draws, and milliseconds for each time round. */
const RADIUS = 150;
const ROUND_MS = 1000;

/** Drags in circles for three seconds. Gives the milliseconds between animation frames meanwhile. */
export async function panFrames(page: Page): Promise<readonly number[]> {
  const { x, y, width, height } = await mapArea(page);
  const middle = { x: x + width / 2, y: y + height / 2 };
  await page.keyboard.press('h');
  await page.mouse.move(middle.x + RADIUS, middle.y);
  await page.mouse.down();
  const frames = await framesWhile(page, () => dragInCircles(page, middle));
  await page.mouse.up();
  await page.keyboard.press('v');
  return frames;
}

async function dragInCircles(page: Page, middle: ScreenPoint): Promise<void> {
  const began = performance.now();
  for (let passed = 0; passed < DRAG_MS; passed = performance.now() - began) {
    const angle = (2 * Math.PI * passed) / ROUND_MS;
    await page.mouse.move(middle.x + RADIUS * Math.cos(angle), middle.y + RADIUS * Math.sin(angle));
    await pause(Math.max(0, began + passed + STEP_MS - performance.now()));
  }
}

/** The figures of one place, against the same without boxes. */
export function panFigures(
  name: string,
  frames: readonly number[],
  without: readonly number[] | null,
): readonly Figure[] {
  return ([0.5, 0.95] as const).map((share) => ({
    name: `panning: ${name}, p${share * 100}`,
    value: percentile(frames, share),
    unit: 'ms',
    ...(without ? { baseline: percentile(without, share) } : {}),
  }));
}
