/** Memory of a page's process as the system counts it (resident pages). Linux only. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';

const EVERY_MS = 200;

/** Resident bytes of a process; 0 where it is gone. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Resident bytes of the largest of the browser's page processes: there is one page open in the measures. */
export async function tabMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    const sizes = await Promise.all(renderers.map(({ id }) => residentOf(id)));
    return Math.max(0, ...sizes);
  } finally {
    await session.detach();
  }
}

/** Does something and gives with its result the most that the page's process held meanwhile. */
export async function withPeakMemory<T>(page: Page, work: () => Promise<T>) {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own.');
  const before = await tabMemory(browser);
  let peakBytes = before;
  let done = false;
  const watching = (async () => {
    while (!done) {
      peakBytes = Math.max(peakBytes, await tabMemory(browser));
      await pause(EVERY_MS);
    }
  })();
  try {
    const result = await work();
    return { result, peakBytes, growthBytes: peakBytes - before };
  } finally {
    done = true;
    await watching;
  }
}
