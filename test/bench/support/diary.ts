/** What happens in a page and when, noted by the page itself so that no driver's delay counts. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/**
 * One moment, `at` milliseconds since navigation. Names: 'drop', 'pointerup', 'click' and 'keydown' as the
 * events came in (keydown with the key: 'keydown f'); 'picture loading' and 'picture whole' from
 * data-picture; 'save saving' and 'save saved' from data-save-state; 'first pixels' when the map first
 * held a pixel of a picture after a drop, as looked for every 50 ms; 'long task' with how long the main thread was busy.
 */
export type Entry = { readonly name: string; readonly at: number; readonly ms?: number };

type DiaryWindow = Window & { benchDiary?: { name: string; at: number; ms?: number }[] };

/** Runs in the page before anything else. */
function keepDiary(): void {
  /** Milliseconds. */
  const BETWEEN_LOOKS = 50;
  const diary: { name: string; at: number; ms?: number }[] = [];
  (window as DiaryWindow).benchDiary = diary;
  const note = (name: string, at = performance.now()) => diary.push({ name, at });

  for (const type of ['drop', 'pointerup', 'click'] as const) {
    window.addEventListener(type, ({ timeStamp }) => note(type, timeStamp), true);
  }
  window.addEventListener(
    'keydown',
    (event) => note(`keydown ${event.key}`, event.timeStamp),
    true,
  );

  const watched = { 'data-picture': 'picture', 'data-save-state': 'save' };
  new MutationObserver((mutations) => {
    for (const { target, attributeName } of mutations) {
      const word = watched[attributeName as keyof typeof watched];
      if (target instanceof Element && word && attributeName) {
        note(`${word} ${target.getAttribute(attributeName)}`);
      }
    }
  }).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: Object.keys(watched),
  });

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      diary.push({ name: 'long task', at: startTime, ms: duration });
    }
  }).observe({ type: 'longtask' });

  // A small copy of the map's canvas tells whether anything is on it; void is transparent.
  const small = new OffscreenCanvas(48, 32);
  const context = small.getContext('2d', { willReadFrequently: true });
  const holdsPixels = (canvas: HTMLCanvasElement) => {
    if (!context || canvas.width === 0 || canvas.height === 0) return false;
    context.clearRect(0, 0, small.width, small.height);
    context.drawImage(canvas, 0, 0, small.width, small.height);
    const { data } = context.getImageData(0, 0, small.width, small.height);
    return data.some((value, i) => i % 4 === 3 && value > 0);
  };
  const look = () => {
    const canvases = document.querySelectorAll<HTMLCanvasElement>('.ol-layers canvas');
    if ([...canvases].some(holdsPixels)) note('first pixels');
    else lookSoon();
  };
  // A look at every drawing would take a third of the processor's time, from all pages that are measured.
  const lookSoon = () => setTimeout(() => requestAnimationFrame(look), BETWEEN_LOOKS);
  window.addEventListener('drop', lookSoon, true);
}

/** Keeps the diary in all documents that the page opens from now on. */
export function startDiary(page: Page): Promise<unknown> {
  return page.addInitScript(keepDiary);
}

/** Everything noted in the document since it was opened. */
export function readDiary(page: Page): Promise<readonly Entry[]> {
  return page.evaluate(() => (window as DiaryWindow).benchDiary ?? []);
}

/** The moment in the page just now, to look only at what came after it. */
export function now(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

/**
 * Waits for an entry and gives it.
 * @param since milliseconds; entries before do not count
 */
export async function awaitEntry(
  page: Page,
  name: string,
  since = 0,
  timeout = 60_000,
): Promise<Entry> {
  const end = Date.now() + timeout;
  for (;;) {
    const diary = await readDiary(page);
    const entry = diary.find((one) => one.name === name && one.at >= since);
    if (entry) return entry;
    if (Date.now() > end) {
      const last = diary.slice(-8).map((one) => `${one.name} at ${Math.round(one.at)}`);
      throw new Error(`The page noted no "${name}" after ${since}. Its last: ${last.join(', ')}.`);
    }
    await pause(50);
  }
}

/** The longest that the main thread was busy at a stretch since a moment; 0 when never for 50 ms. */
export async function longestTask(page: Page, since: number): Promise<number> {
  const diary = await readDiary(page);
  return Math.max(
    0,
    ...diary.filter(({ at, ms }) => ms && at + ms > since).map(({ ms }) => ms ?? 0),
  );
}

/**
 * Waits until the application's database holds so many records of a kind, as any reader sees them, and
 * gives that moment. The application must have been opened before, which makes the database.
 */
export function awaitStored(page: Page, table: string, count: number): Promise<number> {
  return page.evaluate(
    async ({ table, count }) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await settled(indexedDB.open('quaymark'));
      /** Boxes lie in pages, whose index says how many each holds. */
      const boxes = () =>
        new Promise<number>((resolve, reject) => {
          const pages = db.transaction('boxPages').objectStore('boxPages');
          const asking = pages.index('[projectId+count]').openKeyCursor();
          let sum = 0;
          asking.onerror = () => reject(asking.error);
          asking.onsuccess = () => {
            const cursor = asking.result;
            if (!cursor) return resolve(sum);
            sum += (cursor.key as [string, number])[1];
            cursor.continue();
          };
        });
      const stored = () =>
        table === 'boxes' ? boxes() : settled(db.transaction(table).objectStore(table).count());
      try {
        while ((await stored()) < count) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return performance.now();
      } finally {
        db.close();
      }
    },
    { table, count },
  );
}
