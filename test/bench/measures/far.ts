/** A cloud-optimised file on a server 50 ms away: requests and time until its picture is there. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { openApp } from '../../e2e/support/app';
import { newContext } from '../../e2e/support/browser';
import { BIG_TIFFS, bigTiff } from '../make-big-tiffs.mjs';
import { type BenchContext, type Measure, percentile } from '../measure';
import { awaitEntry, startDiary } from '../support/diary';

const LATENCY_MS = 50;
const RUNS = 3;

type Request = { readonly at: number; readonly range: string | null };

/** Sends parts of a file to any page, each answer late. */
async function serveFar(path: string) {
  const { size } = await stat(path);
  const requests: Request[] = [];
  const server = createServer(async (request, response) => {
    const range = request.headers.range ?? null;
    requests.push({ at: Date.now(), range });
    await pause(LATENCY_MS);
    const [, from = '0', to = `${size - 1}`] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? [];
    const end = Math.min(Number(to), size - 1);
    response.writeHead(range ? 206 : 200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Content-Range, ETag',
      'Content-Length': end - Number(from) + 1,
      'Content-Range': `bytes ${from}-${end}/${size}`,
      ETag: `"${size}"`,
    });
    const body = createReadStream(path, { start: Number(from), end });
    body.pipe(response);
    // A page that has heard enough goes away.
    response.on('close', () => body.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}/far.tif`, requests, close };
}

async function openFar({ browser, appUrl }: BenchContext, path: string) {
  const server = await serveFar(path);
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await startDiary(page);
    await openApp(page, appUrl);
    await page.keyboard.press('Control+u');
    await page.getByRole('dialog').getByRole('textbox').fill(server.url);
    const began = Date.now();
    await page.keyboard.press('Enter');
    const { at: loading } = await awaitEntry(page, 'picture loading', 0, 30_000);
    await awaitEntry(page, 'picture whole', loading, 30_000);
    const whole = Date.now();
    const parts = server.requests.filter(({ at, range }) => range !== null && at <= whole);
    return { requests: parts.length, ms: whole - began };
  } finally {
    await context.close();
    await server.close();
  }
}

export const far: Measure = {
  name: 'far',
  what: `a 0.5 GB file on a server with ${LATENCY_MS} ms of latency, until its whole picture is there, median of ${RUNS}; the download for its hash is not counted`,
  run: async (context) => {
    const path = await bigTiff(BIG_TIFFS.rgb8);
    const runs: { readonly requests: number; readonly ms: number }[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await openFar(context, path));
    const middle = (key: 'requests' | 'ms') =>
      percentile(
        runs.map((one) => one[key]),
        0.5,
      );
    return [
      {
        name: 'far: requests for the first picture',
        value: middle('requests'),
        unit: 'requests',
        baseline: 3,
      },
      { name: 'far: whole picture', value: middle('ms'), unit: 'ms' },
    ];
  },
};
