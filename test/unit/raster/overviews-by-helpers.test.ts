/** Overviews whose windows several read at once: order, errors, cancelling, and how far ahead is read. */
import { describe, expect, it, vi } from 'vitest';
import type { Window } from '../../../src/raster/blocks/assemble';
import {
  dealt,
  type Halve,
  type Halved,
  mostAtOnce,
} from '../../../src/raster/overview-making/dealing';
import { halved, makeOverviews } from '../../../src/raster/overview-making/make';
import { readJournal } from '../../../src/raster/overviews/journal';
import type { Picture } from '../../../src/raster/pictures/picture';
import { openBytes, writeTiff } from './support';
import { MemoryFiles, wantedOf } from './support-overviews';

const [WIDTH, HEIGHT] = [701, 4200];
const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 31 + (i >> 9) * 7) % 251);
const openLines = () => openBytes(writeTiff({ width: WIDTH, height: HEIGHT, data }));

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Reads as this thread would, later. */
function helperOf(image: Picture, wait: (count: number) => number): Halve {
  let count = 0;
  return async (window, signal) => {
    await pause(wait(count++));
    return halved(image, window, signal);
  };
}

async function madeBy(helpers: readonly Halve[]): Promise<MemoryFiles> {
  const picture = await openLines();
  const files = new MemoryFiles();
  await makeOverviews(picture, wantedOf(picture), files, undefined, undefined, helpers);
  return files;
}

describe('overviews that several read', () => {
  it('are the same bytes in the same order, whoever is late', async () => {
    const whole = await madeBy([]);
    const other = await openLines();
    for (const wait of [() => 0, () => 30, (count: number) => (count % 3) * 15]) {
      const files = await madeBy([helperOf(other, wait), helperOf(other, () => 5)]);
      expect(files.journal).toBe(whole.journal);
      expect(Buffer.from(files.tiles).equals(Buffer.from(whole.tiles))).toBe(true);
    }
  });

  it('go on where several were interrupted', async () => {
    const whole = await madeBy([]);
    const [picture, other] = [await openLines(), await openLines()];
    const stop = new AbortController();
    let flushes = 0;
    const files = new MemoryFiles(() => {
      flushes++;
      if (flushes === 4) stop.abort();
    });
    const helpers = [helperOf(other, (count) => (count % 2) * 10)];
    const make = (signal?: AbortSignal) =>
      makeOverviews(picture, wantedOf(picture), files, undefined, signal, helpers);
    await expect(make(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(readJournal(files.journal)?.complete).toBe(false);
    await make();
    expect(files.journal).toBe(whole.journal);
    expect(Buffer.from(files.tiles).equals(Buffer.from(whole.tiles))).toBe(true);
  });

  it('keep what was done before a window that cannot be read', async () => {
    const picture = await openLines();
    const files = new MemoryFiles();
    const rowHeight = 2 * (wantedOf(picture).levels[0]?.tileSize ?? 0);
    const read = picture.readHalf.bind(picture);
    vi.spyOn(picture, 'readHalf').mockImplementation((area, signal) =>
      area.y < 3 * rowHeight ? read(area, signal) : Promise.reject(new Error('damaged')),
    );
    const helpers = [helperOf(picture, () => 0), helperOf(picture, () => 5)];
    const making = makeOverviews(picture, wantedOf(picture), files, undefined, undefined, helpers);
    await expect(making).rejects.toThrow('damaged');
    expect(readJournal(files.journal)?.rows).toBe(3);
  });
});

const windows: readonly Window[] = Array.from({ length: 12 }, (_, i) => ({
  ...{ x: 0, y: i * 2 },
  ...{ width: 2, height: 2 },
}));
const pixelsOf = ({ y }: Window) => ({
  ...{ data: Uint8Array.of(y, 255), channels: 2 },
  ...{ width: 1, height: 1 },
});

/** A reader whose windows end when the test says so. */
function byHand() {
  const asked: { window: Window; end: () => void; fail: (error: Error) => void }[] = [];
  const stopped: Window[] = [];
  const halve: Halve = (window, signal) =>
    new Promise((resolve, reject) => {
      asked.push({ window, end: () => resolve(pixelsOf(window)), fail: reject });
      signal?.addEventListener('abort', () => {
        stopped.push(window);
        reject(signal.reason);
      });
    });
  return { halve, asked, stopped };
}

const tick = () => pause(0);

describe('the dealing of windows', () => {
  it('gives who is free the next one, and this thread one only when nothing is ready', async () => {
    const [own, helper] = [byHand(), byHand()];
    const readers = { own: own.halve, helpers: [helper.halve] };
    const dealing = dealt(windows, readers);
    const first = dealing.next();
    await tick();
    const places = ({ asked }: typeof own) => asked.map(({ window }) => window.y / 2);
    expect([places(helper), places(own)]).toEqual([[0, 1], [2]]);
    helper.asked[1]?.end();
    await tick();
    // The first is still waited for, and what the helper has done makes room for one more.
    expect([places(helper), places(own)]).toEqual([[0, 1, 3], [2]]);
    own.asked[0]?.end();
    helper.asked[0]?.end();
    expect(((await first).value as Halved).window).toBe(windows[0]);
    for (const place of [1, 2]) {
      expect(((await dealing.next()).value as Halved).window).toBe(windows[place]);
    }
    expect([places(helper), places(own)]).toEqual([[0, 1, 3, 4], [2]]);
    await dealing.return(undefined);
  });

  it('never has more windows at once than it says, though the first one takes for ever', async () => {
    const [own, helper] = [byHand(), byHand()];
    const readers = { own: own.halve, helpers: [helper.halve] };
    const dealing = dealt(windows, readers);
    const first = dealing.next();
    for (let round = 0; round < 10; round++) {
      await tick();
      for (const { end } of [...own.asked, ...helper.asked.slice(1)]) end();
    }
    expect(own.asked.length + helper.asked.length).toBe(mostAtOnce(readers));
    expect(mostAtOnce(readers)).toBe(4);
    helper.asked[0]?.end();
    await first;
    await dealing.return(undefined);
  });

  it('tells an error in its turn, and stops the other readings', async () => {
    const [own, helper] = [byHand(), byHand()];
    const dealing = dealt(windows, { own: own.halve, helpers: [helper.halve] });
    const first = dealing.next();
    await tick();
    helper.asked[1]?.fail(new Error('damaged'));
    await tick();
    helper.asked[0]?.end();
    expect(((await first).value as Halved).window).toBe(windows[0]);
    await expect(dealing.next()).rejects.toThrow('damaged');
    const [reading, waiting] = [own.asked.at(-1)?.window, helper.asked.at(-1)?.window];
    expect([...own.stopped, ...helper.stopped]).toEqual(expect.arrayContaining([reading, waiting]));
    expect((await dealing.next()).done).toBe(true);
  });

  it('stops all readings when it is cancelled, and ends after them', async () => {
    const [own, helper] = [byHand(), byHand()];
    const stop = new AbortController();
    const dealing = dealt(windows, { own: own.halve, helpers: [helper.halve] }, stop.signal);
    const first = dealing.next();
    await tick();
    stop.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(own.stopped.length + helper.stopped.length).toBe(3);
  });
});
