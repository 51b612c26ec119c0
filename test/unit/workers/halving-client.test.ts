/** The helper of the making of overviews: what is made when it crashes, cannot open the file, or is silent. */
import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Window } from '../../../src/raster/blocks/assemble';
import type { Pixels } from '../../../src/raster/blocks/box-mean';
import { halved } from '../../../src/raster/overview-making/make';
import type { Picture } from '../../../src/raster/pictures/picture';
import { type Helper, startHelper } from '../../../src/workers/halving-client';
import { openBytes, writeTiff } from '../raster/support';

const SIDE = 64;
const WINDOW: Window = { x: 0, y: 0, width: SIDE, height: SIDE };
const source = { kind: 'blob', blob: new Blob(), name: 'noise.tif' } as const;

type Api = { open: () => Promise<void>; halve: (window: Window) => Promise<Pixels> };

/** What the helper of a test does; it may never answer. */
let api: Api;
let started: FakeWorker[] = [];

/** Stands in for a Worker: the other end of a channel, as comlink speaks to it. */
class FakeWorker extends EventTarget {
  terminated = false;
  private readonly channel = new MessageChannel();

  constructor() {
    super();
    started.push(this);
    const { port1, port2 } = this.channel;
    expose(api, port2);
    port2.start();
    port1.addEventListener('message', ({ data }) =>
      this.dispatchEvent(new MessageEvent('message', { data })),
    );
    port1.start();
  }

  postMessage(message: unknown): void {
    this.channel.port1.postMessage(message);
  }

  terminate(): void {
    this.terminated = true;
    this.channel.port1.close();
    this.channel.port2.close();
  }
}

/** Pixels that the helper's own work would be told by. */
const MARK: Pixels = { width: 1, height: 1, channels: 1, data: new Uint8Array([7]) } as never;

let picture: Picture;
let own: Pixels;

beforeEach(async () => {
  started = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  vi.spyOn(console, 'debug').mockImplementation(() => undefined);
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 31 + (i >> 6) * 7) % 251);
  picture = await openBytes(writeTiff({ width: SIDE, height: SIDE, data }));
  own = await halved(picture, WINDOW);
  api = { open: async () => undefined, halve: async () => MARK };
});
afterEach(() => {
  for (const worker of started) worker.terminate();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function start(): Helper {
  const helper = startHelper(source, picture);
  if (!helper) throw new Error('No helper was started.');
  return helper;
}

const never = () => new Promise<never>(() => undefined);
const signal = new AbortController().signal;

describe('the helper that halves windows', () => {
  it('does the work, and ends with the work', async () => {
    const helper = start();
    expect(await helper.halve(WINDOW, signal)).toEqual(MARK);
    helper.end();
    expect(started[0]?.terminated).toBe(true);
  });

  it('that crashes leaves the window at hand, and all that follow, to who asked', async () => {
    let asked = 0;
    api.halve = () => {
      asked += 1;
      return never();
    };
    const helper = start();
    const first = helper.halve(WINDOW, signal);
    await vi.waitFor(() => expect(asked).toBe(1));
    started[0]?.dispatchEvent(new Event('error', { cancelable: true }));
    expect(await first).toEqual(own);
    expect(await helper.halve(WINDOW, signal)).toEqual(own);
    expect(asked).toBe(1);
  });

  it('that has crashed between two windows is not asked again', async () => {
    const helper = start();
    expect(await helper.halve(WINDOW, signal)).toEqual(MARK);
    started[0]?.dispatchEvent(new Event('error', { cancelable: true }));
    await Promise.resolve();
    expect(await helper.halve(WINDOW, signal)).toEqual(own);
  });

  it('that cannot open the file, or fails at a window, is done without', async () => {
    api.open = async () => {
      throw new Error('The file cannot be opened here.');
    };
    expect(await start().halve(WINDOW, signal)).toEqual(own);
    api.open = async () => undefined;
    api.halve = async () => {
      throw new Error('Out of memory.');
    };
    expect(await start().halve(WINDOW, signal)).toEqual(own);
  });

  it('that does not answer is waited for a minute', async () => {
    api.halve = never;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const helper = start();
    let found: Pixels | null = null;
    const asked = helper.halve(WINDOW, signal).then((pixels) => {
      found = pixels;
    });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(found).toBeNull();
    await vi.advanceTimersByTimeAsync(2_000);
    await asked;
    expect(found).toEqual(own);
  });

  it('is not waited for when the making is cancelled', async () => {
    api.halve = never;
    const stop = new AbortController();
    const asked = start().halve(WINDOW, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not started where there is one processor', () => {
    vi.stubGlobal('navigator', { hardwareConcurrency: 1 });
    expect(startHelper(source, picture)).toBeNull();
    expect(started).toEqual([]);
  });
});
