import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRange } from '../../../src/scripts/lib/http-range.mjs';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';

let folder = '';
let server: Awaited<ReturnType<typeof startStaticServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quaymark-server-'));
  await mkdir(join(folder, 'site', 'assets'), { recursive: true });
  await mkdir(join(folder, 'site', '.vite'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(folder, 'site', 'link.txt'));
  await writeFile(join(folder, 'site', '.vite', 'manifest.json'), '{}');
  await writeFile(join(folder, 'site', 'index.html'), '<title>Home</title>');
  await writeFile(join(folder, 'site', 'assets', 'main-abc.js'), 'export {};');
  await writeFile(join(folder, 'site', 'frame 1.tif'), '0123456789');
  await writeFile(join(folder, 'site', 'empty.tif'), '');
  server = await startStaticServer({ root: join(folder, 'site'), port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return fetch(server.url + path, { headers, method });
}

/** Status of a request whose path is sent as it is; fetch would tidy it up. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const { port } = new URL(server.url);
    const asking = request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      done(response.statusCode);
    });
    asking.on('error', fail);
    asking.end();
  });
}

describe('whole files', () => {
  test.each([
    ['', 'text/html; charset=utf-8', 'no-cache'],
    [
      'assets/main-abc.js?v=1',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    ['frame%201.tif', 'image/tiff', 'no-cache'],
  ])('%j has its type and keeps as long as it may', async (path, type, cache) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe(cache);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
  });

  test('HEAD tells the size and sends nothing', async () => {
    const answer = await get('frame%201.tif', {}, 'HEAD');
    expect(answer.headers.get('content-length')).toBe('10');
    expect(await answer.text()).toBe('');
  });

  test('an empty file is served', async () => {
    const answer = await get('empty.tif');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('what the reader has already is not sent again', async () => {
    const etag = (await get('frame%201.tif')).headers.get('etag') ?? '';
    expect((await get('frame%201.tif', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get('frame%201.tif', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  test('only reading is allowed', async () => {
    expect((await get('', {}, 'POST')).status).toBe(405);
    expect((await get('', {}, 'OPTIONS')).status).toBe(405);
  });
});

test.each([
  'missing.tif',
  '../secret.txt',
  '..%2fsecret.txt',
  '%2e%2e/secret.txt',
  'assets/../../secret.txt',
  '..\\secret.txt',
  '..%5csecret.txt',
  'link.txt',
  '.vite/manifest.json',
  'assets',
  'frame%201.tif%00.html',
  '%E0%A4%A',
])('/%s is not served', async (path) => {
  expect(await rawStatus(`/${path}`)).toBe(404);
});

describe('ranges', () => {
  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-50', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=99-, 4-4', '4', 'bytes 4-4/10'],
  ])('%s gives that part', async (range, body, label) => {
    const answer = await get('frame%201.tif', { Range: range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(label);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    expect(await answer.text()).toBe(body);
  });

  test('several ranges come as parts, suffixes among them', async () => {
    const answer = await get('frame%201.tif', { Range: 'bytes=0-1, -3' });
    const boundary = answer.headers.get('content-type')?.match(/boundary=(.+)$/)?.[1];
    expect(answer.status).toBe(206);
    const parts = (await answer.text()).split(`--${boundary}`);
    expect(parts.map((part) => part.split('\r\n\r\n')[1]?.trim())).toEqual([
      undefined,
      '01',
      '789',
      undefined,
    ]);
    expect(parts[2]).toContain('Content-Range: bytes 7-9/10');
  });

  test.each(['bytes=10-', 'bytes=-0'])('%s lies outside', async (range) => {
    const answer = await get('frame%201.tif', { Range: range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10');
  });

  test.each(['bytes=5-2', 'bytes=a-b', 'bytes=-', 'lines=0-1', 'bytes='])(
    '%s means nothing, so all is sent',
    async (range) => {
      expect((await get('frame%201.tif', { Range: range })).status).toBe(200);
    },
  );

  test('a changed file is sent whole to a reader who has the old one', async () => {
    const headers = { Range: 'bytes=0-1', 'If-Range': '"old"' };
    expect((await get('frame%201.tif', headers)).status).toBe(200);
    const etag = (await get('frame%201.tif')).headers.get('etag') ?? '';
    expect((await get('frame%201.tif', { ...headers, 'If-Range': etag })).status).toBe(206);
  });

  test('a swarm of ranges is not cut up', () => {
    expect(parseRange(`bytes=${Array(17).fill('0-').join(',')}`, 10)).toBe('whole');
  });
});

test('a page elsewhere may read files only where that is wanted', async () => {
  const open = await startStaticServer({ root: join(folder, 'site'), port: 0, cors: true });
  const name = 'access-control-allow-origin';
  expect((await fetch(open.url)).headers.get(name)).toBe('*');
  expect((await fetch(open.url, { method: 'OPTIONS' })).status).toBe(204);
  expect((await get('')).headers.get(name)).toBeNull();
  await open.close();
});

test('a taken port leads to the next one, and a wished one to a sentence', async () => {
  const first = await startStaticServer({ root: folder });
  const second = await startStaticServer({ root: folder });
  const port = Number(new URL(first.url).port);
  expect(port).toBeGreaterThanOrEqual(5173);
  expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
  await expect(startStaticServer({ root: folder, port })).rejects.toThrow(/^No port from .* free/);
  await Promise.all([first.close(), second.close()]);
});

test('stopping does not wait for readers who keep their line open', async () => {
  const other = await startStaticServer({ root: folder, port: 0 });
  const { port } = new URL(other.url);
  const line = connect(Number(port), '127.0.0.1');
  await new Promise((done) => line.once('connect', done));
  await other.close();
  line.destroy();
});
