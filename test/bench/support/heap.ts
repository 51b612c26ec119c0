/** How much memory the page's scripts hold while something goes on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const EVERY_MS = 200;

/**
 * Does something and gives its result with the largest JavaScript heap of the page meanwhile, in bytes.
 * Workers have heaps of their own, which are not in it.
 */
export async function withPeakHeap<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peakBytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  let peakBytes = 0;
  const look = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const used = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
    peakBytes = Math.max(peakBytes, used);
  };
  let done = false;
  const watching = (async () => {
    while (!done) {
      await look();
      await pause(EVERY_MS);
    }
  })();
  try {
    const result = await work();
    return { result, peakBytes };
  } finally {
    done = true;
    await watching;
    await session.detach();
  }
}
