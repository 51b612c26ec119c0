/** What the browser itself needs for many records: the floor under import, opening and export. */
import type { Page } from 'playwright-core';

export type BareTimes = {
  /** Reading all boxes with one getAll, milliseconds. */
  readonly read: number;
  /** Putting them into an empty table in one durable transaction. */
  readonly put: number;
  /** JSON.stringify of them, and JSON.parse of that. */
  readonly stringify: number;
  readonly parse: number;
};

/** Measured in the page, with the boxes of the application's own database. */
export function bareTimes(page: Page): Promise<BareTimes> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const time = async <T>(work: () => T | Promise<T>) => {
      const began = performance.now();
      const result = await work();
      return { result, ms: performance.now() - began };
    };
    const db = await settled(indexedDB.open('quaymark'));
    const pages = await settled(db.transaction('boxPages').objectStore('boxPages').getAll());
    const boxes: unknown[] = pages.flatMap((one) => one.boxes);
    db.close();
    const opening = indexedDB.open('bench-bare-many');
    opening.onupgradeneeded = () => opening.result.createObjectStore('boxes', { keyPath: 'id' });
    const bare = await settled(opening);
    const put = await time(
      () =>
        new Promise<void>((resolve, reject) => {
          const transaction = bare.transaction('boxes', 'readwrite', { durability: 'strict' });
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
          const table = transaction.objectStore('boxes');
          for (const record of boxes) table.put(record);
        }),
    );
    const read = await time(() => settled(bare.transaction('boxes').objectStore('boxes').getAll()));
    bare.close();
    const stringify = await time(() => JSON.stringify(boxes));
    const parse = await time(() => JSON.parse(stringify.result));
    return { read: read.ms, put: put.ms, stringify: stringify.ms, parse: parse.ms };
  });
}
