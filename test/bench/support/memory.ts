/** Memory of a page's process, and of the one that draws for it, as the system counts it (resident pages). Linux only. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';

const EVERY_MS = 200;

/** Resident bytes of a process; 0 where it is gone. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

export type TabMemory = {
  /** Of the largest of the browser's page processes: there is one page open in the measures. */
  readonly page: number;
  /** Of the process that draws, where textures lie when graphics are done in software. */
  readonly graphics: number;
};

/** Resident bytes of the processes that a page's memory lies in. */
export async function tabMemory(browser: Browser): Promise<TabMemory> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const largest = async (kind: string) => {
      const own = processInfo.filter(({ type }) => type === kind);
      return Math.max(0, ...(await Promise.all(own.map(({ id }) => residentOf(id)))));
    };
    const [page, graphics] = await Promise.all([largest('renderer'), largest('GPU')]);
    return { page, graphics };
  } finally {
    await session.detach();
  }
}

/**
 * Does something and gives with its result the most that the page's process held meanwhile, how much more that
 * is than before, and the same of this process and the one that draws together.
 */
export async function withPeakMemory<T>(page: Page, work: () => Promise<T>) {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own.');
  const both = (memory: TabMemory) => memory.page + memory.graphics;
  const before = await tabMemory(browser);
  let peakBytes = before.page;
  let peakOfBoth = both(before);
  let done = false;
  const watching = (async () => {
    while (!done) {
      const memory = await tabMemory(browser);
      peakBytes = Math.max(peakBytes, memory.page);
      peakOfBoth = Math.max(peakOfBoth, both(memory));
      await pause(EVERY_MS);
    }
  })();
  try {
    const result = await work();
    const growthBytes = peakBytes - before.page;
    return { result, peakBytes, growthBytes, growthOfBoth: peakOfBoth - both(before) };
  } finally {
    done = true;
    await watching;
  }
}
