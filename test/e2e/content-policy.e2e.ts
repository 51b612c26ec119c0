/** The built page's Content Security Policy: nothing but the program's own scripts runs, and all of those do. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { dropFiles, openApp, waitSaved } from './support/app';
import { notices } from './support/notices';
import { readStored } from './support/stored';
import { test } from './support/test';

const CODED = join(ROOT, 'test', 'fixtures', 'coded');

type Watched = Window & { refused: string[]; ran: string[] };

/** Notes what the policy refuses, from the page's first line on. */
async function watchPolicy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as Watched;
    Object.assign(watched, { refused: [], ran: [] });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      watched.refused.push(`${violatedDirective} ${blockedURI}`);
    });
  });
}

const refused = (page: Page) => page.evaluate(() => (window as unknown as Watched).refused);

test('pictures of every compression open under it, and nothing of the program is refused', {
  timeout: 180_000,
}, async ({ page, appUrl }) => {
  await watchPolicy(page);
  await openApp(page, appUrl);
  const files = await readdir(CODED);
  for (const [i, file] of files.entries()) {
    await dropFiles(page, [join(CODED, file)]);
    await expect
      .poll(async () => (await readStored(page)).frames.length, { timeout: 30_000 })
      .toBe(i + 1);
  }
  await waitSaved(page);
  const said = (await notices(page).allTextContents()).join('\n');
  expect(said).not.toMatch(/cannot be read|could not be|damaged/);
  expect(await refused(page)).toEqual([]);
});

test('scripts in the page’s text, in handlers, made of text or from elsewhere do not run', async ({
  page,
  appUrl,
  problems,
}) => {
  problems.expect(/Content Security Policy|CSP|Refused to|unsafe-eval|Failed to load resource/);
  await watchPolicy(page);
  await openApp(page, appUrl);
  const elsewhere = `${inject('openOriginUrl')}index.html?script`;
  await page.evaluate((address) => {
    const note = (what: string) => `window.ran.push('${what}')`;
    const inline = document.createElement('script');
    inline.textContent = note('inline');
    const far = document.createElement('script');
    far.src = address;
    const image = document.createElement('div');
    image.innerHTML = `<img src="data:," onerror="${note('handler')}">`;
    document.body.append(inline, far, image);
    // Later, since what a debugger asks for may make code of text.
    setTimeout(() => {
      try {
        new Function(note('text'))();
      } catch (error) {
        if (!(error instanceof EvalError)) throw error;
      }
    });
  }, elsewhere);
  await expect.poll(async () => (await refused(page)).length).toBeGreaterThanOrEqual(4);
  expect(await page.evaluate(() => (window as unknown as Watched).ran)).toEqual([]);
  expect((await refused(page)).join('\n')).toContain(elsewhere);
});
