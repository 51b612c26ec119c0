/** Reading a file's bytes once, for its hash or its copy. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesOf, sha256Of } from '../../../src/raster/bytes/hash';

const FAR = { kind: 'url', url: 'https://example.test/far.tif', name: 'far.tif' } as const;
const PART = new Uint8Array(1000).fill(3);

/** A server that sends so many parts, or no end of them; tells whether it was left. */
function serve(parts = Number.POSITIVE_INFINITY) {
  const server = { sent: 0, left: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (server.sent === parts) controller.close();
      else controller.enqueue(PART);
      server.sent++;
    },
    cancel() {
      server.left = true;
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body));
  return server;
}

afterEach(() => vi.unstubAllGlobals());

describe('the bytes of a far file', () => {
  it('have their hash', async () => {
    serve(3);
    const all = Buffer.concat([PART, PART, PART]);
    const wanted = createHash('sha256').update(all).digest('hex');
    expect(await sha256Of(bytesOf(FAR))).toBe(wanted);
  });

  it('are not downloaded on for nobody when there is no room for them', async () => {
    const server = serve();
    const full = () => Promise.reject(new Error('no room'));
    await expect(sha256Of(bytesOf(FAR), full)).rejects.toThrow('no room');
    expect(server.left).toBe(true);
  });
});
