import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Held } from '../../../src/workers/file-hold';
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
  const waiting = watched(traffic.settled({ expected: true }));
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
  const idle = watched(traffic.settled({ expected: true }));
  await vi.advanceTimersByTimeAsync(1500);
  expect(idle.over).toBe(true);
  void traffic.count(new Promise(() => undefined));
  const busy = watched(traffic.settled({ expected: false }));
  await vi.advanceTimersByTimeAsync(1400);
  expect(busy.over).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(busy.over).toBe(true);
});

test('with nothing to wait for, work begins at once; what is given up ends', async () => {
  const traffic = new TileTraffic();
  const calm = watched(traffic.settled({ expected: false }));
  await vi.advanceTimersByTimeAsync(0);
  expect(calm.over).toBe(true);
  const controller = new AbortController();
  const given = traffic.settled({ expected: true }, controller.signal);
  const outcome = expect(given).rejects.toThrow('aborted');
  controller.abort();
  await vi.advanceTimersByTimeAsync(200);
  await outcome;
});

test('work that would slow a closer look waits a second, for six seconds at most', async () => {
  const traffic = new TileTraffic();
  const waiting = watched(traffic.settled({ expected: true, closer: true }));
  await vi.advanceTimersByTimeAsync(1400);
  for (let look = 0; look < 2; look++) {
    await traffic.count(Promise.resolve());
    await vi.advanceTimersByTimeAsync(900);
    expect(waiting.over).toBe(false);
  }
  await vi.advanceTimersByTimeAsync(500);
  expect(waiting.over).toBe(true);

  const panning = setInterval(() => void traffic.count(Promise.resolve()), 50);
  await vi.advanceTimersByTimeAsync(50);
  const busy = watched(traffic.settled({ expected: false, closer: true }));
  await vi.advanceTimersByTimeAsync(5900);
  expect(busy.over).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(busy.over).toBe(true);
  clearInterval(panning);
});

test('whole files are held while tiles come, small ones a moment longer, large ones a second; who pans without end gets them held half the time after six seconds', async () => {
  const told: [held: Held, at: number][] = [];
  const began = performance.now();
  const traffic = new TileTraffic((held) => told.push([held, performance.now() - began]));
  let come: () => void = () => undefined;
  void traffic.count(
    new Promise<void>((resolve) => {
      come = resolve;
    }),
  );
  expect(told).toEqual([['all', 0]]);
  await vi.advanceTimersByTimeAsync(400);
  come();
  await vi.advanceTimersByTimeAsync(1200);
  expect(told.map(([held]) => held)).toEqual(['all', 'large', 'none']);
  const [, small = 0, large = 0] = told.map(([, at]) => at);
  expect(small).toBeGreaterThanOrEqual(600);
  expect(small).toBeLessThanOrEqual(900);
  expect(large).toBeGreaterThanOrEqual(1400);

  const panning = setInterval(() => void traffic.count(Promise.resolve()), 50);
  await vi.advanceTimersByTimeAsync(20_000);
  clearInterval(panning);
  // From 'all' to 'none' large files rest, from there on to the next 'all' none does.
  const times = (wanted: Held, after?: Held) =>
    told.flatMap(([held, at], i) =>
      held === wanted && (!after || (told[i - 1]?.[0] ?? 'none') === after) ? [at] : [],
    );
  const [starts, ends] = [times('all', 'none'), times('none')];
  const holds = starts.map((at, i) => (ends[i] ?? 21_600) - at);
  const held = holds.reduce((sum, hold) => sum + hold, 0);
  expect(held).toBeGreaterThan(10_000);
  expect(held).toBeLessThan(14_500);
  // In one go, as long as somebody looks around for no more than some seconds.
  expect(holds[1]).toBeGreaterThanOrEqual(4500);
  expect(Math.max(...holds)).toBeLessThanOrEqual(6000);
  const free = ends.map((at, i) => (starts[i + 1] ?? at) - at);
  expect(Math.max(...free)).toBeGreaterThanOrEqual(1400);
  for (const [i, [held, at]] of told.entries()) {
    if (held === 'large') expect(at - (told[i - 1]?.[1] ?? 0)).toBeLessThanOrEqual(1500);
  }
  // Small ones rest again with the next tile.
  expect(times('all', 'large').length).toBeGreaterThanOrEqual(3);
});
