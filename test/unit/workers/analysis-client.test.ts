/** The analysis worker over a long day. */
import { afterEach, expect, it, vi } from 'vitest';
import { createAnalysis } from '../../../src/workers/analysis-client';

/** Answers every call of comlink's with nothing. */
class FakeWorker extends EventTarget {
  postMessage({ id }: { readonly id: string }): void {
    const data = { id, type: 'RAW', value: null };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  terminate(): void {}
}

afterEach(() => vi.restoreAllMocks());

it('keeps nothing of tasks that have ended', async () => {
  const added = vi.spyOn(AbortSignal.prototype, 'addEventListener');
  const removed = vi.spyOn(AbortSignal.prototype, 'removeEventListener');
  const analysis = createAnalysis(() => new FakeWorker() as unknown as Worker);
  const args = {} as Parameters<typeof analysis.run<'samplePicture'>>[1];
  for (let i = 0; i < 40; i++) await analysis.run('samplePicture', args);
  const left = added.mock.calls.length - removed.mock.calls.length;
  analysis.dispose();
  expect(left).toBeLessThan(3);
});
