/** Pieces of far files that the browser keeps: fetched once, and again when the file is another. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DIST } from '../../src/scripts/lib/paths.mjs';
import { pieces, type Server, serve, typeAddress } from './support/address';
import { openApp, pressKeys, screenshot, waitSaved } from './support/app';
import { SEPTEMBER } from './support/demo';
import { readStored } from './support/stored';
import { test } from './support/test';

/** The first request for a file, which asks whether it is still the same. */
const HEAD = 'bytes=0-131071';

/** The picture, and its own pixels in the middle. */
async function lookClosely(page: Page): Promise<void> {
  const whole = page.locator('[data-picture="whole"]');
  await whole.waitFor({ timeout: 30_000 });
  await pressKeys(page, 'x');
  // What is read ahead has come by then, too.
  await page.waitForTimeout(2000);
  await whole.waitFor({ timeout: 30_000 });
}

test('what was fetched of an address is not fetched again after a reload, unless the file has changed', async ({
  page,
  appUrl,
}) => {
  const server: Server = { etag: '"1"', answer: 'range' };
  const send = pieces(await readFile(join(DIST, 'demo', SEPTEMBER)), server);
  const asked: string[] = [];
  const url = await serve((request, response) => {
    if (request.headers.range) asked.push(request.headers.range);
    send(request, response);
  });
  await openApp(page, appUrl);
  await typeAddress(page, `${url}far.tif`);
  await lookClosely(page);
  await expect.poll(async () => (await readStored(page)).frames.length).toBe(1);
  await waitSaved(page);
  const again = async () => {
    asked.length = 0;
    await page.reload();
    await lookClosely(page);
    return [...asked];
  };
  const first = asked.filter((range) => range !== HEAD);
  expect(first.length).toBeGreaterThan(0);
  expect((await again()).filter((range) => range !== HEAD)).toEqual([]);
  server.etag = '"2"';
  expect((await again()).filter((range) => range !== HEAD).length).toBeGreaterThan(0);
});

test('another file at the address of a frame is not shown in its place', async ({
  page,
  appUrl,
}) => {
  const bytes = await readFile(join(DIST, 'demo', SEPTEMBER));
  const server: Server = { etag: '"1"', answer: 'range' };
  let send = pieces(bytes, server);
  const url = await serve((request, response) => send(request, response));
  await openApp(page, appUrl);
  await typeAddress(page, `${url}far.tif`);
  await expect.poll(async () => (await readStored(page)).frames.length).toBe(1);
  await waitSaved(page);
  send = pieces(Buffer.concat([bytes, Buffer.from('0')]), { ...server, etag: '"2"' });
  await page.reload();
  const said = `was changed on .* since its frame was made: it has ${bytes.length + 1} bytes instead of ${bytes.length}`;
  await page.getByText(new RegExp(said)).first().waitFor();
  await screenshot(page, 'another-file-at-the-address');
  expect((await readStored(page)).frames).toHaveLength(1);
});
