/** Files on a server that counts its requests, has faults, stalls and changes its files. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { joinRanges } from '../../../src/raster/remote/range-queue';
import type { RangeKey, RangeStore } from '../../../src/raster/remote/range-store';
import { type UrlOptions, urlSource } from '../../../src/raster/remote/url-source';

const FILE = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * 31 + (i >> 8) * 7) % 256);
const timing = { stallMs: 60_000, retryMs: 1, tries: 3 };
/** For servers that are meant to stall; a busy machine alone is not to look like one. */
const stalling = { ...timing, stallMs: 150 };

/** Answers a request by itself and gives true, or leaves it to the server. */
type Whim = (request: IncomingMessage, response: ServerResponse, count: number) => boolean;

type Counting = {
  readonly url: string;
  /** The Range headers of all requests. */
  readonly ranges: string[];
  /** Requests whose client went away. */
  readonly broken: string[];
  etag: string;
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(whim: Whim = () => false): Promise<Counting> {
  const state = { url: '', ranges: [] as string[], broken: [] as string[], etag: '"1"' };
  const server = createServer((request, response) => {
    const range = request.headers.range ?? 'none';
    state.ranges.push(range);
    response.on('close', () => {
      if (!response.writableFinished) state.broken.push(range);
    });
    if (whim(request, response, state.ranges.length)) return;
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
    const part = FILE.subarray(Number(from), Number(to) + 1);
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${FILE.length}`,
      ETag: state.etag,
    });
    response.end(part);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/far.tif`;
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return state;
}

const open = ({ url }: Counting, options: UrlOptions = {}) =>
  urlSource(url, 'far.tif', { timing, store: null, ...options });

const same = (bytes: Uint8Array, offset: number, length: number) =>
  Buffer.from(bytes).equals(Buffer.from(FILE.subarray(offset, offset + length)));

class MemoryStore implements RangeStore {
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();

  async get(key: RangeKey) {
    return this.kept.get(JSON.stringify(key)) ?? null;
  }

  async put(key: RangeKey, bytes: Uint8Array<ArrayBuffer>) {
    this.kept.set(JSON.stringify(key), bytes);
  }
}

describe('a far file', () => {
  it('is opened by one request, whose bytes serve all reads within them', async () => {
    const server = await serve();
    const source = await open(server);
    expect(source.size).toBe(FILE.length);
    for (const [offset, length] of [
      [0, 64],
      [100, 12],
      [70_000, 30_000],
    ] as const) {
      expect(same(await source.read(offset, length), offset, length)).toBe(true);
    }
    expect(server.ranges).toEqual(['bytes=0-131071']);
  });

  it('gives near pieces that are asked for together in one request, each its own bytes', async () => {
    const server = await serve();
    const source = await open(server);
    const pieces = [300_000, 320_500, 341_000, 1_200_000].map((at) => [at, 20_000] as const);
    const parts = await Promise.all(pieces.map(([at, length]) => source.read(at, length)));
    for (const [i, [at, length]] of pieces.entries()) {
      expect(same(parts[i] ?? new Uint8Array(0), at, length)).toBe(true);
    }
    expect(server.ranges.slice(1)).toEqual(['bytes=300000-360999', 'bytes=1200000-1219999']);
  });

  it('needs no request where another has told what it begins with', async () => {
    const server = await serve();
    const { head } = await open(server);
    const again = await open(server, head ? { head } : {});
    expect(again.size).toBe(FILE.length);
    expect(server.ranges.length).toBe(1);
  });

  it('is asked again after faults that may pass, and not after others', async () => {
    const faults = [503, 429];
    const passing = await serve((_, response) => {
      const status = faults.shift();
      if (status) response.writeHead(status).end();
      return status !== undefined;
    });
    expect((await open(passing)).size).toBe(FILE.length);
    expect(passing.ranges.length).toBe(3);

    const cut = await serve((request, _, count) => {
      if (count === 1) request.socket.destroy();
      return count === 1;
    });
    expect((await open(cut)).size).toBe(FILE.length);

    for (const [status, sentence] of [
      [403, /refuses access \(HTTP 403\)/],
      [404, /no such file \(HTTP 404\)/],
    ] as const) {
      const server = await serve((_, response) => {
        response.writeHead(status).end();
        return true;
      });
      await expect(open(server)).rejects.toThrow(sentence);
      expect(server.ranges.length).toBe(1);
    }
  });

  it('is asked again after waits that double, and not before the time that the server asks for', async () => {
    const asked: number[] = [];
    const slow = { ...timing, retryMs: 60, tries: 4 };
    const failing = (headers: Readonly<Record<string, string>>) => {
      asked.length = 0;
      return serve((_, response, count) => {
        asked.push(performance.now());
        if (count < slow.tries) response.writeHead(503, headers).end();
        return count < slow.tries;
      });
    };
    const waits = () => asked.slice(1).map((at, i) => at - (asked[i] ?? at));
    await open(await failing({}), { timing: slow });
    // Clocks that tick once a millisecond may make a wait one shorter.
    for (const [i, least] of [60, 120, 240].entries()) {
      expect(waits()[i]).toBeGreaterThan(least - 2);
    }
    const busy = await failing({ 'Retry-After': '1' });
    await open(busy, { timing: slow });
    expect(Math.min(...waits())).toBeGreaterThan(998);
  });

  it('says so when the server keeps failing', async () => {
    const server = await serve((_, response) => {
      response.writeHead(500).end();
      return true;
    });
    await expect(open(server)).rejects.toThrow(/the server has a fault \(HTTP 500\)/);
    expect(server.ranges.length).toBe(timing.tries);
  });

  it('says so when the server stalls, before and in the middle of an answer', async () => {
    const silent = await serve(() => true);
    await expect(open(silent, { timing: stalling })).rejects.toThrow(/has sent nothing for/);
    const half = await serve((_, response, count) => {
      if (count === 1) return false;
      response.writeHead(206, { ETag: '"1"', 'Content-Length': 20_000 });
      response.write(Buffer.alloc(50));
      return true;
    });
    const source = await open(half, { timing: { ...timing, stallMs: 1500 } });
    await expect(source.read(500_000, 20_000)).rejects.toThrow(/has sent nothing for/);
  });

  it('is not taken for one of another size, which a frame was made of before it was changed', async () => {
    const server = await serve();
    expect((await open(server, { size: FILE.length })).size).toBe(FILE.length);
    await expect(open(server, { size: FILE.length - 1 })).rejects.toThrow(
      /was changed on .* since its frame was made: it has \d+ bytes instead of \d+/,
    );
  });

  it('says so when the file is changed while it is open', async () => {
    const server = await serve();
    const source = await open(server);
    server.etag = '"2"';
    await expect(source.read(500_000, 20_000)).rejects.toThrow(/was changed on .* since it was/);
  });

  it('says so when the server sends other bytes than were asked for, and keeps none of them', async () => {
    for (const [from, length] of [
      [500_000, 19_000],
      [0, 20_000],
    ] as const) {
      const server = await serve((_, response, count) => {
        if (count === 1) return false;
        const range = `bytes ${from}-${from + length - 1}/${FILE.length}`;
        response.writeHead(206, { ETag: '"1"', 'Content-Range': range });
        response.end(FILE.subarray(from, from + length));
        return true;
      });
      const store = new MemoryStore();
      const source = await open(server, { store });
      await expect(source.read(500_000, 20_000)).rejects.toThrow(
        /far\.tif.* sent other bytes than/,
      );
      // Pieces of directories go another way.
      await expect(source.read(500_000, 12)).rejects.toThrow(/sent other bytes than/);
      expect(store.kept.size).toBe(0);
    }
  });

  it('does not take the length of a refusal for that of the file, nor wait for it for ever', async () => {
    /** The size is not to be seen in the answer, so that it is asked for. */
    const hiding = (answer: (response: ServerResponse) => void) =>
      serve(({ method }, response) => {
        if (method === 'HEAD') answer(response);
        else response.writeHead(206, { ETag: '"1"' }).end(FILE.subarray(0, 131_072));
        return true;
      });
    const told = await hiding((response) =>
      response.writeHead(200, { 'Content-Length': FILE.length }).end(),
    );
    expect((await open(told)).size).toBe(FILE.length);
    const refused = await hiding((response) =>
      response.writeHead(403, { 'Content-Length': 243 }).end(),
    );
    await expect(open(refused)).rejects.toThrow(/does not say how large it is/);
    const silent = await hiding(() => undefined);
    await expect(open(silent, { timing: stalling })).rejects.toThrow(/has sent nothing for/);
  });

  it('is read all the same where the browser keeps nothing', async () => {
    const refuse = () =>
      Promise.reject(new DOMException('not in private windows', 'SecurityError'));
    const source = await open(await serve(), { store: { get: refuse, put: refuse } });
    expect(same(await source.read(500_000, 20_000), 500_000, 20_000)).toBe(true);
  });

  it('ends a request once nobody waits for it, and not before', async () => {
    const server = await serve((_, response, count) => {
      if (count === 1) return false;
      response.writeHead(206, { ETag: '"1"' });
      response.write(Buffer.alloc(50));
      return true;
    });
    const source = await open(server);
    const [one, other] = [new AbortController(), new AbortController()];
    const reads = Promise.allSettled([
      source.read(500_000, 20_000, one.signal),
      source.read(521_000, 20_000, other.signal),
    ]);
    while (server.ranges.length < 2) await pause(5);
    one.abort();
    await pause(30);
    expect(server.broken).toEqual([]);
    other.abort();
    for (const read of await reads) expect(read.status).toBe('rejected');
    while (server.broken.length === 0) await pause(5);
    expect(server.broken).toEqual(['bytes=500000-540999']);
  });

  it('comes out of what was kept when it is opened again, unless it was changed', async () => {
    const server = await serve();
    const store = new MemoryStore();
    await (await open(server, { store })).read(500_000, 20_000);
    await (await open(server, { store })).read(500_000, 20_000);
    expect(server.ranges.filter((range) => range.includes('500000'))).toHaveLength(1);
    server.etag = '"2"';
    await (await open(server, { store })).read(500_000, 20_000);
    expect(server.ranges.filter((range) => range.includes('500000'))).toHaveLength(2);
  });
});

describe('joining ranges', () => {
  it('bridges small gaps, and bounds the length of a request', () => {
    const range = (from: number, to: number) => ({ from, to });
    const groups = joinRanges([range(50, 60), range(0, 10), range(12, 20), range(20, 48)], 5, 49);
    expect(groups).toEqual([[range(0, 10), range(12, 20), range(20, 48)], [range(50, 60)]]);
  });
});
