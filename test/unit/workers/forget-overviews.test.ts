/** Overviews are removed also where their making has been cancelled and has not ended yet. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetOverviews } from '../../../src/workers/overview-files';

const SHA256 = 'a'.repeat(64);
let files: Set<string>;
/** Files that are open until then, by Date.now(). */
let openUntil: number;

beforeEach(() => {
  vi.useFakeTimers();
  files = new Set([`${SHA256}.tiles`, `${SHA256}.journal`, 'other.tiles']);
  openUntil = 0;
  const folder = {
    getDirectoryHandle: async () => folder,
    removeEntry: async (name: string) => {
      // As the File System Standard has it for files with an access handle.
      if (Date.now() < openUntil) throw new DOMException('open', 'NoModificationAllowedError');
      if (!files.delete(name)) throw new DOMException('none', 'NotFoundError');
    },
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => folder } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('forgetting overviews', () => {
  it('waits until they are closed', async () => {
    openUntil = Date.now() + 2500;
    const forgetting = forgetOverviews(SHA256);
    await vi.advanceTimersByTimeAsync(3000);
    await forgetting;
    expect([...files]).toEqual(['other.tiles']);
  });

  it('fails where another tab does not close them', async () => {
    openUntil = Number.POSITIVE_INFINITY;
    const failing = expect(forgetOverviews(SHA256)).rejects.toThrow('open');
    await vi.advanceTimersByTimeAsync(20_000);
    await failing;
  });
});
