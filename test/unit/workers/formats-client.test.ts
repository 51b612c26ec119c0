/** Many boxes are handed to a worker part by part. */
import { afterEach, expect, test, vi } from 'vitest';
import type { ExportContent } from '../../../src/formats/types';
import { writeRecords } from '../../../src/workers/formats-client';

const worker = vi.hoisted(() => ({ take: async () => undefined }) as { take(): Promise<void> });
vi.mock('comlink', () => ({ wrap: () => worker, proxy: (one: unknown) => one }));

afterEach(() => vi.unstubAllGlobals());

test('where the worker fails at two parts, the first failure is told and the other is not left unheard', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      addEventListener() {}
      terminate() {}
    },
  );
  let parts = 0;
  worker.take = async () => {
    parts += 1;
    const part = parts;
    // The second fails while the first is still being taken.
    if (part === 1) await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error(`no room for part ${part}`);
  };
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const content = { boxes: Array(6000).fill({}) } as unknown as ExportContent;
  const written = writeRecords(content, { appVersion: '1', exportedAt: '' });
  await expect(written).rejects.toThrow('no room for part 1');
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
