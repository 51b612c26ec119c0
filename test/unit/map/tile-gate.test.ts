import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TileGate } from '../../../src/map/picture/tile-gate';

/** Readings that end when they are told to, and what came through the gate so far. */
function readings(names: string) {
  const gate = new TileGate();
  const through: string[] = [];
  const ends = new Map<string, { come: () => void; fail: () => void }>();
  for (const name of names) {
    const read = () =>
      new Promise<string>((resolve, reject) => {
        ends.set(name, { come: () => resolve(name), fail: () => reject(new Error(name)) });
      });
    gate.through(read).then(
      (tile) => through.push(tile),
      ({ message }: Error) => through.push(`no ${message}`),
    );
  }
  return { through, end: (name: string) => ends.get(name) };
}

describe('the gate of tiles', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets tiles through together with the last', async () => {
    const { through, end } = readings('abc');
    end('a')?.come();
    end('b')?.come();
    await vi.advanceTimersByTimeAsync(10);
    expect(through).toEqual([]);
    end('c')?.come();
    await vi.advanceTimersByTimeAsync(0);
    expect([...through].sort()).toEqual(['a', 'b', 'c']);
  });

  it('does not keep what has come from the map while others take long', async () => {
    const { through, end } = readings('ab');
    end('a')?.come();
    await vi.advanceTimersByTimeAsync(100);
    expect(through).toEqual(['a']);
    end('b')?.come();
    await vi.advanceTimersByTimeAsync(0);
    expect(through).toEqual(['a', 'b']);
  });

  it('waits once more where some have come, and no longer', async () => {
    const { through, end } = readings('abcd');
    for (const name of 'abc') end(name)?.come();
    await vi.advanceTimersByTimeAsync(100);
    expect(through).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect([...through].sort()).toEqual(['a', 'b', 'c']);
  });

  it('waits on while tiles keep coming, until the first have waited for a quarter of a second', async () => {
    const { through, end } = readings('abcdefgh');
    for (const name of 'abcd') {
      end(name)?.come();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(through).toEqual([]);
    for (const name of 'ef') {
      end(name)?.come();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect([...through].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('opens as well when the last fails', async () => {
    const { through, end } = readings('ab');
    end('a')?.come();
    await vi.advanceTimersByTimeAsync(0);
    end('b')?.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect([...through].sort()).toEqual(['a', 'no b']);
  });
});
