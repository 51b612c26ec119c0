/** What a page and its workers hold, as the browser counts it. */
import type { CDPSession, Page } from 'playwright-core';

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };
type Ask = (method: string) => Promise<unknown>;

export type Heaps = {
  /** Bytes of objects and of buffers of the page and all its workers, after everything unused is collected. */
  held(): Promise<number>;
};

/** Must be called before the page starts its workers. */
export async function watchHeaps(page: Page): Promise<Heaps> {
  const session = await page.context().newCDPSession(page);
  const workers = await watchWorkers(session);
  const ofPage: Ask = (method) => session.send(method as 'Runtime.getHeapUsage');
  return {
    held: async () => {
      const sizes = await Promise.all([ofPage, ...workers.values()].map(heldBytes));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
  };
}

async function heldBytes(ask: Ask): Promise<number> {
  for (let i = 0; i < 2; i++) await ask('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await ask('Runtime.getHeapUsage')) as Usage;
  return usedSize + backingStorageSize;
}

/** How to ask each worker that runs; the driver of the page has no session of a worker for us. */
async function watchWorkers(session: CDPSession): Promise<ReadonlyMap<string, Ask>> {
  const workers = new Map<string, Ask>();
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return;
    workers.set(sessionId, (method) => {
      const id = ++last;
      const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
      const message = JSON.stringify({ id, method });
      return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer);
    });
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const auto = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await session.send('Target.setAutoAttach', auto);
  return workers;
}
