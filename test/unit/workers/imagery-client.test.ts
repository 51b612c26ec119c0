/** What workers are told to open, they are told to close: however pictures are read, and whenever. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageSource } from '../../../src/raster/types';
import { createImagery } from '../../../src/workers/imagery-client';
import type { FromWorker, ToWorker } from '../../../src/workers/imagery-protocol';

/** Pictures without users that are kept for the next who asks. */
const KEPT = 6;
const LEVEL = { width: 300, height: 200, tileSize: 256 };
const tile = { width: 256, height: 256, channels: 2, data: new Uint8Array(0) };
const ANSWERS = {
  open: {
    levels: [LEVEL],
    units: [[1, 1]],
    channels: 2,
    bands: [0],
    floating: false,
    head: null,
  },
  tile,
  samples: [1],
  improve: 'missing',
} as const;

/** Answers at once, and knows which pictures a true worker would hold. */
class FakeWorker extends EventTarget {
  readonly holds = new Set<number>();

  postMessage(message: ToWorker): void {
    if (message.kind === 'close') this.holds.delete(message.id);
    if (message.kind === 'expect') this.holds.add(message.picture.id);
    if (message.kind !== 'job') return;
    if ('picture' in message.args) this.holds.add(message.args.picture.id);
    const result = ANSWERS[message.name as keyof typeof ANSWERS];
    const data: FromWorker = { kind: 'done', job: message.job, result };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  terminate(): void {
    this.holds.clear();
  }
}

const sourceOf = (name: string): ImageSource => ({ kind: 'blob', blob: new Blob(), name });

function service() {
  const workers: FakeWorker[] = [];
  const imagery = createImagery({
    workers: 2,
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
  });
  const openAndClose = async (count: number) => {
    for (let i = 0; i < count; i++) (await imagery.open(sourceOf(`other ${i}.tif`))).close();
  };
  const held = () => new Set(workers.flatMap(({ holds }) => [...holds])).size;
  return { imagery, openAndClose, held };
}

beforeEach(() => vi.stubGlobal('navigator', { hardwareConcurrency: 2 }));
afterEach(() => vi.unstubAllGlobals());

describe('pictures that workers hold', () => {
  it('are few, however many were opened and closed', async () => {
    const { imagery, openAndClose, held } = service();
    await openAndClose(20);
    expect(held()).toBe(KEPT);
    imagery.dispose();
  });

  it('do not grow by one that is still on screen after it was closed', async () => {
    const { imagery, openAndClose, held } = service();
    for (let i = 0; i < 5; i++) {
      const shown = await imagery.open(sourceOf(`shown ${i}.tif`));
      shown.close();
      await openAndClose(KEPT);
      await expect(shown.readTile(0, 0, 0)).resolves.toBe(tile);
      await expect(shown.samplesAt([1, 1])).resolves.toEqual([1]);
      await expect(shown.readOverviews('a'.repeat(64))).resolves.toBe('missing');
    }
    await openAndClose(KEPT);
    expect(held()).toBe(KEPT);
    imagery.dispose();
  });

  it('do not grow by asking for samples outside of them', async () => {
    const { imagery, openAndClose, held } = service();
    for (let i = 0; i < 5; i++) {
      const shown = await imagery.open(sourceOf(`shown ${i}.tif`));
      const reading = shown.readTile(0, 0, 0);
      for (const pixel of [
        [-1, 10],
        [10, -1],
        [300, 10],
        [10, 200],
        [Number.NaN, 1],
      ] as const) {
        await expect(shown.samplesAt(pixel)).resolves.toBeNull();
      }
      await reading;
      shown.close();
    }
    await openAndClose(KEPT);
    expect(held()).toBe(KEPT);
    imagery.dispose();
  });
});

it('tells that a picture was closed, also who asks after that', async () => {
  const { imagery } = service();
  const picture = await imagery.open(sourceOf('shown.tif'));
  const told: string[] = [];
  picture.onClosed(() => told.push('in time'));
  picture.close();
  picture.close();
  picture.onClosed(() => told.push('too late'));
  expect(told).toEqual(['in time']);
  await Promise.resolve();
  expect(told).toEqual(['in time', 'too late']);
  imagery.dispose();
});

describe('overviews of a file that is forgotten', () => {
  it('are given up, also where they were asked for twice', async () => {
    const said: string[] = [];
    const making: number[] = [];
    class Making extends FakeWorker {
      override postMessage(message: ToWorker): void {
        if (message.kind === 'cancel') said.push(`cancelled ${making.indexOf(message.job)}`);
        if (message.kind !== 'job') return;
        if (message.name === 'overviews') making.push(message.job);
        else said.push(message.name);
        // The file is open: the second making ends at once, the first goes on.
        if (message.name === 'overviews' && making.length === 1) return;
        const result = message.name === 'overviews' ? 'elsewhere' : null;
        const data: FromWorker = { kind: 'done', job: message.job, result };
        queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
      }
    }
    const createWorker = () => new Making() as unknown as Worker;
    const imagery = createImagery({ workers: 1, createWorker });
    const sha256 = 'a'.repeat(64);
    const first = imagery.makeOverviews(sourceOf('one.tif'), sha256);
    const ended = expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(await imagery.makeOverviews(sourceOf('two.tif'), sha256)).toBe('elsewhere');
    await imagery.forget(sha256);
    await ended;
    expect(said).toEqual(['cancelled 0', 'forget']);
    imagery.dispose();
  });
});
