/** The tools of the end-to-end tests themselves, on a page of their own: no test is better than these. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { axe, chooseFiles, drawKeel, dropFiles, readDownload } from './support/app';
import { launchOnProfile, watchProblems } from './support/browser';
import { temporaryFolder } from './support/made-files';
import { test } from './support/test';

/** Shows a page at the application's origin, where storage works, that is not the application. */
async function showPage(page: Page, url: string, body: string): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>Harness</title><main>${body}</main></html>`;
  await page.route(`${url}harness`, (route) =>
    route.fulfill({ body: html, contentType: 'text/html' }),
  );
  await page.goto(`${url}harness`);
}

const text = (page: Page) => page.locator('#log').textContent();

test('errors of the page and of its workers are seen', async ({ context, appUrl }) => {
  const problems = watchProblems(context);
  const page = await context.newPage();
  await showPage(page, appUrl, 'x');
  await page.evaluate(() => {
    console.error('logged on the page');
    setTimeout(() => {
      throw new Error('thrown on the page');
    });
    const code = 'setTimeout(() => { throw new Error("thrown in a worker"); })';
    new Worker(URL.createObjectURL(new Blob([code])));
  });
  await expect.poll(() => problems.lines.join('\n')).toMatch(/thrown in a worker/);
  await expect.poll(() => problems.lines.join('\n')).toMatch(/thrown on the page/);
  problems.expect(/thrown/);
  expect(problems.unexpected().join()).toMatch(/logged on the page/);
});

test('dropped files and folders arrive as from the desktop', async ({ page, appUrl }) => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'frames'));
  await writeFile(join(folder, 'one.tif'), 'abc');
  await showPage(page, appUrl, '<p id="log"></p>');
  await page.evaluate(() => {
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      const items = [...(event.dataTransfer?.items ?? [])].map((item) => {
        const entry = item.webkitGetAsEntry();
        return `${entry?.name} ${entry?.isDirectory ? 'folder' : item.getAsFile()?.size}`;
      });
      const log = document.querySelector('#log');
      if (log) log.textContent = items.join(', ');
    });
  });
  await dropFiles(page, [join(folder, 'one.tif'), join(folder, 'frames')]);
  await expect.poll(() => text(page)).toBe('one.tif 3, frames folder');
});

test('files are chosen and downloads are read', async ({ page, appUrl }) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'one.tif'), 'abc');
  const data = 'data:text/plain,hello';
  const body = `<input type="file" aria-label="Files"><p id="log"></p><a href="${data}" download="h.txt">Save</a>`;
  await showPage(page, appUrl, body);
  await chooseFiles(page, [join(folder, 'one.tif')], () => page.getByLabel('Files').click());
  expect(await page.getByLabel('Files').inputValue()).toContain('one.tif');
  const { name, bytes } = await readDownload(page, () => page.getByText('Save').click());
  expect([name, bytes.toString()]).toEqual(['h.txt', 'hello']);
});

test('the keel gesture presses, drags and clicks where it says', async ({ page, appUrl }) => {
  await showPage(page, appUrl, '<p id="log"></p>');
  await page.evaluate(() => {
    for (const type of ['pointerdown', 'pointerup'] as const) {
      document.addEventListener(type, ({ clientX, clientY }) => {
        document.querySelector('#log')?.append(`${type.slice(7)} ${clientX},${clientY}; `);
      });
    }
  });
  await drawKeel(page, { x: 100, y: 200 }, { x: 300, y: 200 }, 40);
  expect(await text(page)).toBe('down 100,200; up 300,200; down 200,220; up 200,220; ');
});

test('axe finds a picture without words', async ({ page, appUrl }) => {
  await showPage(page, appUrl, '<h1>Fine</h1>');
  expect(await axe(page)).toEqual([]);
  await page.evaluate(() => document.querySelector('main')?.append(new Image()));
  expect(await axe(page)).toEqual([expect.stringMatching(/^image-alt/)]);
});

test('storage outlives a killed browser', async ({ appUrl }) => {
  const profile = await temporaryFolder();
  const first = await launchOnProfile(profile);
  await showPage(first.page, appUrl, 'x');
  await first.page.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('kept', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('values');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const write = opening.result.transaction('values', 'readwrite', { durability: 'strict' });
          write.objectStore('values').put('here', 'key');
          write.oncomplete = () => done();
        };
      }),
  );
  await first.kill();
  const second = await launchOnProfile(profile);
  onTestFinished(() => second.close());
  await showPage(second.page, appUrl, 'x');
  const kept = await second.page.evaluate(
    () =>
      new Promise((done, fail) => {
        const opening = indexedDB.open('kept', 1);
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const read = opening.result.transaction('values').objectStore('values').get('key');
          read.onsuccess = () => done(read.result);
        };
      }),
  );
  expect(kept).toBe('here');
});
