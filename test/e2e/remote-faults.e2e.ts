/** Servers that refuse, fail, stall, or change a file while it is looked at: each says its own sentence. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { DIST } from '../../src/scripts/lib/paths.mjs';
import { pieces, refusal, type Server, serve, typeAddress } from './support/address';
import { dropFiles, openApp, pressKeys, screenshot, waitSaved } from './support/app';
import { SEPTEMBER } from './support/demo';
import { mapArea } from './support/map-view';
import { notices, noticeText } from './support/notices';
import { readStored } from './support/stored';
import { test } from './support/test';

const DISTANT = join(DIST, 'demo', SEPTEMBER);

/** Zooms in, to where pixels are needed that were not read yet. */
async function lookCloser(page: Page): Promise<void> {
  const { x, y, width, height } = await mapArea(page);
  await page.mouse.move(x + width / 3, y + height / 3);
  for (let i = 0; i < 8; i += 1) {
    await page.mouse.wheel(0, -240);
    await page.waitForTimeout(120);
  }
}

const LEFT = '“far.tif” was still being read when the page was left: open it again.';

/** A project with one frame, in which an address is being opened that never answers. */
async function beginWithSilence(page: Page, appUrl: string): Promise<void> {
  await openApp(page, appUrl);
  await dropFiles(page, [DISTANT]);
  await expect.poll(async () => (await readStored(page)).frames.length).toBe(1);
  await waitSaved(page);
  const silent = await serve((request, response) => {
    if (request.method === 'OPTIONS') response.end();
  });
  await typeAddress(page, `${silent}far.tif`);
  await page.getByText('Reading 1 file').waitFor();
}

describe('a server that', () => {
  test('refuses, fails, is silent or lets no other page read: each has its own sentence', {
    timeout: 120_000,
  }, async ({ page, appUrl, problems }) => {
    problems.expect(/Failed to load resource|blocked by CORS policy/);
    await openApp(page, appUrl);
    const status = (code: number) => serve((_, response) => void response.writeHead(code).end());
    const silent = await serve((request, response) => {
      if (request.method === 'OPTIONS') response.end();
    });
    // Its twenty seconds pass in another tab meanwhile.
    const waiting = await page.context().newPage();
    await openApp(waiting, appUrl);
    await typeAddress(waiting, `${silent}far.tif`);
    const cases: readonly (readonly [string, RegExp])[] = [
      [await status(401), /refuses access \(HTTP 401\).*expired or needs a login/],
      [await status(403), /refuses access \(HTTP 403\).*expired or needs a login/],
      [await status(404), /there is no such file \(HTTP 404\)\. Check the address/],
      [await status(410), /there is no such file \(HTTP 410\)/],
      [await status(429), /asks for fewer requests \(HTTP 429\)\. Wait a minute/],
      [await status(500), /the server has a fault \(HTTP 500\)\. Try again later/],
      [await status(418), /answered with HTTP 418/],
      [`${inject('closedOriginUrl')}demo/`, /does not allow other web pages to read.*\(CORS\)/],
    ];
    const said = new Set<string>();
    for (const [address, sentence] of cases) {
      await typeAddress(page, `${address}far.tif`);
      await expect.poll(() => refusal(page), { timeout: 40_000 }).toMatch(sentence);
      said.add((await refusal(page)).replaceAll(address, ''));
      await pressKeys(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    expect(said.size).toBe(cases.length);
    await expect
      .poll(() => refusal(waiting), { timeout: 40_000 })
      .toMatch(/has sent nothing for 20 seconds/);
    for (const one of [page, waiting]) expect(await one.getByRole('application').count()).toBe(0);
  });

  test.for([
    ['changes the file', { etag: '"2"', answer: 'range' }, /was changed on .* since it was opened/],
    ['ends the leave to read it', { etag: '"1"', answer: 403 }, /refuses access \(HTTP 403\)/],
    ['sends no more pieces', { etag: '"1"', answer: 'whole' }, /stopped answering range requests/],
    ['removes the file', { etag: '"1"', answer: 404 }, /there is no such file \(HTTP 404\)/],
  ] as const)(
    '%s while it is looked at: it is said, and the project stays',
    async ([what, after, sentence], { page, appUrl, problems }) => {
      problems.expect(/Failed to load resource/);
      const server: Server = { etag: '"1"', answer: 'range' };
      const url = await serve(pieces(await readFile(DISTANT), server));
      await openApp(page, appUrl);
      await typeAddress(page, `${url}far.tif`);
      await page.getByRole('application', { name: /^Map of / }).waitFor();
      await waitSaved(page);
      await expect.poll(async () => (await readStored(page)).frames.length).toBe(1);
      await page.waitForTimeout(1500);
      Object.assign(server, after);
      await lookCloser(page);
      expect(await noticeText(page, 30_000)).toMatch(sentence);
      if (what === 'changes the file') await screenshot(page, 'changed-midway');
      expect((await readStored(page)).frames).toHaveLength(1);
    },
  );

  test('is silent while the page is left: the next page says which file was not opened', async ({
    page,
    appUrl,
    problems,
  }) => {
    problems.expect(/Failed to load resource/);
    await beginWithSilence(page, appUrl);
    await page.reload();
    expect(await noticeText(page, 15_000)).toContain(LEFT);
    await page.reload();
    await page.getByRole('application', { name: /^Map of / }).waitFor();
    await page.waitForTimeout(500);
    expect(await notices(page).count()).toBe(0);
  });

  test('is silent while the page crashes: the next page says which file was not opened', async ({
    page,
    appUrl,
    problems,
  }) => {
    problems.expect(/Failed to load resource|^crashed/);
    await beginWithSilence(page, appUrl);
    const address = page.url();
    // Going there never succeeds.
    await Promise.allSettled([page.waitForEvent('crash'), page.goto('chrome://crash')]);
    const next = await page.context().newPage();
    await next.goto(address);
    expect(await noticeText(next, 15_000)).toContain(LEFT);
  });
});
