/** From the address to a screen that answers. */
import { setTimeout as pause } from 'node:timers/promises';
import { newContext } from '../../e2e/support/browser';
import { type BenchContext, type Figure, type Measure, timeFigures } from '../measure';

const RUNS = 10;

/** Milliseconds from the start of navigation to the first enabled button that has been painted. */
async function openOnce({
  browser,
  appUrl,
}: BenchContext): Promise<{ cold: number; warm: number }> {
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    // Two frames after the button is in the document, it is on the screen.
    await page.addInitScript(() => {
      const look = () => {
        if (!document.querySelector('#root button:enabled')) requestAnimationFrame(look);
        else requestAnimationFrame(() => performance.mark('interactive'));
      };
      requestAnimationFrame(look);
    });
    const time = async () => {
      await page.goto(appUrl);
      await page.waitForFunction(() => performance.getEntriesByName('interactive').length > 0);
      return page.evaluate(() => performance.getEntriesByName('interactive')[0]?.startTime ?? 0);
    };
    const cold = await time();
    // Not while the first visit still writes to its caches.
    await pause(300);
    return { cold, warm: await time() };
  } finally {
    await context.close();
  }
}

export const startUp: Measure = {
  name: 'start-up',
  what: `navigation to the first button that can be pressed, ${RUNS} times, from this machine's disk`,
  run: async (context) => {
    const cold: number[] = [];
    const warm: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const times = await openOnce(context);
      cold.push(times.cold);
      warm.push(times.warm);
    }
    const figures: Figure[] = [...timeFigures('start-up: first visit', cold)];
    return [...figures, ...timeFigures('start-up: next visit', warm)];
  },
};
