/** From letting go of the button that finishes a box to the screen saying that it is stored. */
import type { Page } from 'playwright-core';
import { mapArea } from '../../e2e/support/map-view';
import { type Figure, type Measure, percentile } from '../measure';
import { awaitEntry, type Entry, now, readDiary } from '../support/diary';
import { drawQuickly, onDisk, openPicture } from '../support/drawing';

const COLUMNS = 20;
const ROWS = 10;
const BOXES = COLUMNS * ROWS;

/** Draws boxes on a grid over the middle of the map, where the picture is, each as soon as the one before is stored. */
async function drawBoxes(page: Page): Promise<void> {
  const { x, y, width, height } = await mapArea(page);
  await page.keyboard.press('s');
  for (let i = 0; i < BOXES; i++) {
    const stern = {
      x: Math.round(x + width * (0.3 + (0.4 * (i % COLUMNS)) / COLUMNS)),
      y: Math.round(y + height * (0.15 + (0.7 * Math.floor(i / COLUMNS)) / ROWS)),
    };
    const began = await now(page);
    await drawQuickly(page, stern, { x: stern.x + 20, y: stern.y + 5 });
    await awaitEntry(page, 'save saved', began);
  }
}

/** For each time that all was stored, the milliseconds since the button that began the saving. */
function savingTimes(diary: readonly Entry[]): number[] {
  const times: number[] = [];
  let released = 0;
  let began = 0;
  for (const { name, at } of diary) {
    if (name === 'pointerup') released = at;
    if (name === 'save saving') began = released;
    if (name === 'save saved' && began > 0) times.push(at - began);
  }
  return times;
}

/** Milliseconds of single records put into a database of their own, each in a durable transaction. */
function barePuts(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const opening = indexedDB.open('bench-bare');
    opening.onupgradeneeded = () => opening.result.createObjectStore('boxes', { keyPath: 'id' });
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const times: number[] = [];
    for (let id = 0; id < count; id++) {
      const began = performance.now();
      await new Promise<void>((resolve, reject) => {
        const transaction = db.transaction('boxes', 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
        transaction.objectStore('boxes').put({ id, x: 1, y: 2, length: 3, width: 4, angle: 5 });
      });
      times.push(performance.now() - began);
    }
    db.close();
    return times;
  }, BOXES);
}

export const durableBox: Measure = {
  name: 'durable',
  what: `from letting go to "Saved" on screen, ${BOXES} boxes; baseline: one bare durable put`,
  run: (context) =>
    onDisk(context, async (page) => {
      await openPicture(page, context.appUrl);
      await drawBoxes(page);
      const times = savingTimes(await readDiary(page));
      if (times.length < BOXES * 0.95) {
        throw new Error(`Only ${times.length} of ${BOXES} boxes were seen to be saved.`);
      }
      const bare = await barePuts(page);
      const figure = (share: number, word: string): Figure => ({
        name: `durable: box drawn to stored, ${word}`,
        value: percentile(times, share),
        unit: 'ms',
        baseline: percentile(bare, share),
      });
      return [figure(0.5, 'p50'), figure(0.95, 'p95')];
    }),
};
