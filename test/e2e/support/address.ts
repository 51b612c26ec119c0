/** Pictures by their address: servers of other origins, and the dialog that asks for one. */
import { createServer, type RequestListener } from 'node:http';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { pressKeys } from './app';

/** A server of another origin that answers everything in one way. Gives its address. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}/`;
}

export type Server = { etag: string; answer: 'range' | 'whole' | number };

/** Sends pieces of a file, as long as it is not told to do otherwise. */
export function pieces(bytes: Buffer, server: Server): RequestListener {
  return (request, response) => {
    response.setHeader('Access-Control-Expose-Headers', '*');
    response.setHeader('ETag', server.etag);
    if (typeof server.answer === 'number') {
      response.writeHead(server.answer).end();
      return;
    }
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    if (!range || server.answer === 'whole') {
      response.end(request.method === 'OPTIONS' ? undefined : bytes);
      return;
    }
    const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1);
    const end = Number(range[1]) + part.length - 1;
    response.setHeader('Content-Range', `bytes ${range[1]}-${end}/${bytes.length}`);
    response.writeHead(206).end(part);
  };
}

/** Opens an address with the keyboard alone. */
export async function typeAddress(page: Page, address: string): Promise<void> {
  await pressKeys(page, 'Control+u');
  const dialog = page.getByRole('dialog', { name: 'Open an address' });
  await dialog.waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')))
    .toBe('url');
  await pressKeys(page, 'Control+a');
  await page.keyboard.type(address);
  await pressKeys(page, 'Enter');
}

/** What the dialog says below the address. */
export async function refusal(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.locator('[aria-invalid="true"]').count()).toBe(1);
  return (await dialog.textContent()) ?? '';
}
