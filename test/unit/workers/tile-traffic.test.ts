import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TileTraffic } from '../../../src/workers/tile-traffic';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(waiting: Promise<void>) {
  const state = { over: false };
  void waiting.then(() => {
    state.over = true;
  });
  return state;
}

test('work waits for the tiles of a picture that is about to be shown, and a moment for more', async () => {
  const traffic = new TileTraffic();
  const waiting = watched(traffic.settled(true));
  await vi.advanceTimersByTimeAsync(500);
  expect(waiting.over).toBe(false);
  let come: (pixels: string) => void = () => undefined;
  const read = traffic.count(
    new Promise<string>((resolve) => {
      come = resolve;
    }),
  );
  await vi.advanceTimersByTimeAsync(400);
  expect(waiting.over).toBe(false);
  come('pixels');
  expect(await read).toBe('pixels');
  await vi.advanceTimersByTimeAsync(100);
  expect(waiting.over).toBe(false);
  await vi.advanceTimersByTimeAsync(350);
  expect(waiting.over).toBe(true);
});

test('work does not wait for long where no tile comes, or tiles come for ever', async () => {
  const traffic = new TileTraffic();
  const idle = watched(traffic.settled(true));
  await vi.advanceTimersByTimeAsync(1500);
  expect(idle.over).toBe(true);
  void traffic.count(new Promise(() => undefined));
  const busy = watched(traffic.settled(false));
  await vi.advanceTimersByTimeAsync(1400);
  expect(busy.over).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(busy.over).toBe(true);
});

test('with nothing to wait for, work begins at once; what is given up ends', async () => {
  const traffic = new TileTraffic();
  const calm = watched(traffic.settled(false));
  await vi.advanceTimersByTimeAsync(0);
  expect(calm.over).toBe(true);
  const controller = new AbortController();
  const given = traffic.settled(true, controller.signal);
  const outcome = expect(given).rejects.toThrow('aborted');
  controller.abort();
  await vi.advanceTimersByTimeAsync(200);
  await outcome;
});

test('other work is held while tiles come and a moment after; who pans without end gets it held half the time after six seconds', async () => {
  const told: [held: boolean, at: number][] = [];
  const began = performance.now();
  const traffic = new TileTraffic((held) => told.push([held, performance.now() - began]));
  let come: () => void = () => undefined;
  void traffic.count(
    new Promise<void>((resolve) => {
      come = resolve;
    }),
  );
  expect(told).toEqual([[true, 0]]);
  await vi.advanceTimersByTimeAsync(400);
  come();
  await vi.advanceTimersByTimeAsync(900);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(told.map(([held]) => held)).toEqual([true, false]);
  expect(told[1]?.[1]).toBeGreaterThanOrEqual(1400);

  const panning = setInterval(() => void traffic.count(Promise.resolve()), 50);
  await vi.advanceTimersByTimeAsync(20_000);
  clearInterval(panning);
  let held = 0;
  for (const [i, [on, at]] of told.entries()) if (on) held += (told[i + 1]?.[1] ?? 21_600) - at;
  expect(held).toBeGreaterThan(10_000);
  expect(held).toBeLessThan(14_500);
  const rests = told.flatMap(([on, at], i) => (on ? [] : [(told[i + 1]?.[1] ?? at) - at]));
  // In one go, as long as somebody looks around for no more than some seconds.
  expect((told[3]?.[1] ?? 0) - (told[2]?.[1] ?? 0)).toBeGreaterThanOrEqual(4500);
  expect(Math.max(...rests)).toBeGreaterThanOrEqual(1400);
  for (const [i, [on, at]] of told.entries()) {
    if (on) expect((told[i + 1]?.[1] ?? at) - at).toBeLessThanOrEqual(6000);
  }
});
