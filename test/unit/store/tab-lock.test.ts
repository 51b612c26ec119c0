/** Which tab writes: also when it leaves, or asks twice, while the answer is on its way. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProjectId } from '../../../src/domain/model/ids';
import { TabLock } from '../../../src/store/tab-lock';
import { FakeLocks } from '../commands/locks';

const PROJECT = ProjectId.parse('prj_1');
const NAME = `quaymark:${PROJECT}`;

let locks: FakeLocks;
let open: TabLock[];

beforeEach(() => {
  locks = new FakeLocks();
  open = [];
  vi.stubGlobal('navigator', { locks });
});

afterEach(() => {
  for (const tab of open) tab.dispose();
  vi.unstubAllGlobals();
});

/** A tab that has the project open. @param flushed when what it has to write is written */
function tab(flushed: () => Promise<void> = async () => undefined) {
  const state = { writable: false };
  const lock = new TabLock(PROJECT, {
    onWritable: (writable) => (state.writable = writable),
    onCommitted: () => undefined,
    beforeRelease: flushed,
  });
  open.push(lock);
  return { lock, state };
}

it('goes to the tab that takes over once the other has written all', async () => {
  const [one, two] = [tab(), tab()];
  expect(await one.lock.acquire()).toBe(true);
  expect(await two.lock.acquire()).toBe(false);
  await two.lock.takeOver();
  expect([one.state, two.state]).toEqual([{ writable: false }, { writable: true }]);
});

it('stays with a tab that takes over twice', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const patience = new AbortController();
    setTimeout(() => patience.abort(new Error('too long')), ms);
    return patience.signal;
  });
  const two = tab();
  const both = Promise.all([two.lock.takeOver(), two.lock.takeOver()]);
  await vi.advanceTimersByTimeAsync(10_000);
  await both;
  timeout.mockRestore();
  vi.useRealTimers();
  expect([two.state.writable, two.lock.held, locks.isHeld(NAME)]).toEqual([true, true, true]);
});

it('is not kept by a tab that left the project before it was granted', async () => {
  const one = tab();
  const asked = one.lock.acquire();
  one.lock.dispose();
  expect(await asked).toBe(false);
  await vi.waitFor(() => expect(locks.isHeld(NAME)).toBe(false));
  expect(one.state.writable).toBe(false);
});
