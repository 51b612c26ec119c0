/** What two pictures of more than a gigabyte take of memory while they are swiped, panned and zoomed. */
import type { Page } from 'playwright-core';
import { dropFiles, openApp, pressKeys } from '../../e2e/support/app';
import { BIG_TIFFS, bigTiff } from '../make-big-tiffs.mjs';
import type { Measure } from '../measure';
import { awaitStored } from '../support/diary';
import { inNewPage } from '../support/drawing';
import { framesWhile } from '../support/frame-times';
import { withPeakMemory } from '../support/memory';
import { withTwoDates } from '../support/two-dates';

const BOUND_MB = 1500;
const SETTLE_MS = 2500;

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

async function dragBy(page: Page, { x, y, width, height }: Area, dx: number, dy: number) {
  await page.mouse.move(x + width / 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 4 + dx, y + height / 2 + dy, { steps: 8 });
  await page.mouse.up();
  await page.waitForTimeout(SETTLE_MS / 2);
}

/** The whole, 1:1, about in both directions, and the divider to and fro. */
async function lookAround(page: Page, area: Area): Promise<void> {
  await pressKeys(page, 'f');
  await page.waitForTimeout(SETTLE_MS);
  await pressKeys(page, 'x');
  await page.waitForTimeout(SETTLE_MS);
  await pressKeys(page, 'h');
  for (const [dx, dy] of [
    [-300, 0],
    [-300, -200],
    [200, -250],
    [250, 200],
  ] as const) {
    await dragBy(page, area, dx, dy);
  }
  await pressKeys(page, 'v');
  await page.mouse.move(area.x + area.width / 2, area.y + area.height * 0.3);
  await page.mouse.down();
  await framesWhile(page, async () => {
    for (const part of [0.2, 0.8, 0.5]) {
      await page.mouse.move(area.x + area.width * part, area.y + area.height * 0.3, { steps: 12 });
    }
  });
  await page.mouse.up();
  await page.waitForTimeout(SETTLE_MS);
}

export const swipeMemory: Measure = {
  name: 'swipe-memory',
  what: `two files of 1.2 GB, four bands of 16 bits, opened, swiped, and looked at near and far: the most that the tab's process holds in memory (resident pages, shared ones too), and what this and the process that draws hold more than with the start screen; baseline: the ${BOUND_MB} MB that a tab may`,
  run: async (context) => {
    const whole = await bigTiff(BIG_TIFFS.multi16);
    const { peakBytes, growthOfBoth } = await withTwoDates(whole, (paths) =>
      inNewPage(context, async (page) => {
        await openApp(page, context.appUrl);
        return withPeakMemory(page, async () => {
          await dropFiles(page, paths);
          await awaitStored(page, 'frames', 2);
          await page.getByRole('option').nth(1).click();
          await pressKeys(page, 'c');
          const area = await page.locator('.qm-compare').boundingBox();
          if (!area) throw new Error('Nothing is compared.');
          await page.waitForTimeout(SETTLE_MS);
          await lookAround(page, area);
        });
      }),
    );
    const figure = (what: string, bytes: number) => ({
      ...{ name: `swipe-memory: two frames of 1.2 GB, ${what}`, value: bytes / 1e6 },
      ...{ unit: 'MB', baseline: BOUND_MB },
    });
    return [
      figure('most that the tab holds', peakBytes),
      figure('most that tab and graphics hold more than before', growthOfBoth),
    ];
  },
};
